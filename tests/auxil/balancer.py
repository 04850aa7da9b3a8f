"""Stands before several coaches and gives each the next update, as a load balancer does."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.chat.webhook import HEADER
from tests.auxil.engine_at_work import serving


@asynccontextmanager
async def balancing(port: int, backends: Sequence[int]) -> AsyncIterator[dict[int, int]]:
    """Listen on ``port``; yields how many updates each backend's port has taken."""
    taken = dict.fromkeys(backends, 0)
    turns = itertools.cycle(backends)

    async def pass_on(request: Request) -> Response:
        body, headers = await request.body(), {HEADER: request.headers[HEADER]}
        for _ in backends:  # one that is down is passed over
            backend = next(turns)
            try:
                answer = await http.post(
                    f"http://127.0.0.1:{backend}{request.url.path}", content=body, headers=headers
                )
            except httpx.TransportError:
                continue
            taken[backend] += 1
            return Response(status_code=answer.status_code)
        return Response(status_code=502)

    async with httpx.AsyncClient(timeout=30) as http:
        app = Starlette(routes=[Route("/{path:path}", pass_on, methods=["POST"])])
        async with serving(app, port):
            yield taken
