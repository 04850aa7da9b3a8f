"""Offers the questionnaire that is due, at the end of a daily check-in and never unasked."""

from __future__ import annotations

from datetime import date, datetime

from bot.domain.check_ins import CheckIn
from bot.domain.patients import Patient
from bot.domain.rhythm import due_on, may_offer
from bot.library.models.questionnaire import Questionnaire
from bot.services import consent_anew
from bot.services.presses import Press, PressHandlers
from bot.services.speech import Choice, Saying, say
from bot.services.work import Work

PURPOSE = "questionnaire_offer"  # its last row is the memory of "not now"
_BY_OWN_WISH = "questionnaire"  # asked for by its title: no reason to offer less


async def offer_due(work: Work, patient: Patient, check_in: CheckIn) -> bool:
    """Offer the questionnaire that is due the longest, if this is a day for one; say whether.

    Args:
        work: The work at hand.
        patient: Who has just finished a check-in.
        check_in: That check-in; the offer stands as long as it can be changed.
    """
    today = _today(work, patient)
    if not await _is_free_day(work, patient, today):
        return False
    due = await _due(work, patient, today)
    if due is not None:
        await say(work, patient, _invitation(work, patient, due, check_in.closes_at, PURPOSE))
    return due is not None


async def invite(work: Work, patient: Patient, asked: Questionnaire, until: datetime) -> None:
    """Show the invitation to somebody who asks for a questionnaire: it says who reads it.

    Who has not agreed to what it needs is asked for that first.
    """
    if not await consent_anew.was_needed(work, patient, asked):
        await say(work, patient, _invitation(work, patient, asked, until, _BY_OWN_WISH))


async def offered_on(work: Work, patient: Patient, purpose: str) -> date | None:
    """Return the local day of the last offer of a kind."""
    assert patient.id is not None
    offered_at = await work.uow.outbox.last_sent_at(patient.id, purpose)
    return None if offered_at is None else offered_at.astimezone(patient.zone).date()


async def _is_free_day(work: Work, patient: Patient, today: date) -> bool:
    """Whether none was offered lately, and none was begun today."""
    assert patient.id is not None
    if not may_offer(today, await offered_on(work, patient, PURPOSE)):
        return False
    for asked in _in_rhythm(work, patient):
        if await work.uow.check_ins.on_date(patient.id, today, asked.id) is not None:
            return False
    return True


async def _due(work: Work, patient: Patient, today: date) -> Questionnaire | None:
    if patient.onboarded_at is None:
        return None
    welcomed_on = patient.onboarded_at.astimezone(patient.zone).date()
    waiting = []
    for asked in _in_rhythm(work, patient):
        due = await _due_on(work, patient, asked, welcomed_on)
        if due is not None and due <= today:
            waiting.append((due, asked.id, asked))
    return min(waiting)[2] if waiting else None


async def _due_on(
    work: Work, patient: Patient, asked: Questionnaire, welcomed_on: date
) -> date | None:
    assert patient.id is not None
    assert asked.rhythm is not None
    rounds = await work.uow.check_ins.completed_since(patient.id, welcomed_on, asked.id)
    last_on = rounds[-1].on_date if rounds else None
    return due_on(asked.rhythm.first_after_days, asked.rhythm.every_days, welcomed_on, last_on)


def _in_rhythm(work: Work, patient: Patient) -> list[Questionnaire]:
    """Return what is offered by itself to somebody who has agreed to what it needs."""
    offered = work.library.questionnaires(patient.language)
    agreed = (asked for asked in offered if patient.has_agreed_to(asked.needs_consent))
    return [asked for asked in agreed if asked.rhythm is not None]


def _invitation(
    work: Work, patient: Patient, asked: Questionnaire, until: datetime, purpose: str
) -> Saying:
    assert asked.rhythm is not None
    not_now = work.library.text("questionnaires.not_now_label", patient.language)
    start = Choice(asked.rhythm.start_label, "check_in.start", {"questionnaire_id": asked.id})
    return Saying(
        text=asked.rhythm.invitation,
        rows=[[start, Choice(not_now, "questionnaire.not_now")]],
        question=f"{PURPOSE}:{asked.id}:{_today(work, patient)}",
        purpose=purpose,
        buttons_expire_at=until,
    )


def _today(work: Work, patient: Patient) -> date:
    return work.now.astimezone(patient.zone).date()


async def _not_now_pressed(work: Work, press: Press) -> str | None:
    assert press.patient is not None
    text = work.library.text("questionnaires.not_now", press.patient.language)
    await say(work, press.patient, Saying(text=text, purpose="questionnaire"))
    return None


PRESSES: PressHandlers = {"questionnaire.not_now": _not_now_pressed}
