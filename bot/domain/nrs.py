"""A rating on a numeric scale (NRS), read from what a person typed.

A wrong number in the record is worse than one more kind question: what may be a date, a time,
a dose or a duration is never taken for the rating, and two readings are no reading.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from bot.domain.number_words import NUMBER_WORDS, fold_text


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


_UNITS = {word: value for word, value in NUMBER_WORDS.items() if 1 <= value <= 9}
_TENS = {word: value for word, value in NUMBER_WORDS.items() if 20 <= value <= 90}
_TENS_AND_UNITS = re.compile(rf"\b({'|'.join(_TENS)})[ -]?({'|'.join(_UNITS)})\b")
_WORDS = "|".join(word for word in NUMBER_WORDS if word != "one")
_WORD = re.compile(rf"\b({_WORDS})(?=-?ish\b|\b)")
# "One" is mostly just a word ("one of those days"): it counts where a rating would stand.
_ONE = re.compile(
    r"(^|[^\w\s]\s*|\b(?:an?|'?bout|around|like|say|is|it's|its|was|at|just|only|maybe|think|guess"
    r"|probably|roughly|number|level|minus|not|nearly|almost|than|over|under|(?:\d|to|or|and)) )"
    r"one(?=\s*(?:$|[^\w\s]|-?ish\b|and a half|out of|today|now|right now|maybe|please|thanks|but"
    r"|i |really|though|probably|perhaps|this |(?:of|or|to|point) \d))"
)
_NO_PAIN = re.compile(
    r"(?:i have |i've |there is |there's )?(?:got )?(?:none|no pain|pain[ -]?free)"
    r"(?: at all)?(?: today| right now| now| this morning)?(?:,? thanks|,? thank you)?"
)

_N = r"\d+(?:\.\d+)?"
_RANGE = rf"{_N}(?:\s?(?:-|to|or|and)\s?{_N})?"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may(?! be| have| not)|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_COUNTED = (
    r"(?:sec(?:ond)?s?|min(?:ute)?s?|hours?|hrs?|h|days?|nights?|weeks?|wks?|months?|years?|yrs?"
    r"|times?|x (?:a|per|daily|\d)|mg|mcg|ml|kg|km|miles?|steps?|stairs?|degrees?|percent"
    r"|tab(?:let)?s?|pills?|capsules?|dose|patch|glass|drinks?|people|children|more|of (?:my|the"
    r"|them|these|those|it)|paracet(?:amol)?|ibuprofen|ibux|aspirin|naproxen|co-?codamol|codeine"
    r"|tramadol|morphine|gabapentin|pregabalin|oxy\w*)"
)
# A number before a plural counts things; these words end in "s" and count nothing.
_NO_PLURAL = (
    r"\w{1,3}\b|\w*(?:ss|us|is)\b|(?:points|thanks|always|perhaps|sometimes|feels|seems|sounds"
    r"|hurts|aches|burns|stays|gets|goes|does|means|comes|says|towards|besides|across|legs|knees"
    r"|hips|hands|shoulders|wrists|arms|fingers|ankles|elbows|toes|ribs|joints|muscles)\b"
)
_NOT_THE_RATING = re.compile(
    "|".join(
        (
            r"\b\d{1,4}([./-])\d{1,2}\1\d{2,4}\b",  # dates
            rf"\b\d{{1,2}} (?:of )?{_MONTH}\b(?: \d{{4}}\b)?",
            rf"\b{_MONTH} \d{{1,2}}\b(?! ?/)(?:,? \d{{4}}\b)?",
            r"\b\d+(?:st|nd|rd|th)\b",
            r"\b(?:in|since|from|year) (?:19|20)\d{2}\b",
            r"\b\d{1,2}:\d{2}\b(?: ?[ap]\.? ?m\b)?",  # times
            r"\bat \d{1,2}\.\d{2}\b",
            r"\b\d{1,2}(?:\.\d{2})? ?[ap]\.? ?m\b",
            r"\b\d{1,2} ?o ?'? ?clock\b",
            r"\b(?:\d{1,2}|half|quarter) past \d{1,2}\b",
            r"\b(?:half|quarter to) \d{1,2}\b",
            r"\b\d{1,2} in the (?:morning|afternoon|evening|night)\b",
            r"\b(?:woke|wake|waking|woken|up|bed|asleep|sleep|slept|awake)(?: \w+){0,2}"
            rf" (?:at|by|till?|until|before|after|from) {_RANGE}\b",
            rf"\b(?:since|until|till?) {_RANGE}\b",
            r"\b24[/-]7\b",
            r"\b(?:took|taken|taking|take)(?: (?:about|another|my|only|just))?"
            rf" {_RANGE}\b(?! ?/)",  # counts
            rf"\b{_RANGE}[ -]?(?:more |extra |full |whole |other )?(?:{_COUNTED}\b|%)",
            rf"\b{_RANGE} (?!{_NO_PLURAL})[a-z]{{3,}}s\b",
            r"\b(?:up|down|rose|risen|dropped|fell|fallen|increased|decreased|by)(?: by)?"
            rf"(?: about| another| a)? {_N}\b",  # a difference
            r"\b(?:day|week|month|year|page|chapter|room|aged?|exercise|question|item|step|module"
            r"|stage) \d+\b",
            r"\b[a-z]\d+(?:[/-][a-z]?\d+)?\b",  # "L4/5", "B12"
        )
    )
)
# Of another day, unless that day is only compared with.
_ANOTHER_DAY = (
    r"(?<!\bas )(?<!\bthan )(?<!\blike )(?<!\bfrom )(?<!\bsince )"
    r"\b(?:yesterday|last (?:week|month|year)|tomorrow|usually|normally|used to)\b|\bago\b"
)
_IN_DOUBT = re.compile(
    r"\b(?:(?:more|less|worse|better|higher|lower) than|over|under|above|below|beyond|up to"
    r"|at least|at most) (?:an? )?-?\d|[<>]=? ?\d"
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
        The rating in whole points; a half is rounded up ("six and a half" is 7).
    """
    if _CODE.search(text):
        return NrsReading(None, NrsProblem.NOTHING)
    plain = fold_text(text)
    if _NO_PAIN.fullmatch(plain.strip(" .!,")):
        return _judge(Decimal(0), minimum, maximum)
    plain = _NOT_THE_RATING.sub(" ; ", _without_scale(_in_digits(plain), minimum, maximum))
    values = {
        Decimal(match["number"]) * (-1 if match["minus"] else 1) for match in _VALUE.finditer(plain)
    }
    if not values:
        return NrsReading(None, NrsProblem.NOTHING)
    if len(values) > 1 or _IN_DOUBT.search(plain):
        return NrsReading(None, NrsProblem.AMBIGUOUS)
    return _judge(values.pop(), minimum, maximum)


