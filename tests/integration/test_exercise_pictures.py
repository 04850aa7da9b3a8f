"""Pictures beside the words of exercises: a pace to breathe along with, and a week of turns."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.domain.messages import Attachment, OutboxStatus
from bot.library.library import Library
from bot.pictures import Block, BlockKind, WeekPlan
from bot.services import exercise_picture, exercises
from bot.services.work import Desk
from tests.auxil.postman import Posted, Postman
from tests.auxil.visitor import Visitor

WORDS = "In ... 2 ... 3 ... 4\nOut ... 2 ... 3 ... 4 ... 5 ... 6"
PLAN = ("Start", "5", "Washing up", "20", "Next", "15", "10", "Twice a day")


@pytest.fixture
async def ellen(desk: Desk, database: AsyncEngine) -> Visitor:
    return await Visitor(desk, database).enter_active()


@pytest.fixture
def postman() -> Postman:
    return Postman()


async def breathe(visitor: Visitor) -> None:
    """Go on to the first breaths."""
    await visitor.ask(exercises.start, "paced-breathing-1")
    for label in ("Start", "5", "Next"):
        await visitor.presses(label)


async def plan(visitor: Visitor, days: str = "Every other day", what: str = "Washing up") -> None:
    """Go through the whole pacing planner."""
    await begin_plan(visitor, days, what)
    await visitor.presses("7")


async def begin_plan(visitor: Visitor, days: str, what: str) -> None:
    """Go through the pacing planner up to the last rating."""
    await visitor.ask(exercises.start, "pacing-planner")
    for answer in (*PLAN, days):
        shown = await visitor.last()
        if answer in shown.labels:
            await visitor.presses(answer)
        else:
            await visitor.says(what if answer == "Washing up" else answer)


async def picture(visitor: Visitor) -> Attachment | None:
    shown = (await visitor.last()).row
    assert shown is not None
    async with AsyncSession(visitor.engine) as session:
        return await session.get(Attachment, shown.id)


async def attachments(visitor: Visitor) -> int:
    async with AsyncSession(visitor.engine) as session:
        return await session.scalar(select(func.count()).select_from(Attachment)) or 0


def last_new(postman: Postman) -> Posted:
    return [posted for posted in postman.posted if posted.edited_message_id is None][-1]


# To breathe along.


async def test_a_step_leaves_as_an_animation_with_its_words_and_buttons(
    ellen: Visitor, postman: Postman
):
    await breathe(ellen)
    await postman.deliver(ellen.desk)
    posted = last_new(postman)
    assert posted.attachment is not None
    assert posted.attachment.is_animation
    assert posted.attachment.content.startswith(b"GIF89a")
    assert WORDS in posted.text
    assert posted.labels == ("Next", "Stop")
    assert await attachments(ellen) == 0  # nothing of it is kept


async def test_only_every_other_step_has_one(ellen: Visitor):
    await breathe(ellen)
    shown = []
    for _ in range(3):
        shown.append(await picture(ellen) is not None)
        await ellen.presses("Next")
    assert shown == [True, False, True]
    assert await picture(ellen) is None  # the rating that follows


async def test_whoever_comes_back_sees_it_again(ellen: Visitor, postman: Postman):
    await breathe(ellen)
    await postman.deliver(ellen.desk)
    await ellen.presses("Stop")
    assert await picture(ellen) is None
    await ellen.presses("Continue")
    first = (await ellen.last()).text
    again = await picture(ellen)
    assert again is not None
    await postman.deliver(ellen.desk)
    assert last_new(postman).attachment is not None
    await ellen.ask(exercises.ask_again)
    assert (await ellen.last()).text == f"Here it is once more:\n\n{first}"
    assert await picture(ellen) is not None


async def test_going_on_takes_the_buttons_off_it(ellen: Visitor, postman: Postman):
    await breathe(ellen)
    await postman.deliver(ellen.desk)
    shown = last_new(postman)
    await ellen.presses("Next")
    await postman.deliver(ellen.desk)
    (edit,) = [
        posted
        for posted in postman.posted
        if posted.edited_message_id is not None and posted.text.startswith(shown.text)
    ]
    assert (edit.labels, edit.attachment) == ((), None)


async def test_a_step_that_is_left_before_it_is_sent_still_has_it(ellen: Visitor, postman: Postman):
    await breathe(ellen)
    await ellen.presses("Next")
    await postman.deliver(ellen.desk)
    (shown,) = [posted for posted in postman.posted if posted.attachment is not None]
    assert WORDS in shown.text
    assert shown.labels == ()


async def test_the_animation_is_forgotten_where_it_cannot_be_delivered(
    ellen: Visitor, postman: Postman
):
    await breathe(ellen)
    async with ellen.work() as work:
        row = (await ellen.last()).row
        assert row is not None
        pending = await work.uow.outbox.get(row.id or 0)
        assert pending is not None
        pending.expires_at = work.now
    await postman.deliver(ellen.desk)
    async with ellen.work() as work:
        dropped = await work.uow.outbox.get(row.id or 0)
        assert dropped is not None
        assert dropped.status is OutboxStatus.EXPIRED
    assert await attachments(ellen) == 0


def in_other_words(desk: Desk, **texts: str) -> Desk:
    """Return a desk whose content says some things around exercises otherwise."""
    kept = {**desk.library._messages["en"]}
    kept |= {f"exercise.{key}": words for key, words in texts.items()}
    library: Library = replace(desk.library, _messages={**desk.library._messages, "en": kept})
    return replace(desk, library=library)


async def test_words_go_alone_where_the_picture_has_no_letters_for_them(ellen: Visitor):
    ellen.desk = in_other_words(ellen.desk, breathe_in="Pust inn så")
    await breathe(ellen)
    assert WORDS in (await ellen.last()).text
    assert await picture(ellen) is None


async def test_words_go_alone_where_they_are_too_long_to_stand_below_a_picture(ellen: Visitor):
    ellen.desk = in_other_words(ellen.desk, again="Once more. " * 90)
    await breathe(ellen)
    await ellen.ask(exercises.ask_again)
    assert WORDS in (await ellen.last()).text
    assert await picture(ellen) is None


async def test_a_hold_and_a_pause_have_words_of_their_own(ellen: Visitor):
    wanted = SimpleNamespace(in_s=4, hold_s=2, out_s=6, pause_s=1)
    async with ellen.work() as work:
        patient = await work.uow.patients.by_chat(ellen.chat_id)
        assert patient is not None
        pace = exercise_picture.breathing_pace(work, patient, wanted)  # type: ignore[arg-type]
    said = [(phase.words, phase.duration_s) for phase in pace.phases]
    assert said == [("Breathe in", 4), ("Hold softly", 2), ("Breathe out", 6), ("Rest", 1)]


# A week of turns.


async def week(visitor: Visitor) -> WeekPlan:
    """Return the week of the last session, as it is drawn."""
    script = visitor.desk.library.exercise("pacing-planner", "en")
    assert script.closing_picture is not None
    session = (await visitor.sessions())[-1]
    async with visitor.work() as work:
        patient = await work.uow.patients.by_chat(visitor.chat_id)
        assert patient is not None
        return exercise_picture.pacing_week(work, patient, session, script, script.closing_picture)


async def test_a_plan_ends_with_its_week_and_the_same_in_words(ellen: Visitor, postman: Postman):
    await plan(ellen)
    await postman.deliver(ellen.desk)
    posted = last_new(postman)
    assert posted.attachment is not None
    assert posted.attachment.is_picture
    for words in (
        "What: Washing up",
        "Do: 15 minutes",
        "Rest: 10 minutes",
        "How often: Twice a day",
        "Days: Every other day",
        "You feel surer than before",
    ):
        assert words in posted.text
    assert await attachments(ellen) == 0


@pytest.mark.parametrize(
    ("days", "planned"),
    [
        ("Every day", ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]),
        ("Every other day", ["Mon", "Wed", "Fri", "Sun"]),
        ("Monday to Friday", ["Mon", "Tue", "Wed", "Thu", "Fri"]),
    ],
)
async def test_a_week_holds_the_persons_own_numbers_and_days(
    ellen: Visitor, days: str, planned: list[str]
):
    await plan(ellen, days)
    drawn = await week(ellen)
    turn = (
        Block(BlockKind.ACTIVITY, 15, "15 min"),
        Block(BlockKind.REST, 10, "10 min"),
    )
    assert [day.name for day in drawn.days if day.blocks] == planned
    assert {day.blocks for day in drawn.days} - {()} == {turn * 2}
    assert drawn.subtitle == f"Twice a day · {days}"
    assert (drawn.activity, drawn.rest) == ("Do: 15 min", "Rest: 10 min")


async def test_a_persons_own_words_are_not_in_the_picture_and_may_be_long(ellen: Visitor):
    await plan(ellen, what="hanging up the washing " * 40)
    closing = (await ellen.last()).text
    assert len(closing) < 1024
    assert await picture(ellen) is not None
    assert "washing" not in repr(await week(ellen))


async def test_a_week_that_lacks_an_answer_is_not_drawn_and_the_plan_still_closes(ellen: Visitor):
    await begin_plan(ellen, "Every day", "Washing up")
    (session,) = await ellen.sessions()
    async with ellen.work() as work:
        begun = await work.uow.exercises.get(session.id or 0)
        assert begun is not None
        begun.choices = {key: said for key, said in begun.choices.items() if key != "turns"}
    await ellen.presses("7")
    assert "How often: (left open)" in (await ellen.last()).text
    assert await picture(ellen) is None
