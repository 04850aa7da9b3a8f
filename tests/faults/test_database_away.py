"""The database goes away around a send: what was said is neither lost nor said twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.bootstrap import Office, open_office
from bot.domain.messages import Lane, OutboxMessage, OutboxStatus
from bot.services.outbox_drain import OutboxDrain
from bot.services.ports import SendResult, SendState
from bot.settings import load_settings
from bot.storage.tables import outbox
from tests.auxil.data_keys import DATA_KEY


class DatabaseAway(Exception):
    """As a driver says it; which one does not matter."""


@dataclass
class Telegram:
    """Takes every message."""

    taken: list[str] = field(default_factory=list)

    async def send(self, message: OutboxMessage, *_: Any, **__: Any) -> SendResult:
        self.taken.append(message.text)
        return SendResult(SendState.SENT, message_id=len(self.taken))


@dataclass
class Failing:
    """Opens units of work of which one commit fails, before or after it is done."""

    open_one: Any
    commit: int  # which one, counted from 1
    is_done: bool
    commits: int = 0

    def __call__(self) -> Any:
        uow = self.open_one()
        really_commit = uow.commit

        async def commit() -> None:
            self.commits += 1
            if self.commits == self.commit and not self.is_done:
                raise DatabaseAway
            await really_commit()
            if self.commits == self.commit:
                raise DatabaseAway

        uow.commit = commit
        return uow


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    settings = load_settings(
        _env_file=None,
        database_url=f"sqlite+aiosqlite:///{tmp_path}/lindra.sqlite3",
        data_keys=DATA_KEY,
    )
    async with open_office(settings) as office:
        async with office.uow_factory() as uow:
            now = office.clock.now()
            for text in ("first", "second"):
                message = OutboxMessage(
                    lane=Lane.REPLY, chat_id=7, text=text, created_at=now, due_at=now
                )
                uow.add(message)
            await uow.commit()
        yield office


@pytest.mark.parametrize("is_done", [True, False], ids=["done all the same", "not done"])
@pytest.mark.parametrize("commit", [1, 2], ids=["claiming", "writing down how it ended"])
async def test_a_message_around_which_a_commit_fails_leaves_once_and_in_order(
    office: Office, commit: int, is_done: bool
) -> None:
    telegram = Telegram()
    flaky = Failing(office.uow_factory, commit, is_done)
    drain = OutboxDrain(replace(office.desk, uow_factory=flaky), telegram)
    sending = asyncio.create_task(drain.run())
    try:
        async with asyncio.timeout(20):
            while await _states(office) != [OutboxStatus.SENT, OutboxStatus.SENT]:
                await asyncio.sleep(0.05)
    finally:
        sending.cancel()
        with suppress(asyncio.CancelledError):
            await sending
    assert telegram.taken == ["first", "second"]


async def _states(office: Office) -> list[OutboxStatus]:
    async with office.database.connect() as connection:
        return list(await connection.scalars(select(outbox.c.status).order_by(outbox.c.id)))
