import struct

import pytest

from sandbox.bot_api.pictures import Picture, read_picture
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
