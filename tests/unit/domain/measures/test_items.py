"""Answers to an instrument's items."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from bot.domain.measures.items import (
    InvalidAnswer,
    NotWholePoints,
    PointsOutOfRange,
    ScaleItem,
    UnknownItem,
    read_points,
    sum_points,
)
from bot.errors import UnscorableError

ITEMS = (ScaleItem("first", 0, 10), ScaleItem("second", 1, 7))


@pytest.mark.parametrize("answers", [{"first": 4, "second": 5}, {"second": 5, "first": 4}])
def test_points_come_in_the_order_of_the_items(answers: dict[str, int]) -> None:
    assert read_points(ITEMS, answers) == (4, 5)


@pytest.mark.parametrize("answers", [{"second": 5}, {"first": None, "second": 5}])
def test_an_absent_answer_and_none_are_both_missing(answers: dict[str, int | None]) -> None:
    assert read_points(ITEMS, answers) == (None, 5)


def test_zero_is_an_answer() -> None:
    assert read_points(ITEMS, {"first": 0}) == (0, None)


@pytest.mark.parametrize(
    ("item_id", "points"), [("first", -1), ("first", 11), ("second", 0), ("second", 8)]
)
def test_each_item_has_its_own_range(item_id: str, points: int) -> None:
    with pytest.raises(PointsOutOfRange) as caught:
        read_points(ITEMS, {item_id: points})
    assert caught.value.item_id == item_id


def test_the_message_names_item_and_range_and_not_the_answer() -> None:
    with pytest.raises(PointsOutOfRange) as caught:
        read_points(ITEMS, {"second": 99})
    assert str(caught.value) == "Item 'second' must lie within 1 and 7 points."
    assert (caught.value.minimum_points, caught.value.maximum_points) == (1, 7)


@pytest.mark.parametrize(
    "points", [True, False, 2.0, 2.5, float("nan"), float("inf"), "2", Decimal(2), b"2", [2]]
)
def test_only_a_whole_number_is_an_answer(points: Any) -> None:
    with pytest.raises(NotWholePoints, match=r"^Item 'first' must be whole points\.$"):
        read_points(ITEMS, {"first": points, "second": 5})


def test_a_misspelt_item_is_no_skipped_question() -> None:
    with pytest.raises(UnknownItem, match=r"^Item 'frist' is not part of this instrument\.$"):
        read_points(ITEMS, {"frist": 4, "second": 5})


@pytest.mark.parametrize("error", [NotWholePoints, PointsOutOfRange, UnknownItem])
def test_every_fault_is_a_value_error_of_the_one_tree(error: type[Exception]) -> None:
    assert issubclass(error, InvalidAnswer)
    assert issubclass(error, ValueError)
    assert issubclass(error, UnscorableError)


@pytest.mark.parametrize(
    ("points", "expected"), [((1, 2), 3), ((0, 0), 0), ((None, 2), None), ((1, None), None)]
)
def test_nothing_is_filled_in(points: tuple[int | None, ...], expected: int | None) -> None:
    assert sum_points(points) == expected
