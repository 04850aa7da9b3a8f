"""Reads the kind and the size of a picture from its first bytes, and how long a GIF plays."""

from __future__ import annotations

import struct
from dataclasses import dataclass

_GIF_EXTENSION, _GIF_END = 0x21, 0x3B


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's kind and size in pixels."""

    mime_type: str
    width: int
    height: int


def read_picture(data: bytes) -> Picture | None:
    """Return what a picture is; None when the data is no picture that Telegram takes."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return Picture("image/png", width, height)
    if data[:6] in (b"GIF87a", b"GIF89a") and len(data) >= 10:
        width, height = struct.unpack("<HH", data[6:10])
        return Picture("image/gif", width, height)
    if data.startswith(b"\xff\xd8"):
        return _read_jpeg(data)
    return None


def _read_jpeg(data: bytes) -> Picture | None:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], struct.unpack(">H", data[at + 2 : at + 4])[0]
        # Every start-of-frame marker but the three that mean something else.
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return Picture("image/jpeg", width, height)
        at += 2 + length
    return None


def gif_duration_ms(data: bytes) -> int:
    """Return how long a GIF plays once; what is cut off in the middle counts up to there."""
    duration_cs, at = 0, 13 + _colours_length(data[10:11])
    while at < len(data) and data[at] != _GIF_END:
        if data[at : at + 2] == b"\x21\xf9":  # how the next frame is shown
            duration_cs += int.from_bytes(data[at + 4 : at + 6], "little")
        if data[at] == _GIF_EXTENSION:
            at = _after_blocks(data, at + 2)
        else:  # a frame: its place and size, its own colours, and a byte before its blocks
            at = _after_blocks(data, at + 11 + _colours_length(data[at + 9 : at + 10]))
    return duration_cs * 10


def _colours_length(flags: bytes) -> int:
    """Return how many bytes a colour table takes."""
    return 3 * 2 ** ((flags[0] & 0x07) + 1) if flags and flags[0] & 0x80 else 0


def _after_blocks(data: bytes, at: int) -> int:
    """Return where a row of blocks ends; each begins with its length, the last one is empty."""
    while at < len(data) and data[at]:
        at += data[at] + 1
    return at + 1
