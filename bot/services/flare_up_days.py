"""The lighter days of a flare-up: one row and one moment until which the coach asks less."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain.flare_ups import FlareUp
from bot.domain.local_time import as_local, end_of_quiet
from bot.domain.messages import OutboxStatus
from bot.domain.patients import Patient
from bot.services import prompting
from bot.services.clock_words import patient_zone
from bot.services.speech import close_question
from bot.services.work import Work

USUAL_DAYS = 3  # unless the person chooses otherwise
CHOICES_DAYS = (1, 3, 5)
MORE_DAYS = 2


async def current(work: Work, patient: Patient) -> FlareUp | None:
    """Return the flare-up that lasts, in step with what the settings say about lighter days.

    Somebody who turned lighter days off there is back to usual; one who made them longer or
    shorter means this flare-up's days.
    """
    assert patient.id is not None
    flare_up = await work.uow.flare_ups.current(patient.id, work.now)
    if flare_up is None:
        return None
    if not patient.has_lighter_load(work.now):
        flare_up.ended_at = work.now
        return None
    assert patient.lighter_until is not None
    flare_up.ends_at = patient.lighter_until
    return flare_up


async def begin(work: Work, patient: Patient) -> FlareUp:
    """Begin a flare-up, with lighter days; those that were longer already stay so."""
    assert patient.id is not None
    for earlier in (await work.uow.flare_ups.of(patient.id))[-1:]:
        earlier.ended_at = earlier.ended_at or work.now
        await _take_back_greeting(work, patient, earlier)
    flare_up = FlareUp(patient_id=patient.id, begun_at=work.now, ends_at=work.now)
    work.uow.add(flare_up)
    until = _in_days(work, patient, USUAL_DAYS)
    await last_until(work, patient, flare_up, max(until, patient.lighter_until or until))
    return flare_up


async def last_days(work: Work, patient: Patient, flare_up: FlareUp, days: int) -> None:
    """Let the lighter days last so many days from now on."""
    await last_until(work, patient, flare_up, _in_days(work, patient, days))


async def last_until(work: Work, patient: Patient, flare_up: FlareUp, until: datetime) -> None:
    """Let the lighter days last until a moment."""
    flare_up.ended_at = None
    flare_up.ends_at = patient.lighter_until = until
    await _replan(work, patient)


async def end(work: Work, patient: Patient, flare_up: FlareUp) -> None:
    """End a flare-up, and its lighter days with it."""
    flare_up.ended_at = flare_up.ended_at or work.now
    patient.lighter_until = None
    await _replan(work, patient)


def end_question(flare_up: FlareUp) -> str:
    """Name the question at the end of the lighter days: one for each end they come to."""
    return f"flare_up_end:{flare_up.id}:{flare_up.ends_at:%Y%m%dT%H%M%S}"


def day_number(work: Work, patient: Patient, flare_up: FlareUp) -> int:
    """Return which day of the flare-up it is on the person's own calendar, from 1."""
    zone = patient_zone(work, patient)
    begun_on = as_local(flare_up.begun_at, zone).date()
    return (as_local(work.now, zone).date() - begun_on) // timedelta(days=1) + 1


def _in_days(work: Work, patient: Patient, days: int) -> datetime:
    """Return the moment some days from now; one in quiet hours becomes the end of them."""
    moment = work.now + timedelta(days=days)
    return end_of_quiet(moment, patient_zone(work, patient), patient.quiet_hours)


async def _take_back_greeting(work: Work, patient: Patient, flare_up: FlareUp) -> None:
    """Nobody is asked after a flare-up while they are in the next one."""
    assert patient.chat_id is not None
    question = end_question(flare_up)
    for message in await work.uow.outbox.showing_question(patient.chat_id, question):
        if message.status is OutboxStatus.PENDING:
            message.status = OutboxStatus.SUPPRESSED
            message.detail = "another flare-up has begun"
    await close_question(work, patient.chat_id, question)


async def _replan(work: Work, patient: Patient) -> None:
    await work.uow.flush()
    await prompting.replan(work, patient)
