"""Raises alerts: one for each patient and cause, with its first messages at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from bot.domain.alerts import Alert, AlertStatus, Urgency
from bot.domain.escalation import Intake, Trigger, add_event, new_alert, take_in
from bot.domain.patients import Patient
from bot.services import alert_news
from bot.services.alert_climbing import Step, let_go, reopen, take_next_step
from bot.services.alert_copies import holders, send_copy
from bot.services.alert_facts import merged
from bot.services.alert_journal import note, this_climb
from bot.services.provider_words import words
from bot.services.reading_hours import readers_now
from bot.services.work import Work

# A person in distress writes many messages; each is counted, not each is sent on.
TELL_AGAIN_AFTER = timedelta(minutes=5)


class Told(StrEnum):
    """Where the providers stand after an event."""

    NOW = "now"  # somebody who reads now was told
    AGAIN = "again"  # somebody who had been told was told again
    WAITING = "waiting"  # somebody was told a moment ago, and has not confirmed
    OWNER = "owner"  # the provider who has it was told again
    OWNER_BEFORE = "owner_before"  # the provider who has it was told again a moment ago
    NOBODY = "nobody"  # nobody is reading
    QUIETLY = "quietly"  # counted on an open alert that is not urgent, or cooled down


@dataclass(frozen=True)
class Raised:
    """What became of an event; ``alert`` is None while the cause cools down."""

    alert: Alert | None
    told: Told


async def raise_alert(
    work: Work, patient: Patient, cause_trigger: Trigger, facts: dict[str, Any]
) -> Alert | None:
    """Raise an alert, or count an event on the open one; None while the cause cools down.

    The alert, its first log lines and the messages of its first step are written together. For
    a trend the patient is told here; whoever raises for another event tells them.
    """
    raised = await take_event(work, patient, cause_trigger, facts)
    return raised.alert


async def take_event(
    work: Work, patient: Patient, trigger: Trigger, facts: dict[str, Any]
) -> Raised:
    """As ``raise_alert``, with where the providers stand, so that the patient hears the truth."""
    assert patient.id is not None
    alert = await work.uow.alerts.open_of(patient.id, trigger.id)
    last = await work.uow.alerts.last_resolved(patient.id, trigger.id)
    intake = take_in(trigger, alert is not None, last.resolved_at if last else None, work.now)
    if intake is Intake.COOLING:
        return Raised(None, Told.QUIETLY)
    if alert is not None:
        return Raised(alert, await _count(work, alert, facts))
    return await _raise(work, patient, trigger, facts)


async def _raise(work: Work, patient: Patient, trigger: Trigger, facts: dict[str, Any]) -> Raised:
    assert patient.id is not None
    alert = new_alert(work.library.policy, trigger, patient.id, facts, work.now)
    work.uow.add(alert)
    await work.uow.flush()  # the messages and the log point at its id
    policy = work.library.policy
    await note(work, alert, "raised", policy=policy.id, version=policy.version)
    told = _told(await take_next_step(work, alert), Told.NOW)
    if trigger.event == "trend":
        is_read = told is Told.NOW
        await alert_news.announce_trend(work, alert, trigger, is_read=is_read)
    return Raised(alert, told)


def _told(step: Step, when_reached: Told) -> Told:
    return Told.NOBODY if step.reached_nobody else when_reached


async def _count(work: Work, alert: Alert, facts: dict[str, Any]) -> Told:
    owner_id = alert.acknowledged_by
    alert.facts = merged(alert.facts, facts)
    is_news = add_event(alert, work.now)
    await note(work, alert, "grouped", count=alert.event_count)
    if is_news:
        await reopen(work, alert, owner_id=owner_id, reason="new_event", lead_key="alert.news")
        step = await take_next_step(work, alert, lead=words(work, "alert.news"))
        return _told(step, Told.AGAIN)
    if alert.urgency is not Urgency.IMMEDIATE:
        return Told.QUIETLY
    if alert.status is AlertStatus.ACKNOWLEDGED:
        return await _tell_owner_again(work, alert)
    return await _tell_holders_again(work, alert)


async def _tell_owner_again(work: Work, alert: Alert) -> Told:
    assert alert.acknowledged_by is not None
    owner = await work.uow.providers.get(alert.acknowledged_by)
    if not owner.is_linked:
        await let_go(work, alert, reason="owner_gone", lead_key="alert.reopened_owner_gone")
        return _told(await take_next_step(work, alert), Told.AGAIN)
    if await _was_told_just_now(work, alert, {"notified_again"}, provider_id=owner.id):
        return Told.OWNER_BEFORE
    lead = words(work, "alert.again")
    await send_copy(work, alert, owner, _event_key(alert, owner.id), lead=lead)
    await note(work, alert, "notified_again", owner.id)
    return Told.OWNER


async def _tell_holders_again(work: Work, alert: Alert) -> Told:
    waiting = await holders(work, alert, await readers_now(work))
    if not waiting:
        alert.next_step_at = work.now  # do not wait for the tick: somebody may read by now
        return _told(await take_next_step(work, alert), Told.NOW)
    if await _was_told_just_now(work, alert, {"notified", "notified_again"}):
        return Told.WAITING
    lead = words(work, "alert.again")
    for provider in waiting:
        key = _event_key(alert, provider.id)
        await send_copy(work, alert, provider, key, lead=lead)
        await note(work, alert, "notified_again", provider.id)
    return Told.AGAIN


async def _was_told_just_now(
    work: Work, alert: Alert, events: set[str], provider_id: int | None = None
) -> bool:
    return any(
        entry.event in events
        and work.now < entry.at + TELL_AGAIN_AFTER
        and provider_id in (None, entry.provider_id)
        for entry in await this_climb(work, alert)
    )


def _event_key(alert: Alert, provider_id: int | None) -> str:
    return f"alert:{alert.id}:event:{alert.event_count}:{provider_id}"
