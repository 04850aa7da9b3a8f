"""A rating on a numeric scale (NRS), read from what a person typed.

A wrong number in the record is worse than one more kind question: what may be a date, a time,
a dose or a duration is never taken for the rating, and two readings are no reading. Only what
people say every day is read in spite of a second number (``bot.domain.nrs_course``): two
neighbours ("6 or 7"), and how it is now beside how it was ("started on 3 and now it's 8").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from bot.domain.nrs_course import neighbours_as_one, without_former
from bot.domain.number_words import fold_text, in_digits
from bot.domain.other_numbers import without_other_numbers


class NrsProblem(StrEnum):
    """Why no rating could be read."""

    NOTHING = "nothing"  # no number that could be the rating
    OUT_OF_RANGE = "out_of_range"
    AMBIGUOUS = "ambiguous"  # several numbers, or a bound instead of a number


@dataclass(frozen=True)
class NrsReading:
    """The rating, or why there is none; exactly one of the two is set."""

    value: int | None
    problem: NrsProblem | None


_NO_PAIN = re.compile(
    r"(?:i have |i've |there is |there's )?(?:got )?(?:none|no pain|pain[ -]?free)"
    r"(?: at all)?(?: today| right now| now| this morning)?(?:,? thanks|,? thank you)?"
    r"(?:,? (?:yay|yes|hooray|hurray|woohoo|finally|for once|luckily|thankfully|thank god|lol))?"
)

_N = r"\d+(?:\.\d+)?"
# Of another day, unless that day is only compared with.
_ANOTHER_DAY = (
    r"(?<!\bas )(?<!\bthan )(?<!\blike )(?<!\bfrom )(?<!\bsince )"
    r"\b(?:yesterday|last (?:week|month|year)|tomorrow|usually|normally|used to)\b|\bago\b"
)
_IN_DOUBT = re.compile(
    r"(?<!\bno )\b(?:(?:more|less|worse|better|higher|lower) than|over|under|above|below|beyond"
    r"|up to|at least|at most) (?:an? )?-?\d|[<>]=? ?\d"
    r"|\d (?:points? )?(?:more|less|worse|better|higher|lower)\b"
    r"|(?:\bnot|n't|\bnever|\bno longer)(?: (?:an?|quite|really|even|at|about|just|only))* -?\d"
    rf"|{_ANOTHER_DAY}"
    r"|(?<![\w.])\.\d"  # half a point, or a slip
)
_VALUE = re.compile(rf"(?P<minus>^- ?|(?<![\w)])-|\bminus )?(?<!\w)(?P<number>{_N})(?!\w|\.\d)")
_CODE = re.compile(r"</?[a-z]|[{}\[\]\\`]", re.IGNORECASE)  # nobody writes a rating so


def read_nrs(text: str, minimum: int = 0, maximum: int = 10) -> NrsReading:
    """Return the rating in ``text``, or why there is none.

    Args:
        text: What the person typed.
        minimum: The lowest point of the scale.
        maximum: The highest point of the scale.

    Returns:
        The rating in whole points; a half is rounded up ("six and a half" is 7), and of two
        neighbours the higher one is taken ("6 or 7" is 7).
    """
    plain = fold_text(text)
    if _CODE.search(text):
        return NrsReading(None, NrsProblem.NOTHING)
    if _NO_PAIN.fullmatch(plain.strip(" .!,")):
        return _judge(Decimal(0), minimum, maximum)
    digits = in_digits(plain)
    plain = without_other_numbers(_without_scale(digits, minimum, maximum))
    plain = without_former(neighbours_as_one(plain))
    values = _fitting(_values(plain), digits, minimum, maximum)
    if not values:
        return NrsReading(None, NrsProblem.NOTHING)
    if len(values) > 1 or _IN_DOUBT.search(plain):
        return NrsReading(None, NrsProblem.AMBIGUOUS)
    return _judge(values.pop(), minimum, maximum)


def _values(text: str) -> set[Decimal]:
    return {
        Decimal(match["number"]) * (-1 if match["minus"] else 1) for match in _VALUE.finditer(text)
    }


def _fitting(values: set[Decimal], digits: str, minimum: int, maximum: int) -> set[Decimal]:
    """Return the one rating that was told with its scale, beside numbers too high to be one.

    "8 out of 10 after a ride on the 42" is an 8; "8 out of 10, then 6" stays as it is.
    """
    fits = {value for value in values if minimum <= value <= maximum}
    told = {Decimal(number) for number in _on_its_scale(maximum).findall(digits)}
    return fits if len(fits) == 1 and fits <= told else values


def _judge(value: Decimal, minimum: int, maximum: int) -> NrsReading:
    if not minimum <= value <= maximum:
        return NrsReading(None, NrsProblem.OUT_OF_RANGE)
    return NrsReading(int(value.quantize(Decimal(1), ROUND_HALF_UP)), None)


def _on_its_scale(maximum: int) -> re.Pattern[str]:
    by = r"(?:/|\bof\b|\bover\b|(?<![a-z])out ?(?:of|t?a))"
    return re.compile(rf"({_N})\s*{by} *{maximum}\b(?![./]\d)")


def _without_scale(text: str, minimum: int, maximum: int) -> str:
    """Return ``text`` without what only names the scale: "out of 10", "on a scale of 1 to 10"."""
    ends = rf"(?:{minimum}|1) ?(?:-|to|and) ?{maximum}\b(?![./]\d)"
    text = re.sub(
        rf"(?:\b(?:on|in|from|using) )?(?:\b(?:a|the) )?\bscale (?:of|from) (?={ends})", "", text
    )
    text = re.sub(rf"(?:\b(?:from|between) )?(?<![\d.])\b{ends}", " ", text)
    text = re.sub(rf"(?:\b(?:on|in) )?(?:\b(?:a|the) )?\bscale of {maximum}\b", " ", text)
    text = re.sub(rf"\s*(?<![a-z])out ?(?:of|t?a) ?(?:a )?(?:possible )?{maximum}\b", " ", text)
    return re.sub(rf"(?<=\d)\s*(?:/|of|over)\s*{maximum}\b(?![./]\d)", " ", text)
