"""Whatever is kept as a code has words in a patient's copy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from bot.domain.alerts import AlertStatus, ResolutionOutcome, Urgency
from bot.domain.check_ins import CheckInStatus
from bot.domain.data_reads import DataKind
from bot.domain.exercises import SessionStatus
from bot.domain.patients import PatientStatus
from bot.domain.prompts import PromptKind, PromptStatus
from bot.library import load_library
from bot.safety.kinds import RiskKind

ROOT = Path(__file__).parents[2]
GROUPS = {
    "": (PatientStatus, CheckInStatus, SessionStatus, AlertStatus, ResolutionOutcome, PromptKind),
    "prompt_": (PromptStatus,),
    "urgency_": (Urgency,),
    "read_": (DataKind,),
}


def codes() -> Iterator[str]:
    for group, kinds in GROUPS.items():
        yield from (f"code_{group}{each.value}" for kind in kinds for each in kind)
    yield from (f"code_answer_{answer}" for answer in ("yes", "no", "unclear", "none"))
    for path in sorted((ROOT / "bot/services").glob("*.py")):
        noted = re.findall(r'note\(work, alert, "(\w+)"', path.read_text(encoding="utf-8"))
        yield from (f"code_event_{event}" for event in noted)


def test_every_code_has_words():
    texts = load_library(ROOT / "content").messages("en")
    wanted = set(codes())
    assert "code_event_raised" in wanted
    assert {code for code in wanted if f"export.{code}" not in texts} == set()


def test_every_kind_of_danger_has_words():
    texts = load_library(ROOT / "content").messages("en")
    kinds = [kind.value for kind in RiskKind if kind is not RiskKind.NONE]
    assert [kind for kind in kinds if f"alert.kind_{kind}" not in texts] == []
