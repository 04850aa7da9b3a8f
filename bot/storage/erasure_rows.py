"""Erasure: every row that belongs to a patient, in the order that the tables allow."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Table, delete, or_, select, text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.domain.erasure import Erasure
from bot.domain.patients import Patient
from bot.storage import tables as t


class ErasureRows:
    """See ``bot.services.ports.Erasures``."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self.has_erased = False

    async def open_all(self) -> Sequence[Erasure]:
        """Return what is still to be done, the oldest first; one coach at a time has each."""
        found = await self._session.scalars(
            select(Erasure)
            .where(t.erasures.c.erased_at.is_(None))
            .order_by(t.erasures.c.id)
            .with_for_update(skip_locked=True)
        )
        return found.all()

    async def open_of(self, patient_id: int) -> Erasure | None:
        """Return a patient's wish that is still to be fulfilled."""
        found = await self._session.scalars(
            select(Erasure).where(t.erasures.c.patient_id == patient_id)
        )
        return found.first()

    async def erase(self, erasure: Erasure, now: datetime) -> None:
        """Delete every row of the patient; the wish remains, and names nobody any more."""
        patient = await self._session.get_one(Patient, erasure.patient_id)
        assert patient.id is not None
        await self._session.flush()
        await self._erase_messages(patient.id, patient.chat_id)
        await self._erase_history(patient.id)
        erasure.patient_id, erasure.erased_at = None, now
        await self._session.flush()
        patient_id = patient.id
        self._session.expunge(patient)
        await self._delete(t.patients, t.patients.c.id == patient_id)
        self.has_erased = True

    async def _erase_messages(self, patient_id: int, chat_id: int | None) -> None:
        """Delete what was said to, by and about a patient, providers' alert messages as well."""
        alerts = select(t.alerts.c.id).where(t.alerts.c.patient_id == patient_id)
        own = [t.outbox.c.patient_id == patient_id, t.outbox.c.alert_id.in_(alerts)]
        if chat_id is not None:
            own.append(t.outbox.c.chat_id == chat_id)
        ids = list(await self._session.scalars(select(t.outbox.c.id).where(or_(*own))))
        await self._erase_outbox(t.outbox.c.edits_outbox_id.in_(ids))
        await self._erase_outbox(t.outbox.c.id.in_(ids))
        if chat_id is not None:
            for table in (t.buttons, t.inbox, t.lanes):
                await self._delete(table, table.c.chat_id == chat_id)

    async def _erase_outbox(self, which: ColumnElement[bool]) -> None:
        """Delete messages with the buttons below them, in whosever chat they are."""
        shown = await self._session.scalars(select(t.outbox.c.buttons).where(which))
        tokens = [choice["token"] for rows in shown for row in rows for choice in row]
        await self._delete(t.buttons, t.buttons.c.token.in_(tokens))
        messages = select(t.outbox.c.id).where(which)
        await self._delete(t.attachments, t.attachments.c.outbox_id.in_(messages))
        await self._delete(t.outbox, which)

    async def _erase_history(self, patient_id: int) -> None:
        """Delete what was answered, done, prompted and raised."""
        check_ins = select(t.check_ins.c.id).where(t.check_ins.c.patient_id == patient_id)
        alerts = select(t.alerts.c.id).where(t.alerts.c.patient_id == patient_id)
        await self._delete(t.answers, t.answers.c.check_in_id.in_(check_ins))
        await self._delete(t.alert_log, t.alert_log.c.alert_id.in_(alerts))
        for table in (
            t.check_ins,
            t.exercise_sessions,
            t.favourites,
            t.prompts,
            t.alerts,
            t.safety_checks,
            t.invitations,
            t.flare_ups,
            t.data_reads,
        ):
            await self._delete(table, table.c.patient_id == patient_id)

    async def _delete(self, table: Table, which: ColumnElement[bool]) -> None:
        await self._session.execute(
            delete(table).where(which), execution_options={"synchronize_session": False}
        )


async def scrub(engine: AsyncEngine) -> None:
    """Take deleted rows out of the files, too, as far as the database lets go of them.

    SQLite overwrites deleted rows at once (``secure_delete``), but what was written before still
    stands in its write-ahead log until that is emptied. PostgreSQL keeps them until a vacuum.
    """
    async with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            await connection.execute(text("VACUUM"))
            return
        # On the driver's own connection: ours begins as a writer, and a writer cannot do this.
        raw = (await connection.get_raw_connection()).driver_connection
        assert raw is not None
        await raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
