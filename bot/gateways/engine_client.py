"""What the coach says to the dialogue engine, over loopback, each call with a deadline."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import httpx

from bot.domain.patients import Flow
from bot.errors import EngineUnavailable
from bot.services.ports import Utterance


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
        turn = {
            "sender": conversation_id,
            "message": text,
            "metadata": metadata,
            "form": None if flow is None else f"{flow}_form",
            "slot": None if flow is None else f"{flow}_answer",
        }
        answer = _as_dict(await self._call("POST", "/webhooks/coach/turn", turn))
        if answer.get("is_dealt_with") is not True:
            raise EngineUnavailable("The dialogue engine failed to deal with a message.")
        said = [_utterance(reply) for reply in _as_list(answer.get("replies"))]
        return [one for one in said if one.text or one.asks_again]

    async def parse(self, text: str) -> Parse:
        """Return the engine's understanding of ``text``, outside any conversation."""
        return _parse(_as_dict(await self._call("POST", "/model/parse", {"text": text})))

    async def is_ready(self) -> bool:
        """Return whether the engine answers and holds a model."""
        try:
            return bool(_as_dict(await self._call("GET", "/status")).get("model_file"))
        except EngineUnavailable:
            return False

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


def _utterance(reply: dict[str, Any]) -> Utterance:
    custom = reply.get("custom") or {}
    return Utterance(text=reply.get("text") or "", asks_again=bool(custom.get("ask_again")))


def _parse(body: dict[str, Any]) -> Parse:
    intent = body.get("intent") or {}
    return Parse(
        intent=intent.get("name") or "",
        confidence=float(intent.get("confidence") or 0.0),
        ranking=tuple(guess["name"] for guess in body.get("intent_ranking") or []),
        entities=tuple(body.get("entities") or ()),
    )
