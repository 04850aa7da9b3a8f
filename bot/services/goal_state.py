"""The goal that stands for a patient, read from their rounds."""

from __future__ import annotations

from bot.domain.goals import GOAL_ID, LOOK_BACK_ID, Goal, current_goal
from bot.domain.patients import Patient
from bot.services.own_rounds import find_offered, latest_round, rounds_since
from bot.services.work import Work


async def standing_goal(work: Work, patient: Patient) -> Goal | None:
    """Return the goal as it stands after all that was said about it."""
    set_as = await latest_round(work, patient, GOAL_ID)
    if set_as is None:
        return None
    look_backs = await rounds_since(work, patient, LOOK_BACK_ID, set_as.on_date)
    return current_goal([set_as], look_backs)


def has_goals(work: Work, patient: Patient) -> bool:
    """Whether the clinic offers goals: both questionnaires are in use."""
    ids = (GOAL_ID, LOOK_BACK_ID)
    return all(find_offered(work, patient, each) is not None for each in ids)
