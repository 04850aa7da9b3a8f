"""How things have been: a picture with the same in words, honest about what is not known."""

from __future__ import annotations

import struct
from datetime import date, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.domain.check_ins import Answer, CheckIn, CheckInStatus
from bot.domain.exercises import ExerciseSession, SessionStatus
from bot.domain.messages import Attachment
from bot.services import check_in, progress, progress_picture
from bot.services.progress_view import look_at
from bot.services.work import Desk
from tests.auxil.visitor import Visitor

TODAY = date(2026, 3, 2)
PNG = b"\x89PNG\r\n\x1a\n"
HIGHEST_PX = 1400
LONGEST_CAPTION = 1024  # that Telegram takes


@pytest.fixture
async def ellen(desk: Desk, database: AsyncEngine) -> Visitor:
    return await Visitor(desk, database).enter_active()


async def keep(visitor: Visitor, days_ago: int, **points: int) -> None:
    """Keep a completed check-in of a day."""
    patient = await visitor.patient()
    async with visitor.work() as work:
        check_in = CheckIn(
            patient_id=patient.id or 0,
            questionnaire_id="daily-check-in",
            questionnaire_version=1,
            on_date=TODAY - timedelta(days=days_ago),
            status=CheckInStatus.COMPLETE,
            item_id=None,
            started_at=work.now - timedelta(days=days_ago),
            closes_at=work.now,
        )
        work.uow.add(check_in)
        await work.uow.flush()
        for item_id, value in points.items():
            work.uow.add(
                Answer(
                    check_in_id=check_in.id or 0,
                    item_id=item_id,
                    value_nrs=value,
                    answered_at=work.now,
                )
            )


async def keep_days(visitor: Visitor, count: int, **points: int) -> None:
    for days_ago in range(count):
        await keep(visitor, days_ago, **points)


async def picture(visitor: Visitor) -> Attachment | None:
    shown = (await visitor.last()).row
    assert shown is not None
    async with AsyncSession(visitor.engine) as session:
        return await session.get(Attachment, shown.id)


async def test_somebody_new_is_told_that_there_is_nothing_yet(ellen: Visitor):
    await ellen.ask(progress.show)
    assert "nothing to show yet" in (await ellen.last()).text
    assert await picture(ellen) is None


async def test_one_day_is_told_as_one(ellen: Visitor):
    await keep(ellen, 0, pain=6)
    await ellen.ask(progress.show)
    assert "Your last four weeks (one check-in):" in (await ellen.last()).text


async def test_whoever_was_away_for_long_is_not_told_that_they_never_were_here(ellen: Visitor):
    await keep(ellen, 60, pain=6)
    await ellen.ask(progress.show)
    shown = await ellen.last()
    assert "Nothing is noted in these days, and that is fine." in shown.text
    await ellen.presses("Three months")
    assert "Your last three months (one check-in):" in (await ellen.last()).text


async def test_a_corrected_answer_counts_and_the_wrong_one_does_not(ellen: Visitor):
    await ellen.ask(check_in.start)
    await ellen.presses("9")
    await ellen.says("no, I meant 3 for pain")
    for label in ("5", "5", "5", "Skip"):
        await ellen.presses(label)
    await ellen.ask(progress.show)
    assert "Pain: mostly 3." in (await ellen.last()).text


async def test_two_days_are_told_in_words_alone(ellen: Visitor):
    await keep_days(ellen, 2, pain=6, mood=4)
    await ellen.ask(progress.show)
    text = (await ellen.last()).text
    assert "Your last four weeks (2 check-ins):" in text
    assert "Pain: mostly 6." in text
    assert "After a few more check-ins" in text
    assert await picture(ellen) is None


async def test_three_days_make_a_picture_with_the_same_in_words(ellen: Visitor):
    await keep_days(ellen, 3, pain=6, interference=5, mood=4, sleep=7)
    await ellen.ask(progress.show)
    text = (await ellen.last()).text
    for words in ("Your last four weeks (3 check-ins)", "Pain: ", "Pain in the way: ", "Mood: "):
        assert words in text
    assert len(text) <= LONGEST_CAPTION
    drawn = await picture(ellen)
    assert drawn is not None
    assert drawn.is_picture
    assert drawn.content.startswith(PNG)
    width_px, height_px = struct.unpack(">II", drawn.content[16:24])
    assert width_px == 1080
    assert height_px < HIGHEST_PX


async def test_another_span_is_a_tap_away_and_stays_so(ellen: Visitor):
    await keep_days(ellen, 10, pain=6)
    await ellen.ask(progress.show)
    assert (await ellen.last()).labels == ["Week", "Three months"]
    await ellen.presses("Week")
    assert "Your last week (7 check-ins)" in (await ellen.last()).text
    await ellen.presses("Three months")
    assert "Your last three months (10 check-ins)" in (await ellen.last()).text


@pytest.mark.parametrize(
    ("lately", "words"),
    [
        ({"pain": 3, "mood": 5}, "Pain: mostly 3 to 6, lately a bit better than your usual."),
        ({"pain": 8, "mood": 5}, "Pain: mostly 6 to 8, lately a bit harder than your usual."),
    ],
)
async def test_the_last_week_is_set_beside_the_weeks_before(
    ellen: Visitor, lately: dict[str, int], words: str
):
    for days_ago in range(7, 20):
        await keep(ellen, days_ago, pain=6, mood=5)
    for days_ago in range(7):
        await keep(ellen, days_ago, **lately)
    await ellen.ask(progress.show)
    lines = (await ellen.last()).text.splitlines()
    assert words in lines
    assert "Mood: mostly 5." in lines


async def test_what_was_done_is_counted_and_what_was_not_is_not_named(ellen: Visitor):
    await keep_days(ellen, 3, pain=6)
    patient = await ellen.patient()
    async with ellen.work() as work:
        for status in (SessionStatus.COMPLETE, SessionStatus.COMPLETE, SessionStatus.ABANDONED):
            work.uow.add(
                ExerciseSession(
                    patient_id=patient.id or 0,
                    exercise_id="body-scan",
                    exercise_version=1,
                    status=status,
                    position=3,
                    started_at=work.now,
                    touched_at=work.now,
                )
            )
    await ellen.ask(progress.show)
    text = (await ellen.last()).text
    assert "you did 2 exercises and lessons" in text
    assert "miss" not in text


async def test_a_chart_has_gaps_where_nothing_was_noted(ellen: Visitor):
    for days_ago in (0, 1, 5):
        await keep(ellen, days_ago, pain=6 + days_ago // 5)
    async with ellen.work() as work:
        patient = await work.uow.patients.by_chat(ellen.chat_id)
        assert patient is not None
        drawn = progress_picture.chart(work, patient, await look_at(work, patient, 7))
    assert drawn is not None
    pain = drawn.panels[0]
    assert pain.points == {
        TODAY: 6,
        TODAY - timedelta(days=1): 6,
        TODAY - timedelta(days=5): 7,
    }
    assert pain.note == "lower is better"
    assert list(drawn.day_labels.values()) == ["Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Mon"]
