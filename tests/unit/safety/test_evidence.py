"""A kind of danger without rules, examples or trials is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.safety.evidence import (
    EXAMPLES,
    FEWEST_EXAMPLES,
    FEWEST_TRIALS,
    TRIALS,
    evidence_faults,
)
from bot.safety.kinds import RiskKind
from bot.safety.screening import RULE_SETS

ROOT = Path(__file__).parents[3]
DANGERS = [kind for kind in RiskKind if kind is not RiskKind.NONE]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with just enough of everything."""
    write(tmp_path / EXAMPLES / "all.jsonl", dict.fromkeys(DANGERS, FEWEST_EXAMPLES))
    write(tmp_path / TRIALS, dict.fromkeys(DANGERS, FEWEST_TRIALS))
    return tmp_path


def write(path: Path, counts: dict[RiskKind, int]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [{"kind": kind, "text": "x"} for kind, count in counts.items() for _ in range(count)]
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")


def test_what_ships_has_all_of_it():
    assert evidence_faults(ROOT, RULE_SETS) == []


def test_just_enough_is_enough(root: Path):
    assert evidence_faults(root, RULE_SETS) == []


@pytest.mark.parametrize("kind", DANGERS)
def test_a_kind_without_rules_is_named(root: Path, kind: RiskKind):
    rest = [rule_set for rule_set in RULE_SETS if rule_set.kind is not kind]
    (fault,) = evidence_faults(root, rest)
    assert fault == f"bot/safety/: {kind} has no rule - write a rule set and list it in RULE_SETS"


def test_a_kind_with_too_few_examples_is_named(root: Path):
    write(root / EXAMPLES / "all.jsonl", {**dict.fromkeys(DANGERS, 100), RiskKind.ABUSE: 99})
    (fault,) = evidence_faults(root, RULE_SETS)
    assert fault == "nlu/screening: abuse has 99 examples - add 100 or more"


def test_a_kind_that_nothing_tries_is_named(root: Path):
    write(root / TRIALS, {**dict.fromkeys(DANGERS, 20), RiskKind.BLOOD_CLOT: 0})
    (fault,) = evidence_faults(root, RULE_SETS)
    assert "blood_clot has 0 sentences it is tried on - add 20 or more" in fault


def test_an_empty_project_lacks_everything(tmp_path: Path):
    assert len(evidence_faults(tmp_path, [])) == 3 * len(DANGERS)
