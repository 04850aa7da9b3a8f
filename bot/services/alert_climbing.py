"""Takes an alert up its ladder, step by step, until a provider has taken it."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.alerts import Alert, AlertLogEntry, AlertStatus
from bot.domain.escalation import (
    Climb,
    Ladder,
    climb,
    expire,
    ladder_from_json,
    take_step,
)
from bot.domain.providers import Position, Provider
from bot.errors import CoachError
from bot.services import alert_news
from bot.services.alert_copies import refresh_copies, send_copy
from bot.services.alert_journal import note, this_climb
from bot.services.provider_words import words
from bot.services.reading_hours import readers_now
from bot.services.work import Work

TRY_AGAIN_AFTER = timedelta(minutes=1)
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Step:
    """What one step came to."""

    told: tuple[int, ...] = ()  # provider ids
    is_round_over: bool = False  # this step was taken before in the same climb

    @property
    def reached_nobody(self) -> bool:
        """Whether no provider was told."""
        return not self.told


async def climb_alerts(work: Work) -> int:
    """Take every alert whose time has come one step further; return how many."""
    due = await work.uow.alerts.due(work.now)
    for alert in due:
        step_index = alert.step_index
        try:
            await _climb(work, alert)
        except (CoachError, LookupError, TypeError, ValueError):
            # One damaged row must not hold up the alerts behind it; it is tried again soon.
            log.critical(
                "alert cannot climb",
                exc_info=True,
                extra={"event": "alert_cannot_climb", "alert_id": alert.id},
            )
            alert.step_index = step_index
            alert.next_step_at = work.now + TRY_AGAIN_AFTER
    return len(due)


async def _climb(work: Work, alert: Alert) -> None:
    if alert.status is AlertStatus.ACKNOWLEDGED and not await _lapse(work, alert):
        return
    step = await take_next_step(work, alert)
    if step.reached_nobody:
        await alert_news.tell_nobody(work, alert)
    elif step.is_round_over:
        await alert_news.tell_unconfirmed(work, alert)


async def take_next_step(work: Work, alert: Alert, *, lead: str = "") -> Step:
    """Tell the next providers who can be reached, and set when the next step is due.

    The messages are queued in the same transaction as the step. They are keyed by the climb and
    the moment that was due, so the same step taken twice says everything once.
    """
    readers = await readers_now(work)
    ladder = _ladder(work, alert)
    found = climb(ladder, alert.step_index, _by_position(readers), work.now)
    index = _index_taken(ladder, alert.step_index, found)
    before = await this_climb(work, alert)
    key = f"alert:{alert.id}:{before[0].id}:{alert.next_step_at:%Y%m%dT%H%M%S.%f}"
    take_step(alert, found)
    await _note_empty_steps(work, alert, found, before)
    told = [reader for reader in readers if reader.id in found.notify]
    for provider in told:
        if await send_copy(work, alert, provider, f"{key}:{provider.id}", lead=lead):
            await note(work, alert, "notified", provider.id, step=index)
    return Step(found.notify, is_round_over=_was_taken(before, index) and not found.nobody)


def _ladder(work: Work, alert: Alert) -> Ladder:
    try:
        return ladder_from_json(alert.policy)
    except ValueError:
        # A damaged row must not silence an alert: today's ladder is better than none.
        log.critical(
            "alert without a ladder", extra={"event": "ladder_damaged", "alert_id": alert.id}
        )
        return work.library.policy.ladders[alert.urgency]


def _by_position(readers: Sequence[Provider]) -> Mapping[Position, Sequence[int]]:
    return {
        position: [
            reader.id for reader in readers if reader.position is position and reader.id is not None
        ]
        for position in Position
    }


def _index_taken(ladder: Ladder, step_index: int, found: Climb) -> int:
    """Return which step a climb ended on; the steps it skipped lie before it."""
    count = len(ladder.steps)
    start = min(max(step_index, 0), count - 1)
    return (start + len(found.skipped)) % count


def _was_taken(entries: Sequence[AlertLogEntry], index: int) -> bool:
    return any(entry.event == "notified" and entry.detail.get("step") == index for entry in entries)


async def _note_empty_steps(
    work: Work, alert: Alert, found: Climb, before: Sequence[AlertLogEntry]
) -> None:
    steps = [entry for entry in before if entry.event in {"notified", "nobody_reachable"}]
    if found.nobody and steps and steps[-1].event == "nobody_reachable":
        return  # tried again every few minutes all night: one line says it
    for index in found.skipped:
        await note(work, alert, "step_empty", step=index)
    if found.nobody:
        await note(work, alert, "nobody_reachable")


async def _lapse(work: Work, alert: Alert) -> bool:
    """End an acknowledgement whose time is over; return whether the alert climbs again."""
    ends_at = alert.acknowledgement_expires_at
    if ends_at is not None and work.now < ends_at:
        alert.next_step_at = ends_at
        return False
    await let_go(work, alert, reason="expired", lead_key="alert.reopened")
    return True


async def let_go(work: Work, alert: Alert, *, reason: str, lead_key: str) -> None:
    """Take an alert from its owner, so that it climbs again from the first step."""
    owner_id, read_at = alert.acknowledged_by, alert.acknowledged_at
    assert owner_id is not None
    assert read_at is not None
    alert.acknowledgement_expires_at = work.now
    expire(alert, work.now)
    await reopen(work, alert, owner_id=owner_id, reason=reason, lead_key=lead_key)
    owner = await work.uow.providers.get(owner_id)
    await alert_news.tell_lapsed(work, alert, owner, read_at)


async def reopen(
    work: Work, alert: Alert, *, owner_id: int | None, reason: str, lead_key: str
) -> None:
    """Write down that an alert climbs anew, and show it on the copies."""
    alert.nobody_told_at = None
    await note(work, alert, "reopened", owner_id, reason=reason)
    await refresh_copies(work, alert, lead=words(work, lead_key))


async def release_alerts_of(work: Work, provider: Provider) -> int:
    """Let the alerts of a provider who reads no more climb again; return how many."""
    owned = [
        alert for alert in await work.uow.alerts.open_all() if alert.acknowledged_by == provider.id
    ]
    for alert in owned:
        await let_go(work, alert, reason="owner_gone", lead_key="alert.reopened_owner_gone")
    return len(owned)
