"""Help does not depend on the engine; everything else waits for it and says so."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.auxil.crisis import ALERT, ALERT_SENT, CRISIS, CRISIS_LINE, PROMISED_S, arrival_s
from tests.auxil.house import House
from tests.auxil.residents import move_in, staff
from tests.auxil.stand_in_engine import hanging_at, saying_at

PLAIN_ANSWER = "I have your message"


async def test_with_the_engine_stopped_a_crisis_is_answered_and_alerted_within_2_s(
    house: House,
) -> None:
    kari, _ = await staff(house)
    ellen = await move_in(house)
    said_at = datetime.now(UTC)
    await ellen.says(CRISIS)
    await ellen.hears(CRISIS_LINE)
    await kari.hears(ALERT, button="I'll take it")
    answered_s = await arrival_s(house.sandbox, ellen, CRISIS_LINE, said_at)
    alerted_s = await arrival_s(house.sandbox, kari, ALERT, said_at)
    assert answered_s < PROMISED_S
    assert alerted_s < PROMISED_S
    await ellen.hears(ALERT_SENT)


async def test_with_the_engine_stopped_words_get_a_plain_answer_and_buttons_work(
    house: House,
) -> None:
    ellen = await move_in(house)
    await ellen.says("can we do a breathing exercise")
    await ellen.hears(PLAIN_ANSWER, "call 113")
    await ellen.says("/checkin")
    for item in ("pain", "got in the way", "mood", "sleep"):
        await ellen.hears(item, button="4")
        await ellen.presses("4")
    await ellen.hears("good thing")
    await ellen.presses("Skip")
    await ellen.hears("Thank you")


async def test_words_that_waited_are_handled_once_the_engine_is_there(house: House) -> None:
    ellen = await move_in(house)
    await ellen.says("how are you made")
    await ellen.hears(PLAIN_ANSWER)
    async with saying_at(house.engine_url, "I am a program.") as heard:
        await ellen.hears("I am a program.")
        assert heard == ["how are you made"]
    assert (await ellen.words()).count(PLAIN_ANSWER) == 1


async def test_behind_a_text_that_hangs_in_the_engine_a_crisis_is_answered_at_once(
    resting_house: House,
) -> None:
    house = resting_house
    house.more_settings["LINDRA_ENGINE_DEADLINE_S"] = "30"
    await house.start_coach()
    kari, _ = await staff(house)
    ellen = await move_in(house)
    async with hanging_at(house.engine_url) as engine:
        await ellen.says("tell me about pacing")
        await engine.called.wait()
        said_at = datetime.now(UTC)
        await ellen.says(CRISIS)
        await ellen.hears(CRISIS_LINE)
        await kari.hears(ALERT, button="I'll take it")
        answered_s = await arrival_s(house.sandbox, ellen, CRISIS_LINE, said_at)
        assert answered_s < PROMISED_S
        assert await arrival_s(house.sandbox, kari, ALERT, said_at) < PROMISED_S
        waiting = await house.rows("SELECT update_id FROM inbox WHERE status = 'waiting'")
        assert len(waiting) == 1
        assert PLAIN_ANSWER not in await ellen.words()


async def test_an_engine_that_hangs_past_its_deadline_brings_the_plain_answer(
    resting_house: House,
) -> None:
    house = resting_house
    house.more_settings["LINDRA_ENGINE_DEADLINE_S"] = "0.5"
    await house.start_coach()
    ellen = await move_in(house)
    async with hanging_at(house.engine_url):
        await ellen.says("tell me about pacing")
        await ellen.hears(PLAIN_ANSWER)
