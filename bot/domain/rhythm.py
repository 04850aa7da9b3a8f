"""When a questionnaire is due, and whether it may be offered on a day."""

from __future__ import annotations

from datetime import date, timedelta

# From one offer to the next, whichever questionnaire: "not now" is left alone for this long.
OFFER_GAP_DAYS = 2


def due_on(
    first_after_days: int, every_days: int | None, welcomed_on: date, last_on: date | None
) -> date | None:
    """Return the local day from which a questionnaire is due; None when never again.

    Args:
        first_after_days: Days from the welcome to the first round.
        every_days: Days from one round to the next; None asks once.
        welcomed_on: The person's local day of the welcome.
        last_on: The local day of the last complete round.
    """
    if last_on is None:
        return welcomed_on + timedelta(days=first_after_days)
    return None if every_days is None else last_on + timedelta(days=every_days)


def may_offer(on_date: date, offered_on: date | None) -> bool:
    """Whether the last offer is long enough ago for another one."""
    return offered_on is None or on_date >= offered_on + timedelta(days=OFFER_GAP_DAYS)
