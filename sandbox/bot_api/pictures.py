"""Reads the kind and the size of a picture from its first bytes."""

from __future__ import annotations

import struct
from dataclasses import dataclass


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
