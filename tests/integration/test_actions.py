"""The actions that the engine calls: one effect a text, none for a turn that is over, no leaks."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import httpx
import pytest
from rasa_sdk.executor import ActionExecutor
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from starlette.applications import Starlette

from bot.actions.declared import coded_actions, declared_action_faults
from bot.actions.endpoint import action_route
from bot.actions.register import all_actions, build_executor
from bot.domain.alerts import Alert
from bot.domain.check_ins import Answer
from bot.domain.exercises import ExerciseSession, SessionStatus
from bot.domain.messages import InboxStatus, InboxUpdate
from bot.domain.patients import Flow, PatientStatus
from bot.domain.providers import Position
from bot.logs import EventFormatter
from bot.services import check_in, exercises, pausing
from bot.services.work import Desk
from tests.auxil.front_door import FrontDoor, action_call, message_of
from tests.integration.conftest import ROOT, MovableClock
from tests.integration.people import add_patient, add_provider

ELLEN, UPDATE = 501, 7
CONVERSATION = "conversation-501"
SECRET_WORDS = "my neighbour Olaf hit me"
LEFT_FORM = [
    {"event": "active_loop", "timestamp": None, "name": None},
    {"event": "slot", "timestamp": None, "name": "requested_slot", "value": None},
    {"event": "slot", "timestamp": None, "name": "check_in_answer", "value": None},
]


@pytest.fixture
async def door(desk: Desk, database: AsyncEngine, clock: MovableClock) -> FrontDoor:
    async with desk.uow_factory() as uow:
        work = desk.work(uow)
        await add_patient(work, ELLEN)
        await add_provider(work, 801, Position.FIRST)
        uow.add(
            InboxUpdate(
                update_id=UPDATE,
                chat_id=ELLEN,
                payload={"update_id": UPDATE, "message": message_of(ELLEN, text="?")},
                received_at=clock.now(),
                status=InboxStatus.WAITING,
                attempts=1,
            )
        )
        await uow.commit()
    return FrontDoor.open(desk, database)


async def call(door: FrontDoor, name: str, text: str = "?", **more: Any) -> dict[str, Any]:
    """Have an action run for the waiting text; return what the engine gets back."""
    metadata = {"update_id": UPDATE, "attempt": 1, **more.pop("metadata", {})}
    conversation = more.pop("conversation", CONVERSATION)
    result = await door.engine.executor.run(
        action_call(name, conversation, text, metadata=metadata, **more)
    )
    assert result is not None
    return result.model_dump()


async def ask(door: FrontDoor, service: Any, *args: Any) -> Any:
    async with door.desk.uow_factory() as uow:
        work = door.desk.work(uow)
        patient = await uow.patients.by_chat(ELLEN)
        if service is check_in.start:  # the text that waits was written to this question
            await service(work, patient, *args)
            await uow.flush()
            open_ = await uow.check_ins.open_of(patient.id)
            (await uow.inbox.get(UPDATE)).asked = f"check_in:{open_.id}:{open_.item_id}"
            await uow.commit()
            return None
        result = await service(work, patient, *args)
        await uow.commit()
    return result


async def change(door: FrontDoor, **values: Any) -> None:
    async with door.desk.uow_factory() as uow:
        patient = await uow.patients.by_chat(ELLEN)
        for name, value in values.items():
            setattr(patient, name, value)
        await uow.commit()


async def focus(door: FrontDoor) -> Flow | None:
    async with door.desk.uow_factory() as uow:
        return (await uow.patients.by_chat(ELLEN)).focus


async def rows(door: FrontDoor, kind: type[Any]) -> list[Any]:
    async with AsyncSession(door.database) as session:
        return list((await session.scalars(select(kind).order_by("id"))).all())


async def last(door: FrontDoor) -> str:
    return (await door.texts(ELLEN))[-1]


class TestDeclared:
    def test_every_declared_action_has_code_and_every_coded_one_is_declared(self):
        assert declared_action_faults(ROOT / "dialogues") == []

    def test_a_declared_action_without_code_and_a_coded_one_without_a_word_are_named(
        self, tmp_path: Path
    ):
        (tmp_path / "domain").mkdir()
        (tmp_path / "domain" / "one.yml").write_text("actions: [action_skip, action_fly]\n")
        (tmp_path / "domain" / "empty.yml").write_text("")
        faults = declared_action_faults(tmp_path)
        assert any("action_fly has no code" in fault for fault in faults)
        assert any("action_repeat is not declared" in fault for fault in faults)
        assert not any("action_skip" in fault for fault in faults)

    def test_the_executor_has_every_action_under_its_own_name(self, desk: Desk):
        names = [action.name() for action in all_actions(desk)]
        assert len(set(names)) == len(names)
        assert set(names) == coded_actions() == set(build_executor(desk).actions)


class TestTurnsThatAreOver:
    """An engine that was too slow must not act behind the coach's back."""

    @pytest.mark.parametrize("name", sorted(coded_actions() - {"action_ask_check_in_answer"}))
    async def test_a_finished_text_has_no_effect_any_more(self, door: FrontDoor, name: str):
        await ask(door, check_in.start)
        async with door.desk.uow_factory() as uow:
            (await uow.inbox.get(UPDATE)).status = InboxStatus.DONE
            await uow.commit()
        before = await door.texts(ELLEN)
        assert (await call(door, name, "6"))["events"] == []
        assert await door.texts(ELLEN) == before
        assert await rows(door, Answer) == []

    @pytest.mark.parametrize("name", ["validate_check_in_form", "action_skip", "action_help"])
    async def test_an_attempt_that_was_given_up_has_no_effect(
        self, door: FrontDoor, caplog: pytest.LogCaptureFixture, name: str
    ):
        await ask(door, check_in.start)
        before = await door.texts(ELLEN)
        late = {"attempt": 0}
        assert (await call(door, name, "6", metadata=late))["events"] == []
        assert await door.texts(ELLEN) == before
        assert (await door.update(UPDATE)).effect_at is None
        assert any("late action" in record.message for record in caplog.records)

    @pytest.mark.parametrize(
        ("metadata", "conversation"),
        [
            ({"update_id": None}, CONVERSATION),
            ({"update_id": "7"}, CONVERSATION),
            ({"update_id": 8}, CONVERSATION),
            ({}, "somebody-else"),
        ],
        ids=["no update", "no number", "unknown update", "unknown conversation"],
    )
    @pytest.mark.parametrize("name", ["validate_check_in_form", "action_skip"])
    async def test_a_call_that_belongs_to_no_text_has_no_effect(
        self, door: FrontDoor, name: str, metadata: dict[str, Any], conversation: str
    ):
        await ask(door, check_in.start)
        more = {"metadata": metadata, "conversation": conversation}
        assert (await call(door, name, "6", **more))["events"] == []
        assert await rows(door, Answer) == []

    async def test_an_effect_is_noted_with_the_reply_it_caused(
        self, door: FrontDoor, clock: MovableClock
    ):
        await call(door, "action_help")
        assert (await door.update(UPDATE)).effect_at == clock.now()
        assert len(await door.texts(ELLEN)) == 1


