"""An exercise laid out as places."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.exercises import ExerciseSession
from bot.library import load_library
from bot.library.models.exercise import Exercise
from bot.library.models.script import Step
from bot.services.exercise_script import (
    PlaceKind,
    answers_in_words,
    change,
    change_in_words,
    place_after,
    place_at,
    places,
)

NOW = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture(scope="module")
def exercise() -> Exercise:
    """A small one, made from a shipped one."""
    library = load_library(Path(__file__).parents[3] / "content")
    steps = (
        Step(
            id="eyes",
            kind="choice",
            text="Open or closed?",
            options=(
                {"value": "open", "label": "Eyes open"},
                {"value": "closed", "label": "Closed"},
            ),
            re_ask="Which?",
        ),
        Step(id="look", kind="say", text="Look.", when={"eyes": "open"}),
        Step(id="close", kind="say", text="Close them.", when={"eyes": "closed"}),
        Step(id="wait", kind="timed", text="Wait.", seconds=30),
        Step(id="note", kind="text", text="A word?", optional=True, re_ask="A word?"),
        Step(id="minutes", kind="number", text="How long?", min=1, max=60, re_ask="A number?"),
    )
    return library.exercise("body-scan", "en").model_copy(update={"steps": steps})


def session(position: int, choices: dict[str, str] | None = None, before: int | None = 5):
    return ExerciseSession(
        patient_id=1,
        exercise_id="body-scan",
        exercise_version=1,
        position=position,
        choices=choices or {},
        rating_before_nrs=before,
        started_at=NOW,
        touched_at=NOW,
    )


def walk(exercise: Exercise, choices: dict[str, str], before: int | None = 5) -> list[str]:
    """The places from the introduction to the end."""
    at, seen = 0, ["intro"]
    while (place := place_after(exercise, session(at, choices, before))) is not None:
        seen.append(place.step.id if place.step else place.kind.value)
        at = place.position
    return seen


def test_places_are_counted_over_all_steps(exercise):
    line = places(exercise)
    assert [place.position for place in line] == list(range(9))
    assert [place.kind for place in line[:3]] == [
        PlaceKind.INTRO,
        PlaceKind.RATING_BEFORE,
        PlaceKind.STEP,
    ]
    assert line[-1].kind is PlaceKind.RATING_AFTER
    assert [place_at(exercise, at) for at in range(9)] == list(line)


def test_a_choice_decides_which_steps_are_walked(exercise):
    rest = ["wait", "note", "minutes", "rating_after"]
    start = ["intro", "rating_before", "eyes"]
    assert walk(exercise, {"eyes": "open"}) == [*start, "look", *rest]
    assert walk(exercise, {"eyes": "closed"}) == [*start, "close", *rest]
    assert walk(exercise, {}) == [*start, *rest]


def test_without_a_rating_before_there_is_none_after(exercise):
    assert walk(exercise, {"eyes": "open"}, before=None)[-1] == "minutes"


def test_after_the_last_place_there_is_nothing(exercise):
    assert place_after(exercise, session(8)) is None


def test_only_what_needs_no_answer_can_be_skipped(exercise):
    skippable = [place.can_be_skipped for place in places(exercise)]
    assert skippable == [False, True, False, True, True, True, True, False, True]


def test_only_timed_steps_end_by_themselves(exercise):
    timed = {place.step.id: place.seconds for place in places(exercise) if place.seconds}
    assert timed == {"wait": 30}


@pytest.mark.parametrize(
    ("higher_is", "before", "after", "became"),
    [
        ("better", 3, 6, "better"),
        ("better", 6, 3, "worse"),
        ("worse", 3, 6, "worse"),
        ("worse", 6, 3, "better"),
        ("better", 4, 4, "same"),
        ("worse", 0, 0, "same"),
    ],
)
def test_what_is_better_depends_on_the_scale(exercise, higher_is, before, after, became):
    rating = exercise.rating.model_copy(update={"higher_is": higher_is})
    assert change(rating, before, after) == became
    assert change_in_words(rating, before, after) == getattr(rating, became)


@pytest.mark.parametrize(("before", "after"), [(None, None), (3, None), (None, 3)])
def test_one_number_alone_is_compared_with_nothing(exercise, before, after):
    assert change_in_words(exercise.rating, before, after) == ""


def test_answers_are_shown_as_the_person_saw_them(exercise):
    choices = {"eyes": "open", "minutes": "20", "wait": "x", "gone": "y"}
    assert answers_in_words(exercise, choices) == {"eyes": "Eyes open", "minutes": "20"}
