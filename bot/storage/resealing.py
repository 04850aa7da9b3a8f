"""Seals every row anew with the first data key, some at a time, beside a coach that runs."""

from __future__ import annotations

import asyncio
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Row,
    Select,
    Table,
    Text,
    Update,
    bindparam,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.errors import SealBroken
from bot.storage.erasure_rows import scrub
from bot.storage.key_ledger import forget_unused_keys
from bot.storage.sealed_columns import as_stored, sealed_columns, sealer_of
from bot.storage.sealer import PREFIX_LENGTH, Sealer
from bot.storage.tables import metadata

BATCH_ROWS = 200
PAUSE_S = 0.1  # SQLite's writers sleep no longer before they ask for the pen again


async def reseal(engine: AsyncEngine, batch_rows: int = BATCH_ROWS) -> tuple[int, set[str]]:
    """Seal with the first key what another one has sealed, and forget keys without a row.

    Each batch is a transaction of its own: whoever is cut off goes on from there.

    Returns:
        How many rows were sealed anew, and the ids of older keys that are in use all the same.

    Raises:
        SealBroken: A value cannot be read; says in which row.
    """
    count = 0
    for table in metadata.sorted_tables:
        if sealed_columns(table):
            count += await _reseal_table(engine, table, batch_rows)
    if count:
        await scrub(engine)  # an old key may be changed because somebody has it
    async with engine.begin() as connection:
        return count, await connection.run_sync(forget_unused_keys)


async def _reseal_table(engine: AsyncEngine, table: Table, batch_rows: int) -> int:
    count, query = 0, _to_do(table, sealer_of(engine.dialect)).limit(batch_rows)
    after: Select[Any] = query
    while True:
        async with engine.begin() as connection:
            rows = await connection.run_sync(_reseal_rows, table, after)
        if not rows:
            return count
        count += len(rows)
        after = query.where(_key(table) > rows[-1].own)
        await asyncio.sleep(PAUSE_S)


def _reseal_rows(
    connection: Connection, table: Table, query: Select[Any]
) -> list[Row[tuple[Any, ...]]]:
    rows = list(connection.execute(query))
    if rows:
        sealer = sealer_of(connection.dialect)
        connection.execute(_rewrite(table), [_anew(sealer, table, row) for row in rows])
    return rows


def _to_do(table: Table, sealer: Sealer) -> Select[Any]:
    """Select the rows in which another key has sealed something, as they stand.

    They are held, so that nobody changes them meanwhile. What somebody else holds is left out:
    so two never wait for each other, and what a coach writes is sealed with the first key anyway.
    """
    stored = [as_stored(column).label(column.name) for column in sealed_columns(table)]
    others = [
        func.substr(as_stored(column), 1, PREFIX_LENGTH) != sealer.prefix
        for column in sealed_columns(table)
    ]
    return (
        select(_key(table).label("own"), *stored)
        .where(or_(*others))
        .order_by(_key(table))
        .with_for_update(skip_locked=True, key_share=True)
    )


def _rewrite(table: Table) -> Update:
    columns = sealed_columns(table)
    new = {column.name: bindparam(f"new_{column.name}", type_=Text()) for column in columns}
    return update(table).where(_key(table) == bindparam("own")).values(new)


def _anew(sealer: Sealer, table: Table, row: Row[Any]) -> dict[str, Any]:
    stored = {name: value for name, value in row._mapping.items() if name != "own"}
    try:
        new = {
            f"new_{name}": None if value is None else sealer.seal(sealer.unseal(value))
            for name, value in stored.items()
        }
    except SealBroken as broken:
        raise SealBroken(f"Row {row.own} of table {table.name}: {broken}") from broken
    return {"own": row.own, **new}


def _key(table: Table) -> Column[Any]:
    (key,) = table.primary_key
    return key
