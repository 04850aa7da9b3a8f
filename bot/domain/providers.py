"""Providers, when they read alerts, and the invitations they send."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum


class Position(StrEnum):
    """A place on the escalation ladder."""

    FIRST = "first"
    BACKUP = "backup"


@dataclass(kw_only=True)
class Provider:
    """A health care provider of the clinic."""

    id: int | None = None
    display_name: str
    position: Position
    chat_id: int | None = None
    created_at: datetime
    linked_at: datetime | None = None
    disabled_at: datetime | None = None
    unreachable_since: datetime | None = None
    # Reading hours in the clinic's time zone; ISO weekdays as digits, Monday is 1.
    on_call_days: str = "1234567"
    on_call_from: time = time(0, 0)
    on_call_until: time = time(0, 0)  # equal to on_call_from means the whole day

    @property
    def is_linked(self) -> bool:
        """Whether alerts can reach this provider in Telegram."""
        return (
            self.chat_id is not None and self.disabled_at is None and self.unreachable_since is None
        )

    def is_on_call(self, local_now: datetime) -> bool:
        """Whether this provider reads alerts at ``local_now`` (the clinic's time)."""
        at, day = local_now.time(), local_now.isoweekday()
        if self.on_call_from == self.on_call_until:
            return str(day) in self.on_call_days
        if self.on_call_from < self.on_call_until:
            return str(day) in self.on_call_days and (self.on_call_from <= at < self.on_call_until)
        # A shift over midnight belongs to the day on which it began.
        if at >= self.on_call_from:
            return str(day) in self.on_call_days
        yesterday = 7 if day == 1 else day - 1
        return at < self.on_call_until and str(yesterday) in self.on_call_days


class InvitationKind(StrEnum):
    """Whom an invitation is for."""

    PATIENT = "patient"
    PROVIDER = "provider"


@dataclass(kw_only=True)
class Invitation:
    """A link that opens the bot once, for one person."""

    id: int | None = None
    code_hash: str  # SHA-256 of the code; the code itself is never stored
    kind: InvitationKind
    created_at: datetime
    expires_at: datetime
    created_by: int | None = None  # provider id; None: the command line
    patient_id: int | None = None
    provider_id: int | None = None
    used_at: datetime | None = None
