"""Brings a database to the newest schema, and makes sure that it can be read."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage.key_ledger import settle_keys

MIGRATIONS = Path(__file__).with_name("migrations")
_ONE_AT_A_TIME = 1_279_869_252  # a number of ours among PostgreSQL's advisory locks


def alembic_config(connection: Connection) -> Config:
    """Return Alembic's configuration for an open connection."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def _upgrade(connection: Connection, takes_new_key: bool) -> None:
    if connection.dialect.name == "postgresql":  # SQLite has one writer anyway
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_ONE_AT_A_TIME})"))
    command.upgrade(alembic_config(connection), "head")
    settle_keys(connection, takes_new_key=takes_new_key)


async def migrate(engine: AsyncEngine, *, takes_new_key: bool = False) -> None:
    """Upgrade the schema to the newest revision, a no-op when it is there; check the data keys.

    Args:
        engine: The database.
        takes_new_key: See ``bot.storage.key_ledger.settle_keys``.

    Raises:
        ConfigError: A data key is missing, wrong, or new; nothing was changed then.
    """
    async with (
        engine.connect() as connection,
        _tables_may_be_rebuilt(connection),
        connection.begin(),
    ):
        await connection.run_sync(_upgrade, takes_new_key)


@asynccontextmanager
async def _tables_may_be_rebuilt(connection: AsyncConnection) -> AsyncIterator[None]:
    """Let SQLite take a table's place by a changed copy, whatever refers to it.

    It can change a column in no other way, and asks for exactly this, outside a transaction.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    raw = (await connection.get_raw_connection()).driver_connection
    assert raw is not None
    await raw.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        await raw.execute("PRAGMA foreign_keys=ON")
