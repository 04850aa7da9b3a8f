"""A lane that Telegram has told to wait holds back nobody else's messages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from bot.storage.tables import outbox
from tests.auxil.crisis import ALERT, CRISIS, CRISIS_LINE, PROMISED_S, arrival_s
from tests.auxil.house import House, Person
from tests.auxil.residents import move_in, staff

TUESDAY_NINE = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
PROMPT = "here is your check-in"
TOLD_TO_WAIT_S = 4


async def test_prompt_told_to_wait_holds_back_neither_safety_words_nor_replies(
    house: House,
) -> None:
    kari, _ = await staff(house)
    ellen, ida = await move_in(house), await move_in(house, "Ida")
    told_at = await _prompt_told_to_wait(house, ellen, TUESDAY_NINE)
    await ida.says(CRISIS)
    await ida.hears(CRISIS_LINE)
    await kari.hears(ALERT)
    assert await arrival_s(house.sandbox, ida, CRISIS_LINE, told_at) < PROMISED_S
    assert await arrival_s(house.sandbox, kari, ALERT, told_at) < PROMISED_S
    await ellen.says("/promise")
    await ellen.hears("My promise")
    assert PROMPT not in await ellen.words()
    await ellen.hears(PROMPT)
    assert await arrival_s(house.sandbox, ellen, PROMPT, told_at) > TOLD_TO_WAIT_S - 1


async def test_prompt_that_waits_does_not_follow_upon_a_crisis(house: House) -> None:
    await staff(house)
    ellen = await move_in(house)
    told_at = await _prompt_told_to_wait(house, ellen, TUESDAY_NINE)
    await ellen.says(CRISIS)
    await ellen.hears(CRISIS_LINE)
    assert await arrival_s(house.sandbox, ellen, CRISIS_LINE, told_at) < PROMISED_S
    due_at = select(outbox.c.due_at).where(outbox.c.chat_id == ellen.id, outbox.c.lane == "prompt")
    await house.until_rows(due_at, lambda found: found[0][0] > TUESDAY_NINE + timedelta(minutes=5))
    await house.live_to(TUESDAY_NINE + timedelta(minutes=50))
    assert PROMPT not in await ellen.words()
    await house.live_to(TUESDAY_NINE + timedelta(minutes=75))
    await ellen.hears(PROMPT)


async def _prompt_told_to_wait(house: House, person: Person, due_at: datetime) -> datetime:
    await house.sandbox.fault(
        kind="429", method="sendMessage", user_id=person.id, retry_after_s=TOLD_TO_WAIT_S
    )
    await house.sandbox.clock_to(due_at)
    await house.sandbox.tried(f"Hello {person.name}, {PROMPT}", "error")
    return datetime.now(UTC)
