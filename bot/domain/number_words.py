"""Numbers as people type them: words, common slips, and digits of every kind."""

from __future__ import annotations

import re
import unicodedata

# Slips of tired thumbs that are no other English word ("tow" and "tree" are, so they stay out).
NUMBER_WORDS = {
    **dict.fromkeys(("zero", "nought", "naught", "nil"), 0),
    "one": 1,
    **dict.fromkeys(("two", "twoo"), 2),
    **dict.fromkeys(("three", "thre", "theree", "htree", "trhee"), 3),
    **dict.fromkeys(("four", "fuor", "foru", "fourr"), 4),
    **dict.fromkeys(("five", "fiev", "fivve", "fve"), 5),
    **dict.fromkeys(("six", "sixx", "siix", "isx"), 6),
    **dict.fromkeys(("seven", "sevn", "sevne", "seevn", "sevan", "sven", "sevven"), 7),
    **dict.fromkeys(("eight", "eigth", "eigh", "eght", "eigt", "ieght", "egiht", "eihgt"), 8),
    **dict.fromkeys(("nine", "nien", "ninne", "niine"), 9),
    **dict.fromkeys(("ten", "tne", "tenn"), 10),
    "eleven": 11,
    **dict.fromkeys(("twelve", "twelv"), 12),
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    "twenty": 20,
    "thirty": 30,
    **dict.fromkeys(("forty", "fourty"), 40),
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    **dict.fromkeys(("ninety", "ninty"), 90),
    "hundred": 100,
    "thousand": 1000,
}

# Words that add nothing to a number: "maybe a 3", "I'd say 3 out of 10 today".
HEDGES = frozenset(
    re.findall(
        r"\S+",
        """
        a an about around maybe perhaps probably possibly say i i'd i'll would call it it's its is
        was 's like just only roughly approx so at today today's my think guess reckon suppose give
        put that out of now level number score rate rating honestly yeah ok okay um hm well please
        still really quite actually somewhere to or bit more the on for as
        """,
    )
)

_UNITS = {word: value for word, value in NUMBER_WORDS.items() if 1 <= value <= 9}
_TENS = {word: value for word, value in NUMBER_WORDS.items() if 20 <= value <= 90}
_TENS_AND_UNITS = re.compile(rf"\b({'|'.join(_TENS)})[ -]?({'|'.join(_UNITS)})\b")
_HUNDREDS = re.compile(rf"\b({'|'.join(_UNITS)}) (hundred|thousand)\b")
_WORDS = "|".join(word for word in NUMBER_WORDS if word != "one")
_WORD = re.compile(rf"\b({_WORDS})(?=-?ish\b|\b)")
# "One" is mostly just a word ("one of those days"): it counts where a rating would stand.
_ONE = re.compile(
    r"(^|[^\w\s]\s*|\b(?:an?|'?bout|around|like|say|is|it's|its|was|at|just|only|maybe|think|guess"
    r"|meant?|probably|roughly|number|level|minus|not|nearly|almost|than|over|under"
    r"|(?:\d|to|or|and)) )"
    r"one(?=\s*(?:$|[^\w\s]|-?ish\b|and a half|out of|today|now|right now|maybe|please|thanks|but"
    r"|i |really|though|probably|perhaps|this |(?:of|or|to|point) \d))"
)

# Compatibility folding would glue these to the digit before them ("6½" to "61/2").
_FRACTION = re.compile(r"(\d)?\s*([½¼¾])")
_FRACTIONS = {"½": ".5", "¼": ".25", "¾": ".75"}
_TEN_KEYCAP = "\U0001f51f"  # a sign of its own; the other keycaps are digits in a frame
_INVISIBLE = re.compile("[\ufe0f\u20e3\u200b\u200d\u2060\xad]")
_DASHES_AND_QUOTES = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
    | dict.fromkeys("\u2018\u2019\u02bc`", "'")
)
_LONG_RUN = re.compile(r"([a-z])\1{2,}")


def fold_text(text: str) -> str:
    """Return ``text`` in lower case, with plain digits, dashes, quotes and spaces."""
    text = _INVISIBLE.sub("", text.replace(_TEN_KEYCAP, "10"))
    text = _FRACTION.sub(lambda found: (found[1] or "0") + _FRACTIONS[found[2]], text)
    text = unicodedata.normalize("NFKC", text).casefold().translate(_DASHES_AND_QUOTES)
    text = "".join(_plain_digit(sign) for sign in text)
    return " ".join(_LONG_RUN.sub(r"\1", text).split())


def in_digits(text: str) -> str:
    """Return folded ``text`` with number words, halves and decimal commas written in digits."""
    text = _TENS_AND_UNITS.sub(lambda found: str(_TENS[found[1]] + _UNITS[found[2]]), text)
    text = _HUNDREDS.sub(lambda found: str(_UNITS[found[1]] * NUMBER_WORDS[found[2]]), text)
    text = _WORD.sub(lambda found: str(NUMBER_WORDS[found[1]]), text)
    text = _ONE.sub(r"\g<1>1", text)
    text = re.sub(r"(?<=\d) ?-?ish\b", "", text)
    text = re.sub(r"(?<=\d)(?: ?(?:and|&) (?:a )?half\b| 1/2\b)", ".5", text)
    text = re.sub(r"(?<=\d) point (?=\d)", ".", text)
    # A comma is a decimal one in "6,5", groups digits in "1,000", and else parts a list.
    text = re.sub(r"(?<=\d),(?=[05]\b)", ".", text)
    text = re.sub(r"(?<=\d),(?=\d{3}\b)", "", text).replace(",", " , ")
    return " ".join(text.split())


def _plain_digit(sign: str) -> str:
    digit = unicodedata.decimal(sign, None)
    return sign if digit is None else str(digit)
