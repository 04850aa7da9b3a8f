"""Edited messages and plain corrections at the coach's door, screened before anything else."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.domain.alerts import Alert
from bot.domain.check_ins import Answer
from bot.domain.nrs import read_nrs
from bot.domain.patients import Flow, PatientStatus
from bot.domain.providers import Position
from bot.services import check_in, exercises
from bot.services.work import Desk
from tests.auxil.front_door import SENT_AT, FrontDoor, asking, message_of
from tests.integration.conftest import MovableClock
from tests.integration.people import add_patient, add_provider

ELLEN = 501
UNCHANGED = "What I noted before stays as it was"
chats = count(1000)


@pytest.fixture
async def door(desk: Desk, database: AsyncEngine) -> FrontDoor:
    async with desk.uow_factory() as uow:
        work = desk.work(uow)
        await add_patient(work, ELLEN)
        await add_provider(work, 801, Position.FIRST)
        await uow.commit()
    return FrontDoor.open(desk, database)


ask = asking(ELLEN)


async def say(door: FrontDoor, words: str, message_id: int, chat_id: int = ELLEN) -> None:
    await door.text(chat_id, words, message_id=message_id)
    while await door.turn(chat_id):
        pass


async def edit(door: FrontDoor, words: str, message_id: int, chat_id: int = ELLEN) -> None:
    message = message_of(chat_id, text=words, message_id=message_id)
    await door.arrives(edited_message={**message, "edit_date": SENT_AT + 60})
    await door.route(chat_id)


async def given_to(door: FrontDoor, item_id: str) -> list[int | str | None]:
    """Every answer that was ever given to an item; the last one stands."""
    async with AsyncSession(door.database) as session:
        found = list(await session.scalars(select(Answer).order_by("id")))
    answers = [answer for answer in found if answer.item_id == item_id]
    assert [answer.superseded_at is None for answer in answers] == [
        *(False for _ in answers[1:]),
        *(True for _ in answers[:1]),
    ]
    return [
        answer.value_nrs if answer.value_text is None else answer.value_text for answer in answers
    ]


async def focus(door: FrontDoor) -> Flow | None:
    async with door.desk.uow_factory() as uow:
        return (await uow.patients.by_chat(ELLEN)).focus


class TestEdits:
    @pytest.fixture
    async def answered(self, door: FrontDoor) -> FrontDoor:
        await ask(door, check_in.start)
        await say(door, "6", 11)
        await say(door, "3", 12)
        return door

    async def test_the_answer_follows_the_message_and_the_question_is_offered_once(
        self, answered: FrontDoor
    ):
        before = len(await answered.texts(ELLEN))
        await edit(answered, "8", 11)
        assert await given_to(answered, "pain") == [6, 8]
        assert await given_to(answered, "interference") == [3]
        told, again = (await answered.texts(ELLEN))[before:]
        assert told == "I saw that you changed your message. Pain: 8."
        assert "How has your mood been" in again

    async def test_it_is_read_in_words_as_the_first_one_was(self, answered: FrontDoor):
        await edit(answered, "more like a seven, sorry", 11)
        assert await given_to(answered, "pain") == [6, 7]

    async def test_a_message_can_be_changed_more_than_once(self, answered: FrontDoor):
        await edit(answered, "8", 11)
        await edit(answered, "7", 11)
        assert await given_to(answered, "pain") == [6, 8, 7]

    async def test_a_message_with_several_answers_changes_only_what_differs(self, door: FrontDoor):
        await ask(door, check_in.start)
        await say(door, "6 today, mood 4, sleep 5", 11)
        await edit(door, "6 today, mood 2, sleep 5, in the way 9", 11)
        assert await given_to(door, "pain") == [6]
        assert await given_to(door, "mood") == [4, 2]
        assert await given_to(door, "sleep") == [5]
        assert await given_to(door, "interference") == []  # it answered no such thing

    async def test_the_number_of_the_open_item_is_found_again_without_its_name(
        self, door: FrontDoor
    ):
        await ask(door, check_in.start)
        await say(door, "6 today, mood 4", 11)
        await edit(door, "7 today, mood 4", 11)
        assert await given_to(door, "pain") == [6, 7]

    async def test_the_good_thing_follows_too_and_is_not_repeated(self, answered: FrontDoor):
        await say(answered, "5", 13)
        await say(answered, "5", 14)
        await say(answered, "tee with my sister", 15)
        await edit(answered, "tea with my sister", 15)
        assert await given_to(answered, "good-thing") == [
            "tee with my sister",
            "tea with my sister",
        ]
        told = (await answered.texts(ELLEN))[-1]
        assert "I noted the new words" in told
        assert "sister" not in told

    @pytest.mark.parametrize("words", [" tea ", "🙂"])
    async def test_the_same_words_or_none_leave_the_good_thing_as_it_was(
        self, answered: FrontDoor, words: str
    ):
        await ask(answered, check_in.skip)  # an answer that no message gave
        await say(answered, "5", 14)
        await say(answered, "tea", 15)
        await edit(answered, words, 15)
        assert await given_to(answered, "good-thing") == ["tea"]
        assert UNCHANGED in (await answered.texts(ELLEN))[-1]

    async def test_after_the_end_it_is_still_changed_and_trends_are_looked_at(
        self, answered: FrontDoor
    ):
        for number, words in enumerate(("5", "5", "tea"), start=13):
            await say(answered, words, number)
        before = len(await answered.texts(ELLEN))
        await edit(answered, "2", 12)
        assert await given_to(answered, "interference") == [3, 2]
        assert (await answered.texts(ELLEN))[before:] == [
            "I saw that you changed your message. Pain in the way: 2."
        ]
        assert await focus(answered) is None

    async def test_a_correction_that_is_edited_corrects_the_same_answer(self, answered: FrontDoor):
        await say(answered, "no, I meant 4", 13)
        await edit(answered, "no, I meant 5", 13)
        assert await given_to(answered, "interference") == [3, 4, 5]

    async def test_an_exercise_goes_on_where_it_was(self, answered: FrontDoor):
        await ask(answered, exercises.start, "pacing-planner")
        question = (await answered.texts(ELLEN))[-1]
        await edit(answered, "8", 11)
        assert await given_to(answered, "pain") == [6, 8]
        assert await focus(answered) is Flow.EXERCISE
        assert (await answered.texts(ELLEN))[-1].endswith(question)

    @pytest.mark.parametrize("words", ["6 or 9", "never mind", "8 hours", "44"])
    async def test_an_edit_that_changes_nothing_readable_is_told_so(
        self, answered: FrontDoor, words: str
    ):
        await edit(answered, words, 11)
        assert await given_to(answered, "pain") == [6]
        told, again = (await answered.texts(ELLEN))[-2:]
        assert UNCHANGED in told
        assert "How has your mood been" in again

    @pytest.mark.parametrize("words", ["6!", "still a six"])
    async def test_an_edit_that_says_the_same_is_confirmed_and_nothing_asked(
        self, answered: FrontDoor, words: str
    ):
        before = len(await answered.texts(ELLEN))
        await edit(answered, words, 11)
        assert await given_to(answered, "pain") == [6]
        assert (await answered.texts(ELLEN))[before:] == ["That is just what I have. Pain: 6."]

    async def test_an_edit_of_a_message_that_gave_no_answer_is_told_so(self, answered: FrontDoor):
        await say(answered, "purple", 13)
        await edit(answered, "4", 13)
        assert await given_to(answered, "mood") == []
        assert UNCHANGED in (await answered.texts(ELLEN))[-2]

    async def test_an_answer_that_was_corrected_since_does_not_come_back(self, answered: FrontDoor):
        await say(answered, "pain should be 2", 13)
        await edit(answered, "7", 11)
        assert await given_to(answered, "pain") == [6, 2]
        assert UNCHANGED in (await answered.texts(ELLEN))[-2]

    async def test_a_pressed_answer_belongs_to_no_message_of_that_number(self, door: FrontDoor):
        await ask(door, check_in.start)
        await door.press_label(ELLEN, "6")  # the message of the button has the number 1
        await edit(door, "8", 1)
        assert await given_to(door, "pain") == [6]

    async def test_yesterdays_answers_stay(self, answered: FrontDoor, clock: MovableClock):
        clock.forward(days=1)
        await edit(answered, "8", 11)
        assert await given_to(answered, "pain") == [6]
        assert UNCHANGED in " ".join(await answered.texts(ELLEN))

    async def test_who_has_stopped_changes_nothing(self, answered: FrontDoor):
        async with answered.desk.uow_factory() as uow:
            (await uow.patients.by_chat(ELLEN)).status = PatientStatus.STOPPED
            await uow.commit()
        await edit(answered, "8", 11)
        assert await given_to(answered, "pain") == [6]

    async def test_words_of_danger_in_an_edit_are_met_first(self, answered: FrontDoor):
        await edit(answered, "8 and I want to kill myself", 11)
        assert await given_to(answered, "pain") == [6]
        assert "116 123" in " ".join(await answered.texts(ELLEN))
        async with AsyncSession(answered.database) as session:
            assert [alert.cause for alert in await session.scalars(select(Alert))] == ["crisis"]

    async def test_the_same_edit_twice_is_one_change(self, answered: FrontDoor):
        await edit(answered, "8", 11)
        message = message_of(ELLEN, text="8", message_id=11)
        await answered.arrives(answered.last_update, edited_message=message)
        await answered.route(ELLEN)
        assert await given_to(answered, "pain") == [6, 8]


class TestPlainCorrections:
    async def complete(self, door: FrontDoor) -> None:
        await ask(door, check_in.start)
        await say(door, "6, in the way 3, mood 7, sleep 5", 11)
        await say(door, "tea", 12)

    async def test_they_are_taken_without_the_engine(self, door: FrontDoor):
        await self.complete(door)
        door.engine.is_away = True
        await say(door, "change mood to 2", 13)
        assert await given_to(door, "mood") == [7, 2]
        assert (await door.texts(ELLEN))[-1] == "Thank you, I changed that. Mood: 2."

    async def test_behind_a_text_that_waits_they_wait_for_their_turn(self, door: FrontDoor):
        await self.complete(door)
        await door.text(ELLEN, "hello", message_id=13)
        await door.text(ELLEN, "change mood to 2", message_id=14)
        assert await given_to(door, "mood") == [7]

    async def test_words_of_danger_are_met_first(self, door: FrontDoor):
        await self.complete(door)
        await say(door, "change mood to 2, I want to kill myself", 13)
        assert await given_to(door, "mood") == [7]


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    edits=st.lists(
        st.sampled_from(
            ["6", "7", "8 out of 10", "about a 2", "6 or 9", "8 hours", "no idea", "0"]
        ),
        max_size=6,
    )
)
async def test_after_any_edits_the_last_readable_words_stand(door: FrontDoor, edits: list[str]):
    chat_id = next(chats)
    async with door.desk.uow_factory() as uow:
        patient = await add_patient(door.desk.work(uow), chat_id)
        await uow.commit()
    await ask(door, check_in.start, chat_id=chat_id)
    await say(door, "5", 11, chat_id)
    expected = [5]
    for words in edits:
        await edit(door, words, 11, chat_id)
        value = read_nrs(words).value
        if value is not None and value != expected[-1]:
            expected.append(value)
    async with door.desk.uow_factory() as uow:
        (open_,) = [await uow.check_ins.open_of(patient.id)]
    async with AsyncSession(door.database) as session:
        query = select(Answer).order_by("id")
        found = [each for each in await session.scalars(query) if each.check_in_id == open_.id]
    assert [answer.value_nrs for answer in found] == expected
    assert [answer.superseded_at is None for answer in found] == [*[False] * (len(found) - 1), True]
