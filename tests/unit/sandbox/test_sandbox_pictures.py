import struct

import pytest

from sandbox.bot_api.pictures import Picture, gif_duration_ms, read_picture
from sandbox.files import KEPT_BYTES, FileShelf

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + struct.pack(">II", 640, 360)
GIF = b"GIF89a" + struct.pack("<HH", 20, 10)
JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08" + struct.pack(">HH", 30, 40) + b"\x03"


@pytest.mark.parametrize(
    ("data", "picture"),
    [
        (PNG, Picture("image/png", 640, 360)),
        (GIF, Picture("image/gif", 20, 10)),
        (JPEG, Picture("image/jpeg", 40, 30)),
        (b"\xff\xd8\xff\xd9", None),
        (b"<svg/>", None),
        (b"", None),
    ],
)
def test_kind_and_size_come_from_the_first_bytes(data, picture):
    assert read_picture(data) == picture


def test_oldest_file_goes_when_the_shelf_is_full():
    shelf = FileShelf()
    first = shelf.put("a", "image/png", bytes(KEPT_BYTES // 2))
    second = shelf.put("b", "image/png", bytes(KEPT_BYTES // 2 + 1))
    assert shelf.get(first.file_id) is None
    assert shelf.get(second.file_id) is second


def frame(delay_cs: int, colours: bytes = b"") -> bytes:
    """A frame of one pixel, with colours of its own if any are given."""
    shown_for = b"\x21\xf9\x04\x00" + delay_cs.to_bytes(2, "little") + b"\x00\x00"
    flags = bytes([0x80 | 0]) if colours else b"\x00"
    return (
        shown_for + b"\x2c" + bytes(4) + b"\x01\x00\x01\x00" + flags + colours + b"\x02\x01\x44\x00"
    )


HEAD = b"GIF89a\x01\x00\x01\x00\x80\x00\x00" + bytes(6)
FOREVER = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"


@pytest.mark.parametrize(
    ("frames", "duration_ms"),
    [
        (frame(50), 500),
        (FOREVER + frame(5) + frame(7), 120),
        (frame(5, bytes(6)) + FOREVER + frame(300), 3050),
        (b"", 0),
    ],
)
def test_a_gif_plays_as_long_as_its_frames(frames: bytes, duration_ms: int):
    whole = HEAD + frames + b"\x3b"
    assert gif_duration_ms(whole) == duration_ms
    for cut in range(len(whole)):
        assert gif_duration_ms(whole[:cut]) <= duration_ms
