"""What the coach says to the dialogue engine, over loopback, each call with a deadline."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from bot.domain.patients import Flow
from bot.errors import EngineUnavailable
from bot.services.ports import Utterance

# A conversation that holds this waits for the patient; without it the engine would begin a session
# of its own first.
_LISTENING: dict[str, Any] = {"event": "action", "name": "action_listen"}


@dataclass(frozen=True)
class EngineReply:
    """One of the engine's own messages."""

    text: str
    buttons: tuple[tuple[str, str], ...] = ()  # title and payload of each
    asks_again: bool = False  # not words: the open question is to be offered again


@dataclass(frozen=True)
class DialogueState:
    """What the engine is waiting for in one conversation."""

    active_loop: str | None = None
    requested_slot: str | None = None

    @classmethod
    def of_flow(cls, flow: Flow | None) -> DialogueState:
        """Return the state in which the next text answers the open question of ``flow``."""
        return cls() if flow is None else cls(f"{flow}_form", f"{flow}_answer")


@dataclass(frozen=True)
class Parse:
    """What the engine understood of one text."""

    intent: str
    confidence: float  # 0-1
    ranking: tuple[str, ...]
    entities: tuple[dict[str, Any], ...]


class EngineClient:
    """The dialogue engine behind its HTTP interface; keeps to ``DialogueEngine``."""

    def __init__(self, base_url: str, deadline_s: float, http: httpx.AsyncClient) -> None:
        self._base_url = base_url.rstrip("/")
        self._deadline_s = deadline_s
        self._http = http

    async def converse(
        self, conversation_id: str, text: str, flow: Flow | None, metadata: dict[str, Any]
    ) -> Sequence[Utterance]:
        """Hand one text over, with ``flow`` as the open form.

        The engine's own memory is set afresh each time: an engine that was restarted, retrained
        or confused in between makes no difference, and the conversation that travels to every
        action stays short.

        Raises:
            EngineUnavailable: The text was not dealt with within the deadline.
        """
        try:
            async with asyncio.timeout(self._deadline_s):
                replies = await self._turn(conversation_id, text, flow, metadata)
        except TimeoutError as error:
            raise EngineUnavailable from error
        return [
            Utterance(reply.text, reply.asks_again)
            for reply in replies
            if reply.text or reply.asks_again
        ]

    async def send(
        self, conversation_id: str, text: str, metadata: dict[str, Any] | None = None
    ) -> list[EngineReply]:
        """Say ``text`` in the conversation and return what the engine itself says to it."""
        said = {"sender": conversation_id, "message": text, "metadata": metadata or {}}
        replies = await self._call("POST", "/webhooks/rest/webhook", said)
        return [_reply(reply) for reply in _as_list(replies)]

    async def dialogue_state(self, conversation_id: str) -> DialogueState:
        """Return what the engine is waiting for."""
        tracker = await self._tracker(conversation_id)
        return DialogueState(
            active_loop=(tracker.get("active_loop") or {}).get("name"),
            requested_slot=(tracker.get("slots") or {}).get("requested_slot"),
        )

    async def set_dialogue_state(self, conversation_id: str, state: DialogueState) -> None:
        """Replace the conversation by an empty one that waits for ``state``."""
        events = [_LISTENING]
        if state.active_loop is not None:
            events += [
                {"event": "active_loop", "name": state.active_loop},
                {"event": "slot", "name": "requested_slot", "value": state.requested_slot},
            ]
        await self._replace(conversation_id, events)

    async def forget(self, conversation_id: str) -> None:
        """Drop everything the engine holds of the conversation."""
        await self._replace(conversation_id, [])

    async def parse(self, text: str) -> Parse:
        """Return the engine's understanding of ``text``, outside any conversation."""
        return _parse(_as_dict(await self._call("POST", "/model/parse", {"text": text})))

    async def is_ready(self) -> bool:
        """Return whether the engine answers and holds a model."""
        try:
            return bool(_as_dict(await self._call("GET", "/status")).get("model_file"))
        except EngineUnavailable:
            return False

    async def _turn(
        self, conversation_id: str, text: str, flow: Flow | None, metadata: dict[str, Any]
    ) -> list[EngineReply]:
        await self.set_dialogue_state(conversation_id, DialogueState.of_flow(flow))
        replies = await self.send(conversation_id, text, metadata)
        if not replies and not await self._has_heard(conversation_id):
            # The engine answers a failed turn with an empty list and forgets the text.
            raise EngineUnavailable("The dialogue engine failed to deal with a message.")
        return replies

    async def _has_heard(self, conversation_id: str) -> bool:
        latest = (await self._tracker(conversation_id)).get("latest_message") or {}
        return latest.get("text") is not None

    async def _tracker(self, conversation_id: str) -> dict[str, Any]:
        path = f"/conversations/{quote(conversation_id, safe='')}/tracker?include_events=NONE"
        return _as_dict(await self._call("GET", path))

    async def _replace(self, conversation_id: str, events: list[dict[str, Any]]) -> None:
        path = f"/conversations/{quote(conversation_id, safe='')}/tracker/events"
        await self._call("PUT", f"{path}?include_events=NONE", events)

    async def _call(self, method: str, path: str, body: object = None) -> object:
        """Make one call; every outside error becomes ``EngineUnavailable`` and holds no text."""
        try:
            async with asyncio.timeout(self._deadline_s):
                response = await self._http.request(
                    method, self._base_url + path, json=body, timeout=self._deadline_s
                )
                if response.status_code != HTTPStatus.OK:
                    raise EngineUnavailable(f"The dialogue engine answered {response.status_code}.")
                return response.json()
        except (httpx.HTTPError, TimeoutError, ValueError) as error:
            raise EngineUnavailable from error


def _as_list(body: object) -> list[dict[str, Any]]:
    if not isinstance(body, list) or not all(isinstance(part, dict) for part in body):
        raise EngineUnavailable("The dialogue engine gave an answer of an unknown shape.")
    return body


def _as_dict(body: object) -> dict[str, Any]:
    if not isinstance(body, dict):
        raise EngineUnavailable("The dialogue engine gave an answer of an unknown shape.")
    return body


def _reply(reply: dict[str, Any]) -> EngineReply:
    buttons = tuple((b.get("title", ""), b.get("payload", "")) for b in reply.get("buttons") or [])
    custom = reply.get("custom") or {}
    return EngineReply(
        text=reply.get("text") or "",
        buttons=buttons,
        asks_again=bool(custom.get("ask_again")),
    )


def _parse(body: dict[str, Any]) -> Parse:
    intent = body.get("intent") or {}
    return Parse(
        intent=intent.get("name") or "",
        confidence=float(intent.get("confidence") or 0.0),
        ranking=tuple(guess["name"] for guess in body.get("intent_ranking") or []),
        entities=tuple(body.get("entities") or ()),
    )
