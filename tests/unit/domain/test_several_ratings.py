"""Several ratings in one message: each bound to one item, and nothing bound in doubt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.clauses import RatedItem
from bot.domain.nrs import read_nrs
from bot.domain.several_ratings import read_beside, read_ratings

ITEMS = (
    RatedItem("pain", ("pain", "hurts", "ache", "sore")),
    RatedItem("way", ("in the way", "got in the way", "in my way", "interference", "stopped me")),
    RatedItem("mood", ("mood", "in myself"), nothing_is_zero=False),
    RatedItem("sleep", ("sleep", "slept", "sleeping", "night"), nothing_is_zero=False),
)
NAMES = {"pain": "pain", "way": "in the way", "mood": "mood", "sleep": "sleep"}


@pytest.mark.parametrize(
    ("text", "ratings"),
    [
        ("pain 6, mood 4, slept badly maybe a 3", {"pain": 6, "mood": 4, "sleep": 3}),
        (
            "6 today, got in the way 7, mood's ok say 6, sleep 5 and the dog made me laugh",
            {"pain": 6, "way": 7, "mood": 6, "sleep": 5},
        ),
        ("pian 7 mood 4", {"pain": 7, "mood": 4}),
        ("pain 6, selpt 3", {"pain": 6, "sleep": 3}),
        ("pain 6 mood 4 sleep 3", {"pain": 6, "mood": 4, "sleep": 3}),
        ("6 pain 4 mood 3 sleep", {"pain": 6, "mood": 4, "sleep": 3}),
        ("6 for pain, 4 for the mood", {"pain": 6, "mood": 4}),
        ("Pain: 6/10\nMood: 4/10\nSleep: 3/10", {"pain": 6, "mood": 4, "sleep": 3}),
        ("pain - 6, mood - 4", {"pain": 6, "mood": 4}),
        ("pain 6 - mood 4 - sleep 3", {"pain": 6, "mood": 4, "sleep": 3}),
        ("mood 4/sleep 3/pain 6", {"mood": 4, "sleep": 3, "pain": 6}),
        ("pain 6; in the way, 7; mood ok, 4", {"pain": 6, "way": 7, "mood": 4}),
        ("pain six, mood four and a half, sleep three", {"pain": 6, "mood": 5, "sleep": 3}),
        ("PAIN 6 AND MOOD 4", {"pain": 6, "mood": 4}),
        ("pain 6 out of 10 and mood 4 out of 10", {"pain": 6, "mood": 4}),
        ("my pain's a 6, but my mood is a solid 8", {"pain": 6, "mood": 8}),
        ("hurts like a 7, mood 5, sleep was 4", {"pain": 7, "mood": 5, "sleep": 4}),
        ("sleep was bad pain 6 mood 4", {"pain": 6, "mood": 4}),
        ("no pain, mood 8, sleep 7", {"pain": 0, "mood": 8, "sleep": 7}),
        ("zero pain, mood 10", {"pain": 0, "mood": 10}),
        ("pain between 5 and 6, mood 4", {"pain": 6, "mood": 4}),
        ("pain 6-7, mood 5", {"pain": 7, "mood": 5}),
        ("pain was 7, now 5, mood 4", {"pain": 5, "mood": 4}),
        ("pain 6.5, mood 4", {"pain": 7, "mood": 4}),
        ("pain 6 😣 mood 4", {"pain": 6, "mood": 4}),
        ("mood 4, pain 6, mood 4", {"mood": 4, "pain": 6}),
        ("I'd say 6, mood 4", {"pain": 6, "mood": 4}),
        ("not great, about a 6, mood 4", {"pain": 6, "mood": 4}),
        ("pain got in the way a 7 and mood 3", {"way": 7, "mood": 3}),
    ],
)
def test_each_number_belongs_to_the_item_of_its_clause(text: str, ratings: dict[str, int]) -> None:
    assert read_ratings(text, ITEMS, "pain") == ratings


@pytest.mark.parametrize(
    ("text", "ratings"),
    [
        ("pain 6, slept 6 hours, mood 3", {"pain": 6, "mood": 3}),
        ("pain 6, slept 6, mood 3", {"pain": 6, "mood": 3}),
        ("slept maybe 5, pain 4", {"pain": 4}),
        ("pain 6 since 3 weeks, mood 5", {"pain": 6, "mood": 5}),
        ("pain 6, got up at 7:30, mood 4", {"pain": 6, "mood": 4}),
        ("woke at 5, pain 7, mood 4", {"pain": 7, "mood": 4}),
        ("slept from 11 to 6, pain 4, mood 5", {"pain": 4, "mood": 5}),
        ("slept 7-8 hours, pain 4", {"pain": 4}),
        ("took 2 paracetamol, pain 5, mood 6", {"pain": 5, "mood": 6}),
        ("50 mg this morning, pain 5, mood 6", {"pain": 5, "mood": 6}),
        ("pain 6, walked 3 times, mood 4", {"pain": 6, "mood": 4}),
        ("L4/5 pain 6, mood 4", {"pain": 6, "mood": 4}),
    ],
)
def test_hours_times_and_doses_are_left_out(text: str, ratings: dict[str, int]) -> None:
    assert read_ratings(text, ITEMS, "pain") == ratings


@pytest.mark.parametrize(
    ("text", "ratings"),
    [
        ("pain 6, 7 on the stairs, mood 4", {"mood": 4}),
        ("pain 6, back 7, mood 4", {"mood": 4}),
        ("pain 6 then 7, mood 4", {"mood": 4}),
        ("pain 6 mood 4 pain 7", {"mood": 4}),
        ("6 today, pain 5, mood 4", {"mood": 4}),
        ("pain between 4 and 7, mood 4", {"mood": 4}),
        ("pain from 4 to 7, mood 3", {"mood": 3}),
        ("pain 4 to 7, mood 3", {"mood": 3}),
        ("pain 11, mood 4", {"mood": 4}),
        ("pain yesterday was 8, mood 4", {"mood": 4}),
        ("pain more than 6, mood 4", {"mood": 4}),
        ("mood: none, pain 3", {"pain": 3}),
        ("pain and mood 6/4", {}),
        ("pain mood sleep 6 4 3", {}),
        ("pain, mood, sleep: 6, 4, 3", {}),
        ("6 mood 4 sleep 3", {}),  # "6, mood 4", or "6 mood, 4 sleep"?
        ("pain kept me from sleep 3, mood 4", {"mood": 4}),
        ("my back is a 6 and the rest a 4, mood 5", {"mood": 5}),
        ("pain was fine until we all went to see my sister 6, mood 4", {"mood": 4}),
    ],
)
def test_what_is_in_doubt_is_left_out(text: str, ratings: dict[str, int]) -> None:
    assert read_ratings(text, ITEMS, "pain") == ratings


@pytest.mark.parametrize(
    ("open_item", "text", "ratings"),
    [
        ("pain", "6", {"pain": 6}),
        ("mood", "about a 7, thanks", {"mood": 7}),
        ("pain", "pain's at 8", {"pain": 8}),
        ("pain", "6, slept badly", {"pain": 6}),
        ("pain", "6 after sleeping badly", {"pain": 6}),
        ("pain", "slept like a log but my hip is a solid 8", {"pain": 8}),
        ("pain", "slept badly so it's a 7", {"pain": 7}),
        ("pain", "7 at night", {"pain": 7}),
        ("pain", "worst last night 7", {"pain": 7}),
        ("pain", "6, good night", {"pain": 6}),
        ("way", "my pain really got in my way 7", {"way": 7}),
        ("pain", "pain kept me from sleeping, 8", {"pain": 8}),
        ("mood", "6 with all that pain", {"mood": 6}),
        ("pain", "mood 4", {"mood": 4}),
        ("pain", "my mood is about a 4 today", {"mood": 4}),
        ("pain", "4 for mood", {"mood": 4}),
        ("mood", "pain 7", {"pain": 7}),
        ("pain", "slept badly, 3", {}),
        ("pain", "slept 6", {}),
        ("pain", "slept terribly again it was a 3", {}),
        ("pain", "my pain is making my mood a 3", {}),
        ("sleep", "slept 6", {"sleep": 6}),
        ("mood", "none", {}),
        ("pain", "none", {"pain": 0}),
        ("pain", "slept 8 hours", {}),
        ("pain", "purple", {}),
        ("pain", "", {}),
        ("pain", "6 4 3 5", {}),
    ],
)
def test_a_single_number_belongs_to_the_open_item_unless_it_plainly_names_another(
    open_item: str, text: str, ratings: dict[str, int]
) -> None:
    assert read_ratings(text, ITEMS, open_item) == ratings


@pytest.mark.parametrize(
    ("text", "ratings"),
    [("6", {}), ("mood 4", {"mood": 4}), ("slept badly, 3", {"sleep": 3}), ("pain and mood", {})],
)
def test_without_an_open_item_only_named_ones_are_read(text: str, ratings: dict[str, int]) -> None:
    assert read_ratings(text, ITEMS) == ratings


def test_each_item_keeps_to_its_own_scale() -> None:
    items = (*ITEMS, RatedItem("energy", ("energy",), 0, 5))
    assert read_ratings("energy 7, mood 7", items, "pain") == {"mood": 7}
    assert read_ratings("energy 5, mood 7", items, "pain") == {"energy": 5, "mood": 7}


def test_without_cues_every_message_is_a_plain_answer() -> None:
    items = (RatedItem("pain"), RatedItem("mood"))
    assert read_ratings("mood 4", items, "pain") == {"pain": 4}
    assert read_ratings("pain 6, mood 4", items, "pain") == {}


ORDERS = st.lists(st.sampled_from(sorted(NAMES)), min_size=2, unique=True)


@given(
    order=ORDERS,
    points=st.lists(st.integers(0, 10), min_size=4, max_size=4),
    frame=st.sampled_from(["{} {}", "{}: {}", "{} is {}", "{} {}/10", "{} about a {}", "{} - {}"]),
    between=st.sampled_from([", ", "; ", " and ", ". ", "\n", " but "]),
)
def test_named_numbers_are_read_in_every_order_and_frame(
    order: list[str], points: list[int], frame: str, between: str
) -> None:
    expected = dict(zip(order, points, strict=False))
    text = between.join(frame.format(NAMES[item], value) for item, value in expected.items())
    assert read_ratings(text, ITEMS, "pain") == expected


@given(text=st.text(max_size=60), open_item=st.sampled_from(sorted(NAMES)))
def test_a_text_that_names_nothing_is_read_as_ever(text: str, open_item: str) -> None:
    plain = read_nrs(text).value
    if any(cue in text.casefold() for item in ITEMS for cue in item.cues) or plain == 0:
        return
    assert read_ratings(text, ITEMS, open_item) == ({} if plain is None else {open_item: plain})


@given(
    parts=st.lists(
        st.sampled_from(
            ["pain", "mood", "slept", "in the way", "6", "4", "between", "and", ",", "a", "not"]
            + ["hours", "7-8", "none", "/10", "yesterday", "now", "was", "one", ".", "for"]
        ),
        max_size=12,
    )
)
def test_no_rating_is_invented(parts: list[str]) -> None:
    said = {0, 1, 4, 6, 8, 10}  # the higher one of 7-8; none is 0
    assert set(read_ratings(" ".join(parts), ITEMS, "pain").values()) <= said


@pytest.mark.parametrize(
    "piece", ["pain 6, ", "pain mood ", "6 mood ", "slept badly, ", "and ", ", "]
)
def test_a_text_as_long_as_telegram_allows_is_read(piece: str) -> None:
    assert set(read_ratings((piece * 4096)[:4096], ITEMS, "mood")) <= set(NAMES)


@pytest.mark.parametrize(
    ("text", "ratings", "rest"),
    [
        ("6 but why do you ask", {"pain": 6}, ("why do you ask",)),
        ("6 can somebody call me", {"pain": 6}, ("can somebody call me",)),
        ("7 and my mood was 4, why?", {"pain": 7, "mood": 4}, ("why",)),
        ("6. do you keep my mood", {"pain": 6}, ("do you keep my mood",)),
        ("slept badly, 3. can you call me", {}, ("slept badly", "can you call me")),
        ("not 6, why", {}, ("not 6", "why")),
        ("remind me at 8", {}, ("remind me at 8",)),
        ("3 cheers for you", {}, ("3 cheers for you",)),
        ("6", {"pain": 6}, ()),
    ],
)
def test_a_rating_that_stands_by_itself_is_told_from_what_is_beside_it(
    text: str, ratings: dict[str, int], rest: tuple[str, ...]
) -> None:
    found = read_beside(text, ITEMS, "pain")
    assert (found.ratings, found.rest) == (ratings, rest)


def test_a_number_before_other_words_counts_only_where_it_may() -> None:
    assert read_beside("2 solpadeine ok?", ITEMS, "pain", may_lead=False).ratings == {}


def test_without_an_open_item_only_a_named_rating_counts() -> None:
    found = read_beside("pain is 6, and remind me at 8", ITEMS, None)
    assert found.ratings == {"pain": 6}
    assert read_beside("8, for my reminder", ITEMS, None).ratings == {}
