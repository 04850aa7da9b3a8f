"""Who of the clinic has looked at what of a patient."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DataKind(StrEnum):
    """What was looked at."""

    SUMMARY = "summary"
    ALERT = "alert"


@dataclass(kw_only=True)
class DataRead:
    """One look at a patient's data; rows are only ever added."""

    id: int | None = None
    patient_id: int
    provider_id: int
    kind: DataKind
    read_at: datetime
