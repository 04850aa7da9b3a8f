"""Follows the sandbox's clock, which a demo or a test may move; never used with patients."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

import httpx

from bot.clock import Clock

WAIT_S = 25.0
PAUSE_S = 0.5
log = logging.getLogger(__name__)


class SandboxClock:
    """Keeps our clock's offset equal to the sandbox's."""

    def __init__(
        self,
        clock: Clock,
        url: str,
        http: httpx.AsyncClient,
        when_moved: Callable[[], Awaitable[None]],
    ) -> None:
        self._clock = clock
        self._url = url
        self._http = http
        self._when_moved = when_moved
        self._version = -1

    async def sync(self) -> None:
        """Read the offset once."""
        await self._follow(wait_s=0.0)

    async def run(self) -> None:
        """Follow until cancelled."""
        while True:
            try:
                await self._follow(wait_s=WAIT_S)
            except httpx.HTTPError:
                await asyncio.sleep(PAUSE_S)

    async def _follow(self, wait_s: float) -> None:
        answer = await self._http.get(
            self._url,
            params={"version": self._version, "wait_s": wait_s},
            timeout=wait_s + 10.0,
        )
        answer.raise_for_status()
        told = answer.json()
        self._version = told["version"]
        if self._clock.set_offset(timedelta(seconds=told["offset_s"])):
            log.info("clock moved", extra={"event": "clock_moved"})
            await self._when_moved()
