"""A stand-in for the coach's actions, to try the real engine with."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse

ROOT = Path(__file__).parents[2]
FORM, SLOT = "check_in_form", "check_in_answer"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def slot(name: str, value: object) -> dict[str, Any]:
    return {"event": "slot", "name": name, "value": value}


def loop(name: str | None) -> dict[str, Any]:
    return {"event": "active_loop", "name": name}


OPEN_FORM = [loop(FORM), slot("requested_slot", SLOT), slot(SLOT, None)]
LEAVE_FORM = [loop(None), slot("requested_slot", None)]


def is_answer_turn(tracker: dict[str, Any], form: str) -> bool:
    """Whether the patient's last words are still to be taken for an answer.

    The engine also runs ``validate_<form>`` when the form opens and when it comes back after an
    interruption. Then some action, or the form's own refusal, lies between the words and now.
    """
    for event in reversed(tracker["events"]):
        if event["event"] == "user":
            return True
        if event["event"] == "action_execution_rejected":
            return False
        if event["event"] == "action" and event["name"] != form:
            return False
    return False


@dataclass
class Actions:
    """Answers the engine as the coach would, for a check-in of three numbers."""

    calls: list[str] = field(default_factory=list)
    taken: list[int] = field(default_factory=list)
    asked: int = 0
    items: int = 3
    fails: set[str] = field(default_factory=set)
    metadata: list[Any] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    rankings: list[list[str]] = field(default_factory=list)  # intents, the likeliest first
    ranking: list[str] = field(default_factory=list)  # of the text that was last not understood

    async def answer(self, request: Request) -> JSONResponse:
        body = await request.body()
        call = await request.json()
        name = call["next_action"]
        self.calls.append(name)
        self.sizes.append(len(body))
        ranking = call["tracker"]["latest_message"].get("intent_ranking") or []
        self.rankings.append([guess["name"] for guess in ranking])
        if name in self.fails:
            return JSONResponse({"error": "on purpose"}, status_code=500)
        events = getattr(self, name, lambda tracker: [])(call["tracker"])
        return JSONResponse({"events": events, "responses": []})

    def action_start_check_in(self, tracker: dict[str, Any]) -> list[dict[str, Any]]:
        self.taken.clear()
        return OPEN_FORM

    def validate_check_in_form(self, tracker: dict[str, Any]) -> list[dict[str, Any]]:
        text = tracker["latest_message"]["text"]
        if not is_answer_turn(tracker, FORM) or not text.isdigit():
            return []
        self.metadata.append(tracker["latest_message"].get("metadata"))
        self.taken.append(int(text))
        return [slot(SLOT, "done" if len(self.taken) == self.items else None)]

    def action_ask_check_in_answer(self, tracker: dict[str, Any]) -> list[dict[str, Any]]:
        self.asked += 1
        return []

    def action_default_fallback(self, tracker: dict[str, Any]) -> list[dict[str, Any]]:
        self.ranking = [guess["name"] for guess in tracker["latest_message"]["intent_ranking"]]
        return []

    def action_stop(self, tracker: dict[str, Any]) -> list[dict[str, Any]]:
        return LEAVE_FORM

    def action_start_exercise(self, tracker: dict[str, Any]) -> list[dict[str, Any]]:
        return [
            loop("exercise_form"),
            slot("requested_slot", "exercise_answer"),
            slot("exercise_answer", None),
        ]


@contextlib.asynccontextmanager
async def serving(app: Starlette, port: int) -> AsyncIterator[None]:
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_config=None, lifespan="off"))
    serve = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    try:
        yield
    finally:
        server.should_exit = True
        await serve
