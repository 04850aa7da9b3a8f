"""Screening by patterns, for what is said outright.

Whoever calls it fails closed: should it raise against all tests, the caller answers with the fixed
safety text. It is pure, so the same text always gives the same answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.safety import (
    abuse,
    blood_clot,
    cauda_equina,
    chest_pain,
    harm_to_others,
    infection_fever,
    medication_danger,
    severe_allergic,
    stroke_sign,
    sudden_weakness,
    suicide_self_harm,
)
from bot.safety.contexts import contexts
from bot.safety.gibberish import is_gibberish
from bot.safety.kinds import Outcome, RiskKind
from bot.safety.normalise import normalise
from bot.safety.rules import Rule, RuleSet
from bot.safety.windows import Span, Window, windows

RULE_SETS: tuple[RuleSet, ...] = (
    suicide_self_harm.RULE_SET,
    harm_to_others.RULE_SET,
    abuse.RULE_SET,
    medication_danger.RULE_SET,
    severe_allergic.RULE_SET,
    stroke_sign.RULE_SET,
    chest_pain.RULE_SET,
    cauda_equina.RULE_SET,
    sudden_weakness.RULE_SET,
    infection_fever.RULE_SET,
    blood_clot.RULE_SET,
)

_STEPS = (Outcome.NONE, Outcome.ASK, Outcome.ACT)
_HEIGHT = {outcome: height for height, outcome in enumerate(_STEPS)}
_GRAVITY = {kind: len(RiskKind) - place for place, kind in enumerate(RiskKind)}


@dataclass(frozen=True)
class Screening:
    """What screening made of one message.

    Attributes:
        kind: The gravest kind of danger found.
        outcome: What the coach does about it.
        reason: The name of the rule that decided, with the contexts that softened it
            (``suicidal/past``); never a word of the message. Empty when nothing was found.
    """

    kind: RiskKind
    outcome: Outcome
    reason: str


NOTHING_FOUND = Screening(RiskKind.NONE, Outcome.NONE, "")


def screen(text: str) -> Screening:
    """Say which danger a message may hold and whether to act, to ask, or to go on.

    The gravest finding wins: acting before asking, then the order of ``RiskKind``.

    Args:
        text: What the patient wrote, as it came; any string at all.

    Returns:
        The gravest finding, or ``NOTHING_FOUND``. That nothing was found never means that a
        person is safe.

    Source:
        The sources of each kind stand in its own file. That crisis comes before medicine and
        medicine before bodily signs, and how contexts soften a finding, is the project's own
        judgement and awaits a clinician's sign-off.
    """
    return gravest(
        *(finding for window in windows(normalise(text)) for finding in _findings(window))
    )


def gravest(*found: Screening) -> Screening:
    """Return the finding that wins: acting before asking, then the order of ``RiskKind``."""
    return max(found, key=_rank, default=NOTHING_FOUND)


def _rank(finding: Screening) -> tuple[int, int]:
    return _HEIGHT[finding.outcome], _GRAVITY[finding.kind]


def _findings(window: Window) -> Iterator[Screening]:
    for rule_set in RULE_SETS:
        for rule in rule_set.rules:
            for span in rule.hits(window):
                finding = _softened(rule_set, rule, window, span)
                if finding.outcome is not Outcome.NONE:
                    yield finding


def _softened(rule_set: RuleSet, rule: Rule, window: Window, span: Span) -> Screening:
    """Take the outcome of a rule down by the steps of the contexts around the hit."""
    softeners = [
        context
        for context in dict.fromkeys(contexts(window, span))
        if rule_set.softening.get(context) and context not in rule.ignores
    ]
    steps = sum(rule_set.softening[context] for context in softeners)
    height = max(_HEIGHT[rule.outcome] - steps, 0)
    if is_gibberish(window.words[slice(*window.sentence(span))]):
        height = min(height, _HEIGHT[Outcome.ASK])  # struck by chance, it is asked about at most
    return Screening(rule_set.kind, _STEPS[height], "/".join([rule.name, *softeners]))
