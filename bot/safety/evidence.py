"""Holds each kind of danger against what it rests on: rules, examples, sentences to try it on."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.safety.kinds import RiskKind
from bot.safety.rules import RuleSet

FEWEST_EXAMPLES = 100  # the classifier learns a kind from some hundred sentences
FEWEST_TRIALS = 20  # below, a share of what is found says little
EXAMPLES = Path("nlu/screening")
TRIALS = Path("tests/corpora/safety/unseen.jsonl")


def evidence_faults(root: Path, rule_sets: Iterable[RuleSet]) -> list[str]:
    """Return a line for each kind of danger that lacks rules, examples or trials.

    Args:
        root: The project's folder.
        rule_sets: The patterns of every kind that has any.
    """
    return [
        *_without_rules(rule_sets),
        *_too_few(root / EXAMPLES, EXAMPLES, "examples", FEWEST_EXAMPLES),
        *_too_few(root / TRIALS, TRIALS, "sentences it is tried on", FEWEST_TRIALS),
    ]


def _without_rules(rule_sets: Iterable[RuleSet]) -> Iterator[str]:
    present = {rule_set.kind for rule_set in rule_sets if rule_set.rules}
    for kind in _dangers():
        if kind not in present:
            yield f"bot/safety/: {kind} has no rule - write a rule set and list it in RULE_SETS"


def _too_few(path: Path, shown: Path, what: str, fewest: int) -> Iterator[str]:
    counts = Counter(_kinds_in(path))
    for kind in _dangers():
        if counts[kind] < fewest:
            yield f"{shown.as_posix()}: {kind} has {counts[kind]} {what} - add {fewest} or more"


def _kinds_in(path: Path) -> Iterator[str]:
    """Yield the kind of every sentence of a file, or of the files of a folder."""
    for file in sorted(path.glob("*.jsonl")) if path.is_dir() else [path]:
        if file.is_file():
            for line in file.read_text(encoding="utf-8").splitlines():
                yield json.loads(line)["kind"]


def _dangers() -> list[RiskKind]:
    return [kind for kind in RiskKind if kind is not RiskKind.NONE]
