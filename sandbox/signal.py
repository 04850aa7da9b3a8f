"""A wake-up call for everybody who waits for something to change."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class Signal:
    """Counts changes and wakes all who wait for the next one."""

    def __init__(self) -> None:
        self.version = 1
        self._waiting: set[asyncio.Future[None]] = set()

    def notify(self) -> None:
        """Say that something has changed."""
        self.version += 1
        self.wake()

    def wake(self) -> None:
        """Wake everybody without counting a change."""
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_result(None)
        self._waiting.clear()

    async def wait(self, timeout_s: float) -> None:
        """Return at the next wake-up, or after ``timeout_s`` seconds."""
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(waiter)
        try:
            await asyncio.wait({waiter}, timeout=timeout_s)
        finally:
            self._waiting.discard(waiter)

    async def wait_until(self, ready: Callable[[], bool], timeout_s: float) -> None:
        """Return when ``ready`` holds, or after ``timeout_s`` seconds."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout_s
        while not ready() and (left_s := deadline - loop.time()) > 0:
            await self.wait(left_s)