class TestForms:
    async def test_an_answer_is_taken_and_the_form_goes_on(self, door: FrontDoor):
        await ask(door, check_in.start)
        done = await call(door, "validate_check_in_form", "about a six")
        assert [answer.value_nrs for answer in await rows(door, Answer)] == [6]
        assert [(event["name"], event["value"]) for event in done["events"]] == [
            ("check_in_answer", None)
        ]

    async def test_the_last_answer_ends_the_form(self, door: FrontDoor):
        await ask(door, check_in.start)
        for _ in range(4):
            await ask(door, check_in.skip)
        await self._written_to_the_open_question(door)
        done = await call(door, "validate_check_in_form", "a cup of tea")
        assert [event["value"] for event in done["events"]] == ["done"]

    async def test_leaving_after_two_misses_ends_the_form(self, door: FrontDoor):
        await ask(door, check_in.start)
        await change(door, misses=1)
        done = await call(door, "validate_check_in_form", "purple")
        assert [event["value"] for event in done["events"]] == ["done"]
        assert await focus(door) is None

    async def test_what_is_no_answer_leaves_no_trace(self, door: FrontDoor):
        await ask(door, check_in.start)
        before = await door.texts(ELLEN)
        more = {"intent": "ask_breathing", "confidence": 0.9}
        assert (await call(door, "validate_check_in_form", "let us breathe", **more)) == {
            "events": [],
            "responses": [],
        }
        assert await door.texts(ELLEN) == before
        assert (await door.update(UPDATE)).effect_at is None

    @pytest.mark.parametrize(
        "events",
        [
            [{"event": "user"}, {"event": "action", "name": "action_help"}],
            [{"event": "user"}, {"event": "action_execution_rejected", "name": "check_in_form"}],
            [],
        ],
        ids=["after an action", "after the form's refusal", "no text at all"],
    )
    async def test_a_text_that_was_dealt_with_is_not_taken_for_an_answer(
        self, door: FrontDoor, events: list[dict[str, Any]]
    ):
        await ask(door, check_in.start)
        await call(door, "validate_check_in_form", "6", events=events)
        assert await rows(door, Answer) == []

    async def test_the_forms_own_turn_is_no_interruption(self, door: FrontDoor):
        await ask(door, check_in.start)
        events = [{"event": "user"}, {"event": "action", "name": "check_in_form"}]
        await call(door, "validate_check_in_form", "6", events=events)
        assert len(await rows(door, Answer)) == 1

    async def test_a_wish_is_met_although_its_question_was_answered_meanwhile(
        self, door: FrontDoor
    ):
        await ask(door, check_in.start)
        await ask(door, check_in.skip)
        more = {"intent": "ask_breathing", "confidence": 0.9}
        done = await call(door, "validate_check_in_form", "let us breathe", **more)
        assert done["events"] == []
        assert "question crossed" not in await last(door)

    async def test_the_question_is_offered_again_after_something_else(self, door: FrontDoor):
        again = await call(door, "action_ask_check_in_answer")
        assert [response["custom"] for response in again["responses"]] == [{"ask_again": True}]

    async def test_it_is_not_offered_twice_when_it_was_put_in_this_turn(self, door: FrontDoor):
        events = [
            {"event": "user"},
            {"event": "slot", "name": "check_in_answer", "value": None},
            {"event": "action", "name": "check_in_form"},
        ]
        again = await call(door, "action_ask_check_in_answer", events=events)
        assert again["responses"] == []

    @pytest.mark.parametrize("flow", list(Flow))
    async def test_each_flow_has_its_form(self, door: FrontDoor, flow: Flow):
        # Nothing of the flow is open: words are then no answer to it.
        assert (await call(door, f"validate_{flow}_form", "6"))["events"] == []
        again = await call(door, f"action_ask_{flow}_answer", events=[])
        assert len(again["responses"]) == 1

    async def _written_to_the_open_question(self, door: FrontDoor) -> None:
        async with door.desk.uow_factory() as uow:
            patient = await uow.patients.by_chat(ELLEN)
            open_ = await uow.check_ins.open_of(patient.id)
            (await uow.inbox.get(UPDATE)).asked = f"check_in:{open_.id}:{open_.item_id}"
            await uow.commit()


