"""What a patient is told about an alert: true at that moment, and never that somebody watches."""

from __future__ import annotations

from datetime import datetime

from bot.domain.alerts import Alert, Urgency
from bot.domain.escalation import Trigger
from bot.domain.local_time import end_of_quiet, is_quiet
from bot.domain.measures.scoring import WATCHED_POINTS
from bot.domain.messages import Lane
from bot.domain.patients import Patient
from bot.domain.providers import Provider
from bot.services.alert_facts import fitting_numbers
from bot.services.alert_journal import note, this_climb
from bot.services.clock_words import patient_clock, patient_zone
from bot.services.help_numbers import number_lines
from bot.services.reading_hours import next_reading_words
from bot.services.speech import Saying, say
from bot.services.work import Work

PURPOSE = "alert_news"


async def announce_trend(work: Work, alert: Alert, trigger: Trigger, *, is_read: bool) -> None:
    """Tell that the care team was informed about a trend, and who reads it when."""
    patient = await _patient(work, alert)
    reading = (
        _words(work, patient, "will_tell")
        if is_read
        else _words(
            work,
            patient,
            "not_read_now",
            next=await next_words(work, patient),
            numbers=_numbers(work, patient, alert),
        )
    )
    text = _words(work, patient, _trend_key(trigger), reading=reading)
    # A person who has just written is awake; the silent ones are let sleep.
    is_asked = work.update_id is not None
    await _say(work, patient, alert, text, work.now if is_asked else _after_quiet(work, patient))
    if not is_read:
        await mark_nobody_told(work, alert)


def _trend_key(trigger: Trigger) -> str:
    """Return which words say what was seen; a score is never one of them."""
    assert trigger.rule is not None
    if any(trigger.rule.measure in names for names in WATCHED_POINTS.values()):
        return "answers"
    return "silence" if trigger.rule.kind == "missed_after" else "trend"


async def mark_nobody_told(work: Work, alert: Alert) -> None:
    """Keep that the patient knows that nobody is reading."""
    alert.nobody_told_at = work.now
    await note(work, alert, "patient_told", what="nobody")


async def tell_nobody(work: Work, alert: Alert) -> None:
    """Tell, once in a climb, that nobody is reading now, and whom to call."""
    patient = await _patient(work, alert)
    if alert.nobody_told_at is not None or not _may_disturb(work, patient, alert):
        return
    text = _words(
        work,
        patient,
        "nobody",
        next=await next_words(work, patient),
        numbers=_numbers(work, patient, alert),
    )
    await _say(work, patient, alert, text, work.now)
    await mark_nobody_told(work, alert)


async def tell_unconfirmed(work: Work, alert: Alert) -> None:
    """Tell, once in a climb, that nobody has confirmed the alert, and whom to call."""
    patient = await _patient(work, alert)
    if not _may_disturb(work, patient, alert):
        return
    entries = await this_climb(work, alert)
    if any(entry.detail.get("what") == "unconfirmed" for entry in entries):
        return
    text = _words(work, patient, "unconfirmed", numbers=_numbers(work, patient, alert))
    await _say(work, patient, alert, text, work.now)
    await note(work, alert, "patient_told", what="unconfirmed")


async def tell_read(work: Work, alert: Alert, provider: Provider) -> None:
    """Tell who read the alert, and when."""
    kind = alert.urgency.value if alert.facts else "contact"
    await _tell_later(work, alert, f"read_{kind}", provider, work.now)


async def tell_lapsed(work: Work, alert: Alert, provider: Provider, read_at: datetime) -> None:
    """Tell that the alert was read and nothing was noted since."""
    await _tell_later(work, alert, "lapsed", provider, read_at)


async def tell_closed(work: Work, alert: Alert, provider: Provider) -> None:
    """Tell what came of the alert."""
    assert alert.outcome is not None
    await _tell_later(work, alert, f"closed_{alert.outcome.value}", provider, work.now)


async def next_words(work: Work, patient: Patient) -> str:
    """Return when somebody reads next, on the patient's own clock."""
    return await next_reading_words(work, patient.language, patient_zone(work, patient))


async def _tell_later(
    work: Work, alert: Alert, key: str, provider: Provider, moment: datetime
) -> None:
    patient = await _patient(work, alert)
    due_at = work.now if _is_urgent(alert) else _after_quiet(work, patient)
    text = _words(
        work,
        patient,
        key,
        provider=provider.display_name,
        time=patient_clock(work, patient, moment, due_at),
        numbers=_numbers(work, patient, alert),
    )
    await _say(work, patient, alert, text, due_at)
    await note(work, alert, "patient_told", what=key)


async def _patient(work: Work, alert: Alert) -> Patient:
    return await work.uow.patients.get(alert.patient_id)


async def _say(work: Work, patient: Patient, alert: Alert, text: str, due_at: datetime) -> None:
    lane = Lane.SAFETY if _is_urgent(alert) else Lane.REPLY
    saying = Saying(text=text, lane=lane, purpose=PURPOSE, due_at=due_at)
    await say(work, patient, saying)


def _is_urgent(alert: Alert) -> bool:
    return alert.urgency is Urgency.IMMEDIATE


def _may_disturb(work: Work, patient: Patient, alert: Alert) -> bool:
    """Whether news that is true only now may be told now; if not, a later tick tells it."""
    if _is_urgent(alert):
        return True
    return not is_quiet(work.now, patient_zone(work, patient), patient.quiet_hours)


def _after_quiet(work: Work, patient: Patient) -> datetime:
    return end_of_quiet(work.now, patient_zone(work, patient), patient.quiet_hours)


def _numbers(work: Work, patient: Patient, alert: Alert) -> str:
    return number_lines(work, patient, fitting_numbers(alert))


def _words(work: Work, patient: Patient, key: str, **params: object) -> str:
    return work.library.text(f"alert-news.{key}", patient.language, **params)
