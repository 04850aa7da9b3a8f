"""/sim/clock: the time, read, waited for and moved."""

from __future__ import annotations

from datetime import datetime

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.errors import SimError
from sandbox.sim_api.bodies import query_integer, read_body, wait_s
from sandbox.state import Json
from sandbox.world import World


def clock_view(world: World) -> Json:
    """Return the sandbox's time, how far it is ahead, and a number that changes with moves."""
    clock = world.clock
    return {
        "now": clock.now().isoformat(),
        "offset_s": clock.offset_s,
        "version": clock.version,
    }


async def show_clock(request: Request) -> Response:
    """Return the time; with a version, wait until it is another one."""
    world: World = request.app.state.world
    if "version" in request.query_params:
        known = query_integer(request, "version")
        await world.clock.moved.wait_until(
            lambda: world.closing or world.clock.version != known, wait_s(request)
        )
    return JSONResponse(clock_view(world))


async def move_clock(request: Request) -> Response:
    """Move the time by some seconds, or to a moment."""
    world: World = request.app.state.world
    body = await read_body(request)
    advance_s, at = body.number("advance_s"), body.text("at")
    if (advance_s is None) == (at is None):
        raise SimError(400, 'Give "advance_s" or "at".')
    try:
        if at is not None:
            world.clock.set_to(_moment(at))
        elif advance_s is not None:
            world.clock.advance(advance_s)
    except (OverflowError, ValueError):
        raise SimError(400, "That is too far away.") from None
    return JSONResponse(clock_view(world))


def _moment(raw: str) -> datetime:
    try:
        moment = datetime.fromisoformat(raw)
    except ValueError:
        raise SimError(400, '"at" has to be a time like 2026-03-29T07:30:00+02:00.') from None
    if moment.tzinfo is None:
        raise SimError(400, '"at" needs a time zone, as in 2026-03-29T07:30:00+02:00.')
    return moment


ROUTES = [
    Route("/sim/clock", show_clock, methods=["GET"]),
    Route("/sim/clock", move_clock, methods=["POST"]),
]