class TestFindingTheWay:
    async def test_skip_goes_on_and_the_form_asks_nothing_twice(self, door: FrontDoor):
        await ask(door, check_in.start)
        done = await call(door, "action_skip")
        assert "got in the way" in await last(door)
        assert [event["name"] for event in done["events"]] == ["check_in_answer"]

    async def test_skip_with_nothing_open_says_so(self, door: FrontDoor):
        assert (await call(door, "action_skip"))["events"] == []
        assert await last(door) == "There is nothing to skip here."

    async def test_what_cannot_be_skipped_is_asked_again(self, door: FrontDoor):
        await ask(door, exercises.start, "pacing-planner")
        await call(door, "action_skip")
        said = await door.texts(ELLEN)
        assert said[-2] == "There is nothing to skip here."
        assert len(said) == 3

    async def test_repeat_asks_again_or_shows_what_there_is(self, door: FrontDoor):
        await call(door, "action_repeat")
        assert "I am Lindra" in await last(door)
        await ask(door, check_in.start)
        await call(door, "action_repeat")
        assert "How has your pain been" in await last(door)

    async def test_repeat_is_not_met_with_silence_when_the_window_has_just_ended(
        self, door: FrontDoor, clock: MovableClock
    ):
        await ask(door, check_in.start)
        clock.forward(days=1)  # before any tick has closed it
        await call(door, "action_repeat")
        assert "I am Lindra" in await last(door)

    async def test_why_gives_the_reason_and_leaves_the_question_to_the_form(self, door: FrontDoor):
        await call(door, "action_explain_why")
        assert "have not asked you anything" in await last(door)
        await ask(door, check_in.start)
        assert (await call(door, "action_explain_why"))["events"] == []
        assert "usual for you" in await last(door)

    async def test_next_goes_on_in_an_exercise(self, door: FrontDoor):
        await ask(door, exercises.start, "pacing-planner")
        await call(door, "action_next_step")
        (session,) = await rows(door, ExerciseSession)
        assert session.position == 1

    async def test_next_elsewhere_takes_up_what_is_open_or_shows_what_there_is(
        self, door: FrontDoor
    ):
        await call(door, "action_next_step")
        assert "I am Lindra" in await last(door)
        await ask(door, check_in.start)
        await call(door, "action_next_step")
        assert "How has your pain been" in await last(door)

    async def test_stop_leaves_and_closes_the_form(self, door: FrontDoor):
        await ask(door, check_in.start)
        done = await call(door, "action_stop")
        assert "we leave the check-in here" in await last(door)
        assert done["events"] == LEFT_FORM

    async def test_stop_with_nothing_running_says_so(self, door: FrontDoor):
        await call(door, "action_stop")
        assert "Nothing is running" in await last(door)

    async def test_resume_takes_up_what_was_left_last(self, door: FrontDoor):
        await call(door, "action_resume")
        assert "nothing left open" in await last(door)
        await ask(door, exercises.start, "pacing-planner")
        await ask(door, exercises.stop)
        await call(door, "action_resume")
        (session,) = await rows(door, ExerciseSession)
        assert session.status is SessionStatus.OPEN

    async def test_resume_takes_up_a_check_in_that_was_left(self, door: FrontDoor):
        await ask(door, check_in.start)
        await ask(door, check_in.leave)
        await call(door, "action_resume")
        assert await focus(door) is Flow.CHECK_IN

    async def test_resume_ends_a_pause_when_nothing_was_left(
        self, door: FrontDoor, clock: MovableClock
    ):
        await ask(door, pausing.pause, 7)
        await call(door, "action_resume")
        assert "I am back" in await last(door)
        async with door.desk.uow_factory() as uow:
            assert not (await uow.patients.by_chat(ELLEN)).is_paused(clock.now())

    async def test_what_was_left_comes_before_the_pause(self, door: FrontDoor, clock: MovableClock):
        await ask(door, exercises.start, "pacing-planner")
        await ask(door, exercises.stop)
        await ask(door, pausing.pause, 7)
        await call(door, "action_resume")
        async with door.desk.uow_factory() as uow:
            assert (await uow.patients.by_chat(ELLEN)).is_paused(clock.now())
        assert await focus(door) is Flow.EXERCISE

    async def test_a_correction_leads_back_or_says_that_there_is_nothing(self, door: FrontDoor):
        await call(door, "action_correct_answer")
        assert "no answer from today" in await last(door)
        await ask(door, check_in.start)
        await ask(door, check_in.skip)
        await call(door, "action_correct_answer")
        assert "How has your pain been" in await last(door)

    async def test_a_correction_with_its_number_is_made_at_once(self, door: FrontDoor):
        await ask(door, check_in.start)
        await ask(door, check_in.skip)
        await call(door, "action_correct_answer", "pain was a 4", intent="correct_answer")
        told, again = (await door.texts(ELLEN))[-2:]
        assert told == "Thank you, I changed that. Pain: 4."
        assert "got in the way" in again
        assert [answer.value_nrs for answer in await rows(door, Answer)] == [None, 4]

    async def test_a_correction_during_an_exercise_offers_its_question_again(self, door: FrontDoor):
        await ask(door, check_in.start)
        await ask(door, check_in.skip)
        await ask(door, exercises.start, "pacing-planner")
        question = await last(door)
        await call(door, "action_correct_answer", "pain was a 4", intent="correct_answer")
        assert await last(door) != question
        assert (await last(door)).endswith(question)
        assert await focus(door) is Flow.EXERCISE
        assert [answer.value_nrs for answer in await rows(door, Answer)] == [None, 4]

    async def test_what_changes_the_open_flow_tells_the_engine_to_leave_its_form(
        self, door: FrontDoor
    ):
        await ask(door, check_in.start)
        done = await call(door, "action_start_exercise", intent="ask_breathing")
        assert await focus(door) is Flow.EXERCISE
        assert done["events"] == LEFT_FORM


