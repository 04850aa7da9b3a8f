"""A person's goal as it stands: the newest one, after all that was said about it since.

The ids and values are those of ``content/questionnaires``: ``goal`` and ``goal-look-back``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum

from bot.domain.rounds import Round

GOAL_ID = "goal"
LOOK_BACK_ID = "goal-look-back"
LOOK_BACK_EVERY_DAYS = 7


class GoalItem(StrEnum):
    """The items of a goal that are read here."""

    VALUE = "value"
    OWN_VALUE = "own-value"
    AIM = "aim"
    STEP = "step"
    SURENESS = "sureness"


class LookBackItem(StrEnum):
    """The items of a look-back that are read here."""

    WENT = "went"
    NEXT = "next"
    NEXT_STEP = "next-step"


class Went(IntEnum):
    """How the step went."""

    DONE = 1
    SOME = 2
    NOT_YET = 3


class Next(IntEnum):
    """What the person wants next."""

    KEEP = 1
    SMALLER = 2
    BIGGER = 3
    NEW_GOAL = 4
    REACHED = 5
    SET_ASIDE = 6


SURE = 2  # of 0 (not sure), 1 (a bit) and 2 (sure)
_ENDS = (Next.REACHED, Next.SET_ASIDE)
_CHANGES_STEP = (Next.SMALLER, Next.BIGGER)


@dataclass(frozen=True, kw_only=True)
class Goal:
    """What somebody wants more of in life, and the step that is next; in their own words."""

    aim: str
    step: str | None
    sureness: int | None  # of the step that the goal began with
    said_at: datetime
    seen_on: date  # the local day on which it was set, or looked back on last

    @property
    def look_back_on(self) -> date:
        """The local day from which it is time to look back."""
        return self.seen_on + timedelta(days=LOOK_BACK_EVERY_DAYS)

    @property
    def may_be_too_big(self) -> bool:
        """Whether the person is not sure of the step: a smaller one may serve them better."""
        return self.sureness is not None and self.sureness < SURE


def current_goal(goals: Sequence[Round], look_backs: Sequence[Round]) -> Goal | None:
    """Return the goal that stands; None before the first, and after one was reached or set aside.

    Args:
        goals: The person's rounds of ``goal``, in any order.
        look_backs: Their rounds of ``goal-look-back``, in any order. Those from before the goal
            was set, or changed, say nothing about it.
    """
    set_as = max(goals, key=_moment, default=None)
    if set_as is None or GoalItem.AIM not in set_as.words:
        return None
    goal = Goal(
        aim=set_as.words[GoalItem.AIM],
        step=set_as.words.get(GoalItem.STEP),
        sureness=set_as.points.get(GoalItem.SURENESS),
        said_at=set_as.said_at,
        seen_on=set_as.on_date,
    )
    since = (each for each in look_backs if each.said_at >= set_as.said_at)
    for look_back in sorted(since, key=_moment):
        if look_back.points.get(LookBackItem.NEXT) in _ENDS:
            return None
        goal = _after(goal, look_back)
    return goal


def _after(goal: Goal, look_back: Round) -> Goal:
    step = look_back.words.get(LookBackItem.NEXT_STEP)
    is_changed = look_back.points.get(LookBackItem.NEXT) in _CHANGES_STEP and step is not None
    return replace(
        goal,
        step=step if is_changed else goal.step,
        sureness=None if is_changed else goal.sureness,
        seen_on=max(goal.seen_on, look_back.on_date),
    )


def _moment(each: Round) -> datetime:
    return each.said_at
