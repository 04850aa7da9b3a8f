"""A database from before the seals: its rows are sealed at the first opening, and none is lost."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Connection, MetaData, Table, insert, inspect, select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.errors import ConfigError
from bot.storage.engine import open_database
from bot.storage.migrate import alembic_config, migrate
from bot.storage.sealer import PREFIX_LENGTH, Sealer
from bot.storage.tables import metadata
from tests.auxil.data_keys import DATA_KEY, OTHER_DATA_KEY
from tests.auxil.database_dump import everything_as_stored, sealed_values
from tests.auxil.own_database import own_url

__all__ = ["own_url"]

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
BEFORE = "0003"
WORDS = ("Ellisiv", "heron", "kestrel", "otter", "lynx")
OUTBOX = {"lane": "reply", "chat_id": 7, "created_at": NOW, "due_at": NOW, "purpose": "reply"}
ROWS: list[tuple[str, dict[str, Any]]] = [
    (
        "patients",
        {
            **{"id": 1, "ref": "L-T1", "conversation_id": "c", "status": "active", "chat_id": 7},
            **{"language": "en", "created_at": NOW, "called_name": "Ellisiv", "misses": 0},
            **{"quiet_from": time(21), "quiet_until": time(8)},
        },
    ),
    (
        "inbox",
        {
            **{"update_id": 1, "chat_id": 7, "payload": {"text": "heron 🪶"}},
            **{"received_at": NOW, "status": "done", "attempts": 0},
        },
    ),
    (
        "outbox",
        {
            **{"id": 1, "patient_id": 1, "text": "heron", "status": "sent", "attempts": 1},
            **{"buttons": [[{"label": "the kestrel", "token": "t"}]], **OUTBOX},
        },
    ),
    (
        "outbox",
        {
            **{"id": 2, "patient_id": 1, "text": "heron", "status": "pending", "attempts": 0},
            **{"buttons": [], "edits_outbox_id": 1, **OUTBOX},
        },
    ),
    ("attachments", {"outbox_id": 2, "name": "mine.txt", "content": b"otter\x00\xff"}),
    (
        "check_ins",
        {
            **{"id": 1, "patient_id": 1, "questionnaire_id": "daily", "questionnaire_version": 1},
            **{"on_date": date(2026, 3, 2), "status": "open", "started_at": NOW, "closes_at": NOW},
        },
    ),
    (
        "answers",
        {
            **{"id": 1, "check_in_id": 1, "item_id": "good", "value_text": "the lynx"},
            **{"is_skipped": False, "answered_at": NOW},
        },
    ),
    (
        "answers",
        {
            **{"id": 2, "check_in_id": 1, "item_id": "pain", "value_nrs": 5},
            **{"is_skipped": False, "answered_at": NOW},
        },
    ),
    (
        "exercise_sessions",
        {
            **{"id": 1, "patient_id": 1, "exercise_id": "pacing", "exercise_version": 1},
            **{"status": "open", "position": 0, "choices": {"activity": "feed the kestrel"}},
            **{"started_at": NOW, "touched_at": NOW},
        },
    ),
]


async def move(engine: AsyncEngine, step: Any, revision: str) -> None:
    """Go to a revision, as ``migrate`` does for the newest."""
    async with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            raw = (await connection.get_raw_connection()).driver_connection
            assert raw is not None
            await raw.execute("PRAGMA foreign_keys=OFF")
        async with connection.begin():
            await connection.run_sync(lambda inner: step(alembic_config(inner), revision))


async def live_before_the_seals(engine: AsyncEngine) -> None:
    def write(connection: Connection) -> None:
        known = MetaData()
        for name, row in ROWS:
            table = Table(name, known, autoload_with=connection)
            connection.execute(insert(table).values(row))

    await move(engine, command.upgrade, BEFORE)
    async with engine.begin() as connection:
        await connection.run_sync(write)


async def rows_now(engine: AsyncEngine, known: MetaData) -> list[tuple[str, dict[str, Any]]]:
    """The same rows and columns as in ROWS, as they are now."""
    found = []
    async with engine.connect() as connection:
        for name, was in ROWS:
            table = known.tables[name]
            (key,) = table.primary_key
            query = select(*(table.c[each] for each in was)).where(key == was[key.name])
            (row,) = (await connection.execute(query)).mappings()
            found.append((name, dict(row)))
    return found


async def test_every_row_is_sealed_on_the_way_and_keeps_its_words(own_url: str):
    engine = open_database(own_url, Sealer.of(DATA_KEY))
    await live_before_the_seals(engine)
    await migrate(engine)
    assert await rows_now(engine, metadata) == ROWS
    stored = await everything_as_stored(engine)
    assert [word for word in WORDS if word in stored] == []
    sealed = await sealed_values(engine)
    assert {value[:PREFIX_LENGTH] for value in sealed} == {Sealer.of(DATA_KEY).prefix}
    assert len(sealed) == 9
    await engine.dispose()


async def test_whatever_refers_to_a_row_still_does(own_url: str):
    engine = open_database(own_url, Sealer.of(DATA_KEY))
    await live_before_the_seals(engine)

    def references(connection: Connection) -> dict[str, set[Any]]:
        look = inspect(connection)
        return {
            table.name: {
                (key["name"], tuple(key["constrained_columns"]), key["referred_table"])
                for key in look.get_foreign_keys(table.name)
            }
            for table in metadata.sorted_tables
            if look.has_table(table.name)
        }

    async with engine.connect() as connection:
        before = await connection.run_sync(references)
    await migrate(engine)
    async with engine.connect() as connection:
        after = await connection.run_sync(references)
        assert {name: after[name] for name in before} == before
        if engine.dialect.name == "sqlite":
            assert (await connection.execute(text("PRAGMA foreign_key_check"))).all() == []
            assert await connection.scalar(text("PRAGMA foreign_keys")) == 1
    await engine.dispose()


async def test_on_the_way_down_everything_is_plain_again(own_url: str):
    engine = open_database(own_url, Sealer.of(DATA_KEY))
    await live_before_the_seals(engine)
    await migrate(engine)
    await move(engine, command.downgrade, BEFORE)

    known = MetaData()
    async with engine.connect() as connection:
        await connection.run_sync(known.reflect)
    found = await rows_now(engine, known)
    for (_, was), (_, now) in zip(ROWS, found, strict=True):
        moments = {key for key, value in was.items() if isinstance(value, datetime)}
        assert {k: v for k, v in now.items() if k not in moments} == {
            k: v for k, v in was.items() if k not in moments
        }
    await engine.dispose()


async def test_a_migration_that_fails_leaves_the_rows_as_they_were(
    own_url: str, monkeypatch: pytest.MonkeyPatch
):
    engine = open_database(own_url, Sealer.of(DATA_KEY))
    await live_before_the_seals(engine)

    def fail(*_: object, **__: object) -> None:
        raise ConfigError("a power cut")

    with monkeypatch.context() as broken:
        broken.setattr("bot.storage.migrate.settle_keys", fail)
        with pytest.raises(ConfigError):
            await migrate(engine)
    await engine.dispose()

    again = open_database(own_url, Sealer.of(OTHER_DATA_KEY))  # no key was written down
    await migrate(again)
    assert await rows_now(again, metadata) == ROWS
    await again.dispose()
