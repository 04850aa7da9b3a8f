"""Lanes: one chat's updates in order, many chats side by side.

New updates are screened and routed at once, also while an earlier text of the same person
still waits for the engine: a slow engine must never stand between a person and help.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import uuid
from collections.abc import Iterable
from datetime import timedelta
from functools import partial

from bot.chat.router import BegunTurn, Router
from bot.services.ports import UnitOfWork
from bot.services.work import Desk

LEASE = timedelta(seconds=20)  # a coach that died gives its lanes up after this
POLL_S = 1.0  # how often to look for work that nobody woke us for
AT_ONCE = 1000  # lanes in work side by side; most of them only wait
LINGER_S = 0.02  # after a turn: its answer leaves first, and the next text may come at once
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
        self._taken: set[int] = set()  # leased together with their update, not started yet
        self._turns = asyncio.Semaphore(TURNS_AT_ONCE)

    def wake(self) -> None:
        """Look for new work now."""
        self._wake.set()
        for more in self._more.values():
            more.set()

    async def take(self, uow: UnitOfWork, chat_ids: Iterable[int]) -> None:
        """Lease the lanes of updates that are being stored, where they are nobody's.

        In the same transaction: what is stored is in good hands at once. A lane that another
        coach holds, or that runs here already, is left as it is: its last act may be to give it
        back, and a lease taken now would go with it.
        """
        now = self._desk.read_clock()
        resting = sorted(chat for chat in set(chat_ids) if not self._is_ours(chat))
        for chat_id in resting[: max(AT_ONCE - len(self._busy), 0)]:
            if await uow.inbox.take_lane(chat_id, self._owner, now, now + LEASE):
                self._taken.add(chat_id)

    def start(self, chat_ids: Iterable[int]) -> None:
        """Set the lanes of stored updates going, once that is committed."""
        for chat_id in chat_ids:
            if chat_id in self._busy:
                self._more[chat_id].set()
            elif chat_id in self._taken:
                self._start(chat_id)
            else:
                self._wake.set()
            self._taken.discard(chat_id)

    def give_up(self, chat_ids: Iterable[int]) -> None:
        """Forget what ``take`` has leased: whether that was committed, nobody knows."""
        self._taken.difference_update(chat_ids)
        self._wake.set()

    def _is_ours(self, chat_id: int) -> bool:
        return chat_id in self._busy or chat_id in self._taken

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
            if self._busy:
                await uow.inbox.renew_lanes(self._owner, [*self._busy], now + LEASE)
            running = [*self._busy, *self._taken]
            claimed = await uow.inbox.claim_lanes(self._owner, now, now + LEASE, free, running)
            if claimed or self._busy:
                await uow.commit()
        return [chat_id for chat_id in claimed if not self._is_ours(chat_id)]

    def _start(self, chat_id: int) -> None:
        self._more[chat_id] = asyncio.Event()
        task = asyncio.create_task(self._run_lane(chat_id), name=f"lane-{chat_id}")
        self._busy[chat_id] = task
        task.add_done_callback(partial(self._forget, chat_id))

    def _forget(self, chat_id: int, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (fault := task.exception()) is not None:
            # It could not be given back; as nobody runs it, the next look takes it up again.
            log.error("lane not released", exc_info=fault, extra={"event": "lane_failed"})
        was_full = len(self._busy) >= AT_ONCE
        self._busy.pop(chat_id, None)
        more = self._more.pop(chat_id)
        if was_full or more.is_set():  # somebody waits for a place, or came while this one left
            self._wake.set()

    async def _run_lane(self, chat_id: int) -> None:
        more = self._more[chat_id]
        turn: asyncio.Task[bool] | None = None
        try:
            while True:
                more.clear()
                while routed := await self._router.route_next(
                    chat_id, may_begin=turn is None or turn.done()
                ):
                    if routed.begun is not None:
                        if turn is not None:
                            turn.result()  # it is over; had it failed, nobody else would hear of it
                        turn = asyncio.create_task(self._take_turn(chat_id, routed.begun))
                if turn is None or turn.done():
                    if turn is not None and not turn.result():
                        break
                    turn = asyncio.create_task(self._take_turn(chat_id))
                await self._wait(turn, more)
                if turn.done():
                    turn.result()  # one that failed ends the lane, loudly
        except Exception:
            # The row keeps its place; the next claim tries it again.
            log.exception("lane failed", extra={"event": "lane_failed"})
            await asyncio.sleep(POLL_S)
        finally:
            if turn is not None:
                turn.cancel()
                await asyncio.gather(turn, return_exceptions=True)
            await self._release(chat_id)

    async def _take_turn(self, chat_id: int, begun: BegunTurn | None = None) -> bool:
        async with self._turns:
            if begun is None:
                return await self._router.take_next_turn(chat_id)
            await self._router.take_turn(begun)
            return True

    @staticmethod
    async def _wait(turn: asyncio.Task[bool], more: asyncio.Event) -> None:
        """Wait until the turn is over, and a moment longer, or something new has come."""
        woken = asyncio.create_task(more.wait())
        done, _ = await asyncio.wait({turn, woken}, return_when=asyncio.FIRST_COMPLETED)
        if turn in done and not turn.exception() and turn.result():
            await asyncio.wait({woken}, timeout=LINGER_S)
        woken.cancel()

    async def _release(self, chat_id: int) -> None:
        async with self._desk.uow_factory() as uow:
            await uow.inbox.release_lane(chat_id, self._owner)
            await uow.commit()
