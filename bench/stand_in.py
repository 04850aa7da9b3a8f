"""Actions answered at once: what the engine's own turn costs, and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route


async def _answer(request: Request) -> JSONResponse:
    """Take every answer in a form as the coach would: one more question stays open."""
    name: str = (await request.json())["next_action"]
    events: list[dict[str, Any]] = []
    if name.startswith("validate_"):
        slot = name.removeprefix("validate_").removesuffix("_form") + "_answer"
        events = [{"event": "slot", "name": slot, "value": None}]
    return JSONResponse({"events": events, "responses": []})


@asynccontextmanager
async def actions_at_once(port: int) -> AsyncIterator[None]:
    """Serve such actions while the body runs."""
    app = Starlette(routes=[Route("/webhook", _answer, methods=["POST"])])
    server = uvicorn.Server(
        uvicorn.Config(app, port=port, log_config=None, lifespan="off", access_log=False)
    )
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    try:
        yield
    finally:
        server.should_exit = True
        await serving
