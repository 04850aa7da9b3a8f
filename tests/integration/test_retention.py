"""What is no longer needed goes; what somebody still rests on stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain.messages import OutboxStatus
from bot.domain.patients import Patient, PatientStatus
from bot.domain.providers import Position
from bot.domain.retention import SILENCE_DAYS, Retention
from bot.services import check_in, erasing, forgetting, inviting, menu, onboarding, pausing
from bot.services.ports import TICK_BATCH
from bot.services.work import Desk
from bot.storage import tables as t
from tests.auxil.front_door import SENT_AT, FrontDoor, asking, message_of, person
from tests.auxil.visitor import Visitor
from tests.integration.conftest import MovableClock
from tests.integration.people import add_patient, add_provider

ELLEN, MONA, KARI = 501, 502, 801
BLOCKED, BACK = "kicked", "member"
ask = asking(ELLEN)


@pytest.fixture
async def door(desk: Desk, database: AsyncEngine) -> FrontDoor:
    async with desk.uow_factory() as uow:
        work = desk.work(uow)
        await add_patient(work, ELLEN)
        await add_provider(work, KARI, Position.FIRST)
        await uow.commit()
    return FrontDoor.open(desk, database)


async def tick(door: FrontDoor) -> int:
    async with door.desk.uow_factory() as uow:
        forgotten = await forgetting.forget_old(door.desk.work(uow))
        await uow.commit()
    return forgotten


async def leavers(door: FrontDoor) -> int:
    async with door.desk.uow_factory() as uow:
        new = await forgetting.note_leavers(door.desk.work(uow))
        await uow.commit()
    return new


async def patient(door: FrontDoor, chat_id: int = ELLEN) -> Patient | None:
    async with door.desk.uow_factory() as uow:
        return await uow.patients.by_chat(chat_id)


async def left_at(door: FrontDoor, chat_id: int = ELLEN) -> datetime | None:
    found = await patient(door, chat_id)
    assert found is not None
    return found.left_at


async def turns(door: FrontDoor, status: str, chat_id: int = ELLEN) -> None:
    """Let a person block the coach, or take that back."""
    bot = {"id": 1, "is_bot": True, "first_name": "L"}
    states = [{"user": bot, "status": each, "until_date": 0} for each in (BLOCKED, BACK)]
    before, after = states if status == BACK else reversed(states)
    await door.arrives(
        my_chat_member={
            "chat": {"id": chat_id, "type": "private", "first_name": "E"},
            "from": person(chat_id),
            "date": SENT_AT,
            "old_chat_member": before,
            "new_chat_member": after,
        }
    )
    await door.route(chat_id)


async def erase(door: FrontDoor) -> int:
    async with door.desk.uow_factory() as uow:
        erased = await erasing.erase_due(door.desk.work(uow))
        await uow.commit()
    return erased


async def all_left(door: FrontDoor) -> None:
    """Let Telegram take everything that was queued."""
    async with door.database.begin() as connection:
        await connection.execute(t.outbox.update().values(status=OutboxStatus.SENT))


async def count(door: FrontDoor, table: object) -> int:
    async with door.database.connect() as connection:
        return await connection.scalar(select(func.count()).select_from(table)) or 0  # type: ignore[arg-type]


async def talk(door: FrontDoor) -> None:
    await ask(door, check_in.start)
    for label in ("6", "5", "4", "7", "Skip"):
        await door.press_label(ELLEN, label)
    await door.text(ELLEN, "/help")


async def test_messages_go_after_their_time_and_answers_stay(door: FrontDoor, clock: MovableClock):
    await talk(door)
    await all_left(door)
    answers = await count(door, t.answers)
    clock.forward(days=89)
    assert await tick(door) == 0
    clock.forward(days=2)
    while await tick(door):
        pass
    assert [await count(door, table) for table in (t.inbox, t.outbox, t.buttons)] == [0, 0, 0]
    assert await count(door, t.answers) == answers > 0


async def test_what_has_not_left_yet_stays(door: FrontDoor, clock: MovableClock):
    await talk(door)
    unsent = await count(door, t.outbox)
    clock.forward(days=91)
    await tick(door)
    assert 0 < await count(door, t.outbox) <= unsent
    async with door.database.connect() as connection:
        left = set(await connection.scalars(select(t.outbox.c.status)))
    assert OutboxStatus.PENDING in left


async def test_an_open_alert_keeps_its_messages_and_buttons(door: FrontDoor, clock: MovableClock):
    await door.text(ELLEN, "/team")
    await all_left(door)
    clock.forward(days=91)
    await tick(door)
    assert await count(door, t.outbox) > 0
    await door.press_label(KARI, "I'll take it")
    assert await count(door, t.alerts) == 1


async def test_old_buttons_are_answered_kindly(door: FrontDoor, clock: MovableClock):
    await door.text(ELLEN, "/help")
    token = (await door.chat(ELLEN))[-1].tokens["Exercises"]
    await all_left(door)
    clock.forward(days=91)
    while await tick(door):
        pass
    await door.press(ELLEN, token)
    (toast,) = await door.toasts(ELLEN)
    assert "earlier" in toast


async def test_whoever_left_long_ago_is_forgotten_and_told_nothing(
    door: FrontDoor, clock: MovableClock
):
    await talk(door)
    await ask(door, pausing.stop_everything)
    await all_left(door)
    clock.forward(days=364)
    await tick(door)
    assert await count(door, t.patients) == 1
    clock.forward(days=2)
    assert await tick(door) >= 1
    assert await count(door, t.patients) == 0
    assert await count(door, t.answers) == 0
    assert await door.outbox(ELLEN) == []


async def test_whoever_came_back_stays(door: FrontDoor, clock: MovableClock):
    await ask(door, pausing.stop_everything)
    clock.forward(days=100)
    await ask(door, menu.come_back)
    await ask(door, pausing.stop_everything)
    clock.forward(days=300)
    await tick(door)
    async with door.desk.uow_factory() as uow:
        patient = await uow.patients.by_chat(ELLEN)
    assert patient is not None
    assert patient.status is PatientStatus.STOPPED


async def test_nobody_goes_while_an_alert_is_open(door: FrontDoor, clock: MovableClock):
    await door.text(ELLEN, "/team")
    await ask(door, pausing.stop_everything)
    await all_left(door)
    clock.forward(days=400)
    await tick(door)
    await erase(door)
    assert await count(door, t.patients) == 1


async def test_open_alerts_of_some_keep_nobody_else(door: FrontDoor, clock: MovableClock):
    others = range(601, 601 + TICK_BATCH)
    async with door.desk.uow_factory() as uow:
        for chat_id in others:
            await add_patient(door.desk.work(uow), chat_id)
        await uow.commit()
    for chat_id in others:
        await door.text(chat_id, "/team")
        await ask(door, pausing.stop_everything, chat_id=chat_id)
    clock.forward(minutes=1)
    await ask(door, pausing.stop_everything)
    await all_left(door)
    clock.forward(days=400)
    await tick(door)
    async with door.desk.uow_factory() as uow:
        assert await uow.patients.by_chat(ELLEN) is None
        assert await uow.patients.by_chat(others[0]) is not None


async def test_nobody_goes_in_the_middle_of_a_talk(door: FrontDoor, clock: MovableClock):
    await ask(door, pausing.stop_everything)
    await all_left(door)
    clock.forward(days=366)
    await door.text(ELLEN, "hello again")  # the answer has not left yet
    await tick(door)
    await erase(door)
    await door.press_label(ELLEN, "Come back")
    await all_left(door)
    await tick(door)
    await erase(door)
    async with door.desk.uow_factory() as uow:
        patient = await uow.patients.by_chat(ELLEN)
    assert patient is not None
    assert patient.status is PatientStatus.ACTIVE


async def test_words_that_nobody_has_looked_at_keep_their_writer(
    door: FrontDoor, clock: MovableClock
):
    await ask(door, pausing.stop_everything)
    await all_left(door)
    clock.forward(days=366)
    await door.arrives(message=message_of(ELLEN, text="I want to die"))
    await tick(door)
    await erase(door)
    await door.route(ELLEN)
    assert await count(door, t.alerts) == 1


async def test_an_alert_raised_after_the_receipt_puts_the_deletion_off(
    door: FrontDoor, clock: MovableClock
):
    await door.text(ELLEN, "/delete")
    await door.press_label(ELLEN, "Yes, delete everything")
    await door.press_label(ELLEN, "Delete it now")
    await door.text(ELLEN, "I want to die")
    await all_left(door)
    assert await erase(door) == 0
    await door.press_label(KARI, "I'll take it")
    await door.press_label(KARI, "Contacted the patient")
    await all_left(door)
    assert await erase(door) == 1


async def test_an_open_question_keeps_its_buttons(
    desk: Desk, database: AsyncEngine, clock: MovableClock
):
    door, mona = FrontDoor.open(desk, database), Visitor(desk, database, chat_id=MONA)
    await mona.enter()
    await mona.ask(onboarding.begin)
    await all_left(door)
    clock.forward(days=200)
    while await tick(door):
        pass
    before = (await mona.patient()).onboarding_step
    (first, *_) = (await mona.last()).tokens.values()
    await door.press(MONA, first)
    assert (await mona.patient()).onboarding_step != before
    await all_left(door)
    left = await count(door, t.buttons)
    clock.forward(days=200)
    while await tick(door):
        pass
    assert 0 < await count(door, t.buttons) < left  # those of the answered question went


async def test_an_installation_has_its_own_terms(door: FrontDoor, clock: MovableClock):
    await talk(door)
    await all_left(door)
    door.desk = replace(door.desk, retention=Retention(messages_days=200))
    clock.forward(days=150)
    assert await tick(door) == 0


class TestSilence:
    """Who drops out without a word counts as having left, and one word brings them back."""

    @pytest.fixture
    async def mona(self, door: FrontDoor) -> Visitor:
        """She is in the middle of the first questions."""
        mona = await Visitor(door.desk, door.database, chat_id=MONA).enter()
        await mona.ask(onboarding.begin)
        await door.press_label(MONA, "Next")
        await all_left(door)
        return mona

    async def test_an_enrolment_that_nobody_goes_on_with_ends_after_30_days(
        self, door: FrontDoor, mona: Visitor, clock: MovableClock
    ):
        clock.forward(days=29)
        assert await leavers(door) == 0
        clock.forward(days=1, seconds=1)
        assert await leavers(door) == 1
        assert await left_at(door, MONA) == clock.at
        assert await left_at(door) is None  # Ellen is silent for as long, and takes part
        assert await leavers(door) == 0

    async def test_any_sign_of_life_begins_the_days_anew(
        self, door: FrontDoor, mona: Visitor, clock: MovableClock
    ):
        clock.forward(days=20)
        await door.press_label(MONA, "Next")
        clock.forward(days=29)
        assert await leavers(door) == 0
        clock.forward(days=2)
        assert await leavers(door) == 1

    async def test_an_invitation_that_nobody_opens_ends_so_too(
        self, door: FrontDoor, clock: MovableClock
    ):
        async with door.desk.uow_factory() as uow:
            await inviting.invite_patient(door.desk.work(uow), None)
            await uow.commit()
        clock.forward(days=31)
        assert await leavers(door) == 1
        clock.forward(days=366)
        await tick(door)
        assert await count(door, t.patients) == 1  # Ellen
        assert await count(door, t.invitations) == 0

    async def test_who_is_out_of_reach_for_30_days_has_left(
        self, door: FrontDoor, clock: MovableClock
    ):
        await turns(door, BLOCKED)
        clock.forward(days=SILENCE_DAYS)
        assert await leavers(door) == 0
        clock.forward(seconds=1)
        assert await leavers(door) == 1
        assert await left_at(door) == clock.at

    @pytest.mark.parametrize("by", ["words", "press", "unblocking"])
    async def test_coming_back_clears_it(self, door: FrontDoor, clock: MovableClock, by: str):
        await door.text(ELLEN, "/help")
        await turns(door, BLOCKED)
        clock.forward(days=31)
        await leavers(door)
        if by == "words":
            await door.text(ELLEN, "/help")
        elif by == "press":
            await door.press_label(ELLEN, "Exercises")
        else:
            await turns(door, BACK)
        assert await left_at(door) is None
        assert await leavers(door) == 0
        await all_left(door)
        clock.forward(days=366)
        await tick(door)
        assert await patient(door) is not None

    async def test_a_newcomer_goes_on_where_they_were(
        self, door: FrontDoor, mona: Visitor, clock: MovableClock
    ):
        step = (await mona.patient()).onboarding_step
        clock.forward(days=31)
        await leavers(door)
        await door.text(MONA, "/start")
        assert await left_at(door, MONA) is None
        assert (await mona.patient()).onboarding_step == step

    async def test_who_has_said_goodbye_stays_gone_whatever_they_write(
        self, door: FrontDoor, clock: MovableClock
    ):
        await ask(door, pausing.stop_everything)
        gone_at = clock.at
        clock.forward(days=40)
        await door.text(ELLEN, "/privacy")
        assert await left_at(door) == gone_at
        assert await leavers(door) == 0

    async def test_who_declined_and_begins_anew_is_no_leaver(
        self, door: FrontDoor, mona: Visitor, clock: MovableClock
    ):
        async with mona.work() as work:
            found = await work.uow.patients.by_chat(MONA)
            assert found is not None
            found.leave(PatientStatus.DECLINED, work.now)
        await mona.ask(onboarding.begin)
        assert await left_at(door, MONA) is None

    @pytest.mark.parametrize("chat_id", [ELLEN, MONA])
    async def test_a_year_later_all_of_them_is_gone_and_nobody_hears_of_it(
        self, door: FrontDoor, mona: Visitor, clock: MovableClock, chat_id: int
    ):
        await turns(door, BLOCKED, chat_id)
        clock.forward(days=31)
        await leavers(door)
        await all_left(door)
        clock.forward(days=364)
        await tick(door)
        assert await patient(door, chat_id) is not None
        clock.forward(days=2)
        assert await tick(door) >= 1
        assert await patient(door, chat_id) is None
        assert await door.outbox(chat_id) == []

    @pytest.mark.parametrize("chat_id", [ELLEN, MONA])
    async def test_an_open_alert_keeps_them(
        self, door: FrontDoor, mona: Visitor, clock: MovableClock, chat_id: int
    ):
        await door.text(chat_id, "/team")
        await turns(door, BLOCKED, chat_id)
        await all_left(door)
        clock.forward(days=31)
        assert await leavers(door) >= 1
        clock.forward(days=400)
        await tick(door)
        assert await patient(door, chat_id) is not None
        assert await count(door, t.alerts) == 1
        await door.press_label(KARI, "I'll take it")
        await door.press_label(KARI, "Contacted the patient")
        await all_left(door)
        await tick(door)
        assert await patient(door, chat_id) is None

    async def test_the_shortest_term_of_messages_hides_no_sign_of_life(
        self, door: FrontDoor, mona: Visitor, clock: MovableClock
    ):
        door.desk = replace(door.desk, retention=Retention(messages_days=SILENCE_DAYS))
        clock.forward(days=1)
        await door.press_label(MONA, "Next")
        await all_left(door)
        clock.forward(days=SILENCE_DAYS)
        while await tick(door):
            pass
        assert await leavers(door) == 0
