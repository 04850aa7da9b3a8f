"""The goal that stands: the newest, after all that was said about it since."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.goals import Goal, GoalItem, LookBackItem, Next, Went, current_goal
from bot.domain.rounds import Round

FIRST = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def set_on(day: int, aim: str = "sing", step: str | None = "one song", sure: int = 2) -> Round:
    words = {GoalItem.AIM: aim, GoalItem.STEP: step}
    return said(
        day,
        {GoalItem.VALUE: 5, GoalItem.SURENESS: sure},
        {item: each for item, each in words.items() if each},
    )


def looked_back(day: int, following: int | None = Next.KEEP, step: str | None = None) -> Round:
    points = {LookBackItem.WENT: Went.SOME, LookBackItem.NEXT: following}
    return said(
        day,
        {item: each for item, each in points.items() if each is not None},
        {LookBackItem.NEXT_STEP: step} if step else {},
    )


def said(day: int, points: dict[Any, int], words: dict[Any, str]) -> Round:
    at = FIRST + timedelta(days=day)
    return Round(on_date=at.date(), said_at=at, points=points, words=words)


def standing(goals: list[Round], *look_backs: Round) -> Goal:
    goal = current_goal(goals, look_backs)
    assert goal is not None
    return goal


def test_there_is_none_before_the_first():
    assert current_goal([], []) is None
    assert current_goal([], [looked_back(1)]) is None


def test_a_goal_without_words_is_none():
    assert current_goal([said(0, {GoalItem.VALUE: 1}, {})], []) is None


def test_a_goal_stands_as_it_was_set():
    goal = standing([set_on(0)])
    assert (goal.aim, goal.step, goal.sureness) == ("sing", "one song", 2)
    assert goal.look_back_on == date(2026, 3, 9)


@pytest.mark.parametrize(("sure", "is_big"), [(0, True), (1, True), (2, False)])
def test_below_sure_the_step_may_be_too_big(sure, is_big):
    assert standing([set_on(0, sure=sure)]).may_be_too_big is is_big


def test_the_newest_goal_counts_in_any_order():
    goals = [set_on(20, aim="swim"), set_on(0, aim="sing")]
    assert standing(goals).aim == "swim"


def test_a_look_back_moves_the_next_one_a_week_on():
    goal = standing([set_on(0)], looked_back(9))
    assert goal.step == "one song"
    assert goal.look_back_on == date(2026, 3, 18)


@pytest.mark.parametrize("following", [Next.SMALLER, Next.BIGGER])
def test_another_step_takes_the_place_of_the_old_one(following):
    goal = standing([set_on(0, sure=0)], looked_back(8, following, "one verse"))
    assert goal.step == "one verse"
    assert not goal.may_be_too_big  # nobody has asked about this one
    assert standing([set_on(0)], looked_back(8, following)).step == "one song"


def test_a_step_that_was_written_and_then_not_wanted_is_left_out():
    assert standing([set_on(0)], looked_back(8, Next.KEEP, "one verse")).step == "one song"


def test_a_new_goal_in_mind_leaves_the_old_one_until_it_is_set():
    assert standing([set_on(0)], looked_back(8, Next.NEW_GOAL)).aim == "sing"
    assert standing([set_on(0)], looked_back(8, None)).aim == "sing"


@pytest.mark.parametrize("following", [Next.REACHED, Next.SET_ASIDE])
def test_a_goal_that_was_reached_or_set_aside_is_over_until_the_next(following):
    over = looked_back(8, following)
    assert current_goal([set_on(0)], [looked_back(7), over]) is None
    assert standing([set_on(0), set_on(9, aim="swim")], over).aim == "swim"
    assert standing([set_on(0), set_on(9, aim="swim")], over).seen_on == date(2026, 3, 11)


ROUNDS = st.lists(st.integers(0, 60).map(set_on), max_size=4)
LOOK_BACKS = st.lists(
    st.builds(
        looked_back,
        st.integers(0, 60),
        st.sampled_from([None, *Next]),
        st.sampled_from([None, "one verse"]),
    ),
    max_size=6,
)


@given(goals=ROUNDS, look_backs=LOOK_BACKS)
def test_whatever_was_said_the_goal_is_the_newest_and_its_step_was_written(goals, look_backs):
    goal = current_goal(goals, look_backs)
    newest = max((each.said_at for each in goals), default=None)
    after = [each for each in look_backs if newest is not None and each.said_at >= newest]
    ends = [each for each in after if each.points.get(LookBackItem.NEXT) in (5, 6)]
    assert (goal is None) == (newest is None or bool(ends))
    if goal is not None:
        assert goal.said_at == newest
        assert goal.step in ("one song", "one verse")
        assert goal.seen_on == max([goal.said_at.date(), *(each.on_date for each in after)])
