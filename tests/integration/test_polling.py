"""Long polling: an update is kept before Telegram may forget it, whatever fails in between."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from telegram import Update
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TimedOut

from bot.chat import polling as polling_module
from bot.chat.intake import Intake
from bot.chat.polling import ALLOWED_UPDATES, FIRST_PAUSE_S, LONGEST_PAUSE_S, Polling
from bot.domain.messages import InboxUpdate
from bot.errors import ConfigError
from bot.services.work import Desk
from tests.auxil.front_door import message_of, resting_intake

Answer = list[int] | Exception


class FakeBot:
    """Answers each call for updates as told, and then has nothing to say for ever."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers)
        self.offsets: list[int | None] = []
        self.asked_for: list[str] = []
        self.deleted_webhooks = 0
        self.is_idle = asyncio.Event()

    async def delete_webhook(self) -> None:
        self.deleted_webhooks += 1

    async def get_updates(
        self, offset: int | None, timeout: int, allowed_updates: list[str]
    ) -> list[Update]:
        self.offsets.append(offset)
        self.asked_for = allowed_updates
        if not self.answers:
            self.is_idle.set()
            await asyncio.Event().wait()
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return [update(number) for number in answer]


def update(number: int) -> Update:
    payload = {"update_id": number, "message": message_of(501, text=f"text {number}")}
    found = Update.de_json(payload, None)
    assert found is not None
    return found


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long polling paused, without pausing."""
    found: list[float] = []

    async def note(seconds: float) -> None:
        found.append(seconds)

    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    monkeypatch.setattr(polling_module, "asyncio", SimpleNamespace(sleep=note))
    return found


@pytest.fixture
def poll(desk: Desk) -> Callable[..., Any]:
    async def run(*answers: Answer) -> FakeBot:
        bot = FakeBot(*answers)
        task = asyncio.create_task(Polling(resting_intake(desk), bot).run())  # type: ignore[arg-type]
        idle = asyncio.create_task(bot.is_idle.wait())
        await asyncio.wait({task, idle}, return_when=asyncio.FIRST_COMPLETED)
        idle.cancel()
        if task.done():
            await task
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return bot

    return run


async def kept(database: AsyncEngine) -> list[int]:
    async with AsyncSession(database) as session:
        return list(
            await session.scalars(select(InboxUpdate.update_id).order_by("update_id"))  # type: ignore[arg-type]
        )


async def test_updates_are_kept_and_then_those_after_them_asked_for(poll, database: AsyncEngine):
    bot = await poll([5, 6], [], [7])
    assert await kept(database) == [5, 6, 7]
    assert bot.offsets == [None, 7, 7, 8]
    assert bot.asked_for == ALLOWED_UPDATES


async def test_a_webhook_of_an_earlier_set_up_is_taken_down_once(poll):
    bot = await poll([5], [6])
    assert bot.deleted_webhooks == 1


async def test_what_telegram_sends_again_is_kept_once(poll, database: AsyncEngine):
    await poll([5], [5, 6])
    assert await kept(database) == [5, 6]


async def test_what_could_not_be_kept_is_not_forgotten_by_telegram(
    poll, database: AsyncEngine, monkeypatch: pytest.MonkeyPatch
):
    async def fail(*_: Any) -> None:
        raise ConnectionError

    monkeypatch.setattr(Intake, "store", fail)
    with pytest.raises(ConnectionError):
        await poll([5])
    monkeypatch.undo()
    bot = await poll([5])
    assert bot.offsets[0] is None  # asked for from the beginning, so it comes again
    assert await kept(database) == [5]


async def test_a_quiet_line_is_no_fault(poll, pauses: list[float]):
    bot = await poll(TimedOut(), TimedOut(), [5])
    assert pauses == []
    assert bot.offsets == [None, None, None, 6]


async def test_pauses_grow_up_to_half_a_minute_and_end_with_the_fault(poll, pauses: list[float]):
    faults = [NetworkError("away")] * 8
    await poll(*faults, [5], NetworkError("away"))
    assert pauses == [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, LONGEST_PAUSE_S, LONGEST_PAUSE_S, 0.5]
    assert pauses[0] == FIRST_PAUSE_S


async def test_telegrams_own_wish_to_wait_is_kept(poll, pauses: list[float]):
    await poll(RetryAfter(17))
    assert pauses == [17.0]


async def test_two_coaches_on_one_bot_are_an_error_in_the_log(
    poll, caplog: pytest.LogCaptureFixture
):
    await poll(Conflict("terminated by other getUpdates request"))
    assert any("another coach polls this bot" in record.message for record in caplog.records)


async def test_a_token_that_telegram_does_not_know_ends_it_with_one_clear_line(poll):
    with pytest.raises(ConfigError, match="copy it again from @BotFather"):
        await poll(InvalidToken("Unauthorized"))
