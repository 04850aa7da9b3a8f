"""A Telegram that takes its time with ordinary messages does not hold back help."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from sqlalchemy import select

from bot.domain.messages import OutboxStatus
from bot.gateways.telegram_sender import ANSWER_S as GIVEN_UP_AFTER_S
from bot.storage.tables import outbox
from tests.auxil.crisis import ALERT, CRISIS, CRISIS_LINE, PROMISED_S, arrival_s
from tests.auxil.house import House
from tests.auxil.residents import move_in, staff

MORE_THAN_SENDS_AT_ONCE = 24


async def test_a_hanging_reply_does_not_hold_back_safety_words_in_the_same_chat(
    house: House,
) -> None:
    kari, _ = await staff(house)
    ellen = await move_in(house)
    for person in (ellen, kari):
        await house.sandbox.fault(kind="timeout", method="sendMessage", user_id=person.id)
    await ellen.says("/promise")
    await house.sandbox.tried("My promise", "timeout")
    said_at = datetime.now(UTC)
    await ellen.says(CRISIS)
    await ellen.hears(CRISIS_LINE)
    assert await arrival_s(house.sandbox, ellen, CRISIS_LINE, said_at) < PROMISED_S

    # When the wait is given up, the alert is sent again and the reply is not.
    await kari.hears(ALERT, button="I'll take it", timeout_s=GIVEN_UP_AFTER_S + 20)
    of_chat = select(outbox.c.text, outbox.c.status).where(outbox.c.chat_id == ellen.id)
    await house.until_rows(
        of_chat,
        lambda found: (
            [row.status for row in found if "My promise" in row.text] == [OutboxStatus.UNKNOWN]
        ),
    )
    await house.until_all_sent()
    assert len(await house.sandbox.sends("My promise")) == 1


async def test_many_hanging_replies_do_not_hold_back_safety_words_and_alert(house: House) -> None:
    kari, _ = await staff(house)
    ellen = await move_in(house)
    strangers = [await house.person(f"Stranger {n}") for n in range(MORE_THAN_SENDS_AT_ONCE)]
    for stranger in strangers:
        await house.sandbox.fault(kind="timeout", method="sendMessage", user_id=stranger.id)
    await asyncio.gather(*(stranger.says("hello") for stranger in strangers))
    await house.sandbox.tried("care team for a link", "timeout", times=20)
    said_at = datetime.now(UTC)
    await ellen.says(CRISIS)
    await ellen.hears(CRISIS_LINE)
    await kari.hears(ALERT)
    assert await arrival_s(house.sandbox, ellen, CRISIS_LINE, said_at) < PROMISED_S
    assert await arrival_s(house.sandbox, kari, ALERT, said_at) < PROMISED_S
