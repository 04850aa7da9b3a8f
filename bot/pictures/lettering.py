"""Words in a picture: sizes, and what to do when they are too long or not in the font.

The font is the one that Pillow carries, a part of Aileron: plain English letters and a few signs.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from string import ascii_letters, digits, punctuation

from PIL import ImageFont

_ELLIPSIS = "…"
_LETTERS = frozenset(ascii_letters + digits + punctuation + " ©«°±´·»‘’“”…‹›⁄™")
_STAND_INS = {
    "–": "-", "—": "-", "‑": "-", "−": "-", "•": "·", "×": "x", "\u00a0": " ",
    "æ": "ae", "Æ": "Ae", "ø": "o", "Ø": "O", "œ": "oe", "ß": "ss", "ł": "l", "đ": "d",
}  # fmt: skip


@dataclass(frozen=True)
class Style:
    """How words are set. The font has one weight: a thin outline makes it bolder."""

    size_px: int
    outline_px: float = 0


TITLE = Style(54, 0.6)
NAME = Style(40, 0.6)
VALUE = Style(42, 0.8)
BODY = Style(32)
SMALL = Style(29)


@lru_cache
def font_of(style: Style) -> ImageFont.FreeTypeFont:
    """Return the font of a style.

    Raises:
        RuntimeError: This Pillow was built without FreeType.
    """
    font = ImageFont.load_default(style.size_px)
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise RuntimeError("Pillow was built without FreeType.")  # noqa: TRY004 - not the caller's
    return font


def can_write(words: str) -> bool:
    """Whether the font has every letter of some words; others are written with stand-ins."""
    return set(words) <= _LETTERS


def written(words: str) -> str:
    """Return words in letters that the font has: dashes made plain, accents taken off."""
    return "".join(_letter(letter) for letter in unicodedata.normalize("NFC", words))


def width_of(words: str, style: Style) -> float:
    """Return how wide words are, in pixels."""
    return font_of(style).getlength(words) + 2 * style.outline_px


def fitted(words: str, style: Style, room_px: float) -> str:
    """Return words as the font has them, cut to the room they have."""
    words = written(words)
    if width_of(words, style) <= room_px:
        return words
    while words and width_of(words.rstrip() + _ELLIPSIS, style) > room_px:
        words = words[:-1]
    return words.rstrip() + _ELLIPSIS


def wrapped(words: str, style: Style, room_px: float, most_lines: int) -> tuple[str, ...]:
    """Return words in lines that fit; what is left over in the last one is cut."""
    lines: list[str] = []
    rest = written(words).split()
    while rest and len(lines) < most_lines - 1:
        taken = 1
        while taken < len(rest) and width_of(" ".join(rest[: taken + 1]), style) <= room_px:
            taken += 1
        lines.append(fitted(" ".join(rest[:taken]), style, room_px))
        rest = rest[taken:]
    return (*lines, fitted(" ".join(rest), style, room_px)) if rest else tuple(lines)


def _letter(letter: str) -> str:
    if letter in _LETTERS:
        return letter
    bare = unicodedata.normalize("NFD", letter)[0]
    return _STAND_INS.get(letter, bare if bare in _LETTERS else "?")
