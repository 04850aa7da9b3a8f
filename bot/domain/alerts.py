"""Alerts: what a provider should see, until one of them has."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.errors import InvalidTransition


class AlertStatus(StrEnum):
    """The life of an alert."""

    TRIGGERED = "triggered"
    ACKNOWLEDGED = "acknowledged"
    RESOLVED = "resolved"


class Urgency(StrEnum):
    """How fast an alert climbs its ladder; never a label of a patient's risk."""

    IMMEDIATE = "immediate"
    SOON = "soon"


class ResolutionOutcome(StrEnum):
    """What a provider did about an alert."""

    CONTACTED = "contacted"
    PASSED_ON = "passed_on"
    NO_ACTION = "no_action"


_ALLOWED = {
    AlertStatus.TRIGGERED: {AlertStatus.ACKNOWLEDGED, AlertStatus.RESOLVED},
    AlertStatus.ACKNOWLEDGED: {AlertStatus.TRIGGERED, AlertStatus.RESOLVED},
    AlertStatus.RESOLVED: set(),
}


@dataclass(kw_only=True)
class Alert:
    """One open or closed concern about one patient, grouped by cause."""

    id: int | None = None
    patient_id: int
    cause: str  # a trigger id of the policy
    urgency: Urgency
    facts: dict[str, Any] = field(default_factory=dict)  # values; never free text
    policy: dict[str, Any] = field(default_factory=dict)  # the ladder, frozen when raised
    status: AlertStatus = AlertStatus.TRIGGERED
    raised_at: datetime
    last_event_at: datetime
    event_count: int = 1
    step_index: int = 0  # the next ladder step to take
    next_step_at: datetime | None
    acknowledged_by: int | None = None
    acknowledged_at: datetime | None = None
    acknowledgement_expires_at: datetime | None = None
    resolved_by: int | None = None
    resolved_at: datetime | None = None
    outcome: ResolutionOutcome | None = None
    nobody_told_at: datetime | None = None  # the patient was told that nobody is reading

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self.status is not AlertStatus.RESOLVED

    def move_to(self, status: AlertStatus) -> None:
        """Change the status, or raise ``InvalidTransition``."""
        if status not in _ALLOWED[self.status]:
            raise InvalidTransition(f"An alert cannot go from {self.status} to {status}.")
        self.status = status


@dataclass(kw_only=True)
class AlertLogEntry:
    """One line of an alert's history; rows are only ever added."""

    id: int | None = None
    alert_id: int
    at: datetime
    event: str  # raised, grouped, notified, step_empty, nobody_reachable, ...
    provider_id: int | None = None
    detail: dict[str, Any] = field(default_factory=dict)


@dataclass(kw_only=True)
class SafetyCheck:
    """A direct, kind question that screening asked and that awaits its answer."""

    id: int | None = None
    patient_id: int
    kind: str
    asked_at: datetime
    expires_at: datetime
    answered_at: datetime | None = None
    answer: str | None = None  # "yes", "no", "none" (nobody answered)
