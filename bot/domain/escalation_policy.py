"""What an escalation policy says: triggers, and the ladders that alerts climb.

The numbers of a policy (thresholds, waits, cool-downs) are clinical decisions: they live in
``content/escalation/`` and are signed off there. These classes refuse what cannot work.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from bot.domain.alerts import Urgency
from bot.domain.providers import Position

TrendKind = Literal["run", "above_baseline", "missed_after"]
Operator = Literal[">=", "<="]
EventKind = Literal["safety", "trend", "contact", "flare_up"]

# A mean in thirds is inexact as a float; real differences are far larger than this.
_INEXACT_POINTS = 1e-9
_WAIT_MAX_MIN = 24 * 60
_ACKNOWLEDGEMENT_MAX_H = 7 * 24


def _require(is_right: bool, fault: str) -> None:
    if not is_right:
        raise ValueError(fault)


@dataclass(frozen=True)
class LadderStep:
    """One step of a ladder: who is told, and how long to wait for an acknowledgement."""

    notify: tuple[Position, ...]
    wait_min: int

    def __post_init__(self) -> None:
        """Refuse a step that tells nobody, or waits for ever."""
        _require(len(self.notify) > 0, "A step of a ladder must name at least one position.")
        _require(len(set(self.notify)) == len(self.notify), "A step names a position twice.")
        _require(
            1 <= self.wait_min <= _WAIT_MAX_MIN,
            f"wait_min must be 1 to {_WAIT_MAX_MIN} minutes, not {self.wait_min}.",
        )


@dataclass(frozen=True)
class Ladder:
    """The steps of an alert; the last one repeats until somebody acknowledges."""

    steps: tuple[LadderStep, ...]

    def __post_init__(self) -> None:
        """Refuse a ladder without steps."""
        _require(len(self.steps) > 0, "A ladder must have at least one step.")


@dataclass(frozen=True)
class TrendRule:
    """A pattern over several check-ins."""

    kind: TrendKind
    measure: str
    operator: Operator
    value: int  # points; for "above_baseline" the points away from the own baseline
    check_ins: int  # how many running; for "missed_after" the one before the silence
    baseline_days: int = 14
    missed: int = 0  # "missed_after" only: how many missed check-ins follow

    def __post_init__(self) -> None:
        """Refuse a rule that could never match, or would always match."""
        _require(self.kind in get_args(TrendKind), f"Unknown kind of rule: {self.kind}.")
        _require(self.operator in get_args(Operator), f"Unknown operator: {self.operator}.")
        _require(self.measure.isidentifier(), f"Not the name of a measure: {self.measure!r}.")
        _require(self.check_ins >= 1, f"check_ins must be 1 or more, not {self.check_ins}.")
        _require(
            self.baseline_days >= 1, f"baseline_days must be 1 or more, not {self.baseline_days}."
        )
        if self.kind == "missed_after":
            _require(self.missed >= 1, f"missed must be 1 or more, not {self.missed}.")
        else:
            _require(self.missed == 0, "missed belongs to missed_after alone.")
        _require(
            self.kind != "above_baseline" or self.value >= 1,
            f"value must be 1 point or more away from the baseline, not {self.value}.",
        )

    def matches(self, value: float, limit: float) -> bool:
        """Whether ``value`` is on the rule's side of ``limit``, or on it."""
        beyond = value - limit if self.operator == ">=" else limit - value
        return beyond >= -_INEXACT_POINTS


@dataclass(frozen=True)
class Trigger:
    """One cause of alerts."""

    id: str
    event: EventKind
    urgency: Urgency
    cool_down_h: int  # hours after a resolution without a new alert of this cause
    title: str  # what a provider reads
    risk_kinds: tuple[str, ...] = ()  # "safety" only
    rule: TrendRule | None = None  # "trend" only

    def __post_init__(self) -> None:
        """Refuse a trigger that nothing could set off."""
        _require(bool(self.id), "A trigger must have an id.")
        _require(bool(self.title.strip()), f"{self.id}: the title is empty.")
        _require(self.event in get_args(EventKind), f"{self.id}: unknown event {self.event}.")
        _require(self.cool_down_h >= 0, f"{self.id}: cool_down_h must not be negative.")
        _require(
            (self.event == "safety") == bool(self.risk_kinds),
            f"{self.id}: risk_kinds belong to safety triggers, and each needs some.",
        )
        _require(
            (self.event == "trend") == (self.rule is not None),
            f"{self.id}: a rule belongs to trend triggers, and each needs one.",
        )


