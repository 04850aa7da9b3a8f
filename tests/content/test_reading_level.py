"""Texts for patients can be read at school grade 6 to 8, and fit a phone."""

import re
from pathlib import Path

import pytest

from bot.library import load_library

SHIPPED = Path(__file__).parents[2] / "content"
GRADE_MAX = 8.0
STEP_LENGTH_MAX = 300  # characters; a step is read in a few seconds, in pain


def syllables(word: str) -> int:
    """Return about how many syllables an English word has."""
    groups = re.findall(r"[aeiouy]+", word)
    silent_e = word.endswith("e") and not word.endswith(("le", "ee")) and len(groups) > 1
    return max(1, len(groups) - silent_e)


def grade(text: str) -> float:
    """Return the Flesch-Kincaid grade of a text.

    Source:
        Kincaid et al. 1975, Research Branch Report 8-75, Naval Technical Training Command.
    """
    sentences = [part for part in re.split(r"[.!?:\n]+", text) if re.search(r"\w", part)]
    words = re.findall(r"[a-z]+", text.lower())
    per_word = sum(map(syllables, words)) / len(words)
    return 0.39 * len(words) / len(sentences) + 11.8 * per_word - 15.59


@pytest.fixture(scope="module")
def library():
    return load_library(SHIPPED)


def test_every_text_reads_at_grade_8_or_below(library):
    texts = {f"consent {screen.id}": screen.text for screen in library.consent("en").screens}
    for exercise in library.exercises("en"):
        parts = (exercise.offer, exercise.why, exercise.caution, exercise.stop_rule)
        steps = tuple(step.text for step in exercise.steps)
        texts[exercise.id] = "\n".join((*parts, *steps, exercise.closing))
    for item in library.questionnaire("daily-check-in", "en").items:
        texts[item.id] = f"{item.question}\n{item.why}\n{item.re_ask}"
    grades = {name: round(grade(text), 1) for name, text in texts.items()}
    assert {name: found for name, found in grades.items() if found > GRADE_MAX} == {}


def test_steps_of_exercises_are_short(library):
    for exercise in library.exercises("en"):
        for step in exercise.steps:
            assert len(step.text) <= STEP_LENGTH_MAX, (exercise.id, step.id)
