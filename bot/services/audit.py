"""Looks after the escalation itself; only when all is well does the heart beat.

Whoever watches the heartbeat from outside learns of a silent coach as well: a missing beat is
an alarm of its own.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.alerts import Alert
from bot.domain.escalation import is_stalled
from bot.domain.messages import Lane, OutboxMessage
from bot.errors import EscalationStalled
from bot.services.alert_journal import note
from bot.services.ports import TickRun
from bot.services.work import Work

HEARTBEAT = "heartbeat"
TICK_LATE_AFTER = timedelta(minutes=5)
MESSAGE_LATE_AFTER = timedelta(minutes=2)
# The ticks that alerts and prompts rest on, by the names under which they are recorded.
WATCHED_TICKS = (
    "advance_exercises",
    "climb_alerts",
    "close_prompts",
    "dispatch_prompts",
    "expire_check_ins",
    "expire_safety_checks",
    "plan_prompts",
)
_LOOK_AHEAD = timedelta(days=1)  # a message that is tried again has its next try ahead of it
_MOST_MESSAGES = 500
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Finding:
    """Something that is not as it must be; ids and names of ticks only."""

    event: str
    subject: int | str | None


async def audit(work: Work) -> int:
    """Check every open alert, tick and safety message; return how many alerts are open.

    Stalled alerts are set going again at once; the caller commits that even when this raises.

    Raises:
        EscalationStalled: Something was found, so there is no heartbeat.
    """
    open_alerts = await work.uow.alerts.open_all()
    findings = [
        *await _set_going(work, open_alerts),
        *await _late_ticks(work),
        *await _late_messages(work),
    ]
    for finding in findings:
        log.critical(
            "audit: %s", finding.event, extra={"event": finding.event, "subject": finding.subject}
        )
    if findings:
        raise EscalationStalled
    await work.uow.tick_runs.record(
        TickRun(
            name=HEARTBEAT,
            started_at=work.now,
            finished_at=work.now,
            handled=len(open_alerts),
            error=None,
        )
    )
    return len(open_alerts)


async def _set_going(work: Work, open_alerts: Sequence[Alert]) -> list[Finding]:
    stalled = [alert for alert in open_alerts if is_stalled(alert, work.now)]
    for alert in stalled:
        alert.next_step_at = work.now
        await note(work, alert, "set_going")
    return [Finding("alert_stalled", alert.id) for alert in stalled]


async def _late_ticks(work: Work) -> list[Finding]:
    runs = {run.name: run for run in await work.uow.tick_runs.all()}
    findings = []
    for name in WATCHED_TICKS:
        run = runs.get(name)
        if run is None or work.now > run.started_at + TICK_LATE_AFTER:
            findings.append(Finding("tick_late", name))
        elif run.error is not None:
            findings.append(Finding("tick_failing", name))
    return findings


async def _late_messages(work: Work) -> list[Finding]:
    late = work.now - MESSAGE_LATE_AFTER
    waiting = await work.uow.outbox.due(work.now + _LOOK_AHEAD, _MOST_MESSAGES)
    in_mid_send = await work.uow.outbox.sending_since_before(late)
    stuck = [message for message in waiting if message.created_at < late]
    return [
        Finding("safety_message_late", message.id) for message in _of_safety([*stuck, *in_mid_send])
    ]


def _of_safety(messages: Sequence[OutboxMessage]) -> Iterator[OutboxMessage]:
    return (message for message in messages if message.lane is Lane.SAFETY)
