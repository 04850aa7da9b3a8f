"""A real, migrated database of both kinds, and a desk to work at."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.bootstrap import open_screener
from bot.gateways.training import train_all
from bot.library.library import Library
from bot.library.loader import load_library
from bot.safety.screener import Screener
from bot.services.work import Clinic, Desk
from bot.storage.engine import open_database
from bot.storage.migrate import migrate
from bot.storage.sealer import Sealer
from bot.storage.tables import metadata
from bot.storage.unit_of_work import SqlUnitOfWorkFactory
from tests.auxil.data_keys import DATA_KEY
from tests.auxil.postgres import postgres_url

__all__ = ["postgres_url"]

ROOT = Path(__file__).parents[2]
MONDAY_NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


class MovableClock:
    """A clock that stands still until a test moves it."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def forward(self, **duration: float) -> datetime:
        self.at += timedelta(**duration)
        return self.at


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library(ROOT / "content")


@pytest.fixture(scope="session")
def screener() -> Screener:
    """The whole screening, with its trained weights."""
    logs = ROOT / "var" / "log"
    return open_screener(train_all(ROOT, ROOT / "models", logs, needs_engine=False).screening)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
async def migrated(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[AsyncEngine]:
    """One database per kind, migrated to head once."""
    if request.param == "sqlite":
        url = f"sqlite+aiosqlite:///{tmp_path_factory.mktemp('sqlite')}/lindra.sqlite3"
    else:
        url = request.getfixturevalue("postgres_url")
    engine = open_database(url, Sealer.of(DATA_KEY))
    await migrate(engine)
    yield engine
    await engine.dispose()


@pytest.fixture
async def database(migrated: AsyncEngine) -> AsyncIterator[AsyncEngine]:
    """The migrated database, empty again after each test."""
    yield migrated
    async with migrated.begin() as connection:
        if migrated.dialect.name == "postgresql":
            names = ", ".join(table.name for table in metadata.sorted_tables)
            await connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
            return
        await connection.execute(text("PRAGMA defer_foreign_keys=ON"))
        made = "SELECT sql FROM sqlite_master WHERE name = 'alert_log_no_delete'"
        trigger = await connection.scalar(text(made))
        await connection.execute(text("DROP TRIGGER alert_log_no_delete"))
        for table in reversed(metadata.sorted_tables):
            await connection.execute(table.delete())
        await connection.execute(text(str(trigger)))


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(MONDAY_NOON)


@pytest.fixture
def uow_factory(database: AsyncEngine) -> SqlUnitOfWorkFactory:
    return SqlUnitOfWorkFactory(database)


@pytest.fixture
def desk(uow_factory: SqlUnitOfWorkFactory, library: Library, clock: MovableClock) -> Desk:
    return Desk(
        uow_factory=uow_factory,
        library=library,
        clinic=Clinic(name="Test Clinic", zone=ZoneInfo("Europe/Oslo")),
        read_clock=clock.now,
    )
