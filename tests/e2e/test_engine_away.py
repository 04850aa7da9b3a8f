"""The real engine goes away and comes back: what was said to it is taken once, and not lost."""

from __future__ import annotations

import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from sqlalchemy import select

from bot.gateways.engine_process import EngineProcess
from bot.storage.tables import answers
from tests.auxil.crisis import ALERT, CRISIS, CRISIS_LINE, PROMISED_S, arrival_s
from tests.auxil.house import House, Person
from tests.auxil.residents import move_in, staff

PLAIN_ANSWER = "I have your message"
SECOND_QUESTION = "got in the way"
GIVEN = select(answers.c.item_id, answers.c.value_nrs).order_by(answers.c.id)
START_S = 180


@asynccontextmanager
async def stopped(engine: EngineProcess) -> AsyncIterator[None]:
    await engine.stop()
    try:
        yield
    finally:
        await engine.start()
        await engine.wait_ready(START_S)


async def at_the_first_question(house: House) -> Person:
    ellen = await move_in(house)
    await ellen.says("/checkin")
    await ellen.hears("How has your pain been")
    return ellen


async def test_words_said_while_the_engine_was_stopped_are_taken_when_it_is_back(
    house: House, engine: EngineProcess
) -> None:
    kari, _ = await staff(house)
    ellen, ida = await at_the_first_question(house), await move_in(house, "Ida")
    async with stopped(engine):
        await ellen.says("about a six")
        await ellen.hears(PLAIN_ANSWER, "call 113")
        said_at = datetime.now(UTC)
        await ida.says(CRISIS)
        await ida.hears(CRISIS_LINE)
        await kari.hears(ALERT)
        answered_s = await arrival_s(house.sandbox, ida, CRISIS_LINE, said_at)
        alerted_s = await arrival_s(house.sandbox, kari, ALERT, said_at)
        assert max(answered_s, alerted_s) < PROMISED_S
    await ellen.hears(SECOND_QUESTION)
    await house.until_all_sent()
    assert await house.rows(GIVEN) == [("pain", 6)]
    assert (await ellen.words()).count(PLAIN_ANSWER) == 1
    assert (await ellen.words()).count(SECOND_QUESTION) == 1
    assert house.complaints() == []


async def test_an_answer_in_words_outlives_both_engine_and_coach(
    house: House, engine: EngineProcess
) -> None:
    ellen = await at_the_first_question(house)
    async with stopped(engine):
        await ellen.says("seven out of ten")
        await ellen.hears(PLAIN_ANSWER)
        await house.kill_coach()
        assert await house.rows(GIVEN) == []
    await house.start_coach()
    await ellen.hears(SECOND_QUESTION)
    await house.until_all_sent()
    assert await house.rows(GIVEN) == [("pain", 7)]
    assert (await ellen.words()).count(SECOND_QUESTION) == 1
    assert house.complaints() == []


async def test_an_answer_that_hung_in_the_engine_is_taken_once(
    house: House, engine: EngineProcess
) -> None:
    ellen = await at_the_first_question(house)
    assert engine.pid is not None
    os.kill(engine.pid, signal.SIGSTOP)
    try:
        await ellen.says("5")
        await ellen.hears(PLAIN_ANSWER)
    finally:
        os.kill(engine.pid, signal.SIGCONT)  # now it does what it was asked, late
    await ellen.hears(SECOND_QUESTION)
    await ellen.says("2")
    await ellen.hears("mood")
    await house.until_all_sent()
    assert await house.rows(GIVEN) == [("pain", 5), ("interference", 2)]
    assert (await ellen.words()).count(SECOND_QUESTION) == 1
