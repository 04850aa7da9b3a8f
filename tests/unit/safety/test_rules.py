"""Rules: nearness, cancelling, and that each one is alive and sourced."""

import importlib
import pkgutil
import re

import pytest

import bot.safety
from bot.safety import batch, contexts, kinds, screening
from bot.safety.contexts import Context
from bot.safety.kinds import Outcome, RiskKind
from bot.safety.normalise import normalise
from bot.safety.phrases import concept
from bot.safety.rules import Rule
from bot.safety.screening import RULE_SETS
from bot.safety.windows import Window, windows
from tests.unit.safety.safety_corpora import KINDS, sentences

NUMB, LEG, COLD = concept("numb"), concept("leg"), concept("cold")


def hits(rule: Rule, text: str) -> bool:
    return any(True for _ in rule.hits(Window(text.split())))


@pytest.mark.parametrize(
    ("text", "is_hit"),
    [
        ("my leg is numb", True),
        ("numb in my leg", True),
        ("my leg and after a long time it is numb", False),
        ("my leg is not numb", False),
        ("my leg . numb", False),
        ("numb", False),
    ],
)
def test_parts_must_be_near_in_one_sentence_and_without_negation(text, is_hit):
    assert hits(Rule("near", Outcome.ACT, (NUMB, LEG), within=3), text) is is_hit


def test_a_rule_may_reach_across_sentences_when_it_says_so():
    assert hits(Rule("near", Outcome.ACT, (NUMB, LEG), within=3, across=True), "my leg . numb")


def test_unless_cancels_close_by_and_not_from_far_away():
    rule = Rule("numb", Outcome.ACT, (NUMB,), unless=COLD)
    assert not hits(rule, "numb from the cold")
    assert hits(rule, "numb . it is cold")
    assert hits(rule, "cold " + "and " * 12 + "numb")


@pytest.mark.parametrize("rule_set", RULE_SETS, ids=lambda rule_set: rule_set.kind.value)
def test_each_rule_finds_a_sentence_of_its_own_kind(rule_set):
    made = [w for s in sentences(rule_set.kind.value) for w in windows(normalise(s.text))]
    others = [k.value for k in KINDS if k is not rule_set.kind]
    made += [w for name in others for s in sentences(name) for w in windows(normalise(s.text))]
    idle = [r.name for r in rule_set.rules if not any(any(True for _ in r.hits(w)) for w in made)]
    assert idle == []


def test_rules_have_names_of_their_own():
    for rule_set in RULE_SETS:
        names = [rule.name for rule in rule_set.rules]
        assert len(names) == len(set(names))
        assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in names)


def test_every_kind_has_rules_and_a_group():
    assert [rule_set.kind for rule_set in RULE_SETS] == list(KINDS)
    assert all(kind.is_crisis or kind.is_red_flag for kind in KINDS[:3] + KINDS[4:])
    assert RiskKind.MEDICATION_DANGER.group is kinds.SafetyGroup.MEDICINE
    assert not RiskKind.NONE.is_crisis
    assert not RiskKind.NONE.is_red_flag


def test_denial_and_stories_soften_every_kind_and_nothing_makes_graver():
    for rule_set in RULE_SETS:
        assert rule_set.softening[Context.DENIED] == 2
        assert rule_set.softening[Context.STORY] == 2
        assert min(rule_set.softening.values()) >= 0


def test_every_clinical_file_and_function_names_its_source():
    rule_files = [
        module
        for info in pkgutil.iter_modules(bot.safety.__path__)
        if hasattr(module := importlib.import_module(f"bot.safety.{info.name}"), "RULES")
    ]
    assert len(rule_files) >= len(RULE_SETS)
    functions = [screening.screen, contexts.contexts, batch.screen_lines, kinds.RiskKind.group]
    for item in [*rule_files, *functions]:
        assert "Source:" in (item.__doc__ or ""), item
