"""Screening: the one door of this room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.safety.contexts import contexts
from bot.safety.kinds import Outcome, RiskKind
from bot.safety.normalise import normalise
from bot.safety.rules import Rule, RuleSet
from bot.safety.windows import Window, windows
from bot.safety import (
    suicide_self_harm,
    harm_to_others,
    abuse,
    cauda_equina,
    chest_pain,
    stroke_sign,
    medication_danger,
    severe_allergic,
    sudden_weakness,
    infection_fever,
    blood_clot,
)

RULE_SETS: tuple[RuleSet, ...] = (
    suicide_self_harm.RULE_SET,
    harm_to_others.RULE_SET,
    abuse.RULE_SET,
    stroke_sign.RULE_SET,
    chest_pain.RULE_SET,
    cauda_equina.RULE_SET,
    medication_danger.RULE_SET,
    severe_allergic.RULE_SET,
    sudden_weakness.RULE_SET,
    infection_fever.RULE_SET,
    blood_clot.RULE_SET,
)


@dataclass(frozen=True)
class Screening:
    """What screening made of one message."""

    kind: RiskKind
    outcome: Outcome
    reason: str  # the name of the rule that decided; never a word of the message


def screen(text: str) -> Screening:
    best = _NOTHING
    best_rank = (0, 0)
    for window in windows(normalise(text)):
        for f in _findings(window):
            r = _rank(f)
            if r > best_rank:
                best, best_rank = f, r
    return best


_NOTHING = Screening(RiskKind.NONE, Outcome.NONE, "")
STEPS = (Outcome.NONE, Outcome.ASK, Outcome.ACT)
_GRAVITY = {k: len(RiskKind) - i for i, k in enumerate(RiskKind)}


def _rank(f):
    return (STEPS.index(f.outcome), _GRAVITY[f.kind])


def _findings(window):
    for rs in RULE_SETS:
        for rule in rs.rules:
            for span in rule.hits(window):
                soft = {c for c in contexts(window, span)} & set(rs.softening) - rule.ignores
                step = STEPS.index(rule.outcome) - sum(rs.softening[c] for c in soft)
                if step > 0:
                    yield Screening(rs.kind, STEPS[step], "/".join([rule.name, *sorted(soft)]))
