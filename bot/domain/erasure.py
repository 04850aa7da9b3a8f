"""The end of everything that is kept of a patient."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

# How long the last word to the patient may take to leave before their data goes without it.
RECEIPT_PATIENCE = timedelta(minutes=10)


@dataclass(kw_only=True)
class Erasure:
    """A wish to have everything deleted, and what is left of it: that it was done, and when.

    ``patient_id`` is empty once it is done, so that nothing leads back to the person.
    """

    id: int | None = None
    receipt: str  # what the person can show the clinic
    patient_id: int | None
    asked_at: datetime
    erased_at: datetime | None = None

    def is_due(self, now: datetime, *, has_unsent: bool) -> bool:
        """Whether the data goes now: the receipt has left, or has had its time."""
        return not has_unsent or now - self.asked_at >= RECEIPT_PATIENCE
