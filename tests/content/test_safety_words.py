"""The fixed words for each kind of danger: complete, short, plain, and with the right numbers."""

from pathlib import Path

import pytest

from bot.library import load_library
from bot.library.school_grade import Prose
from bot.safety.kinds import RiskKind, SafetyGroup

SHIPPED = Path(__file__).parents[2] / "content"
GRADE_MAX = 8.0  # in danger nobody reads long sentences
LENGTH_MAX = 900  # characters, before the numbers are filled in
KINDS = [kind for kind in RiskKind if kind is not RiskKind.NONE]
NUMBERS = {
    SafetyGroup.CRISIS: "crisis",
    SafetyGroup.MEDICINE: "emergency",
    SafetyGroup.EMERGENCY: "emergency",
    SafetyGroup.URGENT: "urgent",
}


@pytest.fixture(scope="module")
def library():
    return load_library(SHIPPED)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_danger_has_words_with_the_numbers_of_its_group(library, kind):
    words = library.safety_words(kind.value, "en")
    assert words.numbers == NUMBERS[kind.group]
    assert "{numbers}" in words.act
    assert "{numbers}" in words.after_no


@pytest.mark.parametrize("kind", KINDS)
def test_safety_words_are_short_and_plain(library, kind):
    words = library.safety_words(kind.value, "en")
    for text in (words.act, words.ask, words.after_no):
        assert len(text) <= LENGTH_MAX
        assert Prose.of(text).grade <= GRADE_MAX
    assert words.ask.count("?") == 1  # one question, asked once


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.is_crisis])
def test_crisis_words_acknowledge_and_say_that_a_program_speaks(library, kind):
    act = library.safety_words(kind.value, "en").act
    assert "computer program" in act
    assert "emergency number" in act
    assert act.index("{numbers}") < len(act) * 0.75  # numbers come early


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.group is SafetyGroup.URGENT])
def test_urgent_words_say_when_it_becomes_an_emergency(library, kind):
    assert "call the emergency number at once" in library.safety_words(kind.value, "en").act
