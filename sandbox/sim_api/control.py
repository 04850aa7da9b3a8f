"""/sim/faults, /sim/limits, /sim/calls, /sim/updates, /sim/files, /sim/bot and /sim/reset."""

from __future__ import annotations

from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.errors import SimError
from sandbox.faults import Fault, FaultKind
from sandbox.sim_api.bodies import Body, query_integer, read_body
from sandbox.world import World


def _world(request: Request) -> World:
    world: World = request.app.state.world
    return world


async def add_fault(request: Request) -> Response:
    """Make the Bot API fail on purpose."""
    fault = _world(request).faults.add(_read_fault(await read_body(request)))
    return JSONResponse(asdict(fault), 201)


def _read_fault(body: Body) -> Fault:
    kind = str(body.values.get("kind"))
    if kind not in set(FaultKind):
        raise SimError(400, f'"kind" has to be one of {[str(k) for k in FaultKind]}.')
    # No count means once; null means until the faults are cleared.
    count = body.integer("count") if "count" in body.values else 1
    if count is not None and count < 1:
        raise SimError(400, '"count" has to be 1 or more, or null for always.')
    return Fault(
        id=0,
        kind=FaultKind(kind),
        method=body.text("method"),
        user_id=body.integer("user_id"),
        remaining=count,
        retry_after_s=body.integer("retry_after_s") or 1,
        description=body.text("description"),
    )


async def list_faults(request: Request) -> Response:
    """Return the faults that still wait."""
    return JSONResponse({"faults": [asdict(f) for f in _world(request).faults.active()]})


async def clear_faults(request: Request) -> Response:
    """Let everything work again."""
    _world(request).faults.clear()
    return JSONResponse({"faults": []})


async def set_limits(request: Request) -> Response:
    """Change how fast the bot may send."""
    limits, body = _world(request).limits, await read_body(request)
    per_second = body.integer("per_second")
    if per_second is not None:
        limits.per_second = per_second
    if "chat_burst" in body.values:
        limits.chat_burst = body.integer("chat_burst")
    return JSONResponse({"per_second": limits.per_second, "chat_burst": limits.chat_burst})


async def list_calls(request: Request) -> Response:
    """Return the Bot API calls so far."""
    calls = _world(request).calls.find(
        request.query_params.get("method"),
        query_integer(request, "user_id") or None,
        query_integer(request, "after"),
    )
    return JSONResponse({"calls": [call.as_json() for call in calls]})


async def list_updates(request: Request) -> Response:
    """Return the updates so far, and whether the bot has acknowledged them."""
    queue = _world(request).updates
    waiting = {entry.update_id for entry in queue.pending()}
    shown = [
        {
            "update_id": update["update_id"],
            "kind": next(key for key in update if key != "update_id"),
            "acknowledged": update["update_id"] not in waiting,
        }
        for update in queue.known()
    ]
    return JSONResponse({"updates": shown, "pending": len(waiting)})


async def show_bot(request: Request) -> Response:
    """Return who the bot is; never its token."""
    bot = _world(request).bot
    shown = {"id": bot.id, "username": bot.username, "first_name": bot.first_name}
    return JSONResponse(shown | {"description": bot.description})


async def show_file(request: Request) -> Response:
    """Return a picture or a file that the bot has sent."""
    stored = _world(request).files.get(request.path_params["file_id"])
    if stored is None:
        raise SimError(404, "This file is not here any more.")
    # Only pictures are shown; anything else is saved, so that no file can act as a page.
    is_picture = stored.mime_type in ("image/png", "image/jpeg", "image/gif")
    kind = stored.mime_type if is_picture else "application/octet-stream"
    return Response(stored.data, media_type=kind, headers={"X-Content-Type-Options": "nosniff"})


async def reset(request: Request) -> Response:
    """Begin again: nobody here, nothing said, the machine's time."""
    _world(request).reset()
    return JSONResponse({"reset": True})


ROUTES = [
    Route("/sim/faults", add_fault, methods=["POST"]),
    Route("/sim/faults", list_faults, methods=["GET"]),
    Route("/sim/faults", clear_faults, methods=["DELETE"]),
    Route("/sim/limits", set_limits, methods=["POST"]),
    Route("/sim/calls", list_calls, methods=["GET"]),
    Route("/sim/updates", list_updates, methods=["GET"]),
    Route("/sim/bot", show_bot, methods=["GET"]),
    Route("/sim/files/{file_id}", show_file, methods=["GET"]),
    Route("/sim/reset", reset, methods=["POST"]),
]
