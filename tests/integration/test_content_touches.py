"""A new version says whom it touches: in the command before a start, and in the log at one."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.__main__ import cli
from bot.domain.exercises import ExerciseSession, SessionStatus
from bot.domain.patients import PatientStatus
from bot.library.library import Library
from bot.library.loader import load_library
from bot.services import check_in, exercises
from bot.services.content_news import take_stock
from bot.services.content_touches import find_touches
from bot.services.work import Desk
from bot.storage.tables import content_versions, metadata
from tests.auxil import changed_content
from tests.auxil.added_content import add_language
from tests.auxil.added_content import replace as rewrite
from tests.auxil.changed_content import DAILY, EXERCISE, LESSON
from tests.auxil.data_keys import DATA_KEY
from tests.auxil.visitor import Visitor
from tests.integration.conftest import MovableClock
from tests.integration.people import add_check_in


def read_anew(visitor: Visitor, content: Path) -> None:
    visitor.desk = replace(visitor.desk, library=load_library(content))


NOTHING = "Nothing that people go through has changed since a coach was last started.\n"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return changed_content.before(tmp_path / "content")


@pytest.fixture
def library(content: Path) -> Library:
    return load_library(content)


@pytest.fixture
def clock() -> MovableClock:
    """The time that the command reads as well."""
    return MovableClock(datetime.now(UTC))


@pytest.fixture
async def visitor(desk: Desk, database: AsyncEngine) -> Visitor:
    return Visitor(desk, database)


@pytest.fixture
async def started(visitor: Visitor) -> Visitor:
    """The coach has been started with the content as it was."""
    async with visitor.work() as work:
        await take_stock(work)
    return visitor


Look = Callable[..., Any]


@pytest.fixture
def look(
    content: Path, tmp_path: Path, database: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> Look:
    """Ask the command, as a clinician does, with the files as they are."""
    monkeypatch.setenv("LINDRA_CONTENT_DIR", str(content))
    monkeypatch.setenv("LINDRA_DATABASE_URL", database.url.render_as_string(hide_password=False))
    monkeypatch.setenv("LINDRA_TELEGRAM_TOKEN", "")
    monkeypatch.setenv("LINDRA_DATA_KEYS", DATA_KEY)
    monkeypatch.setenv("LINDRA_VAR_DIR", str(tmp_path))

    async def ask(*more: str) -> str:
        words = ["content", "touches", *more]
        result = await asyncio.to_thread(CliRunner().invoke, cli, words)
        assert result.exit_code == 0, result.exception
        return result.output

    return ask


async def person(visitor: Visitor, chat_id: int, **more: Any) -> Visitor:
    values = {"timezone": "Europe/Oslo", "country": "no", "called_name": f"Person{chat_id}"}
    values |= {"status": PatientStatus.ACTIVE, **more}
    return await Visitor(visitor.desk, visitor.engine, chat_id=chat_id).enter(**values)


async def session(who: Visitor, status: SessionStatus, *, days_ago: int = 0, **more: Any) -> None:
    then = who.desk.read_clock() - timedelta(days=days_ago)
    values = {"exercise_id": "hand-warmth", "exercise_version": 1, **more}
    patient = await who.patient()
    async with who.work() as work:
        work.uow.add(
            ExerciseSession(
                patient_id=patient.id, status=status, started_at=then, touched_at=then, **values
            )
        )


async def a_clinic(started: Visitor) -> None:
    """Somebody in the middle, somebody who stopped, some who are done, somebody who left."""
    version = started.desk.library.consent("en").version
    agreed = {"consent_version": version, "consented_at": started.desk.read_clock()}
    ellen = await person(started, 701, **agreed)
    await ellen.ask(exercises.start, "hand-warmth")
    per = await person(started, 702, **agreed)
    await per.ask(exercises.start, "hand-warmth")
    await per.ask(exercises.stop)
    ola = await person(started, 703)
    await session(ola, SessionStatus.STOPPED, days_ago=2)
    for days_ago in (5, 6):
        await session(ola, SessionStatus.COMPLETE, days_ago=days_ago)
    await ola.ask(check_in.start)
    gone = await person(started, 704, left_at=started.desk.read_clock(), **agreed)
    await session(gone, SessionStatus.OPEN)
    await session(gone, SessionStatus.COMPLETE, days_ago=5)


async def rows_of_all_tables(database: AsyncEngine) -> dict[str, int]:
    """Count what is kept; the keys that a database was opened with are no part of it."""
    async with database.connect() as connection:
        return {
            table.name: await connection.scalar(select(func.count()).select_from(table))
            for table in metadata.sorted_tables
            if table.name != "data_keys"
        }


async def test_it_says_how_many_are_in_the_middle_and_names_nobody(
    started: Visitor, content: Path, look: Look
) -> None:
    await a_clinic(started)
    changed_content.change_exercise(content)
    changed_content.change_check_in(content)
    consent = changed_content.change_consent(content)
    before = await rows_of_all_tables(started.engine)
    assert await look() == (
        "daily-check-in (questionnaire, en): version 2 is new.\n"
        "  1 check-in is open, and will be finished in the version it began with.\n"
        "  Nobody finished an older version before.\n"
        "hand-warmth (exercise, en): version 2 is new.\n"
        "  1 person is in the middle of it, and will finish the version they began.\n"
        "  1 person stopped it within the last day, and can go on with the version they began.\n"
        "  1 person finished an older version before.\n"
        f"consent (en): version {consent} is in the files. 2 people agreed to an older one, and "
        "will be told what is new and asked again.\n"
    )
    assert await rows_of_all_tables(started.engine) == before


async def test_without_a_change_it_says_so(started: Visitor, look: Look) -> None:
    await a_clinic(started)
    assert await look() == NOTHING


async def test_nobody_in_the_middle_is_said_as_well(
    started: Visitor, content: Path, look: Look
) -> None:
    changed_content.change_lesson(content)
    assert await look() == (
        "pacing-kitchen-timer (lesson, en): version 2 is new.\n"
        "  Nobody is in the middle of it.\n"
        "  Nobody finished an older version before.\n"
    )


async def test_other_words_under_the_same_number_are_named_with_what_to_do(
    started: Visitor, content: Path, look: Look
) -> None:
    await a_clinic(started)
    rewrite(content / EXERCISE, "Sit in a way", "Stand in a way")
    assert await look() == (
        "hand-warmth (exercise, en): other words, and still version 1. Write version: 2 into the "
        "file, and whoever is in the middle keeps the words they began with.\n"
        "  1 person is in the middle of it, and will meet the new words from the next message on.\n"
        "  1 person stopped it within the last day, and will meet the new words.\n"
    )


async def test_a_file_that_was_taken_away_is_named_with_what_to_do(
    started: Visitor, content: Path, look: Look
) -> None:
    await a_clinic(started)
    (content / EXERCISE).unlink()
    rewrite(content / LESSON, "practice: hand-warmth\n", "")
    output = await look()
    assert (
        "hand-warmth (exercise, en): its file is gone. Write status: retired into it instead, and "
        "they may finish.\n"
        "  1 person is in the middle of it, and cannot finish it.\n"
        "  1 person stopped it within the last day, and cannot go on with it.\n"
    ) in output


async def test_before_the_first_start_everything_is_new(visitor: Visitor, look: Look) -> None:
    output = await look()
    assert output.startswith("New: ")
    assert output.endswith(" files. Nobody is in the middle of an older version of them.\n")


async def test_whoever_began_before_versions_were_kept_is_counted_apart(
    visitor: Visitor, content: Path, look: Look
) -> None:
    ellen = await person(visitor, 701)
    await ellen.ask(exercises.start, "hand-warmth")
    await ellen.ask(exercises.stop)
    changed_content.change_exercise(content)
    assert (
        "hand-warmth (exercise, en): version 2 is new here.\n"
        "  Nobody is in the middle of it.\n"
        "  1 person began before versions were kept, and will be offered to begin anew.\n"
    ) in await look()


async def test_another_folder_can_be_looked_at(
    started: Visitor, content: Path, tmp_path: Path, look: Look
) -> None:
    other = changed_content.before(tmp_path / "other" / "content")
    changed_content.change_lesson(other)
    assert await look() == NOTHING
    assert "version 2 is new" in await look("--content", str(other))


async def test_a_start_logs_one_calm_line_for_each_new_version(
    started: Visitor, content: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await a_clinic(started)
    changed_content.change_exercise(content)
    changed_content.change_check_in(content)
    with caplog.at_level(logging.INFO, "bot"):
        read_anew(started, content)
        async with started.work() as work:
            await take_stock(work)
    lines = [
        (each.levelname, each.event, each.content, each.in_middle, each.paused, each.done)
        for each in caplog.records
    ]
    assert lines == [
        ("INFO", "content_new_version", "daily-check-in", 1, 0, 0),
        ("INFO", "content_new_version", "hand-warmth", 1, 1, 1),
    ]
    told = {"event", "kind", "content", "language", "version", "in_middle", "paused", "done"}
    usual = {*vars(logging.makeLogRecord({})), "message", "asctime", "taskName"}
    assert all(vars(each).keys() - usual == told for each in caplog.records)


async def test_the_first_start_logs_one_line_for_all(
    visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "bot"):
        async with visitor.work() as work:
            await take_stock(work)
    (line,) = caplog.records
    assert (line.event, line.files) == ("content_added", len(visitor.desk.library.versioned()))


async def test_every_version_is_kept_once_with_the_day_it_came(
    started: Visitor, content: Path, clock
) -> None:
    began_at = clock.now()
    changed_content.change_exercise(content)
    clock.forward(days=3)
    read_anew(started, content)
    for _ in range(2):
        async with started.work() as work:
            await take_stock(work)
    query = (
        select(content_versions.c.version, content_versions.c.first_used_at)
        .where(content_versions.c.content_id == "hand-warmth")
        .order_by(content_versions.c.version)
    )
    async with started.engine.connect() as connection:
        assert [tuple(row) for row in await connection.execute(query)] == [
            (1, began_at),
            (2, clock.now()),
        ]


async def test_a_translation_counts_those_who_read_it(started: Visitor, content: Path) -> None:
    """A person who reads Norwegian is not in the middle of the English file."""
    for chat_id, language in ((701, "en"), (702, "nb"), (703, "nb")):
        await session(await person(started, chat_id, language=language), SessionStatus.OPEN)
    add_language(content)
    read_anew(started, content)
    async with started.work() as work:
        await take_stock(work)
    changed_content.raise_version(content / EXERCISE.replace("/en/", "/nb/"))
    read_anew(started, content)
    async with started.work() as work:
        (touch,) = await find_touches(work)
    assert (touch.key.language, touch.in_middle) == ("nb", 2)


async def test_an_open_round_of_another_day_is_not_counted(started: Visitor, content: Path) -> None:
    now = started.desk.read_clock()
    ellen = await person(started, 701)
    patient = await ellen.patient()
    async with ellen.work() as work:
        await add_check_in(
            work,
            patient,
            on_date=now.date() - timedelta(days=1),
            started_at=now - timedelta(days=1),
            closes_at=now - timedelta(hours=13),
        )
    changed_content.raise_version(content / DAILY)
    read_anew(started, content)
    async with started.work() as work:
        (touch,) = await find_touches(work)
    assert touch.in_middle == 0
