"""The escalation policy as clinicians write it; ``escalation_policy`` makes the domain's own."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from bot.domain.alerts import Urgency
from bot.domain.escalation import EscalationPolicy, Ladder, LadderStep, TrendRule, Trigger
from bot.domain.providers import Position
from bot.library.models.fields import (
    ContentModel,
    Id,
    Measure,
    NotEmpty,
    NrsPoints,
    Title,
    between,
)
from bot.library.models.header import Header

WaitMinutes = Annotated[int, between(1, 1440, "use 1 to 1440 minutes (a day)")]
CoolDownHours = Annotated[int, between(0, 336, "use 0 to 336 hours (two weeks)")]
AcknowledgementHours = Annotated[int, between(1, 72, "use 1 to 72 hours")]
CheckIns = Annotated[int, between(1, 14, "use 1 to 14 check-ins")]
BaselineDays = Annotated[int, between(7, 90, "use 7 to 90 days")]
Missed = Annotated[int, between(0, 14, "use 0 to 14 check-ins")]


class Approval(ContentModel):
    """One clinician's signature under the policy."""

    name: Title
    on: date


class PolicyStep(ContentModel):
    """Who is told, and how long the alert then waits."""

    notify: Annotated[tuple[Literal["first", "backup"], ...], NotEmpty]
    wait_min: WaitMinutes


class PolicyLadders(ContentModel):
    """One ladder for each urgency."""

    immediate: Annotated[tuple[PolicyStep, ...], NotEmpty]
    soon: Annotated[tuple[PolicyStep, ...], NotEmpty]


class PolicyRule(ContentModel):
    """A pattern over several check-ins."""

    kind: Literal["run", "above_baseline", "missed_after"]
    measure: Measure
    operator: Literal[">=", "<="] = ">="
    value: NrsPoints
    check_ins: CheckIns = 1
    baseline_days: BaselineDays = 14
    missed: Missed = 0


class PolicyTrigger(ContentModel):
    """What raises an alert."""

    id: Id
    event: Literal["safety", "trend", "contact", "flare_up"]
    urgency: Literal["immediate", "soon"]
    cool_down_h: CoolDownHours
    title: Title  # what the provider reads
    risk_kinds: tuple[str, ...] = ()
    rule: PolicyRule | None = None


class Policy(Header):
    """When a provider is told, who, and in which order."""

    approvals: tuple[Approval, ...] = ()
    acknowledgement_h: AcknowledgementHours
    ladders: PolicyLadders
    triggers: Annotated[tuple[PolicyTrigger, ...], NotEmpty]

    def escalation_policy(self) -> EscalationPolicy:
        """Return the policy in the domain's own terms."""
        return EscalationPolicy(
            id=self.id,
            version=self.version,
            triggers=tuple(_trigger(trigger) for trigger in self.triggers),
            ladders={
                Urgency.IMMEDIATE: _ladder(self.ladders.immediate),
                Urgency.SOON: _ladder(self.ladders.soon),
            },
            acknowledgement_h=self.acknowledgement_h,
            approvals=tuple(f"{signed.name}, {signed.on}" for signed in self.approvals),
        )


def _ladder(steps: tuple[PolicyStep, ...]) -> Ladder:
    return Ladder(
        steps=tuple(
            LadderStep(
                notify=tuple(Position(place) for place in step.notify), wait_min=step.wait_min
            )
            for step in steps
        )
    )


def _trigger(trigger: PolicyTrigger) -> Trigger:
    return Trigger(
        id=trigger.id,
        event=trigger.event,
        urgency=Urgency(trigger.urgency),
        cool_down_h=trigger.cool_down_h,
        title=trigger.title,
        risk_kinds=trigger.risk_kinds,
        rule=TrendRule(**trigger.rule.model_dump()) if trigger.rule else None,
    )
