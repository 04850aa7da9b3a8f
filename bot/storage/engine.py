"""Opens the database: SQLite with its manners set, or PostgreSQL."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.storage.sealed_columns import carry_sealer
from bot.storage.sealer import Sealer
from bot.storage.sqlite_connection import connect

SQLITE_PATIENCE_S = 15  # how long a writer waits for the one that writes now
POSTGRES_CONNECTIONS = 10


def open_database(url: str, sealer: Sealer) -> AsyncEngine:
    """Return an engine for ``url``; the folder of a SQLite file is made when missing.

    Args:
        url: Where the database is.
        sealer: Seals and unseals what people wrote, in this database alone.
    """
    parsed = make_url(url)
    is_sqlite = parsed.get_backend_name() == "sqlite"
    engine = _open_sqlite(parsed) if is_sqlite else _open_postgres(parsed)
    carry_sealer(engine.dialect, sealer)
    return engine


def _open_postgres(parsed: URL) -> AsyncEngine:
    return create_async_engine(
        parsed,
        pool_size=POSTGRES_CONNECTIONS,
        max_overflow=POSTGRES_CONNECTIONS,
        pool_pre_ping=True,
        hide_parameters=True,  # they are what patients wrote
    )


def _open_sqlite(parsed: URL) -> AsyncEngine:
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(
        parsed,
        hide_parameters=True,
        async_creator=partial(connect, parsed.database or ":memory:", SQLITE_PATIENCE_S),
    )
    event.listen(engine.sync_engine, "connect", _set_manners)
    event.listen(engine.sync_engine, "begin", _begin_as_the_one_writer)
    return engine


def _set_manners(connection: Any, _record: object) -> None:
    # The driver must not open transactions by itself: we open them, as writers.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")  # a committed alert survives a power cut
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA secure_delete=ON")  # what a patient had deleted is overwritten
    cursor.execute(f"PRAGMA busy_timeout={SQLITE_PATIENCE_S * 1000}")
    cursor.close()


def _begin_as_the_one_writer(connection: Connection) -> None:
    # A transaction that reads first and writes later can fail at once when another has
    # written in between, whatever the patience. Asking for the pen at the start queues.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
