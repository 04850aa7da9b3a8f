"""A patient's wish to hear from their care team, and the truth about when it is read."""

from __future__ import annotations

from bot.domain.alerts import Alert
from bot.domain.escalation import trigger_for_contact
from bot.domain.patients import Patient
from bot.services import alert_news
from bot.services.alert_raising import Told, take_event
from bot.services.clock_words import patient_clock
from bot.services.help_numbers import number_lines
from bot.services.presses import Press, PressHandlers
from bot.services.reading_hours import who_reads
from bot.services.speech import Saying, say
from bot.services.work import Work

PURPOSE = "contact"


async def wish_for_contact(work: Work, patient: Patient) -> None:
    """Pass the wish on and say when it is read, with the numbers for what cannot wait."""
    trigger = trigger_for_contact(work.library.policy)
    if trigger is None:
        await _say(work, patient, "not_offered", clinic=work.clinic.name)
        return
    raised = await take_event(work, patient, trigger, {})
    if raised.alert is None:
        await _say_just_closed(work, patient, trigger.id)
    elif raised.told is Told.QUIETLY:
        await _say_already(work, patient, raised.alert)
    elif raised.told is Told.NOBODY:
        await _say(work, patient, "nobody", next=await alert_news.next_words(work, patient))
        await alert_news.mark_nobody_told(work, raised.alert)
    else:
        await _say(work, patient, "sent", reading=await who_reads(work, patient.language))


async def _say_just_closed(work: Work, patient: Patient, cause: str) -> None:
    assert patient.id is not None
    closed = await work.uow.alerts.last_resolved(patient.id, cause)
    assert closed is not None  # the reason why no alert was raised
    assert closed.resolved_at is not None
    await _say(work, patient, "just_closed", time=patient_clock(work, patient, closed.resolved_at))


async def _say_already(work: Work, patient: Patient, alert: Alert) -> None:
    if alert.acknowledged_by is None or alert.acknowledged_at is None:
        raised_at = patient_clock(work, patient, alert.raised_at)
        await _say(work, patient, "already_unread", time=raised_at)
        return
    provider = await work.uow.providers.get(alert.acknowledged_by)
    read_at = patient_clock(work, patient, alert.acknowledged_at)
    await _say(work, patient, "already_read", provider=provider.display_name, time=read_at)


async def _say(work: Work, patient: Patient, key: str, **params: object) -> None:
    numbers = number_lines(work, patient, "urgent")
    text = work.library.text(f"contact.{key}", patient.language, numbers=numbers, **params)
    await say(work, patient, Saying(text=text, purpose=PURPOSE))


async def _wish_pressed(work: Work, press: Press) -> str | None:
    assert press.patient is not None
    await wish_for_contact(work, press.patient)
    return None


PRESSES: PressHandlers = {"contact.wish": _wish_pressed}
