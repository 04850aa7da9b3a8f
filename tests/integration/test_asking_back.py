"""Words that were not clear: what is offered, and what a pressed guess does."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.chat.router import Router
from bot.domain.check_ins import Answer
from bot.domain.exercises import ExerciseSession
from bot.domain.messages import InboxStatus
from bot.domain.patients import Flow, PatientStatus
from bot.domain.providers import Position
from bot.services import check_in
from bot.services.asking_back import NOT_OFFERED
from bot.services.work import Desk
from tests.auxil.front_door import WINDOW, FrontDoor, StandInEngine, asking, press_of
from tests.integration.conftest import MovableClock
from tests.integration.people import add_patient, add_provider

ELLEN, KIM = 501, 502
MUMBLE = "brethe hour thing"
GUESSES = ["ask_breathing", "change_prompt_time", "report_sleep_bad", "ask_pacing"]
LABELS = ["A breathing exercise", "Change the hour", "Tell you that I slept badly"]
NOT_SURE = "I am not sure what you mean. Is it one of these?"
STALE = "That button is from earlier and is not in use any more."


@pytest.fixture
async def door(desk: Desk, database: AsyncEngine) -> FrontDoor:
    async with desk.uow_factory() as uow:
        work = desk.work(uow)
        await add_patient(work, ELLEN)
        await add_patient(work, KIM)
        await add_provider(work, 801, Position.FIRST)
        await uow.commit()
    door = FrontDoor.open(desk, database)
    understand(door.engine)
    return door


def understand(engine: StandInEngine) -> None:
    engine.guesses[MUMBLE] = GUESSES
    engine.understands["/ask_breathing"] = ("ask_breathing", ["action_start_exercise"])
    for intent in ("change_prompt_time", "report_sleep_bad"):
        engine.understands[f"/{intent}"] = (intent, [f"action_{intent}"])
    engine.says["/report_sleep_bad"] = ["Nights matter."]
    engine.understands["help"] = ("ask_help", ["action_help"])
    engine.says["thanks"] = ["You're welcome."]


ask = asking(ELLEN)


async def change(door: FrontDoor, **values: Any) -> None:
    async with door.desk.uow_factory() as uow:
        patient = await uow.patients.by_chat(ELLEN)
        for name, value in values.items():
            setattr(patient, name, value)
        await uow.commit()


async def rows(door: FrontDoor, kind: type[Any]) -> list[Any]:
    async with AsyncSession(door.database) as session:
        return list((await session.scalars(select(kind).order_by("id"))).all())


async def take_turns(door: FrontDoor) -> None:
    while await door.turn(ELLEN):
        pass


async def choose(door: FrontDoor, label: str) -> int:
    update_id = await door.press_label(ELLEN, label)
    await take_turns(door)
    return update_id


class TestOffer:
    async def test_the_best_three_guesses_are_offered_in_plain_words(self, door: FrontDoor):
        await door.converse(ELLEN, MUMBLE)
        (offer,) = await door.chat(ELLEN)
        assert offer.text == NOT_SURE
        assert offer.labels == [*LABELS, "Something else"]

    async def test_what_makes_no_sense_as_a_button_is_left_out(self, door: FrontDoor):
        door.engine.guesses[MUMBLE] = ["ask_breathing", "affirm", "ask_pacing", "ask_help"]
        await door.converse(ELLEN, MUMBLE)
        labels = ["A breathing exercise", "Plan activity and rest", "Something else"]
        assert (await door.chat(ELLEN))[-1].labels == labels

    @pytest.mark.parametrize("ranking", [["ask_breathing", "affirm", "deny", "ask_pacing"], []])
    async def test_fewer_than_two_are_no_choice(self, door: FrontDoor, ranking: list[str]):
        door.engine.guesses[MUMBLE] = ranking
        await door.converse(ELLEN, MUMBLE)
        (said,) = await door.chat(ELLEN)
        assert "did not quite get that" in said.text
        assert said.labels == []

    async def test_a_guess_that_nobody_has_named_is_left_out(self, door: FrontDoor):
        door.engine.guesses[MUMBLE] = ["ask_the_moon", "ask_breathing", "ask_pacing"]
        await door.converse(ELLEN, MUMBLE)
        assert len((await door.chat(ELLEN))[-1].labels) == 3

    async def test_a_clear_yes_to_nothing_is_not_asked_back_about(self, door: FrontDoor):
        door.engine.understands["yes"] = ("affirm", ["action_default_fallback"])
        door.engine.guesses["yes"] = GUESSES
        await door.converse(ELLEN, "yes")
        assert "did not quite get that" in (await door.texts(ELLEN))[-1]

    async def test_while_a_question_is_open_it_is_asked_again_instead(self, door: FrontDoor):
        await ask(door, check_in.start)
        await door.converse(ELLEN, MUMBLE)
        said = await door.texts(ELLEN)
        assert "I need one number from 0 to 10" in said[-1]
        assert NOT_SURE not in said

    async def test_in_a_crisis_the_way_to_people_is_shown(self, door: FrontDoor):
        await door.text(ELLEN, "I want to kill myself")
        await door.converse(ELLEN, MUMBLE)
        assert "These people can help you now" in (await door.texts(ELLEN))[-1]

    async def test_before_the_welcome_is_over_nothing_is_offered(self, door: FrontDoor):
        await change(door, status=PatientStatus.ONBOARDING)
        await door.converse(ELLEN, MUMBLE)
        assert "did not quite get that" in (await door.texts(ELLEN))[-1]

    async def test_a_newer_offer_takes_the_place_of_an_older_one(self, door: FrontDoor):
        await door.converse(ELLEN, MUMBLE)
        await door.converse(ELLEN, "help")
        await door.converse(ELLEN, MUMBLE)
        first, _, newer = await door.chat(ELLEN)
        assert first.labels == []
        assert newer.labels == [*LABELS, "Something else"]


class TestTwoMisses:
    async def test_two_in_a_row_bring_the_menu_and_the_countrys_help_line(self, door: FrontDoor):
        await door.converse(ELLEN, MUMBLE)
        await door.converse(ELLEN, MUMBLE)
        menu = (await door.chat(ELLEN))[-1]
        assert "I am Lindra" in menu.text
        assert "113" in menu.text
        assert "Check in" in menu.labels

    @pytest.mark.parametrize("ranking", [GUESSES, []])
    @pytest.mark.parametrize("is_check_in_left", [False, True])
    async def test_however_often_it_is_never_the_same_sentence_twice_running(
        self, door: FrontDoor, ranking: list[str], is_check_in_left: bool
    ):
        door.engine.guesses[MUMBLE] = ranking
        if is_check_in_left:
            await ask(door, check_in.start)
            await ask(door, check_in.leave)
        before = len(await door.texts(ELLEN))
        for _ in range(6):
            await door.converse(ELLEN, MUMBLE)
        said = (await door.texts(ELLEN))[before:]
        assert len(said) == 6
        assert all(first != second for first, second in zip(said, said[1:], strict=False))

    @pytest.mark.parametrize("between", ["help", "thanks"])
    async def test_what_was_understood_in_between_counts(self, door: FrontDoor, between: str):
        for words in (MUMBLE, between, MUMBLE):
            await door.converse(ELLEN, words)
        assert (await door.texts(ELLEN))[-1] == NOT_SURE

    async def test_something_else_gives_the_short_menu(self, door: FrontDoor):
        await door.converse(ELLEN, MUMBLE)
        await choose(door, "Something else")
        menu = (await door.chat(ELLEN))[-1]
        assert menu.text == "That is fine. Tap what you need, or say it in other words."
        assert "Exercises" in menu.labels
        assert [text for text, _ in door.engine.heard] == [MUMBLE]


class TestPress:
    async def test_it_has_the_effect_that_saying_it_clearly_would_have(self, door: FrontDoor):
        await door.converse(ELLEN, MUMBLE)
        update_id = await choose(door, "A breathing exercise")
        assert door.engine.heard[-1] == ("/ask_breathing", None)
        (session,) = await rows(door, ExerciseSession)
        assert door.desk.library.exercise(session.exercise_id, "en").skill == "breathing"
        assert (await door.update(update_id)).status is InboxStatus.DONE
        assert (await door.chat(ELLEN))[0].text.endswith("✓ A breathing exercise")
        assert await door.toasts(ELLEN) == [""]

    async def test_an_answer_of_the_engines_own_comes_too(self, door: FrontDoor):
        await door.converse(ELLEN, MUMBLE)
        await choose(door, "Tell you that I slept badly")
        assert (await door.texts(ELLEN))[-1] == "Nights matter."

    async def test_where_words_would_tell_more_it_asks(self, door: FrontDoor):
        await door.converse(ELLEN, MUMBLE)
        await choose(door, "Change the hour")
        async with door.desk.uow_factory() as uow:
            patient = await uow.patients.by_chat(ELLEN)
        assert (patient.focus, patient.onboarding_step) == (Flow.ONBOARDING, "hour")

    async def test_pressed_twice_it_counts_once(self, door: FrontDoor):
        await door.converse(ELLEN, MUMBLE)
        token = (await door.chat(ELLEN))[-1].tokens["A breathing exercise"]
        await door.press(ELLEN, token)
        again = await door.press(ELLEN, token)
        await take_turns(door)
        assert [text for text, _ in door.engine.heard] == [MUMBLE, "/ask_breathing"]
        assert (await door.update(again)).status is InboxStatus.DONE
        assert await door.toasts(ELLEN) == ["", STALE]

    async def test_of_two_guesses_the_first_press_counts(self, door: FrontDoor):
        await door.converse(ELLEN, MUMBLE)
        tokens = (await door.chat(ELLEN))[-1].tokens
        for label in ("Change the hour", "A breathing exercise"):
            await door.press(ELLEN, tokens[label])
        await take_turns(door)
        assert [text for text, _ in door.engine.heard] == [MUMBLE, "/change_prompt_time"]

    async def test_a_guess_of_yesterday_is_stale(self, door: FrontDoor, clock: MovableClock):
        await door.converse(ELLEN, MUMBLE)
        clock.forward(days=1)
        await choose(door, "A breathing exercise")
        assert [text for text, _ in door.engine.heard] == [MUMBLE]
        assert await door.toasts(ELLEN) == [STALE]

    async def test_an_older_offer_is_stale_once_there_is_a_newer_one(self, door: FrontDoor):
        await door.converse(ELLEN, MUMBLE)
        token = (await door.chat(ELLEN))[-1].tokens["A breathing exercise"]
        await door.converse(ELLEN, "help")
        await door.converse(ELLEN, MUMBLE)
        await door.press(ELLEN, token)
        assert await door.toasts(ELLEN) == [STALE]
        assert await door.turn(ELLEN) is False

    async def test_another_persons_button_does_nothing(self, door: FrontDoor):
        await door.converse(ELLEN, MUMBLE)
        token = (await door.chat(ELLEN))[-1].tokens["A breathing exercise"]
        await door.press(KIM, token)
        assert await door.turn(KIM) is False
        assert await door.toasts(KIM) == [STALE]

    async def test_who_has_left_is_met_as_one_who_left(self, door: FrontDoor):
        await door.converse(ELLEN, MUMBLE)
        await change(door, status=PatientStatus.STOPPED)
        await choose(door, "A breathing exercise")
        assert "switched off for you" in (await door.texts(ELLEN))[-1]
        assert [text for text, _ in door.engine.heard] == [MUMBLE]

    async def test_who_was_erased_meanwhile_starts_nothing(self, door: FrontDoor):
        await door.converse(ELLEN, MUMBLE)
        token = (await door.chat(ELLEN))[-1].tokens["A breathing exercise"]
        await change(door, chat_id=None)
        update_id = await door.press(ELLEN, token)
        assert (await door.update(update_id)).status is InboxStatus.DONE
        assert await door.turn(ELLEN) is False

    @pytest.mark.parametrize("is_in_words", [False, True])
    async def test_it_never_answers_a_question_that_has_opened_since(
        self, door: FrontDoor, is_in_words: bool
    ):
        await door.converse(ELLEN, MUMBLE)
        await ask(door, check_in.start)
        for _ in range(4 if is_in_words else 0):
            await ask(door, check_in.skip)
        before = len(await rows(door, Answer))
        await choose(door, "Tell you that I slept badly")
        assert len(await rows(door, Answer)) == before
        assert (await door.texts(ELLEN))[-1] == "Nights matter."


class TestPressThatWaits:
    async def test_with_the_engine_away_it_is_kept_and_done_later(
        self, door: FrontDoor, clock: MovableClock
    ):
        await door.converse(ELLEN, MUMBLE)
        door.engine.is_away = True
        update_id = await choose(door, "A breathing exercise")
        assert "I have your message" in (await door.texts(ELLEN))[-1]
        assert (await door.update(update_id)).status is InboxStatus.WAITING
        assert await rows(door, ExerciseSession) == []
        door.engine.is_away = False
        clock.forward(seconds=3)
        await take_turns(door)
        assert len(await rows(door, ExerciseSession)) == 1
        assert (await door.update(update_id)).status is InboxStatus.DONE

    async def test_it_keeps_its_place_in_line(self, door: FrontDoor, clock: MovableClock):
        await door.converse(ELLEN, MUMBLE)
        door.engine.is_away = True
        await door.converse(ELLEN, "thanks")
        await choose(door, "A breathing exercise")
        door.engine.is_away = False
        clock.forward(seconds=3)
        await take_turns(door)
        heard = [text for text, _ in door.engine.heard]
        assert heard == [MUMBLE, "thanks", "thanks", "/ask_breathing"]

    async def test_after_too_long_a_wait_the_patient_is_told(
        self, door: FrontDoor, clock: MovableClock
    ):
        await door.converse(ELLEN, MUMBLE)
        door.engine.is_away = True
        await choose(door, "A breathing exercise")
        clock.forward(minutes=61)
        await take_turns(door)
        assert "I was away for a while" in (await door.texts(ELLEN))[-1]

    async def test_a_coach_that_died_between_press_and_turn_loses_nothing(self, door: FrontDoor):
        await door.converse(ELLEN, MUMBLE)
        update_id = await door.press_label(ELLEN, "A breathing exercise")
        assert (await door.update(update_id)).status is InboxStatus.WAITING
        reborn = FrontDoor.open(door.desk, door.database)
        understand(reborn.engine)
        await take_turns(reborn)
        assert reborn.engine.heard == [("/ask_breathing", None)]
        assert len(await rows(reborn, ExerciseSession)) == 1

    async def test_its_turn_may_begin_at_once(self, door: FrontDoor):
        await door.converse(ELLEN, MUMBLE)
        token = (await door.chat(ELLEN))[-1].tokens["A breathing exercise"]
        router = Router(door.desk, door.engine, WINDOW)
        await door.arrives(callback_query=press_of(ELLEN, token))
        routed = await router.route_next(ELLEN, may_begin=True)
        assert routed is not None
        assert routed.begun is not None
        assert routed.begun.text == "/ask_breathing"


async def test_typed_words_never_stand_for_an_intent(door: FrontDoor):
    for words in ("/ask_breathing", " /ask_breathing", "//ask_breathing 1"):
        await door.converse(ELLEN, words)
    assert not any(text.startswith("/") for text, _ in door.engine.heard)


def test_no_greeting_is_ever_offered():
    assert {"greet", "affirm", "deny", "complaint"} <= NOT_OFFERED


@pytest.mark.parametrize("words", ["lets go on", "ok", "yes please"])
async def test_who_is_willing_goes_on_with_the_check_in_that_was_left(door: FrontDoor, words: str):
    await ask(door, check_in.start)
    await ask(door, check_in.leave)
    await door.text(ELLEN, words)
    await door.turn(ELLEN)
    assert "How has your pain been" in (await door.texts(ELLEN))[-1]
