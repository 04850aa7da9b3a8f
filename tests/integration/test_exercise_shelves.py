"""The menu of exercises: by time when there are many, and what helped before."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest

from bot.domain.exercises import ExerciseSession, SessionStatus
from bot.domain.patients import PatientStatus
from bot.library.library import Library
from bot.services import exercise_shelves, exercises
from tests.auxil.visitor import Visitor


def with_exercises(library: Library, count: int) -> Library:
    """A library of so many exercises, of one, three and ten minutes in turn."""
    model = library.exercise("paced-breathing-1", "en")
    made = [
        model.model_copy(
            update={"id": f"one-{n}", "title": f"Number {n}", "minutes": (1, 3, 10)[n % 3]}
        )
        for n in range(count)
    ]
    return replace(library, _exercises={(each.id, "en"): each for each in made})


@pytest.fixture
async def visitor(desk, database, library) -> Visitor:
    desk = replace(desk, library=with_exercises(library, 10))
    return await Visitor(desk, database).enter(
        status=PatientStatus.ACTIVE, country="no", timezone="Europe/Oslo", check_in_at=time(9)
    )


async def keep_session(visitor: Visitor, exercise_id: str, before: int, after: int, **more) -> None:
    patient = await visitor.patient()
    async with visitor.work() as work:
        session = ExerciseSession(
            patient_id=patient.id,
            exercise_id=exercise_id,
            exercise_version=1,
            status=SessionStatus.COMPLETE,
            rating_before_nrs=before,
            rating_after_nrs=after,
            started_at=work.now - timedelta(days=3),
            touched_at=work.now,
            ended_at=work.now,
        )
        for name, value in more.items():
            setattr(session, name, value)
        work.uow.add(session)


async def test_a_few_are_shown_as_they_are(desk, database, library):
    desk = replace(desk, library=with_exercises(library, exercise_shelves.MOST_AT_ONCE))
    visitor = await Visitor(desk, database).enter(status=PatientStatus.ACTIVE, country="no")
    await visitor.ask(exercises.list_exercises)
    assert len((await visitor.last()).labels) == exercise_shelves.MOST_AT_ONCE


async def test_many_are_asked_for_by_time(visitor):
    await visitor.ask(exercises.list_exercises)
    lengths = ["One minute", "Three minutes", "Ten minutes"]
    assert (await visitor.last()).labels == [*lengths, "When energy is low"]
    await visitor.presses("Three minutes")
    assert (await visitor.last()).labels == ["Number 1", "Number 4", "Number 7"]
    await visitor.presses("Number 4")
    assert (await visitor.last()).text.startswith("Number 4")


async def test_a_long_shelf_is_shown_some_at_a_time(desk, database, library):
    desk = replace(desk, library=with_exercises(library, 3 * 10))
    visitor = await Visitor(desk, database).enter(status=PatientStatus.ACTIVE, country="no")
    await visitor.ask(exercises.list_exercises)
    await visitor.presses("Ten minutes")
    first = (await visitor.last()).labels
    await visitor.presses("More")
    rest = (await visitor.last()).labels
    assert first[-1] == "More"
    assert len(first) == exercise_shelves.MOST_AT_ONCE + 1
    assert len({*first[:-1], *rest}) == 10


async def test_what_was_stopped_comes_first(visitor):
    await visitor.ask(exercises.start, "one-3")
    await visitor.presses("Start")
    await visitor.presses("Stop")
    await visitor.ask(exercises.list_exercises)
    assert (await visitor.last()).labels[0] == "Go on: Number 3"


async def test_what_helped_before_is_offered_with_the_most_helpful_first(visitor):
    # How tense: lower is better.
    await keep_session(visitor, "one-1", 6, 5)
    await keep_session(visitor, "one-2", 8, 3)
    await keep_session(visitor, "one-3", 4, 4)
    await keep_session(visitor, "one-4", 4, 7)
    await visitor.ask(exercises.list_exercises)
    await visitor.presses("What helped me before")
    assert (await visitor.last()).labels == ["Number 2", "Number 1"]


async def test_several_runs_count_together(visitor):
    await keep_session(visitor, "one-1", 6, 0)
    await keep_session(visitor, "one-1", 0, 7)
    await visitor.ask(exercises.list_exercises)
    assert "What helped me before" not in (await visitor.last()).labels


@pytest.mark.parametrize(
    "more",
    [
        {"rating_after_nrs": None},
        {"rating_before_nrs": None},
        {"status": SessionStatus.STOPPED, "ended_at": None},
    ],
    ids=["no number after", "none before", "not finished"],
)
async def test_a_run_that_says_nothing_counts_for_nothing(visitor, more):
    await keep_session(visitor, "one-1", 9, 1, **more)
    assert list(await visitor.ask(exercise_shelves.helpful)) == []


async def test_what_is_not_offered_any_more_is_left_out(visitor):
    await keep_session(visitor, "no-longer-there", 9, 1)
    assert list(await visitor.ask(exercise_shelves.helpful)) == []


async def test_where_more_is_better_a_rise_helped(desk, database, library):
    model = library.exercise("paced-breathing-1", "en")
    rising = model.rating.model_copy(update={"higher_is": "better"})
    sure = model.model_copy(update={"id": "sure", "rating": rising})
    desk = replace(desk, library=replace(library, _exercises={("sure", "en"): sure}))
    visitor = await Visitor(desk, database).enter(status=PatientStatus.ACTIVE, country="no")
    await keep_session(visitor, "sure", 3, 6)
    assert [each.id for each in await visitor.ask(exercise_shelves.helpful)] == ["sure"]
