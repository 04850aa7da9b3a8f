"""The ticks: a handful of fixed jobs over rows; each is idempotent and told the time."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.errors import EscalationStalled
from bot.services import (
    alert_climbing,
    audit,
    check_in,
    erasing,
    exercises,
    flare_up_end,
    forgetting,
    prompting,
    safety_response,
)
from bot.services.ports import TICK_BATCH, TickRun
from bot.services.work import Desk, Work

GRACE_S = 3600  # a tick that comes late still runs, once
LAST_TICK_S = 3.0  # for a tick under way when the coach stops
RECORD_EVERY = timedelta(seconds=20)  # an idle tick need not write more often
log = logging.getLogger(__name__)

TickFunction = Callable[[Work], Awaitable[int]]


@dataclass(frozen=True)
class Tick:
    """A job that looks for due rows every few seconds."""

    name: str
    every_s: float
    run: TickFunction


# In the order in which a moved clock should let them run.
TICKS: tuple[Tick, ...] = (
    Tick("expire_safety_checks", 5, safety_response.expire_checks),
    Tick("climb_alerts", 2, alert_climbing.climb_alerts),
    Tick("expire_check_ins", 30, check_in.expire),
    Tick("close_prompts", 15, prompting.close_prompts),
    Tick("plan_prompts", 15, prompting.plan_prompts),
    Tick("dispatch_prompts", 5, prompting.dispatch_due_prompts),
    Tick("greet_after_flare_ups", 15, flare_up_end.greet_after_flare_ups),
    Tick("advance_exercises", 1, exercises.advance_timed_steps),
    Tick("note_leavers", 3600, forgetting.note_leavers),
    Tick("forget_old", 3600, forgetting.forget_old),
    Tick("erase_patients", 5, erasing.erase_due),
    Tick("audit", 60, audit.audit),
)


class Ticks:
    """Runs the ticks on APScheduler, which keeps no job of ours: the rows are the record."""

    def __init__(self, desk: Desk, extra: Sequence[Tick] = ()) -> None:
        self._desk = desk
        self._ticks = (*TICKS, *extra)
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._locks = {tick.name: asyncio.Lock() for tick in self._ticks}
        self._recorded_at: dict[str, datetime] = {}
        self._is_catching_up = False

    def start(self) -> None:
        """Begin to tick."""
        for tick in self._ticks:
            self._scheduler.add_job(
                self._run_on_time,
                "interval",
                args=[tick],
                seconds=tick.every_s,
                id=tick.name,
                coalesce=True,
                max_instances=1,
                misfire_grace_time=GRACE_S,
            )
        self._scheduler.start()

    async def stop(self) -> None:
        """Stop ticking; a tick under way has a moment to end."""
        if not self._scheduler.running:
            return
        self._scheduler.pause()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LAST_TICK_S):
                for lock in self._locks.values():
                    async with lock:
                        continue
        self._scheduler.shutdown(wait=False)

    async def run_all(self) -> None:
        """Run every tick once, in order: after a start, and when the clock was moved."""
        self._is_catching_up = True
        try:
            for tick in self._ticks:
                await self.run_tick(tick)
        finally:
            self._is_catching_up = False

    async def _run_on_time(self, tick: Tick) -> None:
        # While a moved clock is caught up with, in order, the auditor must not come in between
        # and find everything late.
        if not self._is_catching_up:
            await self.run_tick(tick)

    async def run_tick(self, tick: Tick) -> None:
        """Run one tick in its own transaction; a fault is logged, counted and tried again."""
        async with self._locks[tick.name]:
            started_at = self._desk.read_clock()
            handled, error = 0, None
            try:
                handled = await self._in_transactions(tick)
            except EscalationStalled as stalled:
                error = type(stalled).__name__
                log.critical("escalation stalled", extra={"event": "escalation_stalled"})
            except Exception as fault:
                error = type(fault).__name__
                log.exception("tick failed", extra={"event": "tick_failed", "tick": tick.name})
            await self._record(tick, started_at, handled, error)

    async def _in_transactions(self, tick: Tick) -> int:
        """Work in small transactions: whoever writes of danger must not wait for a whole clinic."""
        total = 0
        while True:
            handled = await self._in_transaction(tick)
            total += handled
            if handled < TICK_BATCH:
                return total

    async def _in_transaction(self, tick: Tick) -> int:
        async with self._desk.uow_factory() as uow:
            try:
                handled = await tick.run(self._desk.work(uow))
            except EscalationStalled:
                await uow.commit()  # what the auditor set going again must not be undone
                raise
            await uow.commit()
            return handled

    async def _record(
        self, tick: Tick, started_at: datetime, handled: int, error: str | None
    ) -> None:
        last = self._recorded_at.get(tick.name)
        is_idle = not handled and error is None
        if is_idle and last is not None and abs(started_at - last) < RECORD_EVERY:
            return
        self._recorded_at[tick.name] = started_at
        run = TickRun(
            name=tick.name,
            started_at=started_at,
            finished_at=self._desk.read_clock(),
            handled=handled,
            error=error,
        )
        async with self._desk.uow_factory() as uow:
            await uow.tick_runs.record(run)
            await uow.commit()