SKILLS = [
    ("action_start_check_in", "", "How has your pain been"),
    ("action_list_exercises", "", ""),
    ("action_start_exercise", "show_exercises", ""),
    ("action_pause_prompts", "", "How long"),
    ("action_start_exercise", "ask_movement", "A tiny bit of movement"),
    ("action_start_exercise", "ask_sleep_help", "When sleep does not come"),
    ("action_start_exercise", "ask_thoughts_help", "Leaves on a stream"),
    ("action_resume", "", "your check-ins are on"),
    ("action_change_prompt_time", "", ""),
    ("action_show_progress", "", "nothing to show yet"),
    ("action_show_goals", "", "goal"),
    ("action_meet_progress", "", "Well done"),
    ("action_open_settings", "", "This is how things stand"),
]


class TestSkills:
    @pytest.mark.parametrize(("name", "intent", "words"), SKILLS)
    async def test_each_opens_its_skill(self, door: FrontDoor, name: str, intent: str, words: str):
        await call(door, name, intent=intent)
        assert words in await last(door)
        assert (await door.update(UPDATE)).effect_at is not None

    @pytest.mark.parametrize(
        ("status", "words"),
        [
            (PatientStatus.ACTIVE, "A gentle plan for now"),
            (PatientStatus.ONBOARDING, "It is no flare-up, and needs medical help now"),
        ],
    )
    async def test_a_flare_up_is_met_before_the_welcome_too(
        self, door: FrontDoor, status: PatientStatus, words: str
    ):
        await change(door, status=status)
        await call(door, "action_open_flare_up", intent="ask_flare_up_help")
        assert words in await last(door)

    @pytest.mark.parametrize(("name", "intent", "words"), SKILLS)
    async def test_before_the_welcome_is_over_each_leads_back_to_it(
        self, door: FrontDoor, name: str, intent: str, words: str
    ):
        await change(door, status=PatientStatus.ONBOARDING, onboarding_step="age")
        await call(door, name, intent=intent)
        assert "18" in await last(door)
        assert await focus(door) is Flow.ONBOARDING

    @pytest.mark.parametrize("intent", ["ask_breathing", "ask_relaxation", "ask_mindfulness"])
    async def test_an_exercise_is_begun_by_its_kind(self, door: FrontDoor, intent: str):
        await call(door, "action_start_exercise", intent=intent)
        (session,) = await rows(door, ExerciseSession)
        skill = door.desk.library.exercise(session.exercise_id, "en").skill
        assert skill == intent.removeprefix("ask_").replace("_", "-")

    async def test_another_hour_is_taken_from_the_words(self, door: FrontDoor):
        await call(door, "action_change_prompt_time", "move it to 10")
        async with door.desk.uow_factory() as uow:
            patient = await uow.patients.by_chat(ELLEN)
        assert patient.check_in_at is not None
        assert patient.check_in_at.hour == 10

    @pytest.mark.parametrize("status", [PatientStatus.ACTIVE, PatientStatus.ONBOARDING])
    async def test_everybody_may_ask_for_the_team_for_help_and_to_stop(
        self, door: FrontDoor, status: PatientStatus
    ):
        await change(door, status=status)
        await call(door, "action_contact_team")
        assert [alert.cause for alert in await rows(door, Alert)] == ["contact-wish"]
        await call(door, "action_privacy")
        assert "Test Clinic" in await last(door)
        await call(door, "action_help")
        assert "I am Lindra" in await last(door)
        await call(door, "action_stop_everything")
        assert "stop altogether" in await last(door)


