"""How long something lasts, read from what a person typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.durations import is_duration_alone, names_duration, read_minutes


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("half an hour", 30),
        ("Half hour", 30),
        ("a half-hour or so", 30),
        ("½ hour", 30),
        ("1/2 an hour", 30),
        ("about half an hour i think", 30),
        ("an hour and a half", 90),
        ("hour and a half", 90),
        ("one and a half hours", 90),
        ("1.5 hours", 90),
        ("1½ hrs", 90),
        ("two and a half hours", 150),
        ("2 hours and a half", 150),
        ("an hour", 60),
        ("one hour", 60),
        ("a full hour", 60),
        ("an hour and a quarter", 75),
        ("quarter of an hour", 15),
        ("a quarter hour", 15),
        ("three quarters of an hour", 45),
        ("3 quarters of an hour", 45),
        ("20 mins", 20),
        ("20min", 20),
        ("20m", 20),
        ("20'", 20),
        ("20 minuets", 20),
        ("twenty minutes", 20),
        ("forty-five minutes", 45),
        ("Ten minutes max", 10),
        ("a minute", 1),
        ("one minute", 1),
        ("1h20", 80),
        ("1 hr 20", 80),
        ("1 hour and 20 minutes", 80),
        ("an hour, twenty minutes", 80),
        ("120 seconds", 2),
        ("half a minute", 1),
        ("20 secs", 0),
        ("2hours", 120),
    ],
)
def test_a_duration_is_read_in_minutes(text: str, minutes: int) -> None:
    assert names_duration(text)
    assert read_minutes(text) == minutes


@pytest.mark.parametrize(
    "text",
    [
        "",
        "20",
        "half",
        "half past two",
        "a bit",
        "10 to 15 minutes",
        "10 minutes, sometimes 20 minutes",
        "3 times 10 minutes",
        "2 days",
        "minutes",
        "a few hours",
    ],
)
def test_what_is_none_or_several_is_not_read(text: str) -> None:
    assert read_minutes(text) is None


@pytest.mark.parametrize("text", ["20", "half", "about a six", "me and mum", "thanks", "steps"])
def test_words_without_a_unit_name_no_duration(text: str) -> None:
    assert not names_duration(text)


def test_another_unit_is_known_for_one() -> None:
    assert names_duration("2 days")


@pytest.mark.parametrize("text", ["half an hour", "maybe 20 mins", "I'd say about an hour"])
def test_a_duration_alone(text: str) -> None:
    assert is_duration_alone(text)


@pytest.mark.parametrize("text", ["remind me in 20 minutes", "pause for an hour", "20", "no"])
def test_what_says_more_is_no_duration_alone(text: str) -> None:
    assert not is_duration_alone(text)


@given(minutes=st.integers(1, 59), hours=st.integers(1, 9))
def test_hours_and_minutes_add_up(minutes: int, hours: int) -> None:
    for text in (f"{hours} hours {minutes} minutes", f"{hours}h{minutes}m"):
        assert read_minutes(text) == hours * 60 + minutes


@given(text=st.text(max_size=60))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    found = read_minutes(text)
    assert found is None or found >= 0
