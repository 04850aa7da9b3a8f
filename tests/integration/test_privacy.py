"""A patient sees which of their care team has looked at what, and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain.data_reads import DataKind
from bot.domain.providers import Position
from bot.domain.retention import Retention
from bot.services import data_reading, provider_desk
from bot.services.work import Desk
from tests.auxil.front_door import FrontDoor
from tests.integration.conftest import MovableClock
from tests.integration.people import add_patient, add_provider

ELLEN, MONA, KARI, OLAV = 501, 502, 801, 802


@pytest.fixture
async def door(desk: Desk, database: AsyncEngine) -> FrontDoor:
    async with desk.uow_factory() as uow:
        work = desk.work(uow)
        await add_patient(work, ELLEN)
        await add_patient(work, MONA)
        await add_provider(work, KARI, Position.FIRST, name="Kari Dahl")
        await add_provider(work, OLAV, Position.BACKUP, name="Olav Moe")
        await uow.commit()
    return FrontDoor.open(desk, database)


async def privacy(door: FrontDoor, chat_id: int = ELLEN) -> str:
    await door.text(chat_id, "/privacy")
    return (await door.texts(chat_id))[-1]


async def looks_at(door: FrontDoor, chat_id: int, ref: str) -> None:
    async with door.desk.uow_factory() as uow:
        work = door.desk.work(uow)
        provider = await uow.providers.by_chat(chat_id)
        assert provider is not None
        await provider_desk.send_summary(work, provider, ref)
        await uow.commit()


async def test_that_nobody_has_looked_is_said(door: FrontDoor):
    said = await privacy(door)
    assert "Nobody of your care team has opened your numbers" in said
    assert (await door.chat(ELLEN))[-1].labels == ["Get a copy", "Delete everything"]


async def test_a_summary_that_was_opened_is_seen_by_its_patient_alone(door: FrontDoor):
    await looks_at(door, KARI, f"T{ELLEN}")
    assert "13:00: Kari Dahl opened your numbers." in await privacy(door)
    assert "Kari Dahl opened" not in await privacy(door, MONA)


async def test_an_alert_that_is_taken_up_is_a_look_at_it(door: FrontDoor):
    await door.text(ELLEN, "/team")
    assert "opened a note about you" not in await privacy(door)  # sent is not seen
    await door.press_label(OLAV if await door.chat(OLAV) else KARI, "I'll take it")
    assert "opened a note about you" in await privacy(door)


async def test_taps_that_follow_one_another_are_one_look(door: FrontDoor, clock: MovableClock):
    for _ in range(3):
        await looks_at(door, KARI, f"T{ELLEN}")
        clock.forward(minutes=3)
    assert (await privacy(door)).count("Kari Dahl opened") == 1
    clock.forward(minutes=30)
    await looks_at(door, KARI, f"T{ELLEN}")
    await looks_at(door, OLAV, f"T{ELLEN}")
    seen = await privacy(door)
    assert (seen.count("Kari Dahl opened"), seen.count("Olav Moe opened")) == (2, 1)


async def test_many_looks_are_shown_some_at_a_time(door: FrontDoor, clock: MovableClock):
    for _ in range(22):
        clock.forward(hours=1)
        await looks_at(door, KARI, f"T{ELLEN}")
    assert (await privacy(door)).count("Kari Dahl opened") == 5
    await door.press_label(ELLEN, "Show all")
    assert (await door.texts(ELLEN))[-1].count("Kari Dahl opened") == 15
    await door.press_label(ELLEN, "Earlier ones")
    last = (await door.chat(ELLEN))[-1]
    assert last.text.count("Kari Dahl opened") == 7
    assert last.labels == []


async def test_what_is_long_ago_is_not_shown(door: FrontDoor, clock: MovableClock):
    await looks_at(door, KARI, f"T{ELLEN}")
    clock.forward(days=91)
    assert "Kari Dahl opened" not in await privacy(door)
    async with door.desk.uow_factory() as uow:
        patient = await uow.patients.by_chat(ELLEN)
        assert patient is not None
        assert patient.id is not None
        kept = await uow.data_reads.of(patient.id, clock.at - timedelta(days=365))
    assert [look.kind for look in kept] == [DataKind.SUMMARY]
    assert timedelta(hours=1) > data_reading.ONE_LOOK


async def test_the_end_is_a_tap_away_and_asked_for_twice(door: FrontDoor):
    await privacy(door)
    await door.press_label(ELLEN, "Delete everything")
    assert (await door.chat(ELLEN))[-1].labels == ["No, keep it", "Yes, delete everything"]


async def test_how_long_things_are_kept_is_said_from_the_settings(door: FrontDoor):
    said = await privacy(door)
    assert "messages go after 90 days" in said
    assert "365 days after you leave" in said
    assert "cannot reach you for 30 days" in said
    terms = Retention(messages_days=45, left_days=200)
    door.desk = replace(door.desk, retention=terms)
    said = await privacy(door)
    assert "messages go after 45 days" in said
    assert "200 days after you leave" in said
