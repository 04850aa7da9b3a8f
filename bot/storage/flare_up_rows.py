"""Flare-ups in the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.flare_ups import FlareUp
from bot.services.ports import TICK_BATCH
from bot.storage.tables import flare_ups


class FlareUpRows:
    """See ``bot.services.ports.FlareUps``."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def current(self, patient_id: int, now: datetime) -> FlareUp | None:
        """Return the flare-up that lasts."""
        return await self._session.scalar(
            select(FlareUp)
            .where(
                flare_ups.c.patient_id == patient_id,
                flare_ups.c.ended_at.is_(None),
                flare_ups.c.ends_at > now,
            )
            .order_by(flare_ups.c.id.desc())
            .limit(1)
        )

    async def to_greet(self, now: datetime) -> Sequence[FlareUp]:
        """Return those whose days are over and that nobody has closed yet, the oldest first."""
        found = await self._session.scalars(
            select(FlareUp)
            .where(flare_ups.c.ended_at.is_(None), flare_ups.c.ends_at <= now)
            .order_by(flare_ups.c.id)
            .limit(TICK_BATCH)
            .with_for_update(skip_locked=True)
        )
        return found.all()

    async def of(self, patient_id: int) -> Sequence[FlareUp]:
        """Return all of a patient's, the oldest first."""
        found = await self._session.scalars(
            select(FlareUp).where(flare_ups.c.patient_id == patient_id).order_by(flare_ups.c.id)
        )
        return found.all()
