"""Following the sandbox's clock, which a demo or a test may move."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import httpx
import pytest

from bot.clock import Clock
from bot.gateways import sandbox_clock
from bot.gateways.sandbox_clock import SandboxClock


class Sandbox:
    """Tells one answer after the other, and then holds the line."""

    def __init__(self, *told: Any) -> None:
        self.told = list(told)
        self.asked: list[dict[str, str]] = []
        self.is_idle = asyncio.Event()

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(dict(request.url.params))
        if not self.told:
            self.is_idle.set()
            await asyncio.Event().wait()
        told = self.told.pop(0)
        if isinstance(told, Exception):
            raise told
        if isinstance(told, int):
            return httpx.Response(told)
        version, offset_s = told
        return httpx.Response(200, json={"version": version, "offset_s": offset_s})


class Follower:
    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.clock = Clock()
        self.moved = 0
        http = httpx.AsyncClient(transport=httpx.MockTransport(sandbox))
        self.follows = SandboxClock(self.clock, "http://sandbox/sim/clock", http, self._note)

    async def _note(self) -> None:
        self.moved += 1

    def is_at(self, offset: timedelta) -> bool:
        return not self.clock.set_offset(offset)


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox_clock, "PAUSE_S", 0.0)


async def test_the_offset_is_read_once_without_waiting_for_a_change():
    follower = Follower(Sandbox((3, 3600)))
    await follower.follows.sync()
    assert follower.sandbox.asked == [{"version": "-1", "wait_s": "0.0"}]
    assert follower.moved == 1
    assert follower.is_at(timedelta(hours=1))


async def test_a_clock_that_stands_where_it_was_moves_nobody():
    follower = Follower(Sandbox((1, 0)))
    await follower.follows.sync()
    assert follower.moved == 0


async def test_it_follows_each_change_and_survives_a_sandbox_that_is_away():
    sandbox = Sandbox((1, 60), httpx.ConnectError("away"), 500, (2, 60), (3, 120))
    follower = Follower(sandbox)
    task = asyncio.create_task(follower.follows.run())
    await sandbox.is_idle.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert follower.moved == 2
    assert follower.is_at(timedelta(seconds=120))
    assert [asked["version"] for asked in sandbox.asked] == ["-1", "1", "1", "1", "2", "3"]
