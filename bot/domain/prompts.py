"""A prompt as a row: due, open for a while, closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class PromptKind(StrEnum):
    """What a prompt asks for."""

    DAILY_CHECK_IN = "daily_check_in"
    FOLLOW_UP = "follow_up"


class PromptStatus(StrEnum):
    """The life of a prompt."""

    PLANNED = "planned"
    QUEUED = "queued"  # its message is in the outbox
    ANSWERED = "answered"
    MISSED = "missed"  # it was asked, its window ended without an answer
    LAPSED = "lapsed"  # its window ended before it could be asked
    CANCELLED = "cancelled"


@dataclass(kw_only=True)
class Prompt:
    """One prompt of one patient for one local day; unique by (patient, kind, day)."""

    id: int | None = None
    patient_id: int
    kind: PromptKind
    on_date: date
    due_at: datetime
    closes_at: datetime
    status: PromptStatus = PromptStatus.PLANNED
    queued_at: datetime | None = None
    snoozes: int = 0
