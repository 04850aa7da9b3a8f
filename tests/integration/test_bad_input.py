"""Whatever somebody sends: one kind, true answer, or silence where it is right; never an error."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.domain.check_ins import Answer
from bot.domain.messages import InboxStatus
from bot.domain.patients import Flow, PatientStatus
from bot.domain.providers import Position
from bot.services import check_in, pausing
from bot.services.work import Desk
from tests.auxil.front_door import SENT_AT, FrontDoor, asking, message_of, person
from tests.integration.conftest import MovableClock
from tests.integration.people import add_patient, add_provider

ELLEN, KIM, KARI, STRANGER, GROUP = 501, 502, 801, 999, -4711


@pytest.fixture
async def door(desk: Desk, database: AsyncEngine) -> FrontDoor:
    async with desk.uow_factory() as uow:
        work = desk.work(uow)
        await add_patient(work, ELLEN)
        await add_patient(work, KIM)
        await add_provider(work, KARI, Position.FIRST)
        await uow.commit()
    return FrontDoor.open(desk, database)


@pytest.fixture(autouse=True)
def no_errors(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing that people send is an error of ours."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # as where the bot is opened
    yield
    errors = [record.message for record in caplog.records if record.levelno >= logging.ERROR]
    assert errors == []


ask = asking(ELLEN)


async def count(door: FrontDoor, kind: type[Any]) -> int:
    async with AsyncSession(door.database) as session:
        return await session.scalar(select(func.count()).select_from(kind)) or 0


PHOTO = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
FILE = {"file_id": "a", "file_unique_id": "b"}
FORWARDED = {"type": "hidden_user", "sender_user_name": "Somebody", "date": SENT_AT}
PLACE = {"latitude": 59.9, "longitude": 10.7}
STICKER = {**FILE, "type": "regular", "width": 1, "height": 1, "is_animated": False}
MEDIA = [
    pytest.param({"voice": {**FILE, "duration": 3}}, "cannot listen", id="voice"),
    pytest.param({"photo": PHOTO}, "cannot look at pictures", id="photo"),
    pytest.param({"photo": PHOTO, "caption": "my knee"}, "cannot look", id="photo with words"),
    pytest.param({"sticker": {**STICKER, "is_video": False}}, "cannot read stickers", id="sticker"),
    pytest.param(
        {"video": {**FILE, "width": 1, "height": 1, "duration": 3}}, "cannot watch", id="video"
    ),
    pytest.param({"document": FILE}, "cannot open files", id="document"),
    pytest.param(
        {"contact": {"phone_number": "1", "first_name": "A"}}, "cannot read this", id="contact"
    ),
    pytest.param({"location": PLACE}, "do not need your location", id="location"),
    pytest.param(
        {"venue": {"location": PLACE, "title": "t", "address": "a"}, "location": PLACE},
        "do not need your location",
        id="venue",
    ),
    pytest.param({"text": "hi", "forward_origin": FORWARDED}, "forwarded", id="forwarded"),
    pytest.param({"text": ""}, "without words", id="empty"),
    pytest.param({"text": " \n "}, "without words", id="blank"),
    pytest.param({}, "without words", id="nothing that we know"),
    pytest.param({"text": "🌧️😢👍🏽"}, "words and numbers", id="emoji"),
    pytest.param({"text": "?!..."}, "words and numbers", id="signs"),
    pytest.param({"text": "///"}, "words and numbers", id="slashes"),
    pytest.param({"text": "/nonsense"}, "do not know that command", id="unknown command"),
    pytest.param({"text": "/NonSense@lindra_bot 7"}, "do not know that", id="for a bot by name"),
]


class TestAPatient:
    @pytest.mark.parametrize(("message", "words"), MEDIA)
    async def test_gets_one_kind_answer(self, door: FrontDoor, message: dict[str, Any], words: str):
        update_id = await door.sends(ELLEN, **message)
        (answer,) = await door.texts(ELLEN)
        assert words in answer
        assert (await door.update(update_id)).status is InboxStatus.DONE
        assert door.engine.heard == []

    @pytest.mark.parametrize(("message", "words"), MEDIA)
    async def test_in_the_middle_of_a_question_gets_it_offered_again(
        self, door: FrontDoor, message: dict[str, Any], words: str
    ):
        await ask(door, check_in.start)
        await door.sends(ELLEN, **message)
        first, answer, again = await door.texts(ELLEN)
        assert words in answer
        assert "How has your pain been" in first
        assert "How has your pain been" in again
        assert await count(door, Answer) == 0

    async def test_who_edits_a_message_is_asked_to_write_anew(self, door: FrontDoor):
        edited = {**message_of(ELLEN, text="7, no: 5"), "edit_date": SENT_AT + 60}
        await door.arrives(edited_message=edited)
        await door.route(ELLEN)
        (answer,) = await door.texts(ELLEN)
        assert "you changed a message" in answer

    async def test_who_shares_a_moving_place_hears_of_it_once(self, door: FrontDoor):
        await door.sends(ELLEN, location={**PLACE, "live_period": 900})
        for step in range(3):
            moved = {**PLACE, "latitude": 59.9 + step / 1000, "live_period": 900}
            await door.arrives(
                edited_message={**message_of(ELLEN, location=moved), "edit_date": SENT_AT + step}
            )
        await door.route(ELLEN)
        assert len(await door.texts(ELLEN)) == 1

    @pytest.mark.parametrize(
        "service",
        [
            {"pinned_message": message_of(ELLEN, text="Hello")},
            {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}},
            {"write_access_allowed": {}},
        ],
        ids=["pinned", "set a timer", "allowed writing"],
    )
    async def test_who_only_arranged_the_chat_is_left_in_peace(
        self, door: FrontDoor, service: dict[str, Any]
    ):
        update_id = await door.sends(ELLEN, **service)
        assert await door.texts(ELLEN) == []
        assert (await door.update(update_id)).status is InboxStatus.DONE

    async def test_may_write_as_long_a_message_as_telegram_lets_through(self, door: FrontDoor):
        await ask(door, check_in.start)
        for label in ("5", "5", "5", "5"):
            await door.press_label(ELLEN, label)
        await door.converse(ELLEN, "Æ" * 4096)
        assert any(text.startswith("Thank you, Ellen.") for text in await door.texts(ELLEN))

    async def test_whose_long_message_means_nothing_gets_one_answer(self, door: FrontDoor):
        await door.converse(ELLEN, "wörd " * 819)
        (answer,) = await door.texts(ELLEN)
        assert "did not quite get that" in answer

    @pytest.mark.parametrize(
        "text", ['/inform{"mood": "low"}', "//restart{}", "/⁄affirm{}", " /greet{}", "/ /deny{}"]
    )
    async def test_cannot_speak_the_engines_own_language(self, door: FrontDoor, text: str):
        await ask(door, check_in.start)
        await door.text(ELLEN, text)
        while await door.turn(ELLEN):
            pass
        assert all(not heard.lstrip().startswith("/") for heard, _ in door.engine.heard)
        assert await count(door, Answer) == 0
        assert (await door.texts(ELLEN))[-1] != ""

    async def test_a_slash_before_a_number_is_no_command(self, door: FrontDoor):
        await ask(door, check_in.start)
        await door.converse(ELLEN, "/6")
        assert await count(door, Answer) == 1

    async def test_a_repeated_update_has_one_effect(self, door: FrontDoor):
        update_id = await door.text(ELLEN, "/help")
        for _ in range(2):
            await door.arrives(update_id, message=message_of(ELLEN, text="/help"))
            await door.route(ELLEN)
        assert len(await door.texts(ELLEN)) == 1

    async def test_an_answer_delivered_three_times_counts_once(self, door: FrontDoor):
        await ask(door, check_in.start)
        for _ in range(3):
            await door.arrives(7, message=message_of(ELLEN, text="6"))
            await door.route(ELLEN)
            while await door.turn(ELLEN):
                pass
        assert await count(door, Answer) == 1

    async def test_who_blocks_the_coach_is_marked_and_who_comes_back_is_there_again(
        self, door: FrontDoor
    ):
        for status, is_away in (("kicked", True), ("member", False)):
            change = {
                "chat": message_of(ELLEN)["chat"],
                "from": person(ELLEN),
                "date": SENT_AT,
                "old_chat_member": {"user": {**person(1), "is_bot": True}, "status": "member"},
                "new_chat_member": {
                    "user": {**person(1), "is_bot": True},
                    "status": status,
                    **({"until_date": 0} if status == "kicked" else {}),
                },
            }
            await door.arrives(my_chat_member=change)
            await door.route(ELLEN)
            patient = await ask(door, _itself)
            assert (patient.unreachable_since is not None) is is_away
        assert await door.texts(ELLEN) == []
        assert "L-T501 has blocked the coach" in (await door.texts(KARI))[0]


async def _itself(work: Any, patient: Any) -> Any:
    return patient


class TestPresses:
    async def test_a_button_from_last_week_is_answered_kindly(
        self, door: FrontDoor, clock: MovableClock
    ):
        await ask(door, check_in.start)
        token = (await door.chat(ELLEN))[0].tokens["6"]
        clock.forward(days=7)
        await door.press(ELLEN, token)
        (toast,) = await door.toasts(ELLEN)
        assert "from earlier" in toast
        assert await count(door, Answer) == 0

    async def test_a_button_of_another_person_does_nothing(self, door: FrontDoor):
        await ask(door, check_in.start)
        token = (await door.chat(ELLEN))[0].tokens["6"]
        await door.press(KIM, token)
        assert len(await door.toasts(KIM)) == 1
        assert await door.texts(KIM) == []
        assert await count(door, Answer) == 0
        await door.press(ELLEN, token)  # and it is not used up for the one it belongs to
        assert await count(door, Answer) == 1

    @pytest.mark.parametrize("who", [ELLEN, KARI, STRANGER])
    async def test_a_button_that_nobody_knows_stops_its_spinner(self, door: FrontDoor, who: int):
        await door.press(who, "forged")
        (toast,) = await door.toasts(who)
        assert "from earlier" in toast

    async def test_pressing_twice_counts_once(self, door: FrontDoor):
        await ask(door, check_in.start)
        token = (await door.chat(ELLEN))[0].tokens["6"]
        await door.press(ELLEN, token)
        await door.press(ELLEN, token)
        assert await count(door, Answer) == 1
        assert len(await door.toasts(ELLEN)) == 2

    async def test_the_second_button_of_a_question_comes_too_late(self, door: FrontDoor):
        await ask(door, check_in.start)
        tokens = (await door.chat(ELLEN))[0].tokens
        await door.press(ELLEN, tokens["6"])
        await door.press(ELLEN, tokens["9"])
        assert "from earlier" in (await door.toasts(ELLEN))[1]
        assert "✓ 6" in (await door.texts(ELLEN))[0]

    async def test_every_press_is_answered_or_its_spinner_would_never_end(self, door: FrontDoor):
        await ask(door, check_in.start)
        await door.press_label(ELLEN, "6")
        assert await door.toasts(ELLEN) == [""]


class TestAnybodyElse:
    @pytest.mark.parametrize(
        "message",
        [
            {"text": "hello"},
            {"text": "/start"},
            {"text": "/checkin"},
            {"text": ""},
            {"text": "x" * 4096},
            {"voice": {**FILE, "duration": 3}},
            {"location": PLACE},
        ],
        ids=["hello", "start", "a command", "empty", "long", "voice", "place"],
    )
    async def test_a_stranger_gets_a_kind_explanation_and_nothing_else(
        self, door: FrontDoor, message: dict[str, Any]
    ):
        await door.sends(STRANGER, **message)
        (answer,) = await door.texts(STRANGER)
        assert "whom their clinic has invited" in answer
        assert door.engine.heard == []

    async def test_a_strangers_wrong_code_is_explained(self, door: FrontDoor):
        await door.text(STRANGER, "/start wrong-code")
        assert len(await door.texts(STRANGER)) == 1

    async def test_a_stranger_whose_phone_speaks_another_language_is_answered_too(
        self, door: FrontDoor
    ):
        other = {**person(STRANGER), "language_code": "zh-hans"}
        await door.arrives(message={**message_of(STRANGER, text="hello"), "from": other})
        await door.route(STRANGER)
        assert len(await door.texts(STRANGER)) == 1

    @pytest.mark.parametrize("kind", ["group", "supergroup"])
    async def test_a_group_is_told_once_that_the_coach_talks_in_private(
        self, door: FrontDoor, kind: str
    ):
        chat = {"id": GROUP, "type": kind, "title": "Friends"}
        for text in ("hello", "/checkin", "I want to kill myself"):
            await door.arrives(message={**message_of(ELLEN, text=text), "chat": chat})
        await door.route(GROUP)
        (answer,) = await door.texts(GROUP)
        assert "only talk in private chats" in answer
        assert await door.texts(ELLEN) == []

    async def test_being_added_to_a_group_is_no_word_to_us(self, door: FrontDoor):
        member = {"user": {**person(1), "is_bot": True}, "status": "member"}
        change = {
            "chat": {"id": GROUP, "type": "group", "title": "Friends"},
            "from": person(ELLEN),
            "date": SENT_AT,
            "old_chat_member": {**member, "status": "left"},
            "new_chat_member": member,
        }
        update_id = await door.arrives(my_chat_member=change)
        await door.route(GROUP)
        assert (await door.update(update_id)).status is InboxStatus.DONE
        assert await door.outbox(GROUP) == []

    async def test_an_update_without_anybody_in_it_is_done_in_silence(self, door: FrontDoor):
        update_id = await door.arrives()
        await door.route(0)
        assert (await door.update(update_id)).status is InboxStatus.DONE

    @pytest.mark.parametrize(
        "message",
        [{"text": "hello"}, {"text": ""}, {"photo": PHOTO}, {"location": PLACE}, {"text": "🌧️"}],
        ids=["words", "empty", "photo", "place", "emoji"],
    )
    async def test_a_provider_is_shown_what_there_is(
        self, door: FrontDoor, message: dict[str, Any]
    ):
        await door.sends(KARI, **message)
        (answer,) = await door.texts(KARI)
        assert "/alerts" in answer


class TestWhoHasLeft:
    @pytest.fixture
    async def stopped(self, door: FrontDoor) -> None:
        await ask(door, check_in.start)
        await ask(door, pausing.stop_everything)

    @pytest.mark.parametrize("text", ["hello", "6", "/checkin", "/pause", "/resume", "/exercises"])
    async def test_is_told_how_to_come_back_and_nothing_is_begun(
        self, door: FrontDoor, stopped: None, text: str
    ):
        await door.text(ELLEN, text)
        assert "Lindra is switched off for you" in (await door.texts(ELLEN))[-1]
        patient = await ask(door, _itself)
        assert (patient.status, patient.focus) == (PatientStatus.STOPPED, None)
        assert door.engine.heard == []

    @pytest.mark.parametrize("text", ["/help", "/privacy", "/promise"])
    async def test_can_still_look_things_up(self, door: FrontDoor, stopped: None, text: str):
        before = len(await door.texts(ELLEN))
        await door.text(ELLEN, text)
        assert len(await door.texts(ELLEN)) == before + 1

    async def test_is_not_drawn_back_in_by_an_old_button(self, door: FrontDoor, stopped: None):
        await door.press_label(ELLEN, "6")
        assert await count(door, Answer) == 0
        assert "Lindra is switched off for you" in (await door.texts(ELLEN))[-1]

    async def test_comes_back_by_one_tap(self, door: FrontDoor, stopped: None):
        await door.text(ELLEN, "/start")
        await door.press_label(ELLEN, "Come back")
        patient = await ask(door, _itself)
        assert patient.status is PatientStatus.ACTIVE

    async def test_who_never_joined_is_met_likewise(self, door: FrontDoor):
        async with door.desk.uow_factory() as uow:
            patient = await uow.patients.by_chat(ELLEN)
            patient.status, patient.onboarded_at = PatientStatus.DECLINED, None
            await uow.commit()
        await door.text(ELLEN, "/checkin")
        assert "Lindra is switched off for you" in (await door.texts(ELLEN))[-1]


class TestInTheMiddleOfTheWelcome:
    @pytest.fixture
    async def new(self, door: FrontDoor) -> None:
        async with door.desk.uow_factory() as uow:
            patient = await uow.patients.by_chat(ELLEN)
            patient.status, patient.onboarded_at = PatientStatus.ONBOARDING, None
            patient.focus = Flow.ONBOARDING
            patient.onboarding_step = "age"
            await uow.commit()

    @pytest.mark.parametrize("text", ["/checkin", "/time", "/pause"])
    async def test_a_command_that_needs_more_leads_back_to_the_question(
        self, door: FrontDoor, new: None, text: str
    ):
        await door.text(ELLEN, text)
        assert "18" in (await door.texts(ELLEN))[-1]

    async def test_help_is_given_and_the_question_offered_again(self, door: FrontDoor, new: None):
        await door.text(ELLEN, "/help")
        helped, asked = await door.texts(ELLEN)
        assert "I am Lindra" in helped
        assert "18" in asked

    async def test_a_place_is_used_when_it_was_asked_for(self, door: FrontDoor, new: None):
        async with door.desk.uow_factory() as uow:
            (await uow.patients.by_chat(ELLEN)).onboarding_step = "place"
            await uow.commit()
        await door.sends(ELLEN, location=PLACE)
        assert "Is that right" in (await door.texts(ELLEN))[-1]

    async def test_a_moving_place_is_used_once(self, door: FrontDoor, new: None):
        async with door.desk.uow_factory() as uow:
            (await uow.patients.by_chat(ELLEN)).onboarding_step = "place"
            await uow.commit()
        await door.sends(ELLEN, location={**PLACE, "live_period": 900})
        moved = {**PLACE, "live_period": 900}
        await door.arrives(
            edited_message={**message_of(ELLEN, location=moved), "edit_date": SENT_AT}
        )
        await door.route(ELLEN)
        assert len(await door.texts(ELLEN)) == 1


async def test_a_moment_is_kept_with_each_update(door: FrontDoor, clock: MovableClock):
    update_id = await door.text(ELLEN, "/help")
    kept = await door.update(update_id)
    assert kept.received_at == datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
    assert kept.done_at == kept.received_at
    assert clock.now() - kept.received_at == timedelta(0)
