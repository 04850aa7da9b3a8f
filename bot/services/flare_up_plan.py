"""The person's own plan for a flare-up: shown in their words, and offered on a good day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.domain.baseline import WINDOW_DAYS, Reading, baseline
from bot.domain.check_ins import DAILY_CHECK_IN_ID, CheckIn
from bot.domain.patients import Patient
from bot.services.own_rounds import find_offered, latest_round, quoted
from bot.services.presses import Press, PressHandlers
from bot.services.questionnaire_offer import offered_on
from bot.services.speech import Choice, Saying, say
from bot.services.work import Work

PLAN_ID = "flare-up-plan"
PURPOSE = "flare_up_plan_offer"  # its last row is the memory of "not now"
OFFER_EVERY_DAYS = 14
# The plan's items in the order in which they are shown, each with its text.
_LINES = {
    "set-aside": "plan_set_aside",
    "helps": "plan_helps",
    "tell": "plan_tell",
    "hear": "plan_hear",
}
_WATCHED = ("pain_nrs", "interference_nrs")  # a good day has neither above the own usual


async def plan_lines(work: Work, patient: Patient) -> list[str]:
    """Return the newest plan line by line, in the person's own words; empty without one."""
    plan = await latest_round(work, patient, PLAN_ID)
    if plan is None:
        return []
    return [
        _text(work, patient, key, answer=quoted(plan.words[item_id]))
        for item_id, key in _LINES.items()
        if item_id in plan.words
    ]


def make_choice(work: Work, patient: Patient, *, has_plan: bool) -> Choice | None:
    """Return the button that begins a plan, or a new one; None where the clinic offers none."""
    if find_offered(work, patient, PLAN_ID) is None:
        return None
    label = _text(work, patient, "change_plan_label" if has_plan else "make_plan_label")
    return Choice(label, "check_in.start", {"questionnaire_id": PLAN_ID})


async def offer(work: Work, patient: Patient, check_in: CheckIn) -> bool:
    """Offer to make a plan at the end of a check-in on a good day; return whether it did."""
    choice = make_choice(work, patient, has_plan=False)
    if choice is None or not await _is_free(work, patient, check_in.on_date):
        return False
    if await plan_lines(work, patient) or not await _is_good_day(work, patient, check_in.on_date):
        return False
    not_now = work.library.text("questionnaires.not_now_label", patient.language)
    saying = Saying(
        text=_text(work, patient, "plan_offer"),
        rows=[[choice, Choice(not_now, "flare_up.plan_not_now")]],
        question=f"{PURPOSE}:{check_in.on_date}",
        purpose=PURPOSE,
        buttons_expire_at=check_in.closes_at,
    )
    await say(work, patient, saying)
    return True


async def _is_free(work: Work, patient: Patient, today: date) -> bool:
    """Whether it was not offered lately, and none was begun today."""
    assert patient.id is not None
    last_on = await offered_on(work, patient, PURPOSE)
    if last_on is not None and today < last_on + timedelta(days=OFFER_EVERY_DAYS):
        return False
    return await work.uow.check_ins.on_date(patient.id, today, PLAN_ID) is None


async def _is_good_day(work: Work, patient: Patient, today: date) -> bool:
    """Whether pain, and what it gets in the way of, are no higher than this person's usual."""
    assert patient.id is not None
    since = today - timedelta(days=WINDOW_DAYS)
    history = await work.uow.check_ins.live_values(patient.id, since)
    usual = [_beside_usual(history, item_id, today) for item_id in _watched_items(work, patient)]
    known = [is_fine for is_fine in usual if is_fine is not None]
    return bool(known) and all(known)


def _watched_items(work: Work, patient: Patient) -> list[str]:
    daily = work.library.questionnaire(DAILY_CHECK_IN_ID, patient.language)
    return [item.id for item in daily.items if item.measure in _WATCHED]


def _beside_usual(
    history: Sequence[tuple[date, str, int]], item_id: str, today: date
) -> bool | None:
    """Return whether today is no higher than usual; None where nobody can say."""
    readings = [Reading(day, points) for day, asked, points in history if asked == item_id]
    now = next((each.value for each in readings if each.on_date == today), None)
    usual = baseline(readings, today)
    return None if now is None or usual is None else now <= usual


def _text(work: Work, patient: Patient, key: str, **params: object) -> str:
    return work.library.text(f"flare-up.{key}", patient.language, **params)


async def _not_now_pressed(work: Work, press: Press) -> str | None:
    assert press.patient is not None
    await say(work, press.patient, Saying(text=_text(work, press.patient, "plan_not_now")))
    return None


PRESSES: PressHandlers = {"flare_up.plan_not_now": _not_now_pressed}
