"""The page, and the stream that tells it what has changed."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from sandbox.sim_api.clock import clock_view
from sandbox.sim_api.view import person_view
from sandbox.state import Json
from sandbox.world import World

PAGE = Path(__file__).parent / "page"
# Nothing from outside is ever loaded, so the page works without a network.
POLICY = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'"
KEEP_ALIVE_S = 15.0


class FreshFiles(StaticFiles):
    """Files that a browser asks for again, so that a new version shows at once."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        """Return a file that may be kept but has to be checked."""
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = "no-cache"
        return response


async def index(request: Request) -> Response:
    """Return the page."""
    headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"}
    return FileResponse(PAGE / "index.html", headers=headers)


async def events(request: Request) -> Response:
    """Stream a short summary at each change; the page then asks for what it shows."""
    stream = _summaries(request.app.state.world, request)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(stream, media_type="text/event-stream", headers=headers)


def summary(world: World) -> Json:
    """Return people, clock and bot as they are now."""
    bot = world.bot
    return {
        "era": world.era,
        "bot": {
            "username": bot.username,
            "first_name": bot.first_name,
            "description": bot.description,
        },
        "clock": clock_view(world),
        "users": [person_view(world, person) for person in world.people.values()],
    }


async def _summaries(world: World, request: Request) -> AsyncIterator[str]:
    while not world.closing:
        seen = _versions(world)
        yield f"data: {json.dumps(summary(world))}\n\n"
        while _versions(world) == seen and not world.closing:
            if not await _wait(world):
                # A comment keeps the line open and shows whether somebody still listens.
                yield ": still here\n\n"


def _versions(world: World) -> tuple[int, int]:
    return world.changed.version, world.clock.version


async def _wait(world: World) -> bool:
    """Return whether something woke us before the keep-alive was due."""
    waits = [
        asyncio.create_task(signal.wait(KEEP_ALIVE_S * 2))
        for signal in (world.changed, world.clock.moved)
    ]
    try:
        done, _ = await asyncio.wait(
            waits, timeout=KEEP_ALIVE_S, return_when=asyncio.FIRST_COMPLETED
        )
    finally:
        for task in waits:
            task.cancel()
        await asyncio.gather(*waits, return_exceptions=True)
    return bool(done)


def routes() -> list[BaseRoute]:
    """Return the routes of the page."""
    return [
        Route("/", index, methods=["GET"]),
        Route("/sim/events", events, methods=["GET"]),
        Mount("/page", FreshFiles(directory=PAGE)),
    ]
