"""A time of day as people type it."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.local_time import parse_local_time


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8", time(8)),
        ("8.", time(8)),
        ("08", time(8)),
        ("8:30", time(8, 30)),
        ("8.30", time(8, 30)),
        ("8,30", time(8, 30)),
        ("8 30", time(8, 30)),
        ("20h30", time(20, 30)),
        ("0830", time(8, 30)),
        ("830", time(8, 30)),
        ("2000 hours", time(20)),
        ("20.15", time(20, 15)),
        ("20:15", time(20, 15)),
        ("24:00", time(0)),
        ("24", time(0)),
        ("0:00", time(0)),
        ("8pm", time(20)),
        ("8 pm", time(20)),
        ("8 p.m.", time(20)),
        ("8:30am", time(8, 30)),
        ("8 AM please", time(8)),
        ("12am", time(0)),
        ("12 pm", time(12)),
        ("20:15 pm", time(20, 15)),
        ("half past seven", time(7, 30)),
        ("half past noon", time(12, 30)),
        ("half past twelve at night", time(0, 30)),
        ("quarter past 8 pm", time(20, 15)),
        ("a quarter past eight", time(8, 15)),
        ("quarter to nine in the evening", time(20, 45)),
        ("quarter to midnight", time(23, 45)),
        ("quarter to one in the afternoon", time(12, 45)),
        ("twenty-five past 6 pm", time(18, 25)),
        ("twenty five to six", time(5, 35)),
        ("five to nine", time(8, 55)),
        ("10 past 8", time(8, 10)),
        ("30 minutes before 9", time(8, 30)),
        ("seven", time(7)),
        ("sevn", time(7)),
        ("seven thirty", time(7, 30)),
        ("seven forty-five pm", time(19, 45)),
        ("7 in the morning", time(7)),
        ("7 in the evening", time(19)),
        ("7 pm in the evening", time(19)),
        ("1 in the afternoon", time(13)),
        ("6 at night", time(18)),
        ("5 at night", time(5)),
        ("12 at night", time(0)),
        ("tonight at 7", time(19)),
        ("every evening around seven", time(19)),
        ("noon", time(12)),
        ("12 noon", time(12)),
        ("midday", time(12)),
        ("midnight", time(0)),
        ("around nine", time(9)),
        ("9ish", time(9)),
        ("9-ish", time(9)),
        ("8 o'clock", time(8)),
        ("8 o\u2019clock in the evening", time(20)),
        ("kl. 8", time(8)),
        ("kl 20", time(20)),
        ("klokken 8.30", time(8, 30)),
        ("\uff18", time(8)),
        ("8\ufe0f\u20e3", time(8)),
        ("at 8:30 works for me", time(8, 30)),
        ("good morning! 8 please", time(8)),
        ("i don't mind, 8", time(8)),
        ("8 (08:00)", time(8)),
        ("one", time(1)),
        ("at one", time(1)),
        ("one pm", time(13)),
        ("one o'clock", time(1)),
        ("one in the afternoon", time(13)),
    ],
)
def test_a_time_is_understood(text: str, expected: time) -> None:
    assert parse_local_time(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "whenever",
        "morning",
        "good evening",
        "eight or nine",
        "between 8 and 9",
        "8 to 9",
        "8-9",
        "5 to 9",
        "8 or 20",
        "8 am or pm",
        "8 in the morning or evening",
        "8 pm in the morning",
        "13 in the morning",
        "0 pm",
        "25",
        "-8",
        "8:75",
        "9999",
        "24:30",
        "8:30:00",
        "12/5",
        "8.5",
        "half seven",  # 07:30 to a Briton, 06:30 to a Norwegian
        "half to nine",
        "quarter to 25",
        "60 min to 9",
        "8 hours",
        "eight hours",
        "8 times",
        "8%",
        "not 8",
        "not before 9",
        "i can't do 8",
        "one of those days",
        "that one please",
    ],
)
def test_no_time_or_more_than_one_reading_is_none(text: str) -> None:
    assert parse_local_time(text) is None


@given(at=st.times().map(lambda at: at.replace(second=0, microsecond=0)))
def test_every_minute_of_the_day_is_understood_as_it_is_shown(at: time) -> None:
    half_day = f"{(at.hour - 1) % 12 + 1}:{at.minute:02} {'pm' if at.hour >= 12 else 'am'}"
    for text in (f"{at:%H:%M}", f"{at:%H.%M}", f"{at:%H%M}", half_day):
        assert parse_local_time(text) == at


@given(text=st.text(max_size=60))
def test_any_text_gets_an_answer(text: str) -> None:
    assert parse_local_time(text) is None or isinstance(parse_local_time(text), time)


@pytest.mark.parametrize(
    "piece", ["1 ", "8 pm ", "half past ", "one ", "1-", "kl. ", "9", "\u00bd"]
)
def test_a_text_as_long_as_telegram_allows_is_read(piece: str) -> None:
    text = (piece * 4096)[:4096]
    assert parse_local_time(text) in {None, time(1), time(20)}
