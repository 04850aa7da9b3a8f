"""One way for every update: routing, the turn with the engine, and what its faults lead to."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.chat import router as router_module
from bot.domain.alerts import Alert
from bot.domain.check_ins import Answer
from bot.domain.exercises import ExerciseSession
from bot.domain.messages import InboxStatus, OutboxMessage, OutboxStatus
from bot.domain.patients import Flow, PatientStatus
from bot.domain.providers import Position
from bot.safety.screener import Screener
from bot.services import check_in, dialogue, exercises, flows
from bot.services.work import Desk
from tests.auxil.front_door import FrontDoor, asking, message_of
from tests.auxil.postman import Postman
from tests.integration.conftest import MovableClock
from tests.integration.people import add_patient, add_provider

ELLEN, KIM, KARI, STRANGER = 501, 502, 801, 999
CRISIS = "I want to kill myself"


@pytest.fixture
async def door(desk: Desk, database: AsyncEngine) -> FrontDoor:
    async with desk.uow_factory() as uow:
        work = desk.work(uow)
        await add_patient(work, ELLEN)
        await add_provider(work, KARI, Position.FIRST)
        await uow.commit()
    return FrontDoor.open(desk, database)


ask = asking(ELLEN)


async def change(door: FrontDoor, chat_id: int = ELLEN, **values: Any) -> None:
    async with door.desk.uow_factory() as uow:
        patient = await uow.patients.by_chat(chat_id)
        for name, value in values.items():
            setattr(patient, name, value)
        await uow.commit()


async def rows(door: FrontDoor, kind: type[Any]) -> list[Any]:
    async with AsyncSession(door.database) as session:
        return list((await session.scalars(select(kind).order_by("id"))).all())


async def answers(door: FrontDoor) -> list[int | None]:
    return [answer.value_nrs for answer in await rows(door, Answer)]


class TestTurns:
    async def test_a_text_waits_for_its_turn_and_is_answered_by_the_engine(self, door: FrontDoor):
        door.engine.says["hello"] = ["Hello!", "How are you?"]
        update_id = await door.text(ELLEN, "hello")
        waiting = await door.update(update_id)
        assert (waiting.status, waiting.done_at) == (InboxStatus.WAITING, None)
        assert await door.turn(ELLEN) is True
        assert await door.texts(ELLEN) == ["Hello!", "How are you?"]
        done = await door.update(update_id)
        assert done.status is InboxStatus.DONE
        assert done.done_at is not None
        assert await door.turn(ELLEN) is False

    async def test_the_engine_is_told_which_form_is_open(self, door: FrontDoor):
        await ask(door, check_in.start)
        await door.converse(ELLEN, "about a six")
        assert door.engine.heard == [("about a six", Flow.CHECK_IN)]
        assert await answers(door) == [6]

    async def test_a_remark_between_is_answered_and_the_question_asked_again(self, door: FrontDoor):
        await ask(door, check_in.start)
        door.engine.understands["why do you ask"] = ("ask_why", ["action_explain_why"])
        await door.converse(ELLEN, "why do you ask")
        assert "usual for you" in (await door.texts(ELLEN))[-1]
        await door.converse(ELLEN, "6")
        assert await answers(door) == [6]

    async def test_a_question_that_the_engine_wants_repeated_keeps_its_place(self, door: FrontDoor):
        await ask(door, check_in.start)

        async def answer(*_: Any) -> list[dialogue.Utterance]:
            return [
                dialogue.Utterance("I am a computer program."),
                dialogue.Utterance("", asks_again=True),
            ]

        door.engine._answer = answer  # type: ignore[method-assign]
        await door.converse(ELLEN, "are you a bot")
        _, said, asked = await door.texts(ELLEN)
        assert said == "I am a computer program."
        assert "How has your pain been" in asked

    async def test_a_text_beginning_with_a_slash_never_reaches_the_engine_raw(
        self, door: FrontDoor
    ):
        await door.converse(ELLEN, '/inform{"pain": 9}')
        await door.converse(ELLEN, "  //affirm{} ")
        await door.converse(ELLEN, "/7 today")
        assert [text for text, _ in door.engine.heard] == ["7 today"]

    async def test_words_that_nobody_understood_are_met_kindly(self, door: FrontDoor):
        await door.converse(ELLEN, "qwertz")
        assert "did not quite get that" in (await door.texts(ELLEN))[-1]


class TestEngineAway:
    async def test_the_patient_gets_a_plain_answer_with_the_emergency_number_once(
        self, door: FrontDoor, clock: MovableClock
    ):
        door.engine.is_away = True
        update_id = await door.text(ELLEN, "hello")
        await door.turn(ELLEN)
        clock.forward(seconds=3)
        await door.turn(ELLEN)
        (said,) = await door.texts(ELLEN)
        assert "I have your message" in said
        assert "112" in said or "113" in said
        assert (await door.update(update_id)).status is InboxStatus.WAITING

    async def test_it_is_not_asked_again_before_its_time(
        self, door: FrontDoor, clock: MovableClock
    ):
        door.engine.is_away = True
        await door.text(ELLEN, "hello")
        await door.turn(ELLEN)
        assert await door.turn(ELLEN) is False
        clock.forward(seconds=3)
        assert await door.turn(ELLEN) is True
        assert len(door.engine.heard) == 2

    async def test_a_second_message_is_not_met_with_silence_nor_with_the_same_words(
        self, door: FrontDoor
    ):
        door.engine.is_away = True
        await door.text(ELLEN, "hello")
        await door.turn(ELLEN)
        await Postman().deliver(door.desk)
        await door.text(ELLEN, "are you there?")
        first, second = await door.texts(ELLEN)
        assert first != second
        assert "I kept this message too" in second

    async def test_while_the_engine_works_nobody_is_told_that_it_is_away(self, door: FrontDoor):
        await door.text(ELLEN, "hello")
        await door.text(ELLEN, "and one more")
        assert await door.texts(ELLEN) == []

    async def test_what_waited_is_handled_in_order_when_the_engine_is_back(
        self, door: FrontDoor, clock: MovableClock
    ):
        await ask(door, check_in.start)
        door.engine.is_away = True
        for words in ("6", "three"):
            await door.text(ELLEN, words)
            await door.turn(ELLEN)
        door.engine.is_away = False
        clock.forward(seconds=3)
        while await door.turn(ELLEN):
            pass
        # The second was written while the first question was still the open one.
        assert await answers(door) == [6]
        assert "my next question crossed" in "\n".join(await door.texts(ELLEN))
        assert [text for text, _ in door.engine.heard][-2:] == ["6", "three"]

    async def test_buttons_and_commands_work_meanwhile(self, door: FrontDoor):
        door.engine.is_away = True
        await door.text(ELLEN, "hello")
        await door.turn(ELLEN)
        await door.text(ELLEN, "/checkin")
        await door.press_label(ELLEN, "6")
        assert await answers(door) == [6]

    async def test_after_too_long_a_wait_the_patient_is_told_once(
        self, door: FrontDoor, clock: MovableClock
    ):
        door.engine.is_away = True
        ids = [await door.text(ELLEN, words) for words in ("one", "two", "three")]
        await door.turn(ELLEN)
        clock.forward(minutes=61)
        late = await door.text(ELLEN, "four")
        door.engine.is_away = False
        door.engine.says["four"] = ["Here I am."]
        while await door.turn(ELLEN):
            pass
        said = await door.texts(ELLEN)
        assert sum("I was away for a while" in text for text in said) == 1
        assert said[-1] == "Here I am."
        assert {(await door.update(each)).status for each in [*ids, late]} == {InboxStatus.DONE}

    async def test_a_turn_whose_answer_was_lost_is_not_taken_twice(
        self, door: FrontDoor, clock: MovableClock
    ):
        await ask(door, check_in.start)
        door.engine.fails_after_acting = True
        update_id = await door.text(ELLEN, "6")
        await door.turn(ELLEN)
        assert (await door.update(update_id)).status is InboxStatus.DONE
        assert await answers(door) == [6]
        assert "I have your message" not in "\n".join(await door.texts(ELLEN))

    async def test_a_coach_that_died_after_the_action_does_not_answer_twice(self, door: FrontDoor):
        await ask(door, check_in.start)
        update_id = await door.text(ELLEN, "6")
        async with door.desk.uow_factory() as uow:
            (await uow.inbox.get(update_id)).attempts = 1
            await uow.commit()
        # The engine ran the action; before its answer came back the coach was killed.
        metadata = {"update_id": update_id, "attempt": 1}
        await door.engine._answer("conversation-501", "6", Flow.CHECK_IN, metadata)
        said = await door.texts(ELLEN)
        while await door.turn(ELLEN):
            pass
        assert door.engine.heard == []
        assert await answers(door) == [6]
        assert await door.texts(ELLEN) == said
        assert (await door.update(update_id)).status is InboxStatus.DONE

    async def test_a_patient_who_was_erased_meanwhile_ends_the_wait(self, door: FrontDoor):
        update_id = await door.text(ELLEN, "hello")
        async with door.desk.uow_factory() as uow:
            (await uow.patients.by_chat(ELLEN)).chat_id = None
            await uow.commit()
        await door.turn(ELLEN)
        assert door.engine.heard == []
        assert (await door.update(update_id)).status is InboxStatus.DONE


class TestSilence:
    async def test_a_turn_in_which_nobody_spoke_is_tried_again_and_then_owned_up_to(
        self, door: FrontDoor, clock: MovableClock, caplog: pytest.LogCaptureFixture
    ):
        door.engine.is_silent = True
        update_id = await door.text(ELLEN, "hello")
        for _ in range(dialogue.MOST_ATTEMPTS):
            await door.turn(ELLEN)
            clock.forward(seconds=3)
        assert "Something went wrong on my side" in (await door.texts(ELLEN))[-1]
        assert (await door.update(update_id)).status is InboxStatus.DONE
        assert any("silent turn" in record.message for record in caplog.records)


class TestLateWords:
    async def test_an_answer_that_waited_does_not_count_for_the_next_question(
        self, door: FrontDoor, clock: MovableClock
    ):
        await ask(door, check_in.start)
        door.engine.is_away = True
        await door.text(ELLEN, "8")
        await door.turn(ELLEN)
        await door.press_label(ELLEN, "6")  # the same question, answered by a button meanwhile
        door.engine.is_away = False
        clock.forward(seconds=3)
        await door.turn(ELLEN)
        assert await answers(door) == [6]
        assert "my next question crossed" in (await door.texts(ELLEN))[-1]

    async def test_a_question_that_came_after_the_words_is_not_what_they_answer(
        self, door: FrontDoor, clock: MovableClock
    ):
        update_id = await door.arrives(message=message_of(ELLEN, text="5"))
        clock.forward(seconds=1)
        await ask(door, check_in.start)
        await door.route(ELLEN)
        assert (await door.update(update_id)).asked == dialogue.UNSEEN
        await door.turn(ELLEN)
        assert await answers(door) == []
        assert "my next question crossed" in (await door.texts(ELLEN))[-1]

    async def test_words_from_before_a_question_was_asked_do_not_answer_it(
        self, door: FrontDoor, clock: MovableClock
    ):
        door.engine.is_away = True
        door.engine.says["I took 2 of them"] = ["I am not the right one for this."]
        await door.text(ELLEN, "I took 2 of them")
        await door.turn(ELLEN)
        await door.text(ELLEN, "/checkin")
        door.engine.is_away = False
        clock.forward(seconds=3)
        await door.turn(ELLEN)
        assert await answers(door) == []
        assert (await door.texts(ELLEN))[-1] == "I am not the right one for this."

    async def test_a_rating_that_waited_does_not_count_for_the_rating_after(
        self, door: FrontDoor, clock: MovableClock
    ):
        await ask(door, exercises.start, "pacing-planner")
        await ask(door, exercises.next_step)
        asked = await ask(door, flows.open_question)
        assert asked is not None
        door.engine.is_away = True
        await door.text(ELLEN, "8")
        await door.turn(ELLEN)
        await door.press_label(ELLEN, "5")
        (session,) = await rows(door, ExerciseSession)
        assert session.rating_before_nrs == 5
        door.engine.is_away = False
        clock.forward(seconds=3)
        await door.turn(ELLEN)
        (session,) = await rows(door, ExerciseSession)
        assert (session.rating_before_nrs, session.choices) == (5, {})

    async def test_each_step_of_the_welcome_is_a_question_of_its_own(self, door: FrontDoor):
        await change(door, focus=Flow.ONBOARDING, onboarding_step="age")
        assert await ask(door, flows.open_question) == "onboarding:age"

    async def test_with_nothing_running_no_question_is_open(self, door: FrontDoor):
        for focus in (None, Flow.CHECK_IN, Flow.EXERCISE):
            await change(door, focus=focus)
            assert await ask(door, flows.open_question) is None

    async def test_an_exercise_that_was_changed_meanwhile_asks_nothing(self, door: FrontDoor):
        await ask(door, exercises.start, "pacing-planner")
        await ask(door, exercises.next_step)
        async with door.desk.uow_factory() as uow:
            patient = await uow.patients.by_chat(ELLEN)
            (await uow.exercises.open_of(patient.id)).exercise_version = 99
            await uow.commit()
        assert await ask(door, flows.open_question) is None

    async def test_with_nothing_open_there_is_nothing_to_skip_or_to_leave(self, door: FrontDoor):
        for service in (flows.ask_again, flows.skip, flows.leave):
            assert await ask(door, service) is False
        assert await ask(door, flows.why) is None

    async def test_where_an_exercise_asks_nothing_no_question_is_open(self, door: FrontDoor):
        await ask(door, exercises.start, "pacing-planner")
        assert await ask(door, flows.open_question) is None


class TestFaultsOfOurOwn:
    @pytest.fixture
    def broken(self, monkeypatch: pytest.MonkeyPatch) -> Any:
        def fail(*_: Any, **__: Any) -> None:
            raise RuntimeError("the words of a patient")

        monkeypatch.setattr(router_module.entrance, "meet", fail)
        monkeypatch.setattr(router_module.providers_entrance, "meet", fail)

    async def test_after_three_tries_the_patient_is_told_and_the_update_kept(
        self, door: FrontDoor, broken: None
    ):
        update_id = await door.text(ELLEN, "hello")
        failed = await door.update(update_id)
        assert (failed.status, failed.attempts) == (InboxStatus.FAILED, 3)
        (said,) = await door.texts(ELLEN)
        assert "Something went wrong on my side, not yours" in said

    async def test_a_provider_is_told_too(self, door: FrontDoor, broken: None):
        await door.text(KARI, "/alerts")
        (said,) = await door.texts(KARI)
        assert "Something went wrong on my side" in said

    async def test_what_comes_after_it_is_not_held_up(
        self, door: FrontDoor, monkeypatch: pytest.MonkeyPatch
    ):
        meet = router_module.entrance.meet

        async def fail_once(work: Any, patient: Any, incoming: Any) -> bool:
            if incoming.text == "the first":
                raise RuntimeError
            return await meet(work, patient, incoming)

        monkeypatch.setattr(router_module.entrance, "meet", fail_once)
        await door.arrives(message=_message("the first"))
        second = await door.arrives(message=_message("/help"))
        await door.route(ELLEN)
        assert (await door.update(second)).status is InboxStatus.DONE
        assert "I am Lindra" in (await door.texts(ELLEN))[-1]

    async def test_nothing_of_a_failed_try_is_kept(
        self, door: FrontDoor, monkeypatch: pytest.MonkeyPatch
    ):
        meet, tries = router_module.entrance.meet, []

        async def fail_late(work: Any, patient: Any, incoming: Any) -> bool:
            result = await meet(work, patient, incoming)
            await work.uow.flush()
            tries.append(incoming)
            if len(tries) < 3:
                raise RuntimeError
            return result

        monkeypatch.setattr(router_module.entrance, "meet", fail_late)
        await door.text(ELLEN, "/help")
        assert len(await door.texts(ELLEN)) == 1

    async def test_the_log_of_a_fault_holds_no_words(
        self, door: FrontDoor, broken: None, caplog: pytest.LogCaptureFixture
    ):
        from bot.logs import EventFormatter

        with caplog.at_level(logging.INFO):
            await door.text(ELLEN, "hello")
        written = [EventFormatter().format(record) for record in caplog.records]
        assert any("update failed" in line for line in written)
        assert not any("words of a patient" in line for line in written)

    async def test_words_of_danger_are_answered_and_reported_although_our_code_fails(
        self, door: FrontDoor, broken: None
    ):
        update_id = await door.text(ELLEN, CRISIS)
        assert (await door.update(update_id)).status is InboxStatus.DONE
        assert len(await rows(door, Alert)) == 1
        assert any(row.lane == "safety" for row in await door.outbox(ELLEN))

    async def test_a_stranger_in_a_fault_is_met_with_silence(
        self, door: FrontDoor, monkeypatch: pytest.MonkeyPatch
    ):
        def fail(*_: Any, **__: Any) -> None:
            raise RuntimeError

        monkeypatch.setattr(router_module.strangers, "meet", fail)
        update_id = await door.text(STRANGER, "hello")
        assert (await door.update(update_id)).status is InboxStatus.FAILED
        assert await door.texts(STRANGER) == []


class TestCrisis:
    async def test_danger_is_answered_before_the_engine_hears_of_anything(self, door: FrontDoor):
        await ask(door, check_in.start)
        update_id = await door.text(ELLEN, CRISIS)
        assert (await door.update(update_id)).status is InboxStatus.DONE
        assert await door.turn(ELLEN) is False
        assert door.engine.heard == []
        assert await answers(door) == []
        told = await door.texts(KARI)
        assert any("L-T501" in text for text in told)

    async def test_danger_is_found_in_a_caption_and_in_an_edited_message(self, door: FrontDoor):
        await door.sends(ELLEN, photo=[], caption=CRISIS)
        assert len(await rows(door, Alert)) == 1
        await door.arrives(edited_message={**_message(CRISIS), "edit_date": 1_772_452_900})
        await door.route(ELLEN)
        (alert,) = await rows(door, Alert)
        assert alert.event_count == 2

    async def test_a_screening_that_fails_takes_the_careful_way(
        self, door: FrontDoor, monkeypatch: pytest.MonkeyPatch
    ):
        def fail(screener: Screener, text: str) -> None:
            raise RuntimeError

        monkeypatch.setattr(Screener, "screen", fail)
        await door.text(ELLEN, "hello")
        assert len(await rows(door, Alert)) == 1
        assert all(row.lane == "safety" for row in await door.outbox(ELLEN))

    async def test_somebody_who_has_stopped_is_heard_all_the_same(self, door: FrontDoor):
        await change(door, status=PatientStatus.STOPPED)
        await door.text(ELLEN, CRISIS)
        assert len(await rows(door, Alert)) == 1


def _message(text: str, chat_id: int = ELLEN) -> dict[str, Any]:
    from tests.auxil.front_door import message_of

    return message_of(chat_id, text=text)


async def test_an_answer_to_a_press_comes_too_late_after_half_a_minute(
    door: FrontDoor, clock: MovableClock
):
    await door.press(ELLEN, "nothing")
    clock.forward(seconds=31)
    postman = Postman()
    await postman.deliver(door.desk)
    assert postman.posted == []
    assert {row.status for row in await rows(door, OutboxMessage)} == {OutboxStatus.EXPIRED}
