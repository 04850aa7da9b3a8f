"""How an alert climbs until a provider has seen it, and never stops on its own.

Everything here is pure: told the moment and who can be reached, it says what happens next. An
open alert always has a next step; a step that reaches nobody says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.domain.alerts import Alert, AlertStatus, ResolutionOutcome, Urgency
from bot.domain.escalation_policy import (
    EscalationPolicy,
    Ladder,
    LadderStep,
    TrendRule,
    Trigger,
    as_json,
    frozen_policy,
    ladder_from_json,
    trigger_for_contact,
    trigger_for_flare_up,
    trigger_for_risk,
)
from bot.domain.providers import Position
from bot.domain.trends import CheckInRecord, TrendHit, evaluate_trends
from bot.errors import InvalidTransition

__all__ = [
    "NOBODY_RETRY_MIN",
    "REOPEN_AFTER_MIN",
    "STALLED_AFTER_MIN",
    "CheckInRecord",
    "Climb",
    "EscalationPolicy",
    "Intake",
    "Ladder",
    "LadderStep",
    "TrendHit",
    "TrendRule",
    "Trigger",
    "acknowledge",
    "add_event",
    "as_json",
    "climb",
    "evaluate_trends",
    "expire",
    "frozen_policy",
    "is_cooled_down",
    "is_stalled",
    "ladder_from_json",
    "new_alert",
    "resolve",
    "take_in",
    "take_step",
    "trigger_for_contact",
    "trigger_for_flare_up",
    "trigger_for_risk",
]

NOBODY_RETRY_MIN = 5  # when nobody could be reached, try again this soon
REOPEN_AFTER_MIN = 15  # an event this soon after an acknowledgement belongs to what was seen
STALLED_AFTER_MIN = 5  # an open alert whose next step is later than this is stalled


class Intake(StrEnum):
    """What becomes of an event."""

    RAISE = "raise"  # a new alert
    GROUP = "group"  # counted on the open alert of the same patient and cause
    COOLING = "cooling"  # no alert: the last one of this cause was resolved a short time ago


@dataclass(frozen=True)
class Climb:
    """What one climb does."""

    notify: tuple[int, ...]  # provider ids, each once
    skipped: tuple[int, ...]  # indexes of the steps that had nobody
    next_step_index: int
    next_step_at: datetime
    nobody: bool  # not one step reaches anybody: the patient is to be told so


def take_in(
    trigger: Trigger, has_open_alert: bool, resolved_at: datetime | None, now: datetime
) -> Intake:
    """Return what becomes of an event of this trigger.

    Args:
        trigger: What the event sets off.
        has_open_alert: Whether this patient has an open alert of this cause.
        resolved_at: When their last alert of this cause was resolved.
        now: The present moment.
    """
    if has_open_alert:
        return Intake.GROUP
    return Intake.RAISE if is_cooled_down(trigger, resolved_at, now) else Intake.COOLING


def is_cooled_down(trigger: Trigger, resolved_at: datetime | None, now: datetime) -> bool:
    """Whether a new alert of this cause may be raised; an immediate one always may."""
    if trigger.urgency is Urgency.IMMEDIATE or resolved_at is None:
        return True
    return now >= resolved_at + timedelta(hours=trigger.cool_down_h)


def new_alert(
    policy: EscalationPolicy,
    trigger: Trigger,
    patient_id: int,
    facts: dict[str, Any],
    now: datetime,
) -> Alert:
    """Return a new alert whose first step is due at once; it keeps its own copy of the ladder."""
    return Alert(
        patient_id=patient_id,
        cause=trigger.id,
        urgency=trigger.urgency,
        facts=facts,
        policy=frozen_policy(policy, trigger),
        raised_at=now,
        last_event_at=now,
        next_step_at=now,
    )


def climb(
    ladder: Ladder,
    step_index: int,
    reachable: Mapping[Position, Sequence[int]],
    now: datetime,
) -> Climb:
    """Return what happens at a step: who is told, and when the next step is due.

    Args:
        ladder: The alert's own ladder.
        step_index: The step to take; one past the last step means the last step again.
        reachable: Provider ids by position, of those who can be reached now.
        now: The present moment.

    Returns:
        The first step from here on that reaches somebody; an empty one is skipped at once. If
        the rest of the ladder is empty its beginning is tried too, and only when the whole
        round reaches nobody does the climb say ``nobody``, to be tried again soon.
    """
    count = len(ladder.steps)
    start = min(max(step_index, 0), count - 1)
    skipped: list[int] = []
    for index in (*range(start, count), *range(start)):
        notify = _people(ladder.steps[index], reachable)
        if notify:
            due_at = now + timedelta(minutes=ladder.steps[index].wait_min)
            return Climb(notify, tuple(skipped), min(index + 1, count - 1), due_at, nobody=False)
        skipped.append(index)
    retry_at = now + timedelta(minutes=NOBODY_RETRY_MIN)
    return Climb((), tuple(skipped), start, retry_at, nobody=True)


def _people(step: LadderStep, reachable: Mapping[Position, Sequence[int]]) -> tuple[int, ...]:
    ids = (provider for position in step.notify for provider in reachable.get(position, ()))
    return tuple(dict.fromkeys(ids))


def take_step(alert: Alert, step: Climb) -> None:
    """Move an unacknowledged alert up by a climb.

    Raises:
        InvalidTransition: Somebody has acknowledged or resolved it meanwhile.
    """
    if alert.status is not AlertStatus.TRIGGERED:
        raise InvalidTransition(f"An alert that is {alert.status} does not climb.")
    alert.step_index = step.next_step_index
    alert.next_step_at = step.next_step_at


def add_event(alert: Alert, now: datetime) -> bool:
    """Count one more event on an open alert; return whether it climbs anew because of it.

    An immediate event that comes well after the acknowledgement is news that nobody has seen
    yet: the acknowledgement of the older ones must not hide it.

    Raises:
        InvalidTransition: The alert is resolved.
    """
    if not alert.is_open:
        raise InvalidTransition("A resolved alert takes no events.")
    alert.event_count += 1
    alert.last_event_at = now
    seen_at = alert.acknowledged_at
    is_news = seen_at is not None and now >= seen_at + timedelta(minutes=REOPEN_AFTER_MIN)
    if alert.urgency is not Urgency.IMMEDIATE or not is_news:
        return False
    _climb_anew(alert, now)
    return True


def acknowledge(alert: Alert, provider_id: int, now: datetime, acknowledgement_h: int) -> None:
    """Hold the climb: a provider has seen the alert and owns it until it expires.

    Raises:
        InvalidTransition: It is acknowledged or resolved already.
    """
    alert.move_to(AlertStatus.ACKNOWLEDGED)
    alert.acknowledged_by = provider_id
    alert.acknowledged_at = now
    alert.acknowledgement_expires_at = now + timedelta(hours=acknowledgement_h)
    alert.next_step_at = alert.acknowledgement_expires_at


def expire(alert: Alert, now: datetime) -> None:
    """Let an acknowledgement run out: seen, yet not resolved, so the alert climbs again.

    Raises:
        InvalidTransition: There is no acknowledgement, or its time is not over.
    """
    ends_at = alert.acknowledgement_expires_at
    if ends_at is None or now < ends_at:
        raise InvalidTransition("There is no acknowledgement that has run out.")
    _climb_anew(alert, now)


def resolve(alert: Alert, provider_id: int, outcome: ResolutionOutcome, now: datetime) -> None:
    """Close an alert with what was done about it.

    Raises:
        InvalidTransition: It is resolved already.
    """
    alert.move_to(AlertStatus.RESOLVED)
    alert.resolved_by = provider_id
    alert.resolved_at = now
    alert.outcome = outcome
    alert.acknowledgement_expires_at = None
    alert.next_step_at = None


def is_stalled(alert: Alert, now: datetime) -> bool:
    """Whether an open alert has no next step, or one that should long have been taken."""
    if not alert.is_open:
        return False
    overdue = timedelta(minutes=STALLED_AFTER_MIN)
    return alert.next_step_at is None or now > alert.next_step_at + overdue


def _climb_anew(alert: Alert, now: datetime) -> None:
    """Put an acknowledged alert back to its first step, due at once."""
    alert.move_to(AlertStatus.TRIGGERED)
    alert.acknowledged_by = None
    alert.acknowledged_at = None
    alert.acknowledgement_expires_at = None
    alert.step_index = 0
    alert.next_step_at = now
