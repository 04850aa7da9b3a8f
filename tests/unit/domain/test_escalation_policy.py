"""What an escalation policy may say."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.alerts import Urgency
from bot.domain.escalation import (
    EscalationPolicy,
    Ladder,
    LadderStep,
    TrendRule,
    Trigger,
    as_json,
    frozen_policy,
    ladder_from_json,
    trigger_for_contact,
    trigger_for_risk,
)
from bot.domain.providers import Position

LADDER = Ladder(
    (
        LadderStep((Position.FIRST,), 10),
        LadderStep((Position.BACKUP,), 10),
        LadderStep((Position.FIRST, Position.BACKUP), 15),
    )
)
RULE = TrendRule("run", "pain_nrs", ">=", 8, 3)
CRISIS = Trigger("crisis", "safety", Urgency.IMMEDIATE, 0, "Crisis words", ("abuse",))
HIGH_PAIN = Trigger("high-pain", "trend", Urgency.SOON, 72, "High pain", rule=RULE)
CONTACT = Trigger("contact-wish", "contact", Urgency.SOON, 0, "Wishes contact")
POLICY = EscalationPolicy(
    id="standard",
    version=1,
    triggers=(CRISIS, HIGH_PAIN, CONTACT),
    ladders={Urgency.IMMEDIATE: LADDER, Urgency.SOON: LADDER},
    acknowledgement_h=12,
    approvals=("A", "B"),
)


@pytest.mark.parametrize("wait_min", [0, -1, 1441])
def test_a_step_waits_a_minute_to_a_day(wait_min: int) -> None:
    with pytest.raises(ValueError, match="wait_min must be 1 to 1440"):
        LadderStep((Position.FIRST,), wait_min)
    assert LadderStep((Position.FIRST,), 1440).wait_min == 1440


@pytest.mark.parametrize(
    ("positions", "fault"),
    [((), "at least one position"), ((Position.FIRST, Position.FIRST), "position twice")],
)
def test_a_step_names_somebody_once(positions: tuple[Position, ...], fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        LadderStep(positions, 10)


def test_a_ladder_has_a_step() -> None:
    with pytest.raises(ValueError, match="at least one step"):
        Ladder(())


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"kind": "sudden"}, "Unknown kind"),
        ({"operator": ">"}, "Unknown operator"),
        ({"measure": "pain nrs"}, "Not the name of a measure"),
        ({"check_ins": 0}, "check_ins must be 1"),
        ({"baseline_days": 0}, "baseline_days must be 1"),
        ({"missed": 1}, "missed belongs to missed_after"),
        ({"kind": "missed_after"}, "missed must be 1"),
        ({"kind": "above_baseline", "value": 0}, "value must be 1 point"),
    ],
)
def test_a_rule_that_cannot_work_is_refused(changes: dict[str, Any], fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        replace(RULE, **changes)


@pytest.mark.parametrize(
    ("trigger", "changes", "fault"),
    [
        (CRISIS, {"id": ""}, "must have an id"),
        (CRISIS, {"title": " "}, "title is empty"),
        (CRISIS, {"event": "weather"}, "unknown event"),
        (CRISIS, {"cool_down_h": -1}, "cool_down_h must not be negative"),
        (CRISIS, {"risk_kinds": ()}, "risk_kinds belong to safety"),
        (CONTACT, {"risk_kinds": ("abuse",)}, "risk_kinds belong to safety"),
        (HIGH_PAIN, {"rule": None}, "a rule belongs to trend"),
        (CONTACT, {"rule": RULE}, "a rule belongs to trend"),
    ],
)
def test_a_trigger_that_nothing_sets_off_is_refused(
    trigger: Trigger, changes: dict[str, Any], fault: str
) -> None:
    with pytest.raises(ValueError, match=fault):
        replace(trigger, **changes)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"id": ""}, "must have an id"),
        ({"version": 0}, "version must be 1"),
        ({"triggers": ()}, "at least one trigger"),
        ({"triggers": (CONTACT, CONTACT)}, "the same id"),
        ({"triggers": (CRISIS, replace(CRISIS, id="other"))}, "belongs to two triggers"),
        ({"ladders": {Urgency.IMMEDIATE: LADDER}}, "high-pain: there is no ladder for soon"),
        ({"acknowledgement_h": 0}, "acknowledgement_h must be 1 to 168"),
        ({"acknowledgement_h": 169}, "acknowledgement_h must be 1 to 168"),
    ],
)
def test_a_policy_that_cannot_work_is_refused(changes: dict[str, Any], fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        replace(POLICY, **changes)


def test_a_risk_sets_off_the_trigger_that_names_it() -> None:
    assert trigger_for_risk(POLICY, "abuse") is CRISIS
    assert trigger_for_risk(POLICY, "none") is None


def test_a_wish_for_contact_has_its_own_trigger() -> None:
    assert trigger_for_contact(POLICY) is CONTACT
    assert trigger_for_contact(replace(POLICY, triggers=(CRISIS,))) is None


def test_a_ladder_survives_json() -> None:
    assert ladder_from_json(json.loads(json.dumps(as_json(LADDER)))) == LADDER


def test_an_alert_keeps_its_ladder_and_where_it_came_from() -> None:
    kept = json.loads(json.dumps(frozen_policy(POLICY, HIGH_PAIN)))
    assert ladder_from_json(kept) == LADDER
    assert kept["policy_id"] == "standard"
    assert kept["policy_version"] == 1
    assert kept["acknowledgement_h"] == 12
    assert kept["title"] == "High pain"


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"steps": None},
        {"steps": []},
        {"steps": [{"notify": ["first"]}]},
        {"steps": [{"notify": ["nobody"], "wait_min": 1}]},
        {"steps": [{"notify": ["first"], "wait_min": None}]},
        {"steps": [{"notify": ["first"], "wait_min": 0}]},
    ],
)
def test_data_without_a_ladder_that_works_are_refused(data: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        ladder_from_json(data)
