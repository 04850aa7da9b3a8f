"""Telegram's updates at the coach's door, with an engine that does what a test tells it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from rasa_sdk.executor import ActionExecutor
from sqlalchemy import select
from sqlalchemy import update as sql_update
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.actions.register import build_executor
from bot.chat.incoming import read_update
from bot.chat.intake import Intake
from bot.chat.router import Router
from bot.domain.messages import InboxUpdate, OutboxMessage, OutboxStatus
from bot.domain.patients import Flow
from bot.errors import EngineUnavailable
from bot.services.hearing import UNCLEAR
from bot.services.ports import UnitOfWork, Utterance
from bot.services.receiving import keep
from bot.services.work import Desk
from bot.storage.tables import outbox
from tests.auxil.visitor import Seen

WINDOW = timedelta(hours=1)
SENT_AT = 1_772_452_800  # Unix time; Telegram dates each message


def person(chat_id: int) -> dict[str, Any]:
    return {"id": chat_id, "is_bot": False, "first_name": "E", "language_code": "en"}


def message_of(chat_id: int, **more: Any) -> dict[str, Any]:
    """A message in a private chat."""
    chat = {"id": chat_id, "type": "private", "first_name": "E"}
    return {"message_id": 1, "date": SENT_AT, "chat": chat, "from": person(chat_id), **more}


def press_of(chat_id: int, token: str, label: str = "?") -> dict[str, Any]:
    """What is inside a pressed button's update; Telegram sends the message along."""
    keyboard = {"inline_keyboard": [[{"text": label, "callback_data": token}]]}
    shown = message_of(chat_id, text="?", reply_markup=keyboard)
    return {
        "id": f"press-{token}",
        "from": person(chat_id),
        "chat_instance": "1",
        "data": token,
        "message": shown,
    }


def action_call(name: str, conversation_id: str, text: str, **more: Any) -> dict[str, Any]:
    """What the engine sends to have an action run, for the latest text of a conversation."""
    metadata, intent = more.get("metadata", {}), more.get("intent", "")
    heard = {"name": intent, "confidence": more.get("confidence", 1.0 if intent else 0.0)}
    ranking = [{"name": name, "confidence": 0.1} for name in more.get("ranking", [])]
    tracker = {
        "sender_id": conversation_id,
        "slots": {},
        "latest_message": {
            "text": text,
            "intent": heard,
            "intent_ranking": ranking,
            "metadata": metadata,
        },
        "events": more.get("events", [{"event": "user", "text": text}]),
        "active_loop": {},
        "paused": False,
    }
    return {
        "next_action": name,
        "sender_id": conversation_id,
        "tracker": tracker,
        "domain": {"actions": []},
    }


def asking(chat_id: int) -> Callable[..., Awaitable[Any]]:
    """Return how a test calls a service for a patient; for this one, unless it says otherwise."""

    async def ask(door: FrontDoor, service: Any, *args: Any, chat_id: int = chat_id) -> Any:
        async with door.desk.uow_factory() as uow:
            work = door.desk.work(uow)
            result = await service(work, await uow.patients.by_chat(chat_id), *args)
            await uow.commit()
        return result

    return ask


@dataclass
class StandInEngine:
    """A dialogue engine with the faults that the real one cannot be made to show.

    It calls our real actions as the real engine would: the form's own for an open form, and
    then, when that takes no answer, the ones that ``understands`` names for the text. Of a text
    that it understands not at all, ``guesses`` holds what it may mean, best first.
    """

    executor: ActionExecutor
    understands: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    guesses: dict[str, list[str]] = field(default_factory=dict)
    says: dict[str, list[str]] = field(default_factory=dict)
    is_away: bool = False
    fails_after_acting: bool = False  # its answer is lost once the actions have run
    is_silent: bool = False
    hold: asyncio.Event | None = None
    heard: list[tuple[str, Flow | None]] = field(default_factory=list)
    at_once: int = 0  # turns under way
    most_at_once: int = 0
    by_conversation: dict[str, int] = field(default_factory=dict)
    overlapped: bool = False  # one conversation had two turns at a time

    async def converse(
        self, conversation_id: str, text: str, flow: Flow | None, metadata: dict[str, Any]
    ) -> Sequence[Utterance]:
        self.heard.append((text, flow))
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        under_way = self.by_conversation.get(conversation_id, 0)
        self.overlapped = self.overlapped or under_way > 0
        self.by_conversation[conversation_id] = under_way + 1
        try:
            if self.hold is not None:
                await self.hold.wait()
            if self.is_away:
                raise EngineUnavailable
            answer = await self._answer(conversation_id, text, flow, metadata)
            if self.fails_after_acting:
                raise EngineUnavailable
            return answer
        finally:
            self.at_once -= 1
            self.by_conversation[conversation_id] -= 1

    async def _answer(
        self, conversation_id: str, text: str, flow: Flow | None, metadata: dict[str, Any]
    ) -> list[Utterance]:
        if self.is_silent:
            return []
        guesses = self.guesses.get(text, [])
        unclear = UNCLEAR if guesses else ""
        intent, actions = self.understands.get(text, (unclear, []))
        ranking = [intent, *guesses] if intent else []
        more = {"metadata": metadata, "intent": intent, "ranking": ranking}
        if flow is not None:
            name = f"validate_{flow}_form"
            result = await self.executor.run(action_call(name, conversation_id, text, **more))
            if result is not None and result.events:
                return []
        if text in self.says:
            return [Utterance(words) for words in self.says[text]]
        for name in actions or ["action_default_fallback"]:
            await self.executor.run(action_call(name, conversation_id, text, **more))
        return []

    async def is_ready(self) -> bool:
        return not self.is_away


