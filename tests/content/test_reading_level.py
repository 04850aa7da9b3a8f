"""Texts for patients can be read at school grade 7 on the whole, 9 at most, and fit a phone."""

from pathlib import Path
from statistics import median

import pytest

from bot.library import load_library
from bot.library.cross_checks.reading_level import graded_files, graded_texts
from bot.library.loader import read_content
from bot.library.school_grade import Prose

SHIPPED = Path(__file__).parents[2] / "content"
MEDIAN_MAX = 7.0
GRADE_MAX = 9.0
CONSENT_MAX = 8.0  # nobody can agree to what they cannot read
STEP_LENGTH_MAX = 300  # characters; a step is read in a few seconds, in pain


@pytest.fixture(scope="module")
def library():
    return load_library(SHIPPED)


@pytest.fixture(scope="module")
def corpus():
    return read_content(SHIPPED, None).corpus


def test_half_of_the_files_and_texts_read_at_grade_7_or_below(corpus):
    for graded in (graded_files(corpus), graded_texts(corpus)):
        assert len(graded) > 30
        assert median(grade for _, grade in graded) <= MEDIAN_MAX


def test_no_text_reads_above_grade_9(corpus):
    grades = [(place.document.file, place.path, grade) for place, grade in graded_texts(corpus)]
    assert [found for found in grades if found[2] > GRADE_MAX] == []


def test_every_screen_of_the_consent_reads_at_grade_8_or_below(library):
    screens = library.consent("en").screens
    grades = {screen.id: Prose.of(screen.text).grade for screen in screens}
    assert {name: grade for name, grade in grades.items() if grade > CONSENT_MAX} == {}


def test_steps_of_exercises_are_short(library):
    for exercise in library.exercises("en"):
        for step in exercise.steps:
            assert len(step.text) <= STEP_LENGTH_MAX, (exercise.id, step.id)
