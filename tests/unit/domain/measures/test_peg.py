"""PEG."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.measures.items import InvalidAnswer, NotWholePoints, PointsOutOfRange, UnknownItem
from bot.domain.measures.peg import PEG_ITEMS, PegChange, PegScore, compare_peg, score_peg

IDS = ("peg-pain", "peg-enjoyment", "peg-activity")
POINTS = st.integers(0, 10)
ANSWERS = st.fixed_dictionaries(dict.fromkeys(IDS, POINTS))
SCORES = st.builds(PegScore, st.integers(0, 30))


def answers(*points: Any) -> dict[str, Any]:
    return dict(zip(IDS, points, strict=True))


def score(*points: int) -> PegScore:
    scored = score_peg(answers(*points))
    assert scored is not None
    return scored


def test_the_items_are_three_from_0_to_10() -> None:
    assert tuple(item.item_id for item in PEG_ITEMS) == IDS
    assert {(item.minimum_points, item.maximum_points) for item in PEG_ITEMS} == {(0, 10)}


@pytest.mark.parametrize(
    ("points", "mean_points"),
    [
        ((0, 0, 0), 0.0),
        ((10, 10, 10), 10.0),
        ((5, 6, 7), 6.0),
        ((0, 0, 10), 10 / 3),
        ((1, 0, 0), 1 / 3),
        ((7, 7, 6), 20 / 3),
    ],
)
def test_the_score_is_the_mean_of_the_three(
    points: tuple[int, int, int], mean_points: float
) -> None:
    assert score(*points).mean_points == mean_points


@pytest.mark.parametrize("known", [mask for mask in product((True, False), repeat=3)])
def test_there_is_a_score_only_with_all_three_answers(known: tuple[bool, ...]) -> None:
    as_none = {key: 4 if is_known else None for key, is_known in zip(IDS, known, strict=True)}
    as_absent = {key: points for key, points in as_none.items() if points is not None}
    expected = PegScore(12) if all(known) else None
    assert score_peg(as_none) == score_peg(as_absent) == expected


@pytest.mark.parametrize("points", [-1, 11, 100])
@pytest.mark.parametrize("item_id", IDS)
def test_points_outside_0_to_10_raise(item_id: str, points: int) -> None:
    with pytest.raises(PointsOutOfRange):
        score_peg(answers(5, 5, 5) | {item_id: points})


def test_a_wrong_answer_raises_even_where_another_is_missing() -> None:
    with pytest.raises(PointsOutOfRange):
        score_peg(answers(None, 5, 11))


@pytest.mark.parametrize("points", [True, 5.0, 4.5, "5"])
@pytest.mark.parametrize("item_id", IDS)
def test_a_wrong_type_raises(item_id: str, points: Any) -> None:
    with pytest.raises(NotWholePoints):
        score_peg(answers(5, 5, 5) | {item_id: points})


def test_an_item_of_another_instrument_raises() -> None:
    with pytest.raises(UnknownItem):
        score_peg(answers(5, 5, 5) | {"pgic-change": 2})


@given(given_answers=ANSWERS)
def test_the_score_stays_in_range_and_is_within_the_answers(given_answers: dict[str, int]) -> None:
    mean_points = score(*given_answers.values()).mean_points
    assert 0 <= mean_points <= 10
    assert min(given_answers.values()) <= mean_points <= max(given_answers.values())


@given(given_answers=ANSWERS, item_id=st.sampled_from(IDS), points=POINTS)
def test_a_higher_answer_gives_a_higher_score(
    given_answers: dict[str, int], item_id: str, points: int
) -> None:
    before, after = score_peg(given_answers), score_peg(given_answers | {item_id: points})
    assert before is not None
    assert after is not None
    is_higher = after.mean_points > before.mean_points
    assert is_higher == (points > given_answers[item_id])


@given(points=st.tuples(POINTS, POINTS, POINTS), data=st.data())
def test_the_order_does_not_matter(points: tuple[int, int, int], data: st.DataObject) -> None:
    swapped = data.draw(st.permutations(points))
    assert score(*points) == score(*swapped)
    shuffled = data.draw(st.permutations(list(answers(*points).items())))
    assert score_peg(dict(shuffled)) == score(*points)


@given(whatever=st.dictionaries(st.sampled_from(IDS) | st.text(), st.integers() | st.none()))
def test_any_answers_give_a_score_or_none_or_one_kind_of_error(
    whatever: dict[str, int | None],
) -> None:
    try:
        scored = score_peg(whatever)
    except InvalidAnswer:
        return
    assert scored is None or 0 <= scored.sum_points <= 30


@pytest.mark.parametrize(
    ("before", "now", "is_1_point", "is_30_percent"),
    [
        (30, 28, False, False),  # 0.67 points
        (30, 27, True, False),  # exactly 1 point, 10 %
        (27, 24, True, False),  # 9 to 8
        (30, 22, True, False),  # 26.7 %
        (30, 21, True, True),  # exactly 30 %
        (20, 15, True, False),  # 25 %
        (20, 14, True, True),  # exactly 30 %
        (10, 8, False, False),  # 20 %
        (10, 7, True, True),  # exactly both
        (6, 4, False, True),  # 2 to 1.33: a third
        (6, 5, False, False),
        (1, 0, False, True),
        (3, 0, True, True),
        (0, 0, False, False),  # nothing can improve from zero
        (0, 30, False, False),
        (12, 12, False, False),
        (12, 21, False, False),  # worse is no improvement, however far
    ],
)
def test_the_two_thresholds_are_told_apart_and_count_when_just_reached(
    before: int, now: int, is_1_point: bool, is_30_percent: bool
) -> None:
    change = compare_peg(PegScore(before), PegScore(now))
    assert (change.is_improved_1_point, change.is_improved_30_percent) == (
        is_1_point,
        is_30_percent,
    )


@pytest.mark.parametrize(
    ("before", "now", "change_points", "change_percent"),
    [
        (20, 14, -2.0, -30.0),
        (14, 20, 2.0, 100 * 6 / 14),
        (12, 12, 0.0, 0.0),
        (0, 9, 3.0, None),
        (0, 0, 0.0, None),
        (30, 0, -10.0, -100.0),
    ],
)
def test_an_improvement_is_below_zero_and_from_zero_there_is_no_percentage(
    before: int, now: int, change_points: float, change_percent: float | None
) -> None:
    change = compare_peg(PegScore(before), PegScore(now))
    assert (change.change_points, change.change_percent) == (change_points, change_percent)


def test_the_thresholds_agree_with_exact_fractions_for_every_pair_of_scores() -> None:
    for before, now in product(range(31), repeat=2):
        gain = Fraction(before, 3) - Fraction(now, 3)
        change = compare_peg(PegScore(before), PegScore(now))
        assert change.is_improved_1_point == (gain >= 1)
        is_third = before > 0 and gain / Fraction(before, 3) >= Fraction(30, 100)
        assert change.is_improved_30_percent == is_third


@given(before=SCORES, now=SCORES)
def test_the_way_back_is_as_long(before: PegScore, now: PegScore) -> None:
    there, back = compare_peg(before, now), compare_peg(now, before)
    assert there.change_points == -back.change_points
    assert not (there.is_improved_30_percent and back.is_improved_30_percent)


@given(before=SCORES, now=SCORES)
def test_a_lower_score_now_never_loses_an_improvement(before: PegScore, now: PegScore) -> None:
    change, better = compare_peg(before, now), compare_peg(before, PegScore(now.sum_points // 2))
    assert better.is_improved_1_point >= change.is_improved_1_point
    assert better.is_improved_30_percent >= change.is_improved_30_percent
    assert isinstance(change, PegChange)
