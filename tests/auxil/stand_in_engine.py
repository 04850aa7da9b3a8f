"""Sits at the engine's address and does what the real one would not do on request."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from tests.auxil.engine_at_work import serving


@dataclass
class HangingEngine:
    """Takes every call and answers none."""

    called: asyncio.Event = field(default_factory=asyncio.Event)
    writers: list[asyncio.StreamWriter] = field(default_factory=list)

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.writers.append(writer)
        await reader.read(1)
        self.called.set()


@asynccontextmanager
async def hanging_at(url: str) -> AsyncIterator[HangingEngine]:
    engine = HangingEngine()
    server = await asyncio.start_server(engine.take, "127.0.0.1", urlsplit(url).port)
    try:
        yield engine
    finally:
        server.close()
        for writer in engine.writers:
            writer.transport.abort()
        await server.wait_closed()


@asynccontextmanager
async def saying_at(url: str, words: str) -> AsyncIterator[list[str]]:
    """Answer every text with the same words; yields the texts that came."""
    heard: list[str] = []

    async def answer(request: Request) -> JSONResponse:
        heard.append((await request.json())["message"])
        return JSONResponse({"is_dealt_with": True, "replies": [{"text": words}]})

    routes = [Route("/webhooks/coach/turn", answer, methods=["POST"])]
    port = urlsplit(url).port
    assert port is not None
    async with serving(Starlette(routes=routes), port):
        yield heard
