"""How long the house keeps what it no longer needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

# An invitation ends after 14 days and a holiday after three weeks: who is silent for longer in the
# middle of the first questions, or has blocked the bot for as long, does not come back as a rule.
# Not above the least term of messages: that nobody wrote is read from the messages there are.
SILENCE_DAYS = 30


@dataclass(frozen=True)
class Retention:
    """An installation's terms.

    Source:
        The project's own judgement, to be confirmed by the clinic's data protection officer.
    """

    messages_days: int = 90  # what was written either way, once it is dealt with
    left_days: int = 365  # everything of somebody who has left

    def in_days(self) -> Mapping[str, int]:
        """Return the terms by the names of their placeholders in texts."""
        return {"messages_days": self.messages_days, "left_days": self.left_days}

    def messages_before(self, now: datetime) -> datetime:
        """Return the moment before which messages go."""
        return now - timedelta(days=self.messages_days)

    def silent_before(self, now: datetime) -> datetime:
        """Return the moment since which a newcomer, or somebody out of reach, must be silent."""
        return now - timedelta(days=SILENCE_DAYS)

    def left_before(self, now: datetime) -> datetime:
        """Return the moment before which somebody must have left for everything to go."""
        return now - timedelta(days=self.left_days)
