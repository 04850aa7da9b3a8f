"""Telegram at the sender's door: it takes every message, or fails as it was told."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.domain.messages import Attachment, Lane, OutboxMessage
from bot.services import sending
from bot.services.ports import SendResult, SendState
from bot.services.work import Desk


@dataclass(frozen=True)
class Posted:
    """One call that the sender made."""

    outbox_id: int
    chat_id: int
    lane: Lane
    purpose: str
    text: str
    labels: tuple[str, ...]
    edited_message_id: int | None
    is_plain: bool
    attachment: Attachment | None = None


@dataclass
class Postman:
    """A message sender whose faults are told beforehand."""

    posted: list[Posted] = field(default_factory=list)
    # Outcomes of the next sends to a chat; when none is left, everything arrives.
    outcomes: dict[int, list[SendResult]] = field(default_factory=lambda: defaultdict(list))
    held: dict[int, asyncio.Event] = field(default_factory=dict)  # chats whose sends hang
    when_posted: Callable[[Posted], None] = lambda posted: None

    async def send(
        self,
        message: OutboxMessage,
        edited_message_id: int | None,
        attachment: Attachment | None = None,
        *,
        is_plain: bool = False,
    ) -> SendResult:
        posted = Posted(
            outbox_id=message.id or 0,
            chat_id=message.chat_id,
            lane=message.lane,
            purpose=message.purpose,
            text=message.text,
            labels=tuple(choice["label"] for row in message.buttons for choice in row),
            edited_message_id=edited_message_id,
            is_plain=is_plain,
            attachment=attachment,
        )
        self.posted.append(posted)
        self.when_posted(posted)
        if hold := self.held.get(message.chat_id):
            await hold.wait()
        if waiting := self.outcomes[message.chat_id]:
            return waiting.pop(0)
        return SendResult(SendState.SENT, message_id=edited_message_id or 1000 + len(self.posted))

    def fails(self, chat_id: int, *states: str, retry_after_s: float = 0.0) -> None:
        """Let the next sends to a chat end in these ways."""
        self.outcomes[chat_id] += [SendResult(state, None, retry_after_s) for state in states]

    def texts(self, chat_id: int) -> list[str]:
        """What arrived as new messages in a chat."""
        return [
            posted.text
            for posted in self.posted
            if posted.chat_id == chat_id and posted.edited_message_id is None
        ]

    async def deliver(self, desk: Desk) -> None:
        """Send what is due, through the gate and with the contract, one after the other."""
        while True:
            async with desk.uow_factory() as uow:
                due = [message.id for message in await uow.outbox.due(desk.read_clock(), 100)]
            if not due:
                return
            for outbox_id in due:
                await self.deliver_one(desk, outbox_id or 0)

    async def deliver_one(self, desk: Desk, outbox_id: int) -> None:
        async with desk.uow_factory() as uow:
            cleared = await sending.clear(desk.work(uow), outbox_id)
            await uow.commit()
        if cleared is None:
            return
        result = await self.send(cleared.message, cleared.edited_message_id, cleared.attachment)
        async with desk.uow_factory() as uow:
            await sending.settle(desk.work(uow), outbox_id, result)
            await uow.commit()
