"""Names of towns as people type them: folded to plain letters, and one slip apart."""

from __future__ import annotations

import re
import unicodedata

# Letters that stay whole when accents are taken off.
_WHOLE_LETTERS = str.maketrans(
    {
        "ø": "o",
        "æ": "ae",
        "œ": "oe",
        "ß": "ss",
        "ð": "d",
        "đ": "d",
        "þ": "th",
        "ł": "l",
        "ı": "i",
        "ħ": "h",
        "ə": "e",
    }
)
_APOSTROPHES = re.compile(r"['’‘ʻʼ`.]")
_NOT_A_LETTER = re.compile(r"[^\w]+|_")


def fold_name(name: str) -> str:
    """Return a name in small plain letters: "Ålesund" and "alesund" become one."""
    name = name.casefold().translate(_WHOLE_LETTERS)
    letters = unicodedata.normalize("NFKD", name)
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(_NOT_A_LETTER.sub(" ", _APOSTROPHES.sub("", plain)).split())


def is_one_slip_apart(one: str, other: str) -> bool:
    """Whether one letter too many, too few or wrong, or two swapped, makes the difference."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    swapped = one[at + 1 : at + 2] + one[at : at + 1] + one[at + 2 :]
    return one[at + 1 :] == other[at + 1 :] or swapped == other[at:]
