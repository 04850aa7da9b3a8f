"""Favourites in the database."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.favourites import Favourite
from bot.storage.tables import favourites


class FavouriteRows:
    """See ``bot.services.ports.Favourites``."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, patient_id: int, exercise_id: str) -> Favourite | None:
        """Return a patient's favourite; None where they keep no such exercise."""
        return await self._session.get(Favourite, (patient_id, exercise_id))

    async def of(self, patient_id: int) -> Sequence[Favourite]:
        """Return all of a patient's, the one that was kept last first."""
        found = await self._session.scalars(
            select(Favourite)
            .where(favourites.c.patient_id == patient_id)
            .order_by(favourites.c.kept_at.desc(), favourites.c.exercise_id)
        )
        return found.all()

    async def drop(self, favourite: Favourite) -> None:
        """Keep it no longer."""
        await self._session.delete(favourite)
        await self._session.flush()
