"""The engine through Rasa's own doors: several texts in one conversation, and its state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx

from bot.domain.patients import Flow


@dataclass(frozen=True)
class DialogueState:
    """What the engine is waiting for in one conversation."""

    active_loop: str | None = None
    requested_slot: str | None = None

    @classmethod
    def of_flow(cls, flow: Flow | None) -> DialogueState:
        return cls() if flow is None else cls(f"{flow}_form", f"{flow}_answer")


@dataclass
class PlainEngine:
    url: str
    http: httpx.AsyncClient

    async def send(self, conversation: str, text: str) -> list[str]:
        """Say something, and return the engine's own words."""
        said = {"sender": conversation, "message": text, "metadata": {}}
        answer = await self.http.post(f"{self.url}/webhooks/rest/webhook", json=said, timeout=20)
        return [reply.get("text") or "" for reply in answer.raise_for_status().json()]

    async def tracker(self, conversation: str) -> dict[str, Any]:
        answer = await self.http.get(f"{self.url}/conversations/{conversation}/tracker")
        found: dict[str, Any] = answer.raise_for_status().json()
        return found

    async def state(self, conversation: str) -> DialogueState:
        tracker = await self.tracker(conversation)
        return DialogueState(
            active_loop=(tracker.get("active_loop") or {}).get("name"),
            requested_slot=(tracker.get("slots") or {}).get("requested_slot"),
        )

    async def set_events(self, conversation: str, *events: dict[str, Any]) -> None:
        """Replace the conversation."""
        url = f"{self.url}/conversations/{conversation}/tracker/events"
        (await self.http.put(url, json=list(events))).raise_for_status()
