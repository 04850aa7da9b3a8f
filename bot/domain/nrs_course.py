"""Two numbers that make one rating: neighbours, and how it is now beside how it was.

All texts here are folded and have their numbers in digits (see ``bot.domain.nrs``).
"""

from __future__ import annotations

import re
from decimal import Decimal

_N = r"\d+(?:\.\d+)?"
_A = r"(?:(?:an?|about|maybe|around) )?"
_I_THINK = r"(?: i (?:think|guess|suppose|reckon)| i'd say)?"
_PERHAPS = r"(?:or (?:maybe|even|perhaps|possibly)|maybe|perhaps|possibly)"
_JOIN = rf"(?: ?- ?| (?:to|or|going on(?: for)?) {_A}|{_I_THINK}(?: ,)? {_PERHAPS} {_A})"
_NEIGHBOURS = re.compile(
    rf"(?:\bbetween {_A}(?P<low>{_N})(?: ?- ?| (?:and|to|or) {_A})(?P<high>{_N})"
    rf"|(?<!\bfrom )(?<!\bfrom a )(?<![\w.,/-])(?P<first>{_N}){_JOIN}(?P<second>{_N}))"
    r"(?![\w/-]|\.\d| ?(?:or|to|-) ?\d)"
)
_JOINED = re.compile(rf"\b{_N}(?:{_JOIN}| and {_A}){_N}\b")
# A way that was gone: only where it has led counts.
_TO = r"to (?=(?:an? )?\d)"
_MOVED = r"come|gone|moved|crept|shot|jumped|climbed|risen|dropped|fallen|eased"
_GONE_FROM = re.compile(
    rf"\b({_MOVED}|came|went|rose|fell)(?: [a-z]+)? from {_A}{_N} (?:up|down) {_TO}"
)
_HAS_GONE = re.compile(rf"((?:'s|\bhas|'ve|\bhave) (?:{_MOVED})) from {_A}{_N} {_TO}")
_GONE_TO = re.compile(
    r"\b(c[ao]me|gone|crept|climbed|risen|now|back)(?: right)? (?:up|down)(?: again)?"
    rf" {_TO}"
)
# The worst and the best moment are not how it was on the whole.
_EXTREME = re.compile(
    r"\b(?:peak(?:ed|s|ing)?|spik(?:ed?|es|ing)|worst|best|highest|lowest)"
    r"(?: (?:today|point|moment|was|were|is|at|to|of|with|an?|about|around))*"
    rf" {_N}\b"
)
_EARLIER = re.compile(
    r"\b(?:start(?:ed|s|ing)?|began|begun|woke|was|were|earlier|before)"
    r"(?: (?!(?:now|but|and|is|it's|its|down|settled|eased|dropped|risen)\b)[a-z']+){0,5}"
    rf" {_N}\b"
)
_MOMENT = r"(?:(?:right )?now|currently|at (?:the moment|present))"
_NOW = re.compile(
    rf"\b{_MOMENT}(?: (?:it's|its|it|is|at|an?|about|around|maybe|only|just|more|like|say))*"
    rf" (?={_N}\b)"
)
_AT_LAST = re.compile(
    rf"{_NOW.pattern}|\b{_N} {_MOMENT}\b|\b(?:down|settled|eased|dropped|risen) to {_A}{_N}\b"
)


def neighbours_as_one(text: str) -> str:
    """Return ``text`` with two neighbours on the scale as the higher one of them.

    "6 or 7", "6-7", "between 6 and 7" and "6, maybe 7" become 7. People name two neighbours
    when their rating lies between them, and whole points are kept. The higher one is taken for
    every item alike, whether a high number is good or bad there, as a half is rounded up. Wider
    ranges, "7 to 6" and "from 6 to 7", which may tell of a change, stay as they are.
    """
    return _NEIGHBOURS.sub(_higher, text)


def _higher(found: re.Match[str]) -> str:
    low, high = found["low"] or found["first"], found["high"] or found["second"]
    if found["low"] or " or " in found[0]:
        low, high = sorted((low, high), key=Decimal)
    return f" {high}" if 0 < Decimal(high) - Decimal(low) <= 1 else found[0]


def without_former(text: str) -> str:
    """Return ``text`` without the numbers that are not, or no longer, how it is.

    "Peaked at 9, mostly 5" leaves the 5, and "started on 3 and now its 8" the 8. Where nothing
    is said of now, every number may be the rating, and all stay.
    """
    for way in (_GONE_FROM, _HAS_GONE, _GONE_TO):
        text = way.sub(r"\1 at ", text)
    text = _unless_alone(_EXTREME, text)
    if _JOINED.search(text) or not _AT_LAST.search(text):
        return text
    text = _unless_alone(_EARLIER, text)
    now = list(_NOW.finditer(text))
    if len(now) != 1:
        return text
    return re.sub(rf"(?<![\w.]){_N}\b", ";", text[: now[0].end()]) + text[now[0].end() :]


def _unless_alone(pattern: re.Pattern[str], text: str) -> str:
    """Strike what ``pattern`` finds, if a number is left then."""
    struck = pattern.sub(" ; ", text)
    return struck if re.search(r"\d", struck) else text
