"""How long something lasts, as people type it: "half an hour", "20 mins", "an hour and a half"."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from bot.domain.number_words import HEDGES, fold_text, in_digits

_N = r"\d+(?:\.\d+)?"
_HOUR = r"(?:hours?|houres?|huors?|hrs?|h)(?![a-z])"
_MINUTE = r"(?:min(?:ute|uet|uit|it|ut|te)?s?|mintues?|mimutes?|minutter|m)(?![a-z])"
_SECOND = r"(?:sec(?:ond)?s?|s)(?![a-z])"
_OTHER_UNIT = r"(?:days?|weeks?|months?|years?)\b"
# Said without a number, or with a part of one; each becomes a number with its unit.
_SPOKEN = tuple(
    (re.compile(rf"(?<![\w.]){pattern}"), said)
    for pattern, said in (
        (rf"(?<!\d )(?:an? |one )?{_HOUR} (?:and|&) (?:a )?half\b", "90 min"),
        (rf"3[ -]quarters? (?:of )?(?:an? )?{_HOUR}", "45 min"),
        (rf"(?:an? )?quarter (?:of )?(?:an? )?{_HOUR}", "15 min"),
        (rf"(?:an? )?(?:half|1/2)(?: of)?(?: an?)?[ -]{_HOUR}", "30 min"),
        (r"(?:an? )?half(?: an?)? minute\b", "0.5 min"),
        (rf"(?:an?|one) (?:good |whole |full )?(?={_HOUR}|minute\b)", "1 "),
    )
)
_HOURS_AND_HALF = re.compile(rf"({_N}) ?{_HOUR} (?:and|&) (?:a )?half\b")
_HOURS_AND_QUARTER = re.compile(rf"({_N}) ?{_HOUR} (?:and|&) (?:a )?quarter\b")
_DURATION = re.compile(
    rf"""
    (?<![\w.])
    (?:
        (?P<hours>{_N})[ -]?{_HOUR}
        (?:\s?(?:(?:and|&|,)\s)?(?P<more>\d{{1,2}})(?:[ -]?{_MINUTE}|(?=\s*(?:$|[.,;!?]))))?
      | (?P<minutes>{_N})(?:[ -]?{_MINUTE}|')
      | (?P<seconds>{_N})[ -]?{_SECOND}
    )
    """,
    re.VERBOSE,
)
_NAMES_UNIT = re.compile(
    rf"(?<![a-z])(?:{_HOUR}|{_MINUTE}|{_SECOND}|{_OTHER_UNIT})|\d'", re.IGNORECASE
)


def names_duration(text: str) -> bool:
    """Whether ``text`` names a unit of time, so that its number must not be taken for another."""
    return _NAMES_UNIT.search(fold_text(text)) is not None


def read_minutes(text: str) -> int | None:
    """Return the one duration in ``text`` in whole minutes; None for none, or for several.

    A number without a unit is none: whoever asks knows what it counts.
    """
    said = _in_units(text)
    found = list(_DURATION.finditer(said))
    if len(found) != 1 or re.search(r"\d", _DURATION.sub(" ", said)):
        return None
    return int(_minutes(found[0]).quantize(Decimal(1), ROUND_HALF_UP))


def is_duration_alone(text: str) -> bool:
    """Whether ``text`` says how long something lasts, and hardly more: "maybe half an hour"."""
    rest = _DURATION.sub(" ", _in_units(text))
    return read_minutes(text) is not None and set(re.findall(r"[a-z']+", rest)) <= HEDGES


def _in_units(text: str) -> str:
    """Return folded ``text`` with every duration as a number and its unit."""
    said = in_digits(fold_text(text))
    for pattern, number in _SPOKEN:
        said = pattern.sub(number, said)
    said = _HOURS_AND_HALF.sub(lambda found: f"{Decimal(found[1]) * 60 + 30} min", said)
    return _HOURS_AND_QUARTER.sub(lambda found: f"{Decimal(found[1]) * 60 + 15} min", said)


def _minutes(found: re.Match[str]) -> Decimal:
    if found["hours"]:
        return Decimal(found["hours"]) * 60 + Decimal(found["more"] or 0)
    if found["seconds"]:
        return Decimal(found["seconds"]) / 60
    return Decimal(found["minutes"])