class TestFallback:
    async def test_words_that_nobody_understood_bring_the_open_question_back(self, door: FrontDoor):
        await ask(door, check_in.start)
        await call(door, "action_default_fallback")
        said = await door.texts(ELLEN)
        assert "did not quite get that" in said[-2]
        assert "How has your pain been" in said[-1]

    async def test_a_check_in_that_was_left_is_offered(self, door: FrontDoor):
        await ask(door, check_in.start)
        await ask(door, check_in.leave)
        more = {"intent": "nlu_fallback", "ranking": ["ask_breathing", "ask_pacing"]}
        await call(door, "action_default_fallback", **more)
        assert "Continue" in (await door.chat(ELLEN))[-1].labels

    async def test_one_whose_window_has_ended_is_not(self, door: FrontDoor, clock: MovableClock):
        await ask(door, check_in.start)
        await ask(door, check_in.leave)
        clock.forward(days=1)
        await call(door, "action_default_fallback")
        assert "did not quite get that" in await last(door)


class TestEndpoint:
    @pytest.fixture
    def engine(self, door: FrontDoor) -> httpx.AsyncClient:
        app = Starlette(routes=[action_route(door.engine.executor)])
        return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://coach")

    async def test_the_engine_gets_events_and_responses(self, engine: httpx.AsyncClient):
        metadata = {"update_id": UPDATE, "attempt": 1}
        body = action_call("action_help", CONVERSATION, "help", metadata=metadata)
        answer = await engine.post("/webhook", json=body)
        assert (answer.status_code, answer.json()) == (200, {"events": [], "responses": []})

    async def test_a_fault_gives_nothing_of_the_conversation_away(
        self,
        engine: httpx.AsyncClient,
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
    ):
        async def fail(*_: Any) -> None:
            raise ValueError(SECRET_WORDS)

        monkeypatch.setattr("bot.services.menu.help_", fail)
        metadata = {"update_id": UPDATE, "attempt": 1}
        body = action_call("action_help", CONVERSATION, SECRET_WORDS, metadata=metadata)
        with caplog.at_level(logging.INFO):
            answer = await engine.post("/webhook", json=body)
        assert answer.status_code == 500
        assert answer.json() == {"error": "action failed", "action_name": "action_help"}
        written = [EventFormatter().format(record) for record in caplog.records]
        assert any("action failed" in line for line in written)
        assert not any("Olaf" in line for line in written)

    async def test_a_fault_undoes_what_the_action_had_begun(
        self, door: FrontDoor, engine: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
    ):
        async def fail(*_: Any) -> None:
            raise ValueError

        await ask(door, check_in.start)
        monkeypatch.setattr("bot.services.check_in_course.go_on", fail)
        metadata = {"update_id": UPDATE, "attempt": 1}
        body = action_call("action_skip", CONVERSATION, "skip", metadata=metadata)
        assert (await engine.post("/webhook", json=body)).status_code == 500
        assert await rows(door, Answer) == []
        assert (await door.update(UPDATE)).effect_at is None

    async def test_an_unknown_action_is_a_plain_error(self, engine: httpx.AsyncClient):
        body = action_call("action_fly", CONVERSATION, SECRET_WORDS)
        answer = await engine.post("/webhook", json=body)
        assert answer.status_code == 500
        assert "Olaf" not in answer.text

    @pytest.mark.parametrize("content", [b"", b"{", json.dumps("hello").encode()])
    async def test_what_is_no_call_is_refused(self, engine: httpx.AsyncClient, content: bytes):
        answer = await engine.post("/webhook", content=content)
        assert answer.status_code == 400

    async def test_a_call_for_no_action_at_all_is_a_no_op(self, engine: httpx.AsyncClient):
        answer = await engine.post("/webhook", json={"next_action": None})
        assert (answer.status_code, answer.json()) == (200, {})


def test_an_executor_of_our_own_needs_no_import_of_modules(desk: Desk):
    assert isinstance(build_executor(desk), ActionExecutor)