class RestingLanes:
    """Lanes that take nothing up: what is stored stays as it is."""

    async def take(self, uow: UnitOfWork, chat_ids: Iterable[int]) -> None:
        """Take none."""

    def start(self, chat_ids: Iterable[int]) -> None:
        """Nothing was taken."""

    def give_up(self, chat_ids: Iterable[int]) -> None:
        """Nothing was taken."""


def resting_intake(desk: Desk) -> Intake:
    return Intake(desk, RestingLanes())  # type: ignore[arg-type]


@dataclass
class FrontDoor:
    """Everybody who writes to the coach, and what each of them sees."""

    desk: Desk
    database: AsyncEngine
    engine: StandInEngine
    last_update: int = 100
    when_something_came: Callable[[], None] = lambda: None

    @classmethod
    def open(cls, desk: Desk, database: AsyncEngine) -> FrontDoor:
        return cls(desk, database, StandInEngine(build_executor(desk)))

    @property
    def router(self) -> Router:
        return Router(self.desk, self.engine, WINDOW)

    async def arrives(self, update_id: int | None = None, **update: Any) -> int:
        """Keep an update, as polling and webhook do, and return its number.

        Whoever writes has seen what was asked before.
        """
        await self._questions_leave()
        if update_id is None:
            self.last_update += 1
            update_id = self.last_update
        payload = {"update_id": update_id, **update}
        async with self.desk.uow_factory() as uow:
            work = self.desk.work(uow)
            await keep(work, update_id, read_update(payload).chat_id, payload)
            await uow.commit()
        self.when_something_came()
        return update_id

    async def _questions_leave(self) -> None:
        """Note that the questions which are due were handed to Telegram."""
        now = self.desk.read_clock()
        waiting = (outbox.c.status == OutboxStatus.PENDING) & (outbox.c.due_at <= now)
        async with self.database.begin() as connection:
            await connection.execute(
                sql_update(outbox)
                .where(waiting, outbox.c.question.is_not(None))
                .values(status=OutboxStatus.SENT, sending_since=now, sent_at=now)
            )

    async def text(self, chat_id: int, words: str, **more: Any) -> int:
        """Let a text arrive, and route it; its turn with the engine is another matter."""
        update_id = await self.arrives(message=message_of(chat_id, text=words, **more))
        await self.route(chat_id)
        return update_id

    async def sends(self, chat_id: int, **message: Any) -> int:
        """Let any other message arrive, and route it."""
        update_id = await self.arrives(message=message_of(chat_id, **message))
        await self.route(chat_id)
        return update_id

    async def press(self, chat_id: int, token: str, label: str = "?") -> int:
        update_id = await self.arrives(callback_query=press_of(chat_id, token, label))
        await self.route(chat_id)
        return update_id

    async def press_label(self, chat_id: int, label: str) -> int:
        """Press the newest button of this label."""
        for seen in reversed(await self.chat(chat_id)):
            if label in seen.tokens:
                return await self.press(chat_id, seen.tokens[label], label)
        raise AssertionError(f"no button {label!r}")

    async def route(self, chat_id: int) -> None:
        while await self.router.route_next(chat_id):
            pass

    async def turn(self, chat_id: int) -> bool:
        """Give the oldest waiting text its turn with the engine."""
        return await self.router.take_next_turn(chat_id)

    async def converse(self, chat_id: int, words: str) -> int:
        update_id = await self.text(chat_id, words)
        while await self.turn(chat_id):
            pass
        return update_id

    async def update(self, update_id: int) -> InboxUpdate:
        async with AsyncSession(self.database) as session:
            found = await session.get(InboxUpdate, update_id)
        assert found is not None
        return found

    async def outbox(self, chat_id: int) -> list[OutboxMessage]:
        async with AsyncSession(self.database) as session:
            query = select(OutboxMessage).where(OutboxMessage.chat_id == chat_id).order_by("id")
            return list((await session.scalars(query)).all())

    async def chat(self, chat_id: int) -> list[Seen]:
        """What stands in a chat, oldest first, edits applied."""
        shown: dict[int, Seen] = {}
        for row in await self.outbox(chat_id):
            if row.press_id is not None:
                continue
            tokens = {choice["label"]: choice["token"] for line in row.buttons for choice in line}
            if row.edits_outbox_id is None:
                shown[row.id or 0] = Seen(row.text, tokens, row)
            else:
                edited = shown[row.edits_outbox_id]
                edited.text, edited.tokens = row.text, tokens
        return list(shown.values())

    async def texts(self, chat_id: int) -> list[str]:
        return [seen.text for seen in await self.chat(chat_id)]

    async def toasts(self, chat_id: int) -> list[str]:
        """What every press was answered with; empty words stop the spinner alone."""
        return [row.text for row in await self.outbox(chat_id) if row.press_id is not None]
