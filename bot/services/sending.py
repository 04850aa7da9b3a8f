"""What leaves: the send gate before, and the delivery contract after each send.

A row whose outcome is unknown is repeated when it is a safety text or an alert, because a
double is better than a gap; it is not repeated when it is routine, because a person who is
told the same thing twice stops reading.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.domain.local_time import local_moment
from bot.domain.message_promise import Gate, Sending, Verdict, may_send
from bot.domain.messages import Attachment, Lane, OutboxMessage, OutboxStatus
from bot.services import discretion, unreachable
from bot.services.crisis import is_in_crisis
from bot.services.ports import SendResult, SendState
from bot.services.prompting import RULES
from bot.services.work import Work

FIRST_BACKOFF_S = 1.0
LONGEST_BACKOFF_S = 60.0
MOST_COPIES = 8  # of a safety text whose arrival nobody can tell
LOOK_AGAIN_AFTER = timedelta(minutes=10)  # at a prompt that a crisis holds back
GIVE_UP_AFTER = {
    Lane.SAFETY: timedelta(days=2),
    Lane.REPLY: timedelta(hours=1),
    Lane.PROMPT: timedelta(hours=1),
    Lane.BULK: timedelta(hours=12),
}
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Cleared:
    """A row that may leave now, with the message it edits, when it does."""

    message: OutboxMessage
    edited_message_id: int | None
    attachment: Attachment | None = None


async def clear(work: Work, outbox_id: int) -> Cleared | None:
    """Take one pending row through the gate; None when it stays or is dropped."""
    message = await work.uow.outbox.hold_pending(outbox_id)
    if message is None:
        return None
    cleared = await _clear(work, message)
    if cleared is None:
        await _forget_file(work, message)
    return cleared


async def _clear(work: Work, message: OutboxMessage) -> Cleared | None:
    assert message.id is not None
    if message.expires_at is not None and message.expires_at <= work.now:
        message.status = OutboxStatus.EXPIRED
        return None
    if not await _passes_gate(work, message):
        return None
    edited = await _edited(work, message)
    if message.edits_outbox_id is not None and edited is None:
        return None
    message.status = OutboxStatus.SENDING
    message.sending_since = work.now
    message.attempts += 1
    return Cleared(message, edited, await work.uow.outbox.attachment(message.id))


async def _passes_gate(work: Work, message: OutboxMessage) -> bool:
    """Keep the message promise, whoever queued the row."""
    if message.lane is not Lane.PROMPT or message.patient_id is None:
        return True
    if message.edits_outbox_id is not None:  # disturbs nobody, and takes dead buttons away
        return True
    patient = await work.uow.patients.get(message.patient_id)
    if await is_in_crisis(work, patient):  # it may have come while the row waited
        message.detail, message.due_at = "crisis", work.now + LOOK_AGAIN_AFTER
        return False
    midnight = local_moment(work.now.astimezone(patient.zone).date(), time(0), patient.zone)
    sending = Sending(
        lane=message.lane,
        purpose=message.purpose,
        now=work.now,
        zone=patient.zone,
        quiet=patient.quiet_hours,
        is_paused=not patient.takes_prompts(work.now),
        sent_today=await work.uow.outbox.count_sent(message.patient_id, Lane.PROMPT, midnight),
        has_open_exercise=await work.uow.exercises.open_of(message.patient_id) is not None,
        last_same_sent_at=await _last_same_sent_at(work, message),
        expires_at=message.expires_at,
    )
    if not _apply(message, may_send(sending, RULES)):
        return False
    return await discretion.veil_waiting(work, patient, message)


async def _last_same_sent_at(work: Work, message: OutboxMessage) -> datetime | None:
    """Return when its twin left; a snoozed prompt has none, because the person asked for it."""
    assert message.patient_id is not None
    prompt = await work.uow.prompts.get(message.prompt_id) if message.prompt_id else None
    if prompt is not None and prompt.snoozes:
        return None
    return await work.uow.outbox.last_sent_at(message.patient_id, message.purpose)


def _apply(message: OutboxMessage, verdict: Verdict) -> bool:
    if verdict.gate is Gate.ALLOW:
        return True
    message.detail = str(verdict.reason)
    if verdict.gate is Gate.HOLD and verdict.until is not None:
        message.due_at = verdict.until
    else:
        message.status = OutboxStatus.SUPPRESSED
    return False


async def _edited(work: Work, message: OutboxMessage) -> int | None:
    """Return Telegram's id of the message to edit; settle edits that cannot be made."""
    if message.edits_outbox_id is None:
        return None
    original = await work.uow.outbox.get(message.edits_outbox_id)
    assert original is not None  # the foreign key holds
    if original.status in (OutboxStatus.PENDING, OutboxStatus.SENDING):
        if original.status is OutboxStatus.PENDING:
            # It has not left yet: let it leave in its new form, and drop the edit.
            original.text, original.buttons = message.text, message.buttons
            message.status = OutboxStatus.SENT
        else:
            message.due_at = work.now + timedelta(seconds=FIRST_BACKOFF_S)
        return None
    if original.telegram_message_id is None:
        message.status = OutboxStatus.SUPPRESSED
        message.detail = "nothing to edit"
    return original.telegram_message_id


