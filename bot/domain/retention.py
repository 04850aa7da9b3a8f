"""How long the house keeps what it no longer needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Retention:
    """An installation's terms.

    Source:
        The project's own judgement, to be confirmed by the clinic's data protection officer.
    """

    messages_days: int = 90  # what was written either way, once it is dealt with
    left_days: int = 365  # everything of somebody who has left

    def messages_before(self, now: datetime) -> datetime:
        """Return the moment before which messages go."""
        return now - timedelta(days=self.messages_days)

    def left_before(self, now: datetime) -> datetime:
        """Return the moment before which somebody must have left for everything to go."""
        return now - timedelta(days=self.left_days)
