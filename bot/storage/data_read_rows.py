"""Who has looked at what of a patient, in the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.data_reads import DataRead
from bot.storage.tables import data_reads


class DataReadRows:
    """See ``bot.services.ports.DataReads``."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of(self, patient_id: int, since: datetime) -> Sequence[DataRead]:
        """Return the looks at a patient's data since a moment, the newest first."""
        found = await self._session.scalars(
            select(DataRead)
            .where(data_reads.c.patient_id == patient_id, data_reads.c.read_at >= since)
            .order_by(data_reads.c.id.desc())
        )
        return found.all()
