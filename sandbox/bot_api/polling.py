"""getUpdates."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from starlette.requests import Request

from sandbox.bot_api.params import Params
from sandbox.errors import bad_request, conflict
from sandbox.signal import Signal
from sandbox.state import Json
from sandbox.world import World

LONGEST_POLL_S = 50
MOST_UPDATES = 100


async def get_updates(world: World, params: Params) -> list[Json]:
    """Return the next updates, waiting for one if asked to."""
    queue = world.updates
    if world.webhook.url:
        raise conflict(
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete "
            "the webhook first"
        )
    read_allowed_updates(world, params)
    queue.acknowledge(params.integer("offset"))
    queue.poll_number += 1
    # The poll that waited so far gives way, as only one may wait.
    queue.arrived.wake()
    if not queue.pending():
        await _wait(world, params, queue.poll_number)
    return queue.hand_out(min(MOST_UPDATES, max(1, params.integer("limit", MOST_UPDATES))))


def read_allowed_updates(world: World, params: Params) -> None:
    """Remember which kinds the bot wants; an empty list means all, none means no change."""
    wanted = params.value("allowed_updates")
    if wanted is None:
        return
    if not isinstance(wanted, list):
        raise bad_request("can't parse allowed updates: expected an Array of Strings")
    world.updates.allowed = frozenset(map(str, wanted)) or None


async def _wait(world: World, params: Params, number: int) -> None:
    queue, gone = world.updates, asyncio.Event()
    timeout_s = min(LONGEST_POLL_S, max(0, params.integer("timeout")))
    # A caller that has died must not take an update which it can never read.
    watch = asyncio.create_task(_watch(params.request, gone, queue.arrived))
    try:
        await queue.arrived.wait_until(
            lambda: bool(
                queue.pending() or gone.is_set() or world.closing or queue.poll_number != number
            ),
            timeout_s,
        )
    finally:
        watch.cancel()
        with suppress(asyncio.CancelledError):
            await watch
    if queue.poll_number != number or gone.is_set():
        raise conflict(
            "terminated by other getUpdates request; make sure that only one bot instance is "
            "running"
        )


async def _watch(request: Request | None, gone: asyncio.Event, arrived: Signal) -> None:
    if request is None:
        return
    while (await request.receive())["type"] != "http.disconnect":
        continue
    gone.set()
    arrived.wake()
