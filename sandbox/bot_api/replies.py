"""The three kinds of answer: a result, a refusal, and none at all."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from sandbox.connections import close_connection
from sandbox.errors import BotApiError
from sandbox.world import World


@dataclass(frozen=True, slots=True)
class Reply:
    """A result with a remark, which a few methods add."""

    result: Any
    description: str


def success(result: Any) -> Response:
    """Return a result as Telegram sends it."""
    if isinstance(result, Reply):
        body = {"ok": True, "result": result.result, "description": result.description}
        return JSONResponse(body)
    return JSONResponse({"ok": True, "result": result})


def refusal(error: BotApiError) -> Response:
    """Return a refusal as Telegram sends it."""
    body: dict[str, Any] = {
        "ok": False,
        "error_code": error.code,
        "description": error.description,
    }
    headers = {}
    if error.retry_after_s is not None:
        body["parameters"] = {"retry_after": error.retry_after_s}
        headers["Retry-After"] = str(error.retry_after_s)
    return JSONResponse(body, error.code, headers)


class NoAnswer(Response):
    """Leaves the bot without an answer: it waits until it gives up, or the line goes dead."""

    def __init__(self, world: World, hangs: bool) -> None:
        super().__init__()
        self._world = world
        self._hangs = hangs

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send nothing."""
        gone = asyncio.create_task(_disconnected(receive))
        if self._hangs:
            await self._until_closing(gone)
        if not gone.done():
            close_connection(scope)
        await gone

    async def _until_closing(self, gone: asyncio.Task[None]) -> None:
        changed = self._world.changed
        gone.add_done_callback(lambda _: changed.wake())
        while not gone.done() and not self._world.closing:
            await changed.wait(60.0)


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        continue