def _judge(value: Decimal, minimum: int, maximum: int) -> NrsReading:
    if not minimum <= value <= maximum:
        return NrsReading(None, NrsProblem.OUT_OF_RANGE)
    return NrsReading(int(value.quantize(Decimal(1), ROUND_HALF_UP)), None)


def _in_digits(text: str) -> str:
    """Return ``text`` with number words, halves and decimal commas written in digits."""
    text = _TENS_AND_UNITS.sub(lambda found: str(_TENS[found[1]] + _UNITS[found[2]]), text)
    text = _WORD.sub(lambda found: str(NUMBER_WORDS[found[1]]), text)
    text = _ONE.sub(r"\g<1>1", text)
    text = re.sub(r"(?<=\d) ?-?ish\b", "", text)
    text = re.sub(r"(?<=\d)(?: ?(?:and|&) (?:a )?half\b| 1/2\b)", ".5", text)
    text = re.sub(r"(?<=\d) point (?=\d)", ".", text)
    # A comma is a decimal one in "6,5", groups digits in "1,000", and else parts a list.
    text = re.sub(r"(?<=\d),(?=[05]\b)", ".", text)
    return re.sub(r"(?<=\d),(?=\d{3}\b)", "", text).replace(",", " , ")


def _without_scale(text: str, minimum: int, maximum: int) -> str:
    """Return ``text`` without what only names the scale: "out of 10", "on a scale of 1 to 10"."""
    ends = rf"(?:{minimum}|1) ?(?:-|to|and) ?{maximum}\b(?![./]\d)"
    text = re.sub(
        rf"(?:\b(?:on|in|from|using) )?(?:\b(?:a|the) )?\bscale (?:of|from) (?={ends})", "", text
    )
    text = re.sub(rf"(?:\b(?:from|between) )?(?<![\d.])\b{ends}", " ", text)
    text = re.sub(rf"(?:\b(?:on|in) )?(?:\b(?:a|the) )?\bscale of {maximum}\b", " ", text)
    text = re.sub(rf"\s*out ?of ?(?:a )?(?:possible )?{maximum}\b", " ", text)
    return re.sub(rf"(?<=\d)\s*(?:/|of|over)\s*{maximum}\b(?![./]\d)", " ", text)
