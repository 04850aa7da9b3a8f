"""Lanes: in order within a chat, side by side across chats, and never between a person and help."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.chat import lanes as lanes_module
from bot.chat.lanes import Lanes
from bot.domain.alerts import Alert
from bot.domain.check_ins import Answer
from bot.domain.messages import InboxStatus, InboxUpdate
from bot.domain.providers import Position
from bot.services import check_in
from bot.services.work import Desk
from bot.storage.tables import lanes as lanes_table
from tests.auxil.front_door import FrontDoor, message_of
from tests.auxil.waiting import eventually, running
from tests.integration.conftest import MovableClock
from tests.integration.people import add_patient, add_provider

ELLEN = 501
CHATS = range(501, 507)
CRISIS = "I want to kill myself"


@pytest.fixture
async def door(desk: Desk, database: AsyncEngine) -> FrontDoor:
    async with desk.uow_factory() as uow:
        work = desk.work(uow)
        for chat_id in CHATS:
            await add_patient(work, chat_id)
        await add_provider(work, 801, Position.FIRST)
        await uow.commit()
    return FrontDoor.open(desk, database)


@pytest.fixture
def lanes(door: FrontDoor) -> Lanes:
    """Lanes that look for work whenever something has come."""
    found = Lanes(door.desk, door.router)
    door.when_something_came = found.wake
    return found


async def says(door: FrontDoor, chat_id: int, words: str) -> int:
    """Let a text arrive; the lanes do the rest."""
    return await door.arrives(message=message_of(chat_id, text=words))


async def statuses(door: FrontDoor) -> set[InboxStatus]:
    async with AsyncSession(door.database) as session:
        return {update.status for update in (await session.scalars(select(InboxUpdate))).all()}


async def all_done(door: FrontDoor) -> bool:
    return await statuses(door) == {InboxStatus.DONE}


async def leases(door: FrontDoor) -> set[str | None]:
    async with door.database.connect() as connection:
        return set(await connection.scalars(select(lanes_table.c.leased_by)))


async def count(door: FrontDoor, kind: type[Any]) -> int:
    async with AsyncSession(door.database) as session:
        return len((await session.scalars(select(kind))).all())


async def test_one_chats_texts_are_taken_in_order_and_one_at_a_time(door: FrontDoor, lanes: Lanes):
    words = [f"number {place}" for place in range(8)]
    door.engine.says = {each: [f"heard {each}"] for each in words}
    for each in words:
        await says(door, ELLEN, each)
    async with running(lanes.run()):
        await eventually(lambda: all_done(door))
    assert await door.texts(ELLEN) == [f"heard {each}" for each in words]
    assert not door.engine.overlapped


async def test_many_chats_are_served_side_by_side(door: FrontDoor, lanes: Lanes):
    door.engine.hold = asyncio.Event()
    for chat_id in CHATS:
        await says(door, chat_id, "hello")
    async with running(lanes.run()):
        await eventually(lambda: door.engine.at_once == len(CHATS))
        door.engine.hold.set()
        await eventually(lambda: all_done(door))
    assert not door.engine.overlapped


async def test_help_does_not_wait_for_an_engine_that_hangs(door: FrontDoor, lanes: Lanes):
    door.engine.hold = asyncio.Event()
    async with running(lanes.run()):
        first = await says(door, ELLEN, "hello")
        await eventually(lambda: door.engine.at_once == 1)
        danger = await says(door, ELLEN, CRISIS)

        async def is_answered() -> bool:
            return (await door.update(danger)).status is InboxStatus.DONE

        await eventually(is_answered)
        assert (await door.update(first)).status is InboxStatus.WAITING
        assert await count(door, Alert) == 1
        assert any(row.lane == "safety" for row in await door.outbox(ELLEN))
        assert await door.texts(801)
        door.engine.hold.set()
        await eventually(lambda: all_done(door))


async def test_a_press_does_not_wait_for_it_either(door: FrontDoor, lanes: Lanes):
    async with door.desk.uow_factory() as uow:
        await check_in.start(door.desk.work(uow), await uow.patients.by_chat(ELLEN))
        await uow.commit()
    door.engine.hold = asyncio.Event()
    (asked,) = await door.chat(ELLEN)
    async with running(lanes.run()):
        await says(door, ELLEN, "can you tell me more")
        await eventually(lambda: door.engine.at_once == 1)
        await door.arrives(
            callback_query={
                "id": "1",
                "from": message_of(ELLEN)["from"],
                "chat_instance": "1",
                "data": asked.tokens["6"],
            }
        )

        async def is_recorded() -> bool:
            return await count(door, Answer) == 1

        await eventually(is_recorded)
        door.engine.hold.set()
        await eventually(lambda: all_done(door))


async def test_a_lane_that_is_done_is_given_back(door: FrontDoor, lanes: Lanes):
    await says(door, ELLEN, "hello")
    async with running(lanes.run()):
        await eventually(lambda: all_done(door))

        async def is_free() -> bool:
            return await leases(door) == {None}

        await eventually(is_free)


async def test_stopping_in_mid_turn_gives_the_lane_back_and_keeps_the_text(
    door: FrontDoor, lanes: Lanes
):
    door.engine.hold = asyncio.Event()
    update_id = await says(door, ELLEN, "hello")
    async with running(lanes.run()):
        await eventually(lambda: door.engine.at_once == 1)
    assert (await door.update(update_id)).status is InboxStatus.WAITING
    assert await leases(door) == {None}


async def test_two_coaches_take_each_text_once(door: FrontDoor, lanes: Lanes):
    other = Lanes(door.desk, door.router)
    words = [(chat_id, f"{chat_id}, {place}") for chat_id in CHATS for place in range(4)]
    door.engine.says = {each: [f"heard {each}"] for _, each in words}
    async with running(lanes.run()), running(other.run()):
        for chat_id, each in words:
            await says(door, chat_id, each)
            other.wake()
        await eventually(lambda: all_done(door))
    for chat_id in CHATS:
        heard = [f"heard {each}" for whose, each in words if whose == chat_id]
        assert await door.texts(chat_id) == heard
    assert not door.engine.overlapped


async def test_with_more_chats_than_places_everybody_gets_a_turn(
    door: FrontDoor, lanes: Lanes, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(lanes_module, "AT_ONCE", 2)
    for chat_id in CHATS:
        await says(door, chat_id, "hello")
    async with running(lanes.run()):
        await eventually(lambda: all_done(door))
    assert door.engine.most_at_once <= 2


async def test_a_lane_that_fails_keeps_its_update_for_the_next_try(
    door: FrontDoor,
    lanes: Lanes,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
):
    monkeypatch.setattr(lanes_module, "POLL_S", 0.01)
    route_next, tries = lanes._router.route_next, []

    async def fail_once(chat_id: int, **more: Any) -> Any:
        tries.append(chat_id)
        if len(tries) == 1:
            raise ConnectionError
        return await route_next(chat_id, **more)

    monkeypatch.setattr(lanes._router, "route_next", fail_once)
    await says(door, ELLEN, "/help")
    async with running(lanes.run()):
        await eventually(lambda: all_done(door))
    assert "I am Lindra" in (await door.texts(ELLEN))[0]
    assert any("lane failed" in record.message for record in caplog.records)


async def test_texts_that_wait_for_an_engine_that_is_away_are_not_asked_for_in_a_loop(
    door: FrontDoor, lanes: Lanes, monkeypatch: pytest.MonkeyPatch
):
    door.engine.is_away = True
    started: list[int] = []
    start = lanes._start

    def note(chat_id: int) -> None:
        started.append(chat_id)
        start(chat_id)

    monkeypatch.setattr(lanes, "_start", note)
    for words in ("one", "two", "three"):
        await says(door, ELLEN, words)
    async with running(lanes.run()):
        await eventually(lambda: bool(door.engine.heard))

        async def is_put_off() -> bool:
            return await leases(door) == {None}

        await eventually(is_put_off)
        for _ in range(20):
            lanes.wake()
            await asyncio.sleep(0.01)
    assert started == [ELLEN]


async def test_when_the_engine_is_back_the_wait_ends_by_itself(
    door: FrontDoor, lanes: Lanes, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(lanes_module, "POLL_S", 0.01)
    door.engine.is_away = True
    door.engine.says = {"one": ["heard one"], "two": ["heard two"]}
    async with running(lanes.run()):
        await says(door, ELLEN, "one")
        await says(door, ELLEN, "two")
        await eventually(lambda: bool(door.engine.heard))
        door.engine.is_away = False

        async def is_done_later() -> bool:
            clock.forward(seconds=10)
            return await all_done(door)

        await eventually(is_done_later)
    assert (await door.texts(ELLEN))[-2:] == ["heard one", "heard two"]
