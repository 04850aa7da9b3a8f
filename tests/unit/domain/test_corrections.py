"""Corrections in words: which number is right, whose it is, and what is left unread."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.clauses import RatedItem
from bot.domain.corrections import CorrectionWords, Mark, read_correction

ITEMS = (
    RatedItem("pain", ("pain",)),
    RatedItem("mood", ("mood",)),
    RatedItem("sleep", ("sleep", "slept", "night")),
)
WORDS = CorrectionWords(
    clear=("meant", "i wanted to say", "should be", "make it", "make that", "change", "wrong"),
    opening=("sorry", "oops", "wait", "no wait"),
    instead_of=("not", "instead of"),
    said=("i said", "i put"),
    changed=("change", "change the", "that"),
    around=(
        "i",
        "from",
        "it",
        "it's",
        "its",
        "to",
        "a",
        "the",
        "my",
        "one",
        "no",
        "was",
        "so",
        "but",
        "please",
    ),
)


@pytest.mark.parametrize(
    ("text", "value", "former"),
    [
        ("No, I meant 6", 6, set()),
        ("NO I MEANT SIX!!", 6, set()),
        ("oops meant 5 not 8", 5, {8}),
        ("change it to 6", 6, set()),
        ("change the 7 to a 6", 6, {7}),
        ("make that a 4", 4, set()),
        ("I put 8, should be 5", 5, {8}),
        ("i put two but i wanted to say seven", 7, {2}),
        ("wrong. it's 3, not 33", 3, {33}),
        ("that 2 should be a 7", 7, {2}),
        ("meant 6 instead of 9", 6, {9}),
        ("I meant 6/10", 6, set()),
    ],
)
def test_a_marked_number_without_an_item_is_read(text: str, value: int, former: set[int]) -> None:
    found = read_correction(text, ITEMS, WORDS)
    assert found.mark is Mark.CLEAR
    assert found.is_plain
    assert (found.value, set(found.former), dict(found.ratings)) == (value, former, {})


@pytest.mark.parametrize(
    "text", ["sorry, 4", "oops 4", "no wait, 4", "*4", "4*", "not 7. 4.", "4 not 7"]
)
def test_slight_marks_are_told_from_clear_ones(text: str) -> None:
    found = read_correction(text, ITEMS, WORDS)
    assert (found.mark, found.is_plain, found.value) == (Mark.SLIGHT, True, 4)


@pytest.mark.parametrize(
    ("text", "ratings"),
    [
        ("the sleep one was wrong, make it 3", {"sleep": 3}),
        ("pain should be 5 not 7", {"pain": 5}),
        ("change mood to 2", {"mood": 2}),
        ("change pain from 3 to 6", {"pain": 6}),
        ("sorry, sleep was 3 not 8", {"sleep": 3}),
        ("wrong, it's mood 3 and pain 6", {"mood": 3, "pain": 6}),
        ("my thumb slipped: pain should be 4 today", {"pain": 4}),
    ],
)
def test_a_number_is_bound_to_the_item_that_is_named(text: str, ratings: dict[str, int]) -> None:
    found = read_correction(text, ITEMS, WORDS)
    assert dict(found.ratings) == ratings
    assert found.value is None


@pytest.mark.parametrize(
    "text",
    [
        "I meant something else",
        "I said 8 but that was wrong",  # the wrong number, not the right one
        "I put ten, oops",
        "no 5, 6, i meant",
        "change it to 6 or 8",
        "it should be from 4 to 7",
        "the sleep one was wrong",
        "the sleep one was wrong because my sister came, 3 of us",
        "pain and mood are wrong, make it 3",
        "I meant last night, it was a 7",
        "meant 5 hours",
        "should be at 5 o'clock",
        "wrong, it's 12",
    ],
)
def test_what_is_in_doubt_is_not_readable(text: str) -> None:
    assert not read_correction(text, ITEMS, WORDS).is_readable


def test_what_was_said_before_is_right_where_another_number_is_denied() -> None:
    found = read_correction("NO i said EIGHT not 3", ITEMS, WORDS)
    assert (found.value, found.former, found.mark) == (8, {3}, Mark.SLIGHT)


@pytest.mark.parametrize(
    "text", ["6", "pain 6", "about a 7 today", "purple", "", "from 4 to 7", "no, 4"]
)
def test_a_plain_answer_is_no_correction(text: str) -> None:
    assert read_correction(text, ITEMS, WORDS).mark is Mark.NONE


@pytest.mark.parametrize(
    "text",
    [
        "my daughter should be 5 tomorrow, we baked a cake",
        "sorry, 4, it has been a bad one",
        "a change of weather, 6",
    ],
)
def test_whoever_says_more_is_not_plain(text: str) -> None:
    assert not read_correction(text, ITEMS, WORDS).is_plain


def test_an_item_that_is_only_named_is_known() -> None:
    assert read_correction("the sleep one was wrong", ITEMS, WORDS).named == ("sleep",)
    assert read_correction("I meant last night", ITEMS, WORDS).named == ("sleep",)
    assert read_correction("I meant 6", ITEMS, WORDS).named == ()


def test_nothing_that_takes_a_number_is_no_reason_to_fail() -> None:
    assert read_correction("I meant 6", (), WORDS).value == 6


@given(right=st.integers(0, 10), wrong=st.integers(0, 10), item=st.sampled_from(["pain", "mood"]))
def test_the_right_number_is_read_whatever_the_wrong_one_was(
    right: int, wrong: int, item: str
) -> None:
    if right == wrong:
        return
    for text in (
        f"{item} should be {right} not {wrong}",
        f"{item}: not {wrong}, I meant {right}",
        f"change {item} from {wrong} to {right}",
    ):
        found = read_correction(text, ITEMS, WORDS)
        assert dict(found.ratings) == {item: right}
        assert found.former == {wrong}


@pytest.mark.parametrize(
    "piece", ["not 9", "9", "change from ", "change a b 9 ", "sorry ", "i put 9 "]
)
def test_a_text_as_long_as_telegram_allows_is_read(piece: str) -> None:
    read_correction((piece * 4096)[:4096], ITEMS, WORDS)


@given(text=st.text(max_size=60))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    found = read_correction(text, ITEMS, WORDS)
    assert found.value is None or 0 <= found.value <= 10
