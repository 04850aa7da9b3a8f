"""A check-in and its answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

DAILY_CHECK_IN_ID = "daily-check-in"  # the questionnaire that is asked each day


class CheckInStatus(StrEnum):
    """The life of a check-in."""

    OPEN = "open"
    COMPLETE = "complete"
    EXPIRED = "expired"  # its window ended before the last item


@dataclass(kw_only=True)
class CheckIn:
    """One round of a questionnaire, of one patient, on one local day."""

    id: int | None = None
    patient_id: int
    questionnaire_id: str
    questionnaire_version: int
    on_date: date  # the patient's local day
    status: CheckInStatus = CheckInStatus.OPEN
    item_id: str | None  # the item that is asked now
    started_at: datetime
    closes_at: datetime
    completed_at: datetime | None = None


@dataclass(kw_only=True)
class Answer:
    """One answer; a corrected one is superseded and kept."""

    id: int | None = None
    check_in_id: int
    item_id: str
    value_nrs: int | None = None  # points, 0-10
    value_text: str | None = None
    is_skipped: bool = False
    answered_at: datetime
    update_id: int | None = None  # the update that carried it
    superseded_at: datetime | None = None
