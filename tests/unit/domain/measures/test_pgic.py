"""PGIC."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.measures.items import InvalidAnswer, NotWholePoints, PointsOutOfRange, UnknownItem
from bot.domain.measures.pgic import PGIC_ITEM, PgicScore, score_pgic

ID = "pgic-change"


def test_the_item_is_one_from_1_to_7() -> None:
    assert (PGIC_ITEM.item_id, PGIC_ITEM.minimum_points, PGIC_ITEM.maximum_points) == (ID, 1, 7)


@pytest.mark.parametrize(
    ("points", "is_much_improved"),
    [(1, True), (2, True), (3, False), (4, False), (5, False), (6, False), (7, False)],
)
def test_much_and_very_much_improved_are_the_marker_of_importance(
    points: int, is_much_improved: bool
) -> None:
    score = score_pgic({ID: points})
    assert score == PgicScore(points)
    assert score.is_much_improved is is_much_improved


@pytest.mark.parametrize("answers", [{}, {ID: None}])
def test_without_an_answer_there_is_no_score(answers: dict[str, int | None]) -> None:
    assert score_pgic(answers) is None


@pytest.mark.parametrize("points", [-1, 0, 8, 10])
def test_points_outside_1_to_7_raise(points: int) -> None:
    with pytest.raises(PointsOutOfRange):
        score_pgic({ID: points})


@pytest.mark.parametrize("points", [True, False, 2.0, 2.5, "2"])
def test_a_wrong_type_raises(points: Any) -> None:
    with pytest.raises(NotWholePoints):
        score_pgic({ID: points})


def test_an_item_of_another_instrument_raises() -> None:
    with pytest.raises(UnknownItem):
        score_pgic({ID: 2, "phq-mood": 2})


@given(low=st.integers(1, 7), high=st.integers(1, 7))
def test_a_worse_rating_is_never_more_improved(low: int, high: int) -> None:
    low, high = sorted((low, high))
    better, worse = score_pgic({ID: low}), score_pgic({ID: high})
    assert better is not None
    assert worse is not None
    assert better.is_much_improved >= worse.is_much_improved


@given(points=st.integers())
def test_any_whole_number_gives_a_score_in_range_or_one_kind_of_error(points: int) -> None:
    try:
        score = score_pgic({ID: points})
    except InvalidAnswer:
        assert points not in range(1, 8)
        return
    assert score is not None
    assert score.change_points == points
    assert points in range(1, 8)
