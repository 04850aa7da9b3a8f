"""PHQ-4, and GAD-2 and PHQ-2 within it."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.measures.items import InvalidAnswer, NotWholePoints, PointsOutOfRange, UnknownItem
from bot.domain.measures.phq_4 import PHQ_4_ITEMS, Phq4Band, Phq4Score, score_phq_4

IDS = ("gad-nervous", "gad-worry", "phq-interest", "phq-mood")
POINTS = st.integers(0, 3)
ANSWERS = st.fixed_dictionaries(dict.fromkeys(IDS, POINTS))
BANDS = list(Phq4Band)  # from the lowest to the highest


def answers(*points: Any) -> dict[str, Any]:
    return dict(zip(IDS, points, strict=True))


def test_the_items_are_four_from_0_to_3() -> None:
    assert tuple(item.item_id for item in PHQ_4_ITEMS) == IDS
    assert {(item.minimum_points, item.maximum_points) for item in PHQ_4_ITEMS} == {(0, 3)}


@pytest.mark.parametrize(
    ("points", "gad_2_points", "phq_2_points"),
    [
        ((0, 0, 0, 0), 0, 0),
        ((3, 3, 3, 3), 6, 6),
        ((1, 2, 0, 0), 3, 0),
        ((0, 0, 1, 2), 0, 3),
        ((3, 0, 2, 2), 3, 4),
    ],
)
def test_each_half_sums_its_own_two_items(
    points: tuple[int, ...], gad_2_points: int, phq_2_points: int
) -> None:
    score = score_phq_4(answers(*points))
    assert (score.gad_2_points, score.phq_2_points) == (gad_2_points, phq_2_points)
    assert score.total_points == sum(points)


@pytest.mark.parametrize(
    ("total_points", "band"),
    [
        (0, Phq4Band.NONE),
        (2, Phq4Band.NONE),
        (3, Phq4Band.MILD),
        (5, Phq4Band.MILD),
        (6, Phq4Band.MODERATE),
        (8, Phq4Band.MODERATE),
        (9, Phq4Band.SEVERE),
        (12, Phq4Band.SEVERE),
    ],
)
def test_the_published_bands_hold_at_both_of_their_ends(total_points: int, band: Phq4Band) -> None:
    ways = [points for points in product(range(4), repeat=4) if sum(points) == total_points]
    assert {score_phq_4(answers(*points)).band for points in ways} == {band}


@pytest.mark.parametrize(
    ("half", "is_positive"),
    [
        ((0, 0), False),
        ((2, 0), False),
        ((1, 1), False),
        ((0, 2), False),
        ((3, 0), True),
        ((2, 1), True),
        ((1, 2), True),
        ((0, 3), True),
        ((3, 3), True),
    ],
)
def test_a_half_is_positive_from_three_points_whatever_the_other_is(
    half: tuple[int, int], is_positive: bool
) -> None:
    for other in product(range(4), repeat=2):
        assert score_phq_4(answers(*half, *other)).is_gad_2_positive is is_positive
        assert score_phq_4(answers(*other, *half)).is_phq_2_positive is is_positive


@pytest.mark.parametrize("known", [mask for mask in product((True, False), repeat=4)])
def test_a_half_needs_both_its_answers_and_the_total_needs_all(known: tuple[bool, ...]) -> None:
    as_none = {key: 2 if is_known else None for key, is_known in zip(IDS, known, strict=True)}
    as_absent = {key: points for key, points in as_none.items() if points is not None}
    score = score_phq_4(as_none)
    assert score == score_phq_4(as_absent)
    assert score.gad_2_points == (4 if all(known[:2]) else None)
    assert score.phq_2_points == (4 if all(known[2:]) else None)
    assert score.total_points == (8 if all(known) else None)
    assert score.band is (Phq4Band.MODERATE if all(known) else None)


def test_a_missing_answer_is_unknown_and_not_negative() -> None:
    score = score_phq_4(answers(3, None, 0, 3))
    assert score.is_gad_2_positive is None
    assert score.is_phq_2_positive is True


@pytest.mark.parametrize("points", [-1, 4, 10])
@pytest.mark.parametrize("item_id", IDS)
def test_points_outside_0_to_3_raise(item_id: str, points: int) -> None:
    with pytest.raises(PointsOutOfRange):
        score_phq_4(answers(1, 1, 1, 1) | {item_id: points})


@pytest.mark.parametrize("points", [True, False, 1.0, 1.5, "1"])
@pytest.mark.parametrize("item_id", IDS)
def test_a_wrong_type_raises(item_id: str, points: Any) -> None:
    with pytest.raises(NotWholePoints):
        score_phq_4(answers(1, 1, 1, 1) | {item_id: points})


def test_an_item_of_another_instrument_raises() -> None:
    with pytest.raises(UnknownItem):
        score_phq_4(answers(1, 1, 1, 1) | {"peg-pain": 2})


@given(given_answers=ANSWERS)
def test_the_scores_stay_in_range_and_add_up(given_answers: dict[str, int]) -> None:
    score = score_phq_4(given_answers)
    assert score.gad_2_points in range(7)
    assert score.phq_2_points in range(7)
    assert score.total_points == sum(given_answers.values())
    assert score.band in BANDS


@given(given_answers=ANSWERS, item_id=st.sampled_from(IDS), points=POINTS)
def test_a_higher_answer_never_lowers_anything(
    given_answers: dict[str, int], item_id: str, points: int
) -> None:
    raised = given_answers | {item_id: max(points, given_answers[item_id])}
    before, after = order(score_phq_4(given_answers)), order(score_phq_4(raised))
    assert all(high >= low for low, high in zip(before, after, strict=True))


@given(given_answers=ANSWERS, data=st.data())
def test_the_order_does_not_matter(given_answers: dict[str, int], data: st.DataObject) -> None:
    score = score_phq_4(given_answers)
    shuffled = data.draw(st.permutations(list(given_answers.items())))
    assert score_phq_4(dict(shuffled)) == score
    nervous, worry, interest, mood = (given_answers[item_id] for item_id in IDS)
    assert score_phq_4(answers(worry, nervous, mood, interest)) == score


@given(whatever=st.dictionaries(st.sampled_from(IDS) | st.text(), st.integers() | st.none()))
def test_any_answers_give_a_score_or_one_kind_of_error(whatever: dict[str, int | None]) -> None:
    try:
        score = score_phq_4(whatever)
    except InvalidAnswer:
        return
    assert score.total_points is None or 0 <= score.total_points <= 12


def order(score: Phq4Score) -> tuple[int, ...]:
    """Return all that a complete score says, as numbers."""
    assert score.gad_2_points is not None
    assert score.phq_2_points is not None
    assert score.total_points is not None
    assert score.band is not None
    return (
        score.gad_2_points,
        score.phq_2_points,
        score.total_points,
        bool(score.is_gad_2_positive),
        bool(score.is_phq_2_positive),
        BANDS.index(score.band),
    )
