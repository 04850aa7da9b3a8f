"""A rating, read from what a person typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.nrs import NrsProblem, NrsReading, read_nrs


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", 7),
        ("0", 0),
        ("10", 10),
        (" 7 ", 7),
        ("seven.", 7),
        ("6!!", 6),
        ("6?", 6),
        ("(7)", 7),
        ("#7", 7),
        ("7+", 7),
        ("7/10", 7),
        ("7 / 10", 7),
        ("8.5/10", 9),
        ("10/10", 10),
        ("7 out of 10", 7),
        ("7 of 10", 7),
        ("8outof10", 8),
        ("seven out of ten today, thanks", 7),
        ("ten out of ten", 10),
        ("out of 10 i'd say 7", 7),
        ("6 out of a possible 10", 6),
        ("on a scale of 1 to 10 i'd say 6", 6),
        ("on a scale from 0 to 10 a 6", 6),
        ("scale of 10, 8", 8),
        ("0-10: 7", 7),
        ("about a six", 6),
        ("bout a seven", 7),
        ("I'd say 6 maybe", 6),
        ("I\u2019d say 6 maybe", 6),
        ("a solid 8 today", 8),
        ("number 7", 7),
        ("7 hurts", 7),
        ("7 as always", 7),
        ("6 points", 6),
        ("6ish", 6),
        ("six-ish", 6),
        ("sixish", 6),
        ("7/10ish", 7),
        ("six", 6),
        ("ten", 10),
        ("zero", 0),
        ("nought", 0),
        ("nil", 0),
        ("sevn", 7),
        ("eigth", 8),
        ("fuor", 4),
        ("sevennnn", 7),
        ("SEVEN", 7),
        ("6.5", 7),
        ("6,5", 7),
        ("6.4", 6),
        ("0.4", 0),
        ("0.5", 1),
        ("9.5", 10),
        ("six and a half", 7),
        ("6 and a half", 7),
        ("six point five", 7),
        ("one point five", 2),
        ("6\u00bd", 7),
        ("6 \u00bd", 7),
        ("\u00bd", 1),
        ("6 1/2", 7),
        ("6\ufe0f\u20e3", 6),
        ("1\ufe0f\u20e30\ufe0f\u20e3", 10),
        ("\U0001f51f", 10),
        ("\uff17", 7),
        ("\u0667", 7),  # Arabic-Indic seven
        ("6 \U0001f623", 6),
        ("one", 1),
        ("One!", 1),
        ("a one", 1),
        ("it's one", 1),
        ("pain was a 1", 1),
        ("none", 0),
        ("None.", 0),
        ("no pain", 0),
        ("no pain at all today", 0),
        ("I've got no pain", 0),
        ("pain-free", 0),
        ("7 7", 7),
        ("6, yes 6", 6),
        ("not sure, 6?", 6),
        ("better than yesterday, 4", 4),
        ("same as last week, 6", 6),
        ("pain-7", 7),
        ("pain - 7", 7),
        ("pain...4", 4),
        ("7 x", 7),  # a kiss, not "times"
        ("6 may be", 6),
        ("6 after 3 hours", 6),
        ("24/7 pain, 8", 8),
        ("L4/L5 6", 6),
        ("took 2, now 5", 5),
        ("on 2 tablets it's a 4", 4),
        ("woke at 5, pain 7", 7),
        ("3am was bad, 7", 7),
        ("I have 2 kids and its 6", 6),
        ("no pain in the morning, 6 now", 6),
        ("7 for 3 weeks", 7),
        ("one day at a time, 6", 6),
    ],
)
def test_a_rating_is_read(text: str, value: int) -> None:
    assert read_nrs(text) == NrsReading(value, None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("6 or 7", 7),
        ("7 or 6", 7),
        ("one or two", 2),
        ("between 6 and 7", 7),
        ("somewhere between a four and a five", 5),
        ("between 7 and 6", 7),
        ("6-7", 7),
        ("6 - 7", 7),
        ("6\u20137", 7),
        ("five-six", 6),
        ("about 5 to 6 i'd say, worse when i stand", 6),
        ("6, maybe a 7", 7),
        ("6 or maybe 7", 7),
        ("like an 8 maybe 8.5", 9),
        ("six going on seven", 7),
        ("8 or 9 out of 10", 9),
        ("2-3 at rest", 3),
        ("7 to 8, since 5 this morning", 8),
        ("9 or 10", 10),
    ],
)
def test_of_two_neighbours_the_higher_is_taken(text: str, value: int) -> None:
    assert read_nrs(text) == NrsReading(value, None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("started the day on 3 and now its 8", 8),
        ("pain was 7, now 5", 5),
        ("8 this morning, now it's a 6", 6),
        ("now it is maybe seven, before lunch only four", 7),
        ("I was at a 9 but it has settled to 5", 5),
        ("it's gone from a 4 to a 7 since lunch", 7),
        ("it crept from 4 up to 7", 7),
        ("came up to eight and stayed there", 8),
        ("peaked at 9 after the bus, mostly 5", 5),
        ("5/10 with a spike to 7 after typing", 5),
        ("worst today was 9, now down to 5", 5),
        ("no more than a one today", 1),
        ("10/10, on the number 42 bus", 10),
        ("9 outta 10", 9),
    ],
)
def test_how_it_is_counts_before_how_it_was(text: str, value: int) -> None:
    assert read_nrs(text) == NrsReading(value, None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\U0001f623\U0001f623",
        "bad",
        "no",
        "none of your business",
        "no pain in the morning",
        "since 2019",
        "in 2019",
        "since 6 or 7 this morning",
        "since about 6",
        "6-7am",
        "4-5 in the morning",
        "one or two good moments",
        "two hundred steps",
        "seven solid hours",
        "crashed at 9 and woke up at 7",
        "woke me up at 1 and again at 4",
        "fell asleep around two",
        "not off till gone four",
        "for 3 weeks",
        "3 or 4 hours",
        "3-4 hours",
        "slept 3 hours",
        "slept six and a half hours",
        "3-hour nap",
        "4x a night",
        "4 x a night",
        "woke up 3 times",
        "at 8:30",
        "at 8.30",
        "7:30",
        "3am",
        "8 o'clock",
        "half past 3",
        "quarter to 8",
        "4 in the morning",
        "2 tablets",
        "2 more",
        "2 of my tablets",
        "2 paracetamol",
        "500mg",
        "500 mg",
        "70%",
        "took 2",
        "2 kids",
        "down 2 points",
        "up by two",
        "5 May",
        "May 5",
        "12/5/2024",
        "2024-05-12",
        "the 5th",
        "day 3",
        "I am 45 years old",
        "aged 45",
        "l4/5 hurts",
        "gr8",
        "2day is bad",
        "24/7",
        "0 to 10",
        "one of those days",
        "one day at a time",
        "at one point",
        "no one",
        "this one",
        "a bad one",
        "none of those",
    ],
)
def test_what_is_no_rating_is_not_taken_for_one(text: str) -> None:
    assert read_nrs(text) == NrsReading(None, NrsProblem.NOTHING)


@pytest.mark.parametrize(
    "text",
    [
        "-3",
        "- 3",
        "\u22123",
        "pain:-3",
        "minus three",
        "11",
        "100",
        "1,000",
        "eleven",
        "twenty",
        "twenty five",
        "a hundred",
        "one hundred",
        "11/10",
        "10.4",
        "10.5",
        "9" * 4096,
    ],
)
def test_a_number_beyond_the_scale_is_out_of_range(text: str) -> None:
    assert read_nrs(text) == NrsReading(None, NrsProblem.OUT_OF_RANGE)


@pytest.mark.parametrize(
    "text",
    [
        "10 to 3",
        "4 to 7",
        "from 4 to 7",
        "from 6 to 7",
        "7 to 6",
        "7-6",
        "between 4 and 7",
        "6 or 8",
        "5 or 6 or 7",
        "5-6-7",
        "6 and 7",
        "4 to 7 now",
        "varies from 4 up to 7",
        "it went up to 8",
        "worst 8, best 4",
        "my back is at 7, knees down to 3",
        "6 now and 7 later",
        "11/10, hip 3",
        "8 out of 10, then 6",
        "6, 7",
        "6,7",
        "7/8",
        "six seven",
        "6 legs, 4 back",
        "it went from 8 to 5",
        "it was 4 yesterday, 6 today",
        "4 yesterday",
        "2 days ago it was 5",
        "usually 5",
        "not a 7",
        "isn't 7",
        "not one",
        "more than 7",
        "less than a 3",
        "at least 6",
        ">8",
        "up to 8",
        "7 worse than before",
        "pain .4",
    ],
)
def test_several_readings_are_no_reading(text: str) -> None:
    assert read_nrs(text) == NrsReading(None, NrsProblem.AMBIGUOUS)


def test_a_scale_with_other_ends_is_kept_to() -> None:
    assert read_nrs("5/7", minimum=1, maximum=7) == NrsReading(5, None)
    assert read_nrs("1 to 7? a 5", minimum=1, maximum=7) == NrsReading(5, None)
    assert read_nrs("8", minimum=1, maximum=7).problem is NrsProblem.OUT_OF_RANGE
    assert read_nrs("none", minimum=1, maximum=7).problem is NrsProblem.OUT_OF_RANGE
    assert read_nrs("40", minimum=0, maximum=100) == NrsReading(40, None)


@given(
    value=st.integers(0, 10),
    around=st.sampled_from(
        ["{}", "{}/10", "about {}", "it's a {} today", "{} out of 10", "hm, {}"]
    ),
)
def test_every_point_is_read_in_every_frame(value: int, around: str) -> None:
    assert read_nrs(around.format(value)) == NrsReading(value, None)


@given(text=st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_any_text_gives_a_value_in_range_or_a_problem(text: str) -> None:
    reading = read_nrs(text)
    assert (reading.value is None) != (reading.problem is None)
    assert reading.value is None or 0 <= reading.value <= 10


@given(
    first=st.integers(0, 10),
    second=st.integers(0, 10),
    between=st.sampled_from([" or ", "-", " to ", ", ", " ", "/", " and ", " but "]),
)
def test_two_different_numbers_become_one_only_as_neighbours(
    first: int, second: int, between: str
) -> None:
    reading = read_nrs(f"{first}{between}{second}")
    is_score_of_ten = between == "/" and second == 10
    is_half_point = between == ", " and second in (0, 5)
    rises = second - first == 1 and between in (" or ", "-", " to ")
    if rises or (between == " or " and first - second == 1):
        assert reading.value == max(first, second)
    elif first != second and not is_score_of_ten and not is_half_point:
        assert reading.value is None


@given(low=st.integers(0, 9), between=st.sampled_from(["{} or {}", "{}-{}", "between {} and {}"]))
def test_a_half_between_two_neighbours_and_the_two_are_the_same(low: int, between: str) -> None:
    assert read_nrs(between.format(low, low + 1)) == read_nrs(f"{low}.5")


@pytest.mark.parametrize(
    "piece", ["1 ", "1-", "woke a ", "one ", "1 or ", "1/10 ", "is 1 as ", "-"]
)
def test_a_text_as_long_as_telegram_allows_is_read(piece: str) -> None:
    reading = read_nrs((piece * 4096)[:4096])
    assert reading.value in (None, 1)