@dataclass(frozen=True)
class EscalationPolicy:
    """One signed-off version of what is escalated, and how."""

    id: str
    version: int
    triggers: tuple[Trigger, ...]
    ladders: Mapping[Urgency, Ladder]
    acknowledgement_h: int  # hours until an acknowledged alert climbs again
    approvals: tuple[str, ...]

    def __post_init__(self) -> None:
        """Refuse doubles, and an urgency that has no ladder."""
        ids = [trigger.id for trigger in self.triggers]
        kinds = [kind for trigger in self.triggers for kind in trigger.risk_kinds]
        _require(bool(self.id), "A policy must have an id.")
        _require(self.version >= 1, f"version must be 1 or more, not {self.version}.")
        _require(len(ids) > 0, "A policy must have at least one trigger.")
        _require(len(set(ids)) == len(ids), "Two triggers have the same id.")
        _require(len(set(kinds)) == len(kinds), "A risk kind belongs to two triggers.")
        for trigger in self.triggers:
            _require(
                trigger.urgency in self.ladders,
                f"{trigger.id}: there is no ladder for {trigger.urgency}.",
            )
        _require(
            1 <= self.acknowledgement_h <= _ACKNOWLEDGEMENT_MAX_H,
            f"acknowledgement_h must be 1 to {_ACKNOWLEDGEMENT_MAX_H},"
            f" not {self.acknowledgement_h}.",
        )

    def ladder_of(self, trigger: Trigger) -> Ladder:
        """Return the ladder that alerts of this trigger climb."""
        return self.ladders[trigger.urgency]


def trigger_for_risk(policy: EscalationPolicy, kind: str) -> Trigger | None:
    """Return the trigger that a kind of risk sets off; None when the policy names none."""
    return next((trigger for trigger in policy.triggers if kind in trigger.risk_kinds), None)


def trigger_for_contact(policy: EscalationPolicy) -> Trigger | None:
    """Return the trigger of a wish for contact; None when the policy has none."""
    return _first_of(policy, "contact")


def trigger_for_flare_up(policy: EscalationPolicy) -> Trigger | None:
    """Return the trigger of a flare-up that the team shall know of; None without one."""
    return _first_of(policy, "flare_up")


def _first_of(policy: EscalationPolicy, event: EventKind) -> Trigger | None:
    return next((trigger for trigger in policy.triggers if trigger.event == event), None)


def as_json(ladder: Ladder) -> dict[str, Any]:
    """Return the ladder as plain values for a JSON column."""
    return {
        "steps": [
            {"notify": [position.value for position in step.notify], "wait_min": step.wait_min}
            for step in ladder.steps
        ]
    }


def frozen_policy(policy: EscalationPolicy, trigger: Trigger) -> dict[str, Any]:
    """Return what an alert keeps of its policy, so that a later edit cannot change its climb."""
    return {
        **as_json(policy.ladder_of(trigger)),
        "policy_id": policy.id,
        "policy_version": policy.version,
        "acknowledgement_h": policy.acknowledgement_h,
        "title": trigger.title,
    }


def ladder_from_json(data: Mapping[str, Any]) -> Ladder:
    """Return the ladder kept by ``as_json`` or ``frozen_policy``.

    Raises:
        ValueError: The data hold no ladder that works.
    """
    try:
        steps = tuple(
            LadderStep(
                tuple(Position(position) for position in step["notify"]), int(step["wait_min"])
            )
            for step in data["steps"]
        )
    except (KeyError, TypeError) as exc:
        raise ValueError("The data hold no ladder.") from exc
    return Ladder(steps)
