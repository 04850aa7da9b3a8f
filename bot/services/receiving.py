"""Keeps every update before anything is done with it."""

from __future__ import annotations

from typing import Any

from bot.domain.messages import InboxUpdate
from bot.services.work import Work


async def keep(work: Work, update_id: int, chat_id: int, payload: dict[str, Any]) -> bool:
    """Store a raw update; return False for one that was stored before."""
    update = InboxUpdate(
        update_id=update_id, chat_id=chat_id, payload=payload, received_at=work.now
    )
    return await work.uow.inbox.add_if_new(update)
