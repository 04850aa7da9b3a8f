"""The intake: updates are stored before anything is done with them, and set their lanes going."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from bot.chat.incoming import read_update
from bot.chat.lanes import Lanes
from bot.services.receiving import keep
from bot.services.work import Desk, Work

log = logging.getLogger(__name__)


class Intake:
    """Where polling and webhook hand in what has come."""

    def __init__(self, desk: Desk, lanes: Lanes) -> None:
        self._desk = desk
        self._lanes = lanes

    async def store(self, payloads: Sequence[dict[str, Any]]) -> None:
        """Keep a batch of updates in one transaction; those known already are left alone."""
        chats: list[int] = []
        try:
            async with self._desk.uow_factory() as uow:
                chats = await keep_all(self._desk.work(uow), payloads)
                await self._lanes.take(uow, chats)
                await uow.commit()
        except BaseException:
            self._lanes.give_up(chats)
            raise
        self._lanes.start(chats)


async def keep_all(work: Work, payloads: Sequence[dict[str, Any]]) -> list[int]:
    """Keep updates; return the chats of those that are new."""
    chats = []
    for payload in payloads:
        chat_id = _lane(payload)
        if await keep(work, payload["update_id"], chat_id, payload):
            chats.append(chat_id)
    return chats


def _lane(payload: dict[str, Any]) -> int:
    """Return the chat of an update; 0 for one that cannot be read, which is kept all the same."""
    try:
        return read_update(payload).chat_id
    except (AttributeError, KeyError, TypeError, ValueError):
        log.exception("update unreadable", extra={"event": "update_unreadable"})
        return 0
