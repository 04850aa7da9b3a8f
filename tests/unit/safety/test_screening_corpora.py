"""How much danger is found, and how often everyday talk is taken for danger.

The floors on held-out sentences lie a little below what was counted when the rules were last
tuned. They bind the future, they do not promise that other people's words fare as well.
"""

import pytest

from bot.safety.kinds import Outcome, RiskKind
from tests.unit.safety.safety_corpora import KINDS, screened, sentences, share_found

SUICIDE = RiskKind.SUICIDE_SELF_HARM
TUNED_FLOORS = {kind: 0.97 if kind is SUICIDE else 0.95 for kind in KINDS}
HELD_OUT_FLOORS = {
    RiskKind.SUICIDE_SELF_HARM: 0.97,
    RiskKind.HARM_TO_OTHERS: 0.90,
    RiskKind.ABUSE: 0.97,
    RiskKind.MEDICATION_DANGER: 0.97,
    RiskKind.SEVERE_ALLERGIC: 0.97,
    RiskKind.STROKE_SIGN: 0.97,
    RiskKind.CHEST_PAIN: 0.92,
    RiskKind.CAUDA_EQUINA: 0.97,
    RiskKind.SUDDEN_WEAKNESS: 0.97,
    RiskKind.INFECTION_FEVER: 0.92,
    RiskKind.BLOOD_CLOT: 0.92,
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_danger_is_found_on_tuned_sentences(kind):
    assert share_found(kind.value) >= TUNED_FLOORS[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_danger_is_found_on_held_out_sentences(kind):
    assert share_found(f"{kind.value}_heldout") >= HELD_OUT_FLOORS[kind]


@pytest.mark.parametrize("name", [SUICIDE.value, f"{SUICIDE.value}_heldout"])
def test_explicit_thoughts_of_suicide_lead_to_acting(name):
    explicit = [found for sentence, found in screened(name) if sentence.is_explicit]
    assert len(explicit) >= 50
    assert sum(found.outcome is Outcome.ACT for found in explicit) >= 0.95 * len(explicit)
    assert sum(found.outcome is Outcome.NONE for found in explicit) <= 0.005 * len(explicit)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("half", ["", "_heldout"])
def test_what_is_found_is_mostly_of_the_right_kind(kind, half):
    found = [f for _, f in screened(kind.value + half) if f.outcome is not Outcome.NONE]
    assert sum(finding.kind is kind for finding in found) >= 0.85 * len(found)


@pytest.mark.parametrize("name", ["everyday", "everyday_heldout"])
def test_everyday_talk_never_leads_to_acting_and_seldom_to_a_question(name):
    pairs = screened(name)
    acted = [sentence.text for sentence, found in pairs if found.outcome is Outcome.ACT]
    assert acted == []
    assert sum(found.outcome is Outcome.ASK for _, found in pairs) <= 0.05 * len(pairs)


@pytest.mark.parametrize("name", ["everyday"])
def test_tuned_everyday_talk_has_an_accepted_outcome(name):
    wrong = [s.text for s, found in screened(name) if found.outcome not in s.outcomes]
    assert wrong == []


@pytest.mark.parametrize("kind", KINDS)
def test_corpora_are_large_and_their_halves_apart(kind):
    tuned, held_out = sentences(kind.value), sentences(f"{kind.value}_heldout")
    assert len(tuned) >= 60
    assert len(held_out) >= 40
    both = {s.text.casefold() for s in tuned} & {s.text.casefold() for s in held_out}
    assert len(both) <= 1  # plain sentences that anybody would write
    assert all(sentence.kind is kind for sentence in tuned + held_out)


def test_there_are_at_least_400_everyday_sentences():
    assert len(sentences("everyday")) >= 400
    assert len(sentences("everyday_heldout")) >= 200
