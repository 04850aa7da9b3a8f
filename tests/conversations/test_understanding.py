"""How well the trained model understands sentences that nothing was trained on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from bot.gateways.parse_batch import parse_lines
from bot.gateways.training import train_if_changed
from tests.auxil.engine_at_work import ROOT

CORPORA = ROOT / "tests" / "corpora" / "understanding"


@pytest.fixture(scope="module")
def model():
    return train_if_changed(ROOT, ROOT / "models", ROOT / "var" / "log" / "training.log")


def read(name: str) -> list[str]:
    return (CORPORA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module", params=["with_guide", "without_guide"])
def parsed(request: pytest.FixtureRequest, model) -> list[Mapping[str, Any]]:
    """Each sentence with what it means, and what the model makes of it."""
    meant = [json.loads(line) for line in read(request.param)]
    given = [json.dumps({"text": row["text"], "meant": row["intent"]}) for row in meant]
    return list(parse_lines(ROOT, model, given))


def test_the_first_guess_is_mostly_right(parsed: list[Mapping[str, Any]]) -> None:
    assert len(parsed) > 600
    assert sum(row["intent"] == row["meant"] for row in parsed) >= 0.92 * len(parsed)


def test_the_right_one_is_among_three(parsed: list[Mapping[str, Any]]) -> None:
    assert sum(row["meant"] in row["ranking"] for row in parsed) >= 0.97 * len(parsed)


def test_no_intent_is_a_lost_cause(parsed: list[Mapping[str, Any]]) -> None:
    meant = {row["meant"] for row in parsed}
    shares = {
        intent: [row["intent"] == intent for row in parsed if row["meant"] == intent]
        for intent in meant
    }
    poor = {name for name, right in shares.items() if sum(right) < 0.6 * len(right)}
    assert poor == set()


def test_the_corpora_are_apart_from_the_examples() -> None:
    examples = {
        line.removeprefix("    - ").casefold()
        for path in (ROOT / "nlu" / "en").glob("*.yml")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("    - ")
    }
    unseen = {json.loads(line)["text"].casefold() for name in NAMES for line in read(name)}
    assert not examples & unseen


NAMES = ("with_guide", "without_guide")
