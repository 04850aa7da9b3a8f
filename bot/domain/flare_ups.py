"""A flare-up: some days of more pain than usual, in which the coach asks less."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(kw_only=True)
class FlareUp:
    """One flare-up of one patient, from the tap that began it to its end."""

    id: int | None = None
    patient_id: int
    begun_at: datetime
    ends_at: datetime  # the lighter days end by themselves then
    ended_at: datetime | None = None  # earlier, when the person said that it is over
    team_told_at: datetime | None = None  # by the person's own wish

    def is_on(self, now: datetime) -> bool:
        """Whether it still lasts at ``now``."""
        return self.ended_at is None and now < self.ends_at
