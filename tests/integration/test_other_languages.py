"""Somebody writes in a language that the coach cannot read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain.messages import OutboxStatus
from bot.domain.patients import Flow, PatientStatus
from bot.domain.providers import Position
from bot.gateways.language_detector import LanguageDetector
from bot.library.library import Library
from bot.services import check_in
from bot.services.work import Desk
from bot.storage.tables import outbox
from tests.auxil.front_door import FrontDoor
from tests.integration.conftest import MovableClock
from tests.integration.people import add_patient, add_provider

ELLEN = 501
NORWEGIAN = "jeg har så vondt i ryggen i dag"
NOTICE = "jeg kan bare lese engelsk"


@pytest.fixture(scope="module")
def languages(library: Library) -> LanguageDetector:
    return LanguageDetector(library.other_languages())


@pytest.fixture
async def door(desk: Desk, database: AsyncEngine, languages: LanguageDetector) -> FrontDoor:
    desk = replace(desk, languages=languages)
    async with desk.uow_factory() as uow:
        work = desk.work(uow)
        await add_patient(work, ELLEN)
        await add_provider(work, 801, Position.FIRST)
        await uow.commit()
    return FrontDoor.open(desk, database)


async def start_check_in(door: FrontDoor) -> None:
    async with door.desk.uow_factory() as uow:
        work = door.desk.work(uow)
        patient = await uow.patients.by_chat(ELLEN)
        assert patient is not None
        await check_in.start(work, patient)
        await uow.commit()


async def in_onboarding(door: FrontDoor, step: str) -> None:
    async with door.desk.uow_factory() as uow:
        patient = await uow.patients.by_chat(ELLEN)
        assert patient is not None
        patient.status, patient.focus = PatientStatus.ONBOARDING, Flow.ONBOARDING
        patient.onboarding_step = step
        await uow.commit()


async def send_all(door: FrontDoor) -> None:
    async with door.database.begin() as connection:
        now = door.desk.read_clock()
        sent = outbox.update().values(status=OutboxStatus.SENT, sending_since=now, sent_at=now)
        await connection.execute(sent)


async def test_it_is_answered_in_that_language_with_the_number_to_call(door: FrontDoor):
    await door.text(ELLEN, NORWEGIAN)
    (answer,) = await door.texts(ELLEN)
    assert NOTICE in answer
    assert "113" in answer  # of the patient's country
    assert door.engine.heard == []


async def test_an_open_question_is_offered_again(door: FrontDoor):
    await start_check_in(door)
    await door.text(ELLEN, NORWEGIAN)
    _, answer, again = await door.texts(ELLEN)
    assert NOTICE in answer
    assert "How has your pain been" in again


async def test_the_same_notice_is_not_said_twice_in_a_row(door: FrontDoor, clock: MovableClock):
    for _ in range(2):
        await door.converse(ELLEN, NORWEGIAN)
        await send_all(door)
    texts = await door.texts(ELLEN)
    assert [NOTICE in text for text in texts] == [True, False]
    clock.forward(minutes=11)
    await door.converse(ELLEN, NORWEGIAN)
    assert NOTICE in (await door.texts(ELLEN))[-1]


async def test_one_good_thing_may_be_told_in_any_language(door: FrontDoor):
    await start_check_in(door)
    for label in ("5", "5", "5", "5"):
        await door.press_label(ELLEN, label)
    await door.converse(ELLEN, "jeg gikk en fin tur med hunden")
    texts = await door.texts(ELLEN)
    assert not any(NOTICE in text for text in texts)
    assert any(text.startswith("Thank you, Ellen.") for text in texts)


async def test_a_name_is_taken_as_it_is(door: FrontDoor):
    await in_onboarding(door, "name")
    await door.converse(ELLEN, "Олена Петренко Шевчук")
    assert not any("програма" in text for text in await door.texts(ELLEN))


async def test_english_goes_to_the_engine(door: FrontDoor):
    await door.converse(ELLEN, "my back hurts so much today")
    assert [text for text, _ in door.engine.heard] == ["my back hurts so much today"]


async def test_danger_comes_first(door: FrontDoor):
    await door.converse(ELLEN, "I want to kill myself, jeg orker ikke mer")
    assert not any(NOTICE in text for text in await door.texts(ELLEN))
    assert any("113" in text for text in await door.texts(ELLEN))
