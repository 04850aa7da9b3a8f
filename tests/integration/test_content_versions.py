"""Whoever has begun a version goes on with it; whoever begins takes the newest."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.alerts import Alert
from bot.domain.check_ins import Answer, CheckIn, CheckInStatus
from bot.domain.content_versions import ContentKind, VersionKey
from bot.domain.exercises import SessionStatus
from bot.library.library import Library
from bot.library.loader import load_library
from bot.services import check_in, check_in_corrections, exercises, flows, programme
from bot.services.content_archive import take_out
from bot.services.content_news import take_stock
from bot.services.hearing import Taken
from bot.storage.tables import content_versions
from tests.auxil import changed_content
from tests.auxil.added_content import replace as rewrite
from tests.auxil.changed_content import DAILY, EXERCISE, LESSON, PGIC
from tests.auxil.visitor import Visitor

EXERCISE_KEY = VersionKey(ContentKind.EXERCISE, "hand-warmth", "en", 1)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The content as it is when people begin."""
    return changed_content.before(tmp_path_factory.mktemp("before") / "content")


@pytest.fixture(scope="module")
def library(files: Path) -> Library:
    return load_library(files)


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The content after a clinician has changed an exercise, a lesson and the check-in."""
    content = changed_content.before(tmp_path_factory.mktemp("after") / "content")
    changed_content.change_exercise(content)
    changed_content.change_lesson(content)
    changed_content.change_check_in(content)
    return load_library(content)


Edited = Callable[[Callable[[Path], None]], Library]


@pytest.fixture
def edited(tmp_path: Path) -> Edited:
    """Load the content after one edit of its files."""

    def edit(change: Callable[[Path], None]) -> Library:
        content = changed_content.before(tmp_path / "content")
        change(content)
        return load_library(content)

    return edit


async def start_coach(visitor: Visitor, library: Library) -> None:
    """Start the coach (again), with the files as they are now."""
    visitor.desk = replace(visitor.desk, library=library)
    async with visitor.work() as work:
        await take_stock(work)


@pytest.fixture
async def ellen(desk, database) -> Visitor:
    visitor = await Visitor(desk, database).enter_active()
    await start_coach(visitor, desk.library)
    return visitor


async def tick(visitor: Visitor) -> int:
    async with visitor.work() as work:
        return await exercises.advance_timed_steps(work)


async def begin_exercise(visitor: Visitor, *labels: str) -> None:
    await visitor.ask(exercises.start, "hand-warmth")
    for label in labels:
        await visitor.presses(label)


async def rounds(visitor: Visitor) -> list[CheckIn]:
    async with AsyncSession(visitor.engine) as session:
        return list((await session.scalars(select(CheckIn).order_by("id"))).all())


async def answers(visitor: Visitor) -> dict[str, int | str | None]:
    async with AsyncSession(visitor.engine) as session:
        kept = await session.scalars(
            select(Answer).where(Answer.superseded_at.is_(None)).order_by("id")
        )
        return {each.item_id: each.value_nrs for each in kept.all()}


@asynccontextmanager
async def archive_read(visitor: Visitor) -> AsyncIterator[list[str]]:
    """Collect the statements that touch the archive."""
    seen: list[str] = []

    def note(_connection, _cursor, statement, *_) -> None:
        if content_versions.name in statement:
            seen.append(statement)

    event.listen(visitor.engine.sync_engine, "before_cursor_execute", note)
    yield seen
    event.remove(visitor.engine.sync_engine, "before_cursor_execute", note)


# An exercise that is under way.


async def test_by_buttons_it_goes_on_as_it_was_begun(ellen: Visitor, newer: Library) -> None:
    await begin_exercise(ellen, "Start")
    await start_coach(ellen, newer)
    await ellen.presses("3")
    assert (await ellen.last()).text == "Sit in a way that is easy for you."
    await ellen.presses("Next")
    assert (await ellen.last()).labels == ["In my lap", "On a table", "Stop"]
    await ellen.presses("On a table")
    assert (await ellen.last()).text == "Turn your palms up on the table."
    for label in ("Next", "Next"):
        await ellen.presses(label)
    await ellen.says("5")
    for label in ("Skip", "7"):
        await ellen.presses(label)
    assert (await ellen.last()).text == (
        "That was it. Tomorrow 5 minutes, with your hands: On a table.\n\nA bit calmer than before."
    )
    (session,) = await ellen.sessions()
    assert (session.status, session.exercise_version) == (SessionStatus.COMPLETE, 1)


async def test_in_words_it_goes_on_as_it_was_begun(ellen: Visitor, newer: Library) -> None:
    await begin_exercise(ellen)
    await start_coach(ellen, newer)
    for words in ("start", "four", "next"):
        assert await ellen.says(words) is Taken.TAKEN
    assert await ellen.ask(flows.is_option, "on a table")
    assert not await ellen.ask(flows.is_option, "upon a table")
    assert await ellen.ask(flows.open_question) == "exercise:1:3"
    await ellen.says("on a table")
    (session,) = await ellen.sessions()
    assert session.choices == {"place": "table"}
    assert (await ellen.last()).text == "Turn your palms up on the table."


async def test_a_timed_step_is_followed_by_the_step_of_the_same_version(
    ellen: Visitor, newer: Library, clock
) -> None:
    await begin_exercise(ellen, "Start", "3", "Next", "In my lap")
    assert (await ellen.last()).text.startswith("Lay one hand")
    await start_coach(ellen, newer)
    clock.forward(seconds=30)
    assert await tick(ellen) == 1
    assert (await ellen.last()).text.startswith("For how many minutes")
    await ellen.says("5")
    assert (await ellen.sessions())[0].choices == {"place": "lap", "minutes": "5"}


async def test_a_timed_step_keeps_the_pace_it_began_with(
    ellen: Visitor, newer: Library, clock
) -> None:
    await begin_exercise(ellen, "Start", "3", "Next")
    await start_coach(ellen, newer)
    await ellen.presses("In my lap")
    assert (await ellen.sessions())[0].next_step_at == clock.forward(seconds=30)


async def test_what_was_stopped_is_taken_up_as_it_was_begun(ellen: Visitor, newer: Library) -> None:
    await begin_exercise(ellen, "Start", "3")
    await ellen.ask(exercises.stop)
    await start_coach(ellen, newer)
    await ellen.ask(exercises.list_exercises)
    assert (await ellen.last()).labels[0] == "Go on: Warm hands"
    assert await ellen.ask(exercises.resume)
    assert "Sit in a way" in (await ellen.last()).text
    assert await ellen.ask(exercises.why) == (
        "Warmth in the hands can be a calm place to rest your mind."
    )
    await ellen.presses("Stop")
    await ellen.presses("Continue")
    await ellen.presses("Next")
    assert (await ellen.sessions())[0].status is SessionStatus.OPEN
    assert "On a table" in (await ellen.last()).labels


async def test_whoever_begins_takes_the_newest(ellen: Visitor, newer: Library) -> None:
    await begin_exercise(ellen, "Start", "3", "Stop")
    await start_coach(ellen, newer)
    await begin_exercise(ellen, "Start", "3")
    assert (await ellen.last()).text == "Lie in a way that is easy for you."
    old, new = await ellen.sessions()
    assert (old.status, old.exercise_version) == (SessionStatus.ABANDONED, 1)
    assert (new.status, new.exercise_version) == (SessionStatus.OPEN, 2)


async def test_a_lesson_goes_on_as_it_was_begun(ellen: Visitor, newer: Library) -> None:
    await ellen.ask(programme.show)
    for label in ("Activity and rest", "The kitchen timer"):
        await ellen.presses(label)
    await start_coach(ellen, newer)
    await ellen.presses("Start")
    assert "before the pain does" in (await ellen.last()).text
    for label in ("Next", "Desk"):
        await ellen.presses(label)
    (session,) = await ellen.sessions()
    assert (session.status, session.exercise_version) == (SessionStatus.COMPLETE, 1)
    assert (await ellen.last()).labels[0] == "Try: Warm hands"


async def test_two_versions_later_it_still_goes_on(
    ellen: Visitor, newer: Library, edited: Edited
) -> None:
    def change_twice(content: Path) -> None:
        changed_content.change_exercise(content)
        changed_content.raise_version(content / EXERCISE)
        rewrite(content / EXERCISE, "Lie in a way", "Stand in a way")

    await begin_exercise(ellen, "Start")
    await start_coach(ellen, newer)
    await start_coach(ellen, edited(change_twice))
    await ellen.presses("3")
    assert (await ellen.last()).text == "Sit in a way that is easy for you."


async def test_a_retired_one_is_finished_as_it_was_begun_and_begun_no_more(
    ellen: Visitor, edited: Edited
) -> None:
    def retire(content: Path) -> None:
        changed_content.change_exercise(content)
        changed_content.retire(content / EXERCISE)

    await begin_exercise(ellen, "Start")
    await start_coach(ellen, edited(retire))
    await ellen.presses("3")
    assert (await ellen.last()).text == "Sit in a way that is easy for you."
    await ellen.presses("Stop")
    await ellen.ask(exercises.start, "hand-warmth")
    assert "not offered any more" in (await ellen.last()).text


async def test_one_whose_file_is_gone_is_not_gone_on_with(ellen: Visitor, edited: Edited) -> None:
    def take_away(content: Path) -> None:
        (content / EXERCISE).unlink()
        rewrite(content / LESSON, "practice: hand-warmth\n", "")

    await begin_exercise(ellen, "Start")
    await start_coach(ellen, edited(take_away))
    await ellen.says("3")
    assert "not offered any more" in (await ellen.last()).text
    (session,) = await ellen.sessions()
    assert session.status is SessionStatus.ABANDONED


async def test_whoever_changed_their_language_goes_on_in_the_one_they_began(
    ellen: Visitor, newer: Library
) -> None:
    await begin_exercise(ellen, "Start")
    async with ellen.work() as work:
        (await work.uow.patients.by_chat(ellen.chat_id)).language = "nb"
    await start_coach(ellen, newer)
    await ellen.presses("3")
    assert (await ellen.last()).text == "Sit in a way that is easy for you."


async def test_what_was_written_for_another_program_is_not_gone_on_with(
    ellen: Visitor, newer: Library, caplog
) -> None:
    await begin_exercise(ellen, "Start")
    await start_coach(ellen, newer)
    async with ellen.engine.begin() as connection:
        await connection.execute(
            update(content_versions)
            .where(content_versions.c.content_id == "hand-warmth")
            .values(body={"id": "hand-warmth", "heron": "a secret text"})
        )
    await ellen.presses("3")
    assert "was updated since you began" in (await ellen.last()).text
    assert "content_version_unreadable" in {record.event for record in caplog.records}
    assert "secret" not in caplog.text


# A check-in that is open.


async def test_a_check_in_goes_on_as_it_was_begun(ellen: Visitor, newer: Library, clock) -> None:
    await ellen.ask(check_in.start)
    await ellen.presses("3")
    await start_coach(ellen, newer)
    await ellen.says("in the way 2")
    assert "How has your mood been" in (await ellen.last()).text
    await ellen.says("mood 6, sleep 7, tiredness 9")
    await ellen.presses("Skip")
    assert list(await answers(ellen)) == [
        *("pain", "interference", "mood", "sleep", "fatigue", "good-thing"),
    ]
    texts = [seen.text for seen in await ellen.chat()]
    assert any("In a few days I can set this beside" in text for text in texts)
    (done,) = await rounds(ellen)
    assert (done.status, done.questionnaire_version) == (CheckInStatus.COMPLETE, 1)


async def test_an_answer_to_a_question_that_is_asked_no_more_can_be_changed(
    ellen: Visitor, newer: Library
) -> None:
    await ellen.ask(check_in.start)
    await ellen.says("pain 3, in the way 2, mood 6, sleep 7, tiredness 9")
    await ellen.presses("Skip")
    await start_coach(ellen, newer)
    assert await ellen.ask(check_in_corrections.take_plain_words, "change tiredness to 4")
    assert (await answers(ellen))["fatigue"] == 4
    for label in ("Change an answer", "Tiredness", "5"):
        await ellen.presses(label)
    assert (await answers(ellen))["fatigue"] == 5


async def test_the_next_days_check_in_is_the_newest(ellen: Visitor, newer: Library, clock) -> None:
    await ellen.ask(check_in.start)
    await start_coach(ellen, newer)
    clock.forward(days=1)
    await ellen.ask(check_in.start)
    await ellen.says("pain 3, in the way 2")
    assert "In which mood were you" in (await ellen.last()).text
    await ellen.says("mood 6, sleep 7, tiredness 9")
    assert "fatigue" not in await answers(ellen)
    assert [each.questionnaire_version for each in await rounds(ellen)] == [1, 2]


async def test_an_answer_under_an_older_name_still_raises_its_alert(
    ellen: Visitor, edited: Edited, clock
) -> None:
    """Three days of pain 8, the third in a check-in whose question had another id."""

    def rename_pain(content: Path) -> None:
        changed_content.raise_version(content / DAILY)
        rewrite(content / DAILY, "  - id: pain\n", "  - id: pain-now\n")

    for _ in range(2):
        await ellen.ask(check_in.start)
        await ellen.says("pain 8, in the way 2, mood 6, sleep 7, tiredness 2")
        await ellen.presses("Skip")
        clock.forward(days=1)
    await ellen.ask(check_in.start)
    await ellen.presses("8")
    await start_coach(ellen, edited(rename_pain))
    await ellen.says("in the way 2, mood 6, sleep 7, tiredness 2")
    async with AsyncSession(ellen.engine) as session:
        assert (await session.scalars(select(Alert.cause))).all() == []
    await ellen.presses("Skip")
    async with AsyncSession(ellen.engine) as session:
        assert (await session.scalars(select(Alert.cause))).all() == ["high-pain"]


async def test_a_round_whose_questions_were_withdrawn_is_left_alone(
    ellen: Visitor, edited: Edited
) -> None:
    await ellen.ask(check_in.start, "pgic")
    await start_coach(ellen, edited(lambda content: (content / PGIC).unlink()))
    assert await ellen.ask(flows.ask_again) is False
    assert not await ellen.ask(flows.is_option, "No change")
    assert await ellen.says("much improved") is Taken.NOT_AN_ANSWER
    assert await ellen.ask(check_in.skip) is False
    assert "already answered" in (await ellen.presses("No change") or "")
    assert await answers(ellen) == {}
    await ellen.ask(check_in.start)
    assert "How has your pain been" in (await ellen.last()).text


# The archive.


async def test_nobody_in_the_newest_version_waits_for_the_archive(ellen: Visitor, clock) -> None:
    async with archive_read(ellen) as reads:
        await begin_exercise(ellen, "Start", "3", "Next", "In my lap")
        clock.forward(seconds=30)
        await tick(ellen)
        await ellen.says("5")
        await ellen.ask(exercises.stop)
        await ellen.ask(exercises.resume)
        await ellen.ask(check_in.start)
        await ellen.says("pain 3, in the way 2, mood 6, sleep 7, tiredness 9")
        await ellen.presses("Skip")
    assert reads == []


async def test_every_file_that_people_go_through_comes_back_as_it_was(
    ellen: Visitor, library: Library
) -> None:
    async with ellen.work() as work:
        kept = [
            await take_out(work, item, item.language, item.version) for item in library.versioned()
        ]
    assert kept == list(library.versioned())
    assert len(kept) > 80


async def test_other_words_under_the_same_number_are_taken_over_and_warned_of(
    ellen: Visitor, edited: Edited, caplog
) -> None:
    await begin_exercise(ellen, "Start")
    with caplog.at_level(logging.INFO, "bot"):
        await start_coach(
            ellen, edited(lambda content: rewrite(content / EXERCISE, "Sit in", "Stand in"))
        )
    (warning,) = [each for each in caplog.records if each.levelno == logging.WARNING]
    assert (warning.event, warning.content) == ("content_changed_silently", "hand-warmth")
    assert "raise its version" in warning.getMessage()
    assert "easy for you" not in str(vars(warning))
    await ellen.presses("3")
    assert (await ellen.last()).text == "Stand in a way that is easy for you."
    async with ellen.work() as work:
        kept = await work.uow.content_versions.get(EXERCISE_KEY)
        assert kept.body["steps"][0]["text"] == "Stand in a way that is easy for you."
        caplog.clear()
        await take_stock(work)
    assert not caplog.records


async def test_whoever_stands_at_a_step_that_was_taken_out_is_told_kindly(
    ellen: Visitor, edited: Edited
) -> None:
    def shorten(content: Path) -> None:
        text = (content / EXERCISE).read_text(encoding="utf-8")
        begin, end = text.index("  - id: minutes"), text.index("closing:")
        closing = 'closing: "That was it."\n'
        (content / EXERCISE).write_text(text[:begin] + closing, encoding="utf-8")
        assert end > begin

    await begin_exercise(ellen, "Start", "3", "Next", "In my lap", "Next")
    await ellen.says("5")
    await ellen.presses("Skip")
    await start_coach(ellen, edited(shorten))
    await ellen.presses("7")
    assert "was updated since you began" in (await ellen.last()).text


async def test_a_signature_or_a_review_is_no_change(ellen: Visitor, edited: Edited, caplog) -> None:
    def sign(content: Path) -> None:
        signed = "status: approved\napproved_by: Dr Berg\napproved_on: 2026-02-01"
        rewrite(content / EXERCISE, "status: reviewed", signed)
        rewrite(content / EXERCISE, "review_due: 2027-11-30", "review_due: 2027-12-31")

    with caplog.at_level(logging.INFO, "bot"):
        await start_coach(ellen, edited(sign))
    assert not caplog.records
