"""A lane that Telegram has told to wait holds back nobody else's messages."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.auxil.house import House
from tests.auxil.residents import move_in, staff
from tests.faults.safety import ALERT, CRISIS, CRISIS_LINE, PROMISED_S, arrival_s

TUESDAY_NINE = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
TOLD_TO_WAIT_S = 6


async def test_prompts_told_to_wait_hold_back_neither_safety_words_nor_replies(
    house: House,
) -> None:
    kari, _ = await staff(house)
    ellen = await move_in(house)
    await house.sandbox.fault(
        kind="429", method="sendMessage", user_id=ellen.id, retry_after_s=TOLD_TO_WAIT_S
    )
    await house.sandbox.clock_to(TUESDAY_NINE)
    await house.sandbox.tried("here is your check-in", "error")
    told_at = datetime.now(UTC)
    await ellen.says(CRISIS)
    await ellen.hears(CRISIS_LINE)
    await kari.hears(ALERT)
    assert await arrival_s(house.sandbox, ellen, CRISIS_LINE, told_at) < PROMISED_S
    assert await arrival_s(house.sandbox, kari, ALERT, told_at) < PROMISED_S
    await ellen.says("/promise")
    await ellen.hears("My promise")
    assert "here is your check-in" not in await ellen.words()
    await ellen.hears("here is your check-in")
    waited_s = await arrival_s(house.sandbox, ellen, "here is your check-in", told_at)
    assert waited_s > TOLD_TO_WAIT_S - 1
