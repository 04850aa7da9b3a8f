"""Lanes: one chat's updates in order, many chats side by side.

New updates are screened and routed at once, also while an earlier text of the same person
still waits for the engine: a slow engine must never stand between a person and help.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import uuid
from datetime import timedelta

from bot.chat.router import Router
from bot.services.work import Desk

LEASE = timedelta(seconds=20)  # a coach that died gives its lanes up after this
POLL_S = 1.0  # how often to look for work that nobody woke us for
AT_ONCE = 1000  # lanes in work side by side; most of them only wait
TURNS_AT_ONCE = 32  # of them with the engine: screening never waits for a place there
log = logging.getLogger(__name__)


class Lanes:
    """Claims lanes with work and runs each in a task of its own."""

    def __init__(self, desk: Desk, router: Router) -> None:
        self._desk = desk
        self._router = router
        self._owner = uuid.uuid4().hex
        self._wake = asyncio.Event()
        self._busy: dict[int, asyncio.Task[None]] = {}
        self._more: dict[int, asyncio.Event] = {}
        self._turns = asyncio.Semaphore(TURNS_AT_ONCE)

    def wake(self) -> None:
        """Look for new work now."""
        self._wake.set()
        for more in self._more.values():
            more.set()

    async def run(self) -> None:
        """Work until cancelled."""
        try:
            while True:
                self._wake.clear()
                for chat_id in await self._claim():
                    self._start(chat_id)
                # Not wait_for: before Python 3.12 it loses a cancel that comes with the wake.
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(POLL_S):
                        await self._wake.wait()
        finally:
            for task in self._busy.values():
                task.cancel()
            await asyncio.gather(*self._busy.values(), return_exceptions=True)

    async def _claim(self) -> list[int]:
        free = AT_ONCE - len(self._busy)
        if free <= 0:
            return []
        async with self._desk.uow_factory() as uow:
            now = self._desk.read_clock()
            claimed = await uow.inbox.claim_lanes(self._owner, now, now + LEASE, AT_ONCE)
            if claimed:
                await uow.commit()
        return [chat_id for chat_id in claimed if chat_id not in self._busy][:free]

    def _start(self, chat_id: int) -> None:
        self._more[chat_id] = asyncio.Event()
        task = asyncio.create_task(self._run_lane(chat_id), name=f"lane-{chat_id}")
        self._busy[chat_id] = task
        task.add_done_callback(lambda _: self._forget(chat_id))

    def _forget(self, chat_id: int) -> None:
        self._busy.pop(chat_id, None)
        self._more.pop(chat_id, None)
        self._wake.set()

    async def _run_lane(self, chat_id: int) -> None:
        more = self._more[chat_id]
        turn: asyncio.Task[bool] | None = None
        try:
            while True:
                more.clear()
                while await self._router.route_next(chat_id):
                    pass
                if turn is None or turn.done():
                    if turn is not None and not turn.result():
                        break
                    turn = asyncio.create_task(self._take_turn(chat_id))
                await self._wait(turn, more)
        except Exception:
            # The row keeps its place; the next claim tries it again.
            log.exception("lane failed", extra={"event": "lane_failed"})
            await asyncio.sleep(POLL_S)
        finally:
            if turn is not None:
                turn.cancel()
            await self._release(chat_id)

    async def _take_turn(self, chat_id: int) -> bool:
        async with self._turns:
            return await self._router.take_next_turn(chat_id)

    @staticmethod
    async def _wait(turn: asyncio.Task[bool], more: asyncio.Event) -> None:
        woken = asyncio.create_task(more.wait())
        await asyncio.wait({turn, woken}, return_when=asyncio.FIRST_COMPLETED)
        woken.cancel()

    async def _release(self, chat_id: int) -> None:
        async with self._desk.uow_factory() as uow:
            await uow.inbox.release_lane(chat_id, self._owner)
            await uow.commit()
