"""A time of day as people type it."""

from __future__ import annotations

import re
from datetime import time

from bot.domain.number_words import NUMBER_WORDS, fold_text

_HOURS = "|".join(word for word, value in NUMBER_WORDS.items() if 1 <= value <= 12)
_TENS = "|".join(word for word, value in NUMBER_WORDS.items() if value in (20, 30, 40, 50))
_TEENS = "|".join(word for word, value in NUMBER_WORDS.items() if 10 <= value <= 19)
_NAMED = {"noon": 12, "midday": 12, "midnight": 0}
_NAMED_NUMBERS = {"half": 30, "quarter": 15, **_NAMED}
_UNIT = r"(?:hours?|hrs?|h|min(?:ute)?s?|days?|weeks?|months?|years?|times|x|mg|tablets?|pills?)\b"

_TIME = re.compile(
    rf"""
    (?<![\w:+-])(?<!\d[.,])
    (?:
        (?:a\s)?(?P<away>half|quarter|(?:{_TENS})(?:[ -]five)?|{_TEENS}|five
            |\d{{1,2}}(?=\smin|\spast))
        (?:\smin(?:ute)?s?)?\s(?P<side>past|after|to|before)
        \s(?P<side_hour>\d{{1,2}}|{_HOURS}|noon|midday|midnight)
      | (?:(?:12|twelve)\s)?(?P<named>noon|midday|midnight)
      | (?P<hour>\d{{1,2}})(?:[:.,h]|\s)(?P<minute>\d{{2}})(?:\s?h(?:ours|rs)?\b)?
      | (?P<compact>\d{{3,4}})(?:\s?h(?:ours|rs)?\b)?
      | (?P<hour_word>{_HOURS})[ -](?P<minute_word>(?:{_TENS})(?:[ -]five)?|{_TEENS})
      | (?P<bare>\d{{1,2}}|{_HOURS})(?!\s?{_UNIT})
    )
    (?P<mark>(?:\s?-?ish\b)?(?:\s?o\s?'?\s?clock\b)?)
    (?:\s?(?P<half_day>[ap])\.?\s?m\b\.?)?
    (?:\s?-?ish\b)?
    (?![\w%:]|[.,]\d|-\d)
    """,
    re.VERBOSE,
)
_GREETING = re.compile(r"\bgood (?:morning|afternoon|evening|night)\b")
_PART_OF_DAY = re.compile(r"\b(morning|afternoon|evening|night|tonight)s?\b")
# Where the twelve hours of each half of the day begin: "at night" is 18:00 to 05:59.
_HALF_BEGINS = {"a": 0, "morning": 0, "p": 12, "afternoon": 12, "evening": 13, "night": 18}
_UNREAD = re.compile(r"\d|\bhalf\b|\bor [ap]\.?m\b")  # left over, so more was meant
_REFUSED = re.compile(r"(?:\bnot|n't|\bnever)(?: \w+){0,2} $")
_NAMES_AN_HOUR = re.compile(r"\b(?:at|around|about|by|say) $")


def parse_local_time(text: str) -> time | None:
    """Return the time of day in ``text``; None when there is none, or more than one reading.

    Without "pm" or a part of the day a number is read on the 24-hour clock: "8" is 08:00.
    "Half eight" is None: it means 08:30 to a Briton and 07:30 to a Norwegian. So is "5 to 9",
    which may be a range.
    """
    text = re.sub(r"\bkl(?:okken)?\b\.? ?", "at ", _GREETING.sub("", fold_text(text)))
    found = [match for match in _TIME.finditer(text) if _is_meant(match, text)]
    parts = {part.removeprefix("to") for part in _PART_OF_DAY.findall(text)}
    rest = _TIME.sub("", text)
    if len(parts) > 1 or _UNREAD.search(rest):
        return None
    times = {_read(match, next(iter(parts), None)) for match in found}
    return times.pop() if len(times) == 1 else None


def _is_meant(match: re.Match[str], text: str) -> bool:
    """Whether a match speaks of a time; "one" alone is mostly just a word."""
    before = _words_before(match)
    if match["bare"] != "one" or match["half_day"] or match["mark"]:
        return True
    is_whole = not before.strip() and not text[match.end() :].strip(" .!?")
    return bool(is_whole or _NAMES_AN_HOUR.search(before) or _PART_OF_DAY.search(text))


def _read(match: re.Match[str], part: str | None) -> time | None:
    """Return the time a match stands for; None when there is no such time."""
    hour, minute = _clock_face(match)
    is_beyond = hour > 24 or minute > 59 or (hour == 24 and minute > 0)
    is_half_to = match["away"] == "half" and match["side"] != "past"
    if is_beyond or is_half_to or _REFUSED.search(_words_before(match)):
        return None
    if (match["named"] or match["side_hour"]) not in _NAMED:
        halves = {_on_24_hours(hour, half) for half in (match["half_day"], part) if half}
        if len(halves) > 1 or None in halves:
            return None  # "8 pm in the morning"
        hour = next(iter(halves), hour) or 0
    away = -minute if match["side"] in ("to", "before") else minute
    hour, minute = divmod((hour * 60 + away) % (24 * 60), 60)
    return time(hour, minute)


def _words_before(match: re.Match[str]) -> str:
    """Return the last words before a match; a few are enough, and long texts stay cheap."""
    return match.string[max(0, match.start() - 60) : match.start()]


def _clock_face(match: re.Match[str]) -> tuple[int, int]:
    """Return the hour and the minutes as they are named, before "past" or "to" counts."""
    if match["compact"]:
        return divmod(int(match["compact"]), 100)
    hours = ("named", "side_hour", "hour", "hour_word", "bare")
    minutes = ("away", "minute", "minute_word")
    hour = next(match[name] for name in hours if match[name])
    return _number(hour), _number(next((match[name] for name in minutes if match[name]), "0"))


def _on_24_hours(hour: int, half: str) -> int | None:
    """Return ``hour`` on the 24-hour clock; None when it is not in that half of the day."""
    begin = _HALF_BEGINS[half]
    if 1 <= hour <= 12:
        return (begin + (hour - begin) % 12) % 24
    return hour % 24 if (hour - begin) % 24 < 12 else None


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    if text in _NAMED_NUMBERS:
        return _NAMED_NUMBERS[text]
    return sum(NUMBER_WORDS[word] for word in re.split("[ -]", text))
