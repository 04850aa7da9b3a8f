"""The record of the ticks in the database."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.services.ports import TickRun
from bot.storage.tables import tick_runs

_MS_PER_S = 1000


class TickRunRows:
    """See ``bot.services.ports.TickRuns``."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def record(self, run: TickRun) -> None:
        """Keep the latest run of a tick."""
        took = run.finished_at - run.started_at
        values = {
            "started_at": run.started_at,
            "finished_at": run.finished_at,
            "duration_ms": int(took.total_seconds() * _MS_PER_S),
            "handled": run.handled,
            "error": run.error,
        }
        updated = await self._session.execute(
            update(tick_runs).where(tick_runs.c.name == run.name).values(**values)
        )
        if updated.rowcount:  # type: ignore[attr-defined]
            return
        with suppress(IntegrityError):  # another coach recorded the first run a moment ago
            async with self._session.begin_nested():
                await self._session.execute(insert(tick_runs).values(name=run.name, **values))

    async def all(self) -> Sequence[TickRun]:
        """Return the latest run of every tick."""
        rows = await self._session.execute(select(tick_runs).order_by(tick_runs.c.name))
        return [
            TickRun(
                name=row.name,
                started_at=row.started_at,
                finished_at=row.finished_at,
                handled=row.handled,
                error=row.error,
            )
            for row in rows
        ]
