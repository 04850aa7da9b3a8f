"""Puts the sandbox together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox import page_api
from sandbox.bot_api.dispatch import call_method
from sandbox.delivery import WebhookDelivery
from sandbox.errors import SimError
from sandbox.sim_api import clock, control, people
from sandbox.world import World


def create_app(world: World | None = None) -> Starlette:
    """Return the sandbox as an ASGI application."""
    app = Starlette(
        routes=[
            Route("/bot{token}/{method}", call_method, methods=["GET", "POST"]),
            *people.ROUTES,
            *clock.ROUTES,
            *control.ROUTES,
            *page_api.routes(),
        ],
        exception_handlers={SimError: _explain},
        lifespan=_lifespan,
    )
    app.state.world = world or World()
    return app


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    delivery = asyncio.create_task(WebhookDelivery(app.state.world).run())
    try:
        yield
    finally:
        app.state.world.close()
        delivery.cancel()
        with suppress(asyncio.CancelledError):
            await delivery


async def _explain(request: Request, error: Exception) -> Response:
    assert isinstance(error, SimError)
    return JSONResponse({"error": error.message}, error.status)
