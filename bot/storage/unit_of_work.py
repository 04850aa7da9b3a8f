"""One transaction over every repository."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Self

from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from bot.domain.messages import OutboxMessage
from bot.storage.alert_rows import AlertRows, SafetyCheckRows
from bot.storage.clinical_rows import CheckInRows, ExerciseRows, PromptRows
from bot.storage.content_use_rows import ContentUseRows
from bot.storage.content_version_rows import ContentVersionRows
from bot.storage.data_read_rows import DataReadRows
from bot.storage.erasure_rows import ErasureRows, scrub
from bot.storage.export_rows import ExportRows
from bot.storage.favourite_rows import FavouriteRows
from bot.storage.flare_up_rows import FlareUpRows
from bot.storage.inbox_rows import InboxRows
from bot.storage.mapping import map_domain
from bot.storage.old_rows import OldRows
from bot.storage.outbox_rows import ButtonRows, OutboxRows
from bot.storage.people_rows import InvitationRows, PatientRows, ProviderRows
from bot.storage.tick_rows import TickRunRows

Listener = Callable[[Sequence[OutboxMessage]], None]


class SqlUnitOfWork:
    """A unit of work on a database session; see ``bot.services.ports.UnitOfWork``."""

    def __init__(
        self,
        session: AsyncSession,
        engine: AsyncEngine,
        listeners: Sequence[Listener],
        turn: asyncio.Lock | None,
    ) -> None:
        self._session = session
        self._engine = engine
        self._listeners = listeners
        self._turn = turn
        self._queued: list[OutboxMessage] = []
        self.patients = PatientRows(session)
        self.providers = ProviderRows(session)
        self.invitations = InvitationRows(session)
        self.inbox = InboxRows(session)
        self.outbox = OutboxRows(session)
        self.buttons = ButtonRows(session)
        self.check_ins = CheckInRows(session)
        self.exercises = ExerciseRows(session)
        self.prompts = PromptRows(session)
        self.alerts = AlertRows(session)
        self.safety_checks = SafetyCheckRows(session)
        self.tick_runs = TickRunRows(session)
        self.erasures = ErasureRows(session)
        self.old_messages = OldRows(session)
        self.exports = ExportRows(session)
        self.favourites = FavouriteRows(session)
        self.flare_ups = FlareUpRows(session)
        self.data_reads = DataReadRows(session)
        self.content_versions = ContentVersionRows(session)
        self.content_use = ContentUseRows(session)

    def add(self, entity: object) -> None:
        """Keep a new entity."""
        self._session.add(entity)
        if isinstance(entity, OutboxMessage):
            self._queued.append(entity)

    async def flush(self) -> None:
        """Write what is pending, so that new rows have their ids."""
        await self._session.flush()

    async def commit(self) -> None:
        """Make everything durable, then tell those who wait for messages which were queued."""
        await self._session.commit()
        if self.erasures.has_erased:
            await self._scrub()
        queued, self._queued = self._queued, []
        if queued:
            for listener in self._listeners:
                listener(queued)

    async def _scrub(self) -> None:
        self.erasures.has_erased = False
        await self._session.close()  # an open reader would keep the old pages
        await scrub(self._engine)

    async def __aenter__(self) -> Self:
        """Begin; on SQLite, wait for the one writer of this process first."""
        if self._turn is not None:
            await self._turn.acquire()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Roll back what was not committed."""
        try:
            await self._session.close()
        finally:
            if self._turn is not None:
                self._turn.release()


class SqlUnitOfWorkFactory:
    """Opens units of work on one database."""

    def __init__(self, engine: AsyncEngine) -> None:
        map_domain()
        self._engine = engine
        self._sessions = async_sessionmaker(engine, expire_on_commit=False, autoflush=True)
        self._listeners: list[Listener] = []
        # SQLite's own queue for the pen sleeps and polls; ours wakes the next in line at once.
        self._turn = asyncio.Lock() if engine.dialect.name == "sqlite" else None

    def __call__(self) -> SqlUnitOfWork:
        """Open one."""
        return SqlUnitOfWork(self._sessions(), self._engine, self._listeners, self._turn)

    def when_outbox_grows(self, listener: Listener) -> None:
        """Call ``listener`` after each commit that queued messages, with these."""
        self._listeners.append(listener)
