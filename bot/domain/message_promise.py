"""The promise about messages, kept where they leave and trusting nobody who queued them.

Never two of the same, never at night, never more than the daily cap, never into an open
exercise. Safety texts, alerts and replies are no prompts: they always go out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.cadence import PromptRules, is_capped
from bot.domain.local_time import QuietHours, end_of_quiet
from bot.domain.messages import Lane


class Gate(StrEnum):
    """What the send gate does with a message."""

    ALLOW = "allow"
    HOLD = "hold"  # look again at ``until``
    DROP = "drop"


class GateReason(StrEnum):
    """Why a message was held or dropped; a stable name for the record."""

    PAUSED = "paused"
    WINDOW_OVER = "window_over"
    QUIET_HOURS = "quiet_hours"
    TWIN = "twin"
    DAILY_CAP = "daily_cap"
    OPEN_EXERCISE = "open_exercise"


@dataclass(frozen=True)
class Verdict:
    """The gate's answer; ``until`` belongs to HOLD alone."""

    gate: Gate
    reason: GateReason | None = None
    until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Sending:
    """A message at the gate, and what is true of its receiver at this moment."""

    lane: Lane
    purpose: str  # what makes two messages twins
    now: datetime
    zone: ZoneInfo
    quiet: QuietHours
    is_paused: bool
    sent_today: int  # unasked messages since the receiver's own midnight
    has_open_exercise: bool
    last_same_sent_at: datetime | None  # the last message of this purpose
    expires_at: datetime | None  # the end of its window; None: it has none


def may_send(sending: Sending, rules: PromptRules) -> Verdict:
    """Return whether a message may leave now, later or not at all."""
    if sending.lane in (Lane.SAFETY, Lane.REPLY):
        return Verdict(Gate.ALLOW)
    if sending.is_paused:
        return Verdict(Gate.DROP, GateReason.PAUSED)
    if sending.expires_at is not None and sending.now >= sending.expires_at:
        return Verdict(Gate.DROP, GateReason.WINDOW_OVER)
    # Before the cap and the twins: in the morning both are counted afresh.
    quiet_until = end_of_quiet(sending.now, sending.zone, sending.quiet)
    if quiet_until > sending.now:
        return _hold(sending, quiet_until, GateReason.QUIET_HOURS)
    if _is_twin(sending, rules):
        return Verdict(Gate.DROP, GateReason.TWIN)
    if is_capped(sending.sent_today, rules):
        return Verdict(Gate.DROP, GateReason.DAILY_CAP)
    if sending.has_open_exercise:
        again_at = sending.now + timedelta(minutes=rules.exercise_wait_min)
        return _hold(sending, again_at, GateReason.OPEN_EXERCISE)
    return Verdict(Gate.ALLOW)


def _is_twin(sending: Sending, rules: PromptRules) -> bool:
    last = sending.last_same_sent_at
    return last is not None and sending.now - last < timedelta(minutes=rules.twin_within_min)


def _hold(sending: Sending, until: datetime, reason: GateReason) -> Verdict:
    """Hold the message, unless its window ends before it could be looked at again."""
    if sending.expires_at is not None and until >= sending.expires_at:
        return Verdict(Gate.DROP, reason)
    return Verdict(Gate.HOLD, reason, until)
