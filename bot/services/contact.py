"""A patient's wish to hear from their care team, and the truth about when it is read."""

from __future__ import annotations

from typing import Any

from bot.domain.alerts import Alert
from bot.domain.escalation import Trigger, trigger_for_contact
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
    await pass_on(work, patient, trigger_for_contact(work.library.policy), {}, "contact.")


async def pass_on(
    work: Work, patient: Patient, trigger: Trigger | None, facts: dict[str, Any], texts: str
) -> bool:
    """Pass on what somebody wants their care team to know, and say truly who reads it when.

    Args:
        work: The work at hand.
        patient: Whose wish it is.
        trigger: What it sets off; None where the clinic's policy has no place for it.
        facts: What a provider reads beside the trigger's title; never the person's own words.
        texts: How the keys of the answers begin: each is said for one state of the wish.

    Returns:
        Whether it is with the care team now, or has been since an earlier tap.
    """
    if trigger is None:
        await _say(work, patient, f"{texts}not_offered", clinic=work.clinic.name)
        return False
    raised = await take_event(work, patient, trigger, facts)
    if raised.alert is None:
        await _say_just_closed(work, patient, trigger.id, texts)
        return False
    if raised.told is Told.QUIETLY:
        await _say_already(work, patient, raised.alert, texts)
    elif raised.told is Told.NOBODY:
        following = await alert_news.next_words(work, patient)
        await _say(work, patient, f"{texts}nobody", next=following)
        await alert_news.mark_nobody_told(work, raised.alert)
    else:
        reading = await who_reads(work, patient.language)
        await _say(work, patient, f"{texts}sent", reading=reading)
    return True


async def _say_just_closed(work: Work, patient: Patient, cause: str, texts: str) -> None:
    assert patient.id is not None
    closed = await work.uow.alerts.last_resolved(patient.id, cause)
    assert closed is not None  # the reason why no alert was raised
    assert closed.resolved_at is not None
    closed_at = patient_clock(work, patient, closed.resolved_at)
    await _say(work, patient, f"{texts}just_closed", time=closed_at)


async def _say_already(work: Work, patient: Patient, alert: Alert, texts: str) -> None:
    if alert.acknowledged_by is None or alert.acknowledged_at is None:
        raised_at = patient_clock(work, patient, alert.raised_at)
        await _say(work, patient, f"{texts}already_unread", time=raised_at)
        return
    provider = await work.uow.providers.get(alert.acknowledged_by)
    read_at = patient_clock(work, patient, alert.acknowledged_at)
    await _say(work, patient, f"{texts}already_read", provider=provider.display_name, time=read_at)


async def _say(work: Work, patient: Patient, key: str, **params: object) -> None:
    numbers = number_lines(work, patient, "urgent")
    text = work.library.text(key, patient.language, numbers=numbers, **params)
    await say(work, patient, Saying(text=text, purpose=PURPOSE))


async def _wish_pressed(work: Work, press: Press) -> str | None:
    assert press.patient is not None
    await wish_for_contact(work, press.patient)
    return None


PRESSES: PressHandlers = {"contact.wish": _wish_pressed}