async def settle(work: Work, outbox_id: int, result: SendResult) -> None:
    """Write down how a send ended, and what follows from it."""
    message = await work.uow.outbox.get(outbox_id)
    assert message is not None
    message.detail = result.detail or None
    if result.state in (SendState.SENT, SendState.UNCHANGED):
        message.status = OutboxStatus.SENT
        message.sent_at = work.now
        message.telegram_message_id = result.message_id or message.telegram_message_id
    elif result.state == SendState.RETRY:
        _try_again(message, work.now, result.retry_after_s)
    elif result.state == SendState.UNKNOWN:
        _settle_unknown(message, work.now)
    else:
        await _settle_refused(work, message, result)
    await _forget_file(work, message)


async def _forget_file(work: Work, message: OutboxMessage) -> None:
    """Drop what goes with a message once that has left, or never will."""
    assert message.id is not None
    if message.status is not OutboxStatus.PENDING:
        await work.uow.outbox.drop_attachment(message.id)


def _try_again(message: OutboxMessage, now: datetime, retry_after_s: float) -> None:
    if now - message.created_at > GIVE_UP_AFTER[message.lane]:
        message.status = OutboxStatus.FAILED
        return
    message.status = OutboxStatus.PENDING
    message.due_at = now + timedelta(seconds=retry_after_s or _backoff_s(message))


def _backoff_s(message: OutboxMessage) -> float:
    doublings = min(max(message.attempts - 1, 0), 10)
    return min(FIRST_BACKOFF_S * 2.0**doublings, LONGEST_BACKOFF_S)


def _settle_unknown(message: OutboxMessage, now: datetime) -> None:
    if message.lane is Lane.SAFETY and message.attempts < MOST_COPIES:
        _try_again(message, now, 0.0)
        return
    if message.lane is Lane.SAFETY:
        # It may have arrived each time: enough copies for somebody in distress.
        log.critical(
            "safety message never confirmed",
            extra={"event": "safety_unconfirmed", "outbox_id": message.id},
        )
    message.status = OutboxStatus.UNKNOWN
    message.sent_at = now


async def _settle_refused(work: Work, message: OutboxMessage, result: SendResult) -> None:
    message.status = OutboxStatus.FAILED
    log.warning(
        "message refused",
        extra={"event": "message_refused", "outbox_id": message.id, "state": result.state},
    )
    if result.state == SendState.BLOCKED:
        await unreachable.note(work, message)
    if message.alert_id is not None and message.edits_outbox_id is None:
        is_gone = result.state == SendState.BLOCKED
        await unreachable.climb_at_once(work, message.alert_id, is_gone=is_gone)


async def settle_orphans(
    work: Work, older_than: timedelta, in_hand: Collection[int] = frozenset()
) -> int:
    """Settle rows that a coach was sending when it died: their outcome is unknown."""
    found = await work.uow.outbox.sending_since_before(work.now - older_than)
    orphans = [message for message in found if message.id not in in_hand]
    for message in orphans:
        _settle_unknown(message, work.now)
        await _forget_file(work, message)
    return len(orphans)
