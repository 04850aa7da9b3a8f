"""Waits for what other tasks bring about, instead of guessing how long they take."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any

PATIENCE_S = 20.0  # far beyond what anything here takes; reached only when it never comes


async def eventually(is_true: Callable[[], bool | Awaitable[bool]]) -> None:
    """Return once a condition holds."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            held = is_true()
            if held if isinstance(held, bool) else await held:
                return
            await asyncio.sleep(0.005)


@asynccontextmanager
async def running(work: Coroutine[Any, Any, None]) -> AsyncIterator[asyncio.Task[None]]:
    """Run something beside the test, and stop it at the end."""
    task = asyncio.create_task(work)
    try:
        yield task
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
