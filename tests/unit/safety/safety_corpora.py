"""The sentences that screening is measured on: tests/corpora/safety.

Each kind has two files. The rules were tuned on ``<kind>.jsonl``; ``<kind>_heldout.jsonl`` was
written before them, by the same hand, and is only counted.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from bot.safety.kinds import Outcome, RiskKind
from bot.safety.screening import Screening, screen

CORPORA = Path(__file__).parents[2] / "corpora" / "safety"
KINDS = tuple(kind for kind in RiskKind if kind is not RiskKind.NONE)


@dataclass(frozen=True)
class Sentence:
    text: str
    kind: RiskKind
    outcomes: tuple[Outcome, ...]  # each of these is right

    @property
    def is_explicit(self) -> bool:
        return self.outcomes == (Outcome.ACT,)


def sentences(name: str) -> list[Sentence]:
    rows = map(json.loads, (CORPORA / f"{name}.jsonl").read_text("utf-8").splitlines())
    return [
        Sentence(row["text"], RiskKind(row["kind"]), tuple(map(Outcome, row["outcome"])))
        for row in rows
    ]


def screened(name: str) -> list[tuple[Sentence, Screening]]:
    return [(sentence, screen(sentence.text)) for sentence in sentences(name)]


def share_found(name: str) -> float:
    """Return the share of a corpus that leads to acting or asking."""
    pairs = screened(name)
    return sum(found.outcome is not Outcome.NONE for _, found in pairs) / len(pairs)
