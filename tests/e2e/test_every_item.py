"""Every lesson and every exercise, every step and every option: by buttons and by words alone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Sequence
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from bot.library import load_library
from bot.library.models import Module
from tests.auxil.house import House, Person, Sandbox
from tests.auxil.residents import move_in_together
from tests.auxil.waiting import running
from tests.auxil.walker import Listener, Pace, Tapper, Writer
from tests.auxil.ways import Play, as_stored, ways_of

NOON = datetime(2026, 11, 30, 11, 0, tzinfo=UTC)  # 12:00 in Oslo: no check-in comes between
LIBRARY = load_library(Path(__file__).parents[2] / "content")
MODULES = LIBRARY.modules("en")
LESSONS = [LIBRARY.lesson(lesson_id, "en") for each in MODULES for lesson_id in each.lessons]
EXERCISES = LIBRARY.exercises("en")
HELP = LIBRARY.text("menu.help", "en", clinic="Test Clinic")
SHELVES = {1: "One minute", 3: "Three minutes", 10: "Ten minutes"}
OPENINGS = ("{}", "{} please", "let's do {}")  # before a title
EACH = 4  # plays of a person: a chat takes one message a second

Tour = tuple[Callable[[Listener, Pace, list[Play]], Coroutine[Any, Any, None]], list[Play]]


@pytest.fixture
async def sandbox(sandbox: Sandbox) -> Sandbox:
    """The time of day at which a coach starts here."""
    await sandbox.clock_to(NOON)
    return sandbox


def test_there_are_nine_modules_and_exercises_enough() -> None:
    assert len(MODULES) == 9
    assert len(EXERCISES) >= 20


def test_every_option_is_on_some_way() -> None:
    plays = (*_plays(by_words=False), *_plays(by_words=True))
    assert {play.script.id for play in plays} == {each.id for each in (*LESSONS, *EXERCISES)}
    chosen = {(play.script.id, *choice) for play in plays for choice in play.way.items()}
    assert chosen == {
        (script.id, step.id, option.value)
        for script in (*LESSONS, *EXERCISES)
        for step in script.steps
        for option in step.options
    }


async def test_everything_is_played_by_buttons_alone(house: House) -> None:
    plays = _plays(by_words=False)
    lessons = [
        [play for play in plays if play.script.id in module.lessons and play.number == number]
        for module in MODULES
        for number in {play.number for play in plays}
    ]
    exercises = _handfuls([play for play in plays if play.script in EXERCISES])
    tours: list[Tour] = [(_tap_lessons, each) for each in lessons if each]
    await _play_all(house, [*tours, *((_tap_exercises, each) for each in exercises)])


async def test_everything_is_played_by_words_alone(house: House) -> None:
    await _play_all(house, [(_write, each) for each in _handfuls(_plays(by_words=True))])


def _plays(*, by_words: bool) -> list[Play]:
    """Each item at least once; where it has many ways, buttons and words share them."""
    return [
        Play(LIBRARY, script, way, number)
        for script in (*LESSONS, *EXERCISES)
        for ways in [ways_of(script)]
        for number, way in enumerate((ways[1::2] or ways) if by_words else ways[::2])
    ]


def _handfuls(plays: Sequence[Play]) -> list[list[Play]]:
    count = -(-len(plays) // EACH)
    return [list(plays[first::count]) for first in range(count)]


async def _play_all(house: House, tours: Sequence[Tour]) -> None:
    """Let a person go on each tour, side by side; then look at what is stored of them."""
    people = await move_in_together(house, [f"Ellen {number}" for number in range(len(tours))])
    listeners = [Listener(person) for person in people]
    pace = Pace(house.sandbox)
    async with running(pace.keep()):
        ends = (_go(listener, pace, tour) for listener, tour in zip(listeners, tours, strict=True))
        faults = [fault for fault in await asyncio.gather(*ends) if fault]
    assert not faults, "\n\n".join(faults)
    await house.until_all_sent()
    for listener in listeners:
        await listener.hears_no_more()
    await _are_stored(house, people, [plays for _, plays in tours])
    assert house.complaints() == []


async def _go(listener: Listener, pace: Pace, tour: Tour) -> str:
    """Return why a tour ended too early; nothing when it came to its end."""
    walk, plays = tour
    try:
        await listener.hears(HELP)
        await walk(listener, pace, plays)
    except AssertionError as fault:
        last = [message["text"] for message in (await listener.person.chat())[-4:]]
        return f"{listener.person.name}: {fault}\n    the last in the chat: {last}"
    return ""


async def _are_stored(house: House, people: Iterable[Person], tours: Iterable[list[Play]]) -> None:
    """Each play is stored once, as complete, with the answers that were given."""
    async with house.at_work() as work:
        for person, plays in zip(people, tours, strict=True):
            patient = await work.uow.patients.by_chat(person.id)
            assert patient is not None
            assert patient.id is not None
            found = await work.uow.exercises.recent(patient.id, NOON)
            in_order = sorted(found, key=lambda session: session.id or 0)
            assert [as_stored(session) for session in in_order] == [play.kept for play in plays]


async def _tap_lessons(listener: Listener, pace: Pace, plays: list[Play]) -> None:
    """Go from the menu to each lesson of a module, and back to all of them."""
    module, tapper, left = _module_of(plays[0]), Tapper(listener, pace), set[str]()
    left.update(module.lessons)
    await listener.presses("Lessons")
    for play in plays:
        await listener.hears(LIBRARY.text("programme.list", "en"))
        await listener.presses(module.title)
        await listener.hears(f"{module.title}\n\n{module.about}")
        await listener.presses(play.script.title)
        left.discard(play.script.id)
        await tapper.go_through(play, "" if left else module.finished)
        await listener.presses("All topics")
    await listener.hears(LIBRARY.text("programme.list", "en"))


async def _tap_exercises(listener: Listener, pace: Pace, plays: list[Play]) -> None:
    """Go from the menu to each exercise by the time that it takes."""
    tapper = Tapper(listener, pace)
    for play in plays:
        await listener.presses("Exercises")
        await listener.hears(LIBRARY.text("exercise.list_by_time", "en"))
        await listener.presses(SHELVES[play.script.minutes])
        await listener.hears(LIBRARY.text("exercise.list", "en"))
        while play.script.title not in listener.labels:
            await listener.presses("More")
            await listener.hears(LIBRARY.text("exercise.list", "en"))
        await listener.presses(play.script.title)
        await tapper.go_through(play)
        await listener.taps_command("help")  # no button of the exercise leads on
        await listener.hears(HELP)


async def _write(listener: Listener, pace: Pace, plays: list[Play]) -> None:
    """Open each by its title, and go through it in words."""
    writer = Writer(listener, pace)
    for opening, play in zip(cycle(OPENINGS), plays, strict=False):
        await listener.says(opening.format(play.script.title))
        await writer.go_through(play)


def _module_of(play: Play) -> Module:
    return next(module for module in MODULES if play.script.id in module.lessons)
