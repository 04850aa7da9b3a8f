"""Offers a look back at the step of a goal: once a week, at the end of a daily check-in."""

from __future__ import annotations

from bot.domain.check_ins import CheckIn
from bot.domain.goals import LOOK_BACK_ID, Goal
from bot.domain.patients import Patient
from bot.domain.rhythm import may_offer
from bot.services.goal_state import has_goals, standing_goal
from bot.services.goal_words import text
from bot.services.own_rounds import quoted
from bot.services.presses import Press, PressHandlers
from bot.services.questionnaire_offer import offered_on
from bot.services.speech import Choice, Saying, say
from bot.services.work import Work

PURPOSE = "goal_look_back_offer"  # its last row is the memory of "not now"


async def offer(work: Work, patient: Patient, check_in: CheckIn) -> bool:
    """Offer to look back, when a week has passed since the last time; return whether it did."""
    goal = await standing_goal(work, patient) if has_goals(work, patient) else None
    today = work.now.astimezone(patient.zone).date()
    if goal is None or today < goal.look_back_on:
        return False
    if not may_offer(today, await offered_on(work, patient, PURPOSE)):
        return False
    assert patient.id is not None
    if await work.uow.check_ins.on_date(patient.id, today, LOOK_BACK_ID) is not None:
        return False  # begun today already
    start = Choice(
        text(work, patient, "look_back_label"),
        "check_in.start",
        {"questionnaire_id": LOOK_BACK_ID},
    )
    label = work.library.text("questionnaires.not_now_label", patient.language)
    saying = Saying(
        text=_invitation(work, patient, goal),
        rows=[[start, Choice(label, "goal.not_now")]],
        question=f"{PURPOSE}:{today}",
        purpose=PURPOSE,
        buttons_expire_at=check_in.closes_at,
    )
    await say(work, patient, saying)
    return True


def _invitation(work: Work, patient: Patient, goal: Goal) -> str:
    if goal.step is None:
        return text(work, patient, "look_back_offer_open", goal=quoted(goal.aim))
    return text(work, patient, "look_back_offer", answer=quoted(goal.step))


async def _not_now_pressed(work: Work, press: Press) -> str | None:
    assert press.patient is not None
    await say(work, press.patient, Saying(text=text(work, press.patient, "not_now")))
    return None


PRESSES: PressHandlers = {"goal.not_now": _not_now_pressed}
