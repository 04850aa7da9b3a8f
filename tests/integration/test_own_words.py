"""What stands on a button may be typed as well: then it means what the button does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain.patients import Flow
from bot.safety.kinds import Outcome, RiskKind
from bot.safety.screener import Screener
from bot.safety.screening import Screening
from bot.services import check_in, exercises
from bot.services.work import Desk
from tests.auxil.front_door import FrontDoor, asking
from tests.integration.people import add_patient

ELLEN = 501
ask = asking(ELLEN)


class WaryScreener(Screener):
    """A screening that is unsure about every text, as the real one may be about any."""

    def screen(self, text: str) -> Screening:
        return Screening(RiskKind.SUICIDE_SELF_HARM, Outcome.ASK, "wary")


@pytest.fixture
async def door(desk: Desk, database: AsyncEngine) -> FrontDoor:
    wary = replace(desk, screener=WaryScreener())
    async with wary.uow_factory() as uow:
        await add_patient(wary.work(uow), ELLEN)
        await uow.commit()
    return FrontDoor.open(wary, database)


async def was_asked(door: FrontDoor) -> bool:
    async with door.desk.uow_factory() as uow:
        patient = await uow.patients.by_chat(ELLEN)
        assert patient is not None
        assert patient.id is not None
        return await uow.safety_checks.open_of(patient.id) is not None


@pytest.mark.parametrize("words", ["Thoughts and pain", "let's do Slow breathing, 1 minute please"])
async def test_a_title_opens_what_it_names(door: FrontDoor, words: str):
    await door.converse(ELLEN, words)
    assert not await was_asked(door)
    async with door.desk.uow_factory() as uow:
        patient = await uow.patients.by_chat(ELLEN)
    assert patient is not None
    assert patient.focus is Flow.EXERCISE


async def test_a_label_answers_the_open_step(door: FrontDoor):
    await ask(door, exercises.start, "body-scan-short")
    await door.press_label(ELLEN, "Start")
    await door.press_label(ELLEN, "Skip")
    seen = (await door.chat(ELLEN))[-1]
    assert "Eyes closed" in seen.labels
    await door.converse(ELLEN, "Eyes closed")
    assert not await was_asked(door)
    assert (await door.chat(ELLEN))[-1].text != seen.text


async def test_a_label_answers_the_open_question(door: FrontDoor):
    await ask(door, check_in.start, "pgic")
    await door.converse(ELLEN, "Much worse")
    assert not await was_asked(door)


@pytest.mark.parametrize("words", ["Eyes closed", "Much worse", "Thoughts and pain, and more"])
async def test_the_same_words_elsewhere_are_screened_like_any(door: FrontDoor, words: str):
    await door.text(ELLEN, words)
    assert await was_asked(door)


async def test_a_title_does_not_get_around_an_open_question_of_safety(door: FrontDoor):
    await door.text(ELLEN, "anything")
    assert await was_asked(door)
    before = len(await door.texts(ELLEN))
    await door.text(ELLEN, "Thoughts and pain")
    assert len(await door.texts(ELLEN)) > before
    async with door.desk.uow_factory() as uow:
        patient = await uow.patients.by_chat(ELLEN)
    assert patient is not None
    assert patient.focus is not Flow.EXERCISE
