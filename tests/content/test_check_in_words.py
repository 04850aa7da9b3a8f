"""The shipped cues and words of correction read what people write in a check-in."""

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.domain.corrections import Mark
from bot.domain.patients import Patient
from bot.library import load_library
from bot.services.check_in_reading import correction_in, ratings_in

PATIENT = Patient(
    ref="L-1", conversation_id="c", created_at=datetime(2026, 3, 2, tzinfo=UTC), language="en"
)


@pytest.fixture(scope="module")
def work():
    return SimpleNamespace(library=load_library(Path(__file__).parents[2] / "content"))


def daily(work):
    return work.library.questionnaire("daily-check-in", "en")


@pytest.mark.parametrize(
    ("text", "ratings"),
    [
        ("pain 6, mood 4, slept badly maybe a 3", {"pain": 6, "mood": 4, "sleep": 3}),
        (
            "6 today, got in the way 7, mood's ok say 6, sleep 5 and the dog made me laugh",
            {"pain": 6, "interference": 7, "mood": 6, "sleep": 5},
        ),
        (
            "aching 5, stopped me 4, spirits 7, night's sleep 2",
            {"pain": 5, "interference": 4, "mood": 7, "sleep": 2},
        ),
        (
            "pain 6 in the way 7 mood 5 sleep 4",
            {"pain": 6, "interference": 7, "mood": 5, "sleep": 4},
        ),
        (
            "hurts 6, interference 5, in myself a 4, slept ok, 6",
            {"pain": 6, "interference": 5, "mood": 4, "sleep": 6},
        ),
        ("pain got in the way 8, mood 3", {"interference": 8, "mood": 3}),
        ("pain 6, mood 4, night 3", {"pain": 6, "mood": 4, "sleep": 3}),
        ("6 all night, good night", {"pain": 6}),
    ],
)
def test_ratings_in_one_message(work, text, ratings):
    assert ratings_in(daily(work), text, "pain") == ratings


@pytest.mark.parametrize(
    ("text", "value", "ratings"),
    [
        ("No, I meant 6", 6, {}),
        ("sorry, 4", 4, {}),
        ("the sleep one was wrong, make it 3", None, {"sleep": 3}),
        ("pain should be 5 not 7", None, {"pain": 5}),
        ("change mood to 2", None, {"mood": 2}),
        ("no no thats wrong, change mood to 6", None, {"mood": 6}),
        ("Sorry, I put the wrong number for sleep, should be 4", None, {"sleep": 4}),
        ("fat fingers - 3 not 33", 3, {}),
        ("typo meant 8 not 0", 8, {}),
        ("That 2 should've been a 7", 7, {}),
        ("Please change my last answer from 7 to 5.", 5, {}),
        ("I put 10 for sleep but it was 1, please fix", None, {"sleep": 1}),
        ("That's not what I meant. Sleep 4, pain 6", None, {"sleep": 4, "pain": 6}),
        ("oops typo, should be 3", 3, {}),
        ("whoops, 10 not 1", 10, {}),
        ("*4", 4, {}),
    ],
)
def test_corrections_that_say_nothing_else(work, text, value, ratings):
    found = correction_in(work, PATIENT, daily(work), text)
    assert found.mark > Mark.NONE
    assert found.is_plain
    assert (found.value, dict(found.ratings)) == (value, ratings)


@pytest.mark.parametrize(
    "text",
    ["wrong button", "typo", "I pressed the wrong number", "change my last answer", "undo that"],
)
def test_corrections_without_a_number(work, text):
    found = correction_in(work, PATIENT, daily(work), text)
    assert (found.mark, found.is_plain, found.is_readable) == (Mark.CLEAR, True, False)


@pytest.mark.parametrize(
    "text",
    [
        *("6", "no, 2", "nope, 0", "about a 7", "actually a 5", "ugh, 9", "no pain", "correct"),
        *("not right now", "no more than a 3", "six out of ten, same old pain", "that's right"),
    ],
)
def test_what_may_be_a_plain_answer_is_no_mark_of_a_correction(work, text):
    assert correction_in(work, PATIENT, daily(work), text).mark is Mark.NONE


@pytest.mark.parametrize(
    "text",
    [
        "my pain should be 3 by summer",
        "my daughter should be 5 tomorrow and we baked a cake",
        "sorry, 4, it has been a bad one",
        "I made a mistake in the kitchen and we laughed, 3 of us",
    ],
)
def test_whoever_tells_more_is_not_taken_at_half_the_words(work, text):
    assert not correction_in(work, PATIENT, daily(work), text).is_plain
