"""Everything that a database holds: as the coach reads it, and as it stands there."""

from __future__ import annotations

import json
from pathlib import Path

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.sealed_columns import as_stored, sealed_columns
from bot.storage.tables import metadata


async def everything(database: AsyncEngine) -> str:
    """Every row of every table, unsealed, as one text."""
    async with database.connect() as connection:
        rows = [
            dict(row._mapping)
            for table in metadata.sorted_tables
            for row in await connection.execute(select(table))
        ]
    return json.dumps(rows, default=str, ensure_ascii=False)


async def everything_as_stored(database: AsyncEngine) -> str:
    """Every row of every table as it stands there, as one text."""
    async with database.connect() as connection:
        rows = [
            str(tuple(row))
            for table in metadata.sorted_tables
            for row in await connection.execute(text(f"SELECT * FROM {table.name}"))
        ]
    return "\n".join(rows)


async def sealed_values(database: AsyncEngine) -> set[str]:
    """Every sealed value as it stands there."""
    async with database.connect() as connection:
        return {
            value
            for table in metadata.sorted_tables
            for column in sealed_columns(table)
            for value in await connection.scalars(
                select(as_stored(column)).where(column.is_not(None))
            )
        }


def on_disk(database: AsyncEngine) -> bytes:
    """The database's file, its write-ahead log, and whatever lies beside them."""
    path = Path(str(database.url.database))
    return b"".join(each.read_bytes() for each in sorted(path.parent.glob(f"{path.name}*")))
