"""What an alert keeps about its events: kinds, values and times, never a person's words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.domain.alerts import Alert
from bot.safety.kinds import RiskKind
from bot.services.help_numbers import NumberSet

_KEPT_EVENTS = 5
_GRAVEST_FIRST: tuple[NumberSet, ...] = ("emergency", "crisis", "urgent")


def safety_facts(
    at: datetime, numbers: NumberSet, kind: RiskKind | None, because: str | None
) -> dict[str, Any]:
    """Return the facts of one safety event.

    Args:
        at: When it happened.
        numbers: Which numbers the patient was given.
        kind: The kind of risk; None when it is not known.
        because: Why it counts when the words alone do not say: yes, unclear, unanswered,
            asked_again or screening_failed.
    """
    event = {
        "at": at.isoformat(),
        "numbers": numbers,
        "kind": kind.value if kind else None,
        "because": because,
    }
    return {"events": [event]}


def merged(earlier: dict[str, Any], latest: dict[str, Any]) -> dict[str, Any]:
    """Return the facts of an open alert after one more event."""
    if "events" in latest:
        events = [*earlier.get("events", []), *latest["events"]]
        return {"events": events[-_KEPT_EVENTS:]}
    return latest or earlier


def numbers_given(alert: Alert) -> list[NumberSet]:
    """Return which numbers the patient was given, the gravest first; empty when none."""
    given = {event["numbers"] for event in alert.facts.get("events", ())}
    return [which for which in _GRAVEST_FIRST if which in given]


def fitting_numbers(alert: Alert) -> NumberSet:
    """Return which numbers fit an alert."""
    given = numbers_given(alert)
    return given[0] if given else "urgent"
