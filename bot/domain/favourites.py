"""The exercises that somebody keeps at hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(kw_only=True)
class Favourite:
    """One exercise that one patient keeps at hand, in whatever version it has."""

    patient_id: int
    exercise_id: str
    kept_at: datetime
