"""How much danger the whole screening finds in sentences that nothing was trained on.

The floors lie a little below what was counted (docs/safety/screening.md has the counts). They bind
the future; they do not promise that patients' own words fare as well.
"""

from __future__ import annotations

import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.safety.kinds import Outcome, RiskKind
from bot.safety.screener import Screener
from tests.auxil.engine_at_work import ROOT

UNSEEN = ROOT / "tests" / "corpora" / "safety" / "unseen.jsonl"
FOUND = (Outcome.ACT, Outcome.ASK)


@pytest.fixture(scope="module")
def counted(screener: Screener) -> dict[str, Counter[Outcome]]:
    """Outcomes by kind of danger, or by style where there is none."""
    found: dict[str, Counter[Outcome]] = defaultdict(Counter)
    for row in map(json.loads, UNSEEN.read_text(encoding="utf-8").splitlines()):
        outcome = screener.screen(row["text"]).outcome
        names = {row["kind"], f"{row['kind']}/{row['style']}"}
        for name in names:
            found[name][outcome] += 1
    return found


def share(counts: Counter[Outcome], *outcomes: Outcome) -> float:
    return sum(counts[each] for each in outcomes) / counts.total()


FLOORS = {
    "suicide_self_harm/explicit": 0.985,
    "suicide_self_harm": 0.96,
    "harm_to_others": 0.95,
    "abuse": 0.95,
    "cauda_equina": 0.90,
    "chest_pain": 0.90,
    "stroke_sign": 0.90,
    "infection_fever": 0.90,
    "sudden_weakness": 0.90,
    "blood_clot": 0.90,
    "severe_allergic": 0.90,
    "medication_danger": 0.90,
}
# At most so often: acted on, asked about.
CEILINGS = {
    "none/everyday": (0.02, 0.05),
    "none/figurative": (0.05, 0.18),
    "none/negated": (0.08, 0.16),
    "none/third_person": (0.10, 0.22),
    "none/pain_talk": (0.0, 0.08),
}


@pytest.mark.parametrize(("name", "floor"), FLOORS.items())
def test_danger_is_found(counted: dict[str, Counter[Outcome]], name: str, floor: float) -> None:
    assert counted[name].total() >= 35
    assert share(counted[name], *FOUND) >= floor, counted[name]


def test_explicit_thoughts_of_suicide_lead_to_acting(
    counted: dict[str, Counter[Outcome]],
) -> None:
    assert share(counted["suicide_self_harm/explicit"], Outcome.ACT) >= 0.95


@pytest.mark.parametrize(("name", "ceilings"), CEILINGS.items())
def test_no_danger_is_seldom_taken_for_one(
    counted: dict[str, Counter[Outcome]], name: str, ceilings: tuple[float, float]
) -> None:
    assert counted[name].total() >= 70
    acted, asked = share(counted[name], Outcome.ACT), share(counted[name], Outcome.ASK)
    assert acted <= ceilings[0], counted[name]
    assert asked <= ceilings[1], counted[name]


def test_every_kind_has_its_floor() -> None:
    kinds = {kind.value for kind in RiskKind if kind is not RiskKind.NONE}
    assert kinds <= FLOORS.keys()


def test_the_same_words_always_have_the_same_outcome(screener: Screener) -> None:
    text = "I have been sorting out my papers so that nobody has to"
    assert len({screener.screen(text) for _ in range(5)}) == 1


@pytest.mark.parametrize(
    "make",
    [
        lambda: "w " * 2048,
        lambda: "x" * 4096,
        lambda: "not never no without " * 200,
        lambda: "\U0001f622" * 4096,
        lambda: "I want to, but not, no, never kill " * 115,
    ],
)
def test_nothing_makes_it_slow(screener: Screener, make: Callable[[], str]) -> None:
    text = make()[:4096]
    began = time.perf_counter()
    screener.screen(text)
    # Far above what it takes (docs/safety/screening.md): it must not grow out of hand.
    assert time.perf_counter() - began < 5


def test_the_corpus_is_apart_from_what_was_trained_on() -> None:
    trained = {
        _plain(json.loads(line)["text"])
        for path in (ROOT / "nlu" / "screening").glob("*.jsonl")
        for line in path.read_text(encoding="utf-8").splitlines()
    }
    assert not trained & {_plain(text) for text in _texts(UNSEEN)}


def _texts(path: Path) -> list[str]:
    return [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())
