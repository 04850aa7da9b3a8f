"""Which data keys a database needs: a lost or wrong one is found at the start, never later."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, func, insert, select

from bot.errors import ConfigError, SealBroken
from bot.storage.sealed_columns import as_stored, sealed_columns, sealer_of
from bot.storage.sealer import PREFIX_LENGTH, Sealer, key_id_of
from bot.storage.tables import data_keys, metadata

_KNOWN_VALUE = b"Lindra can read this."


def settle_keys(connection: Connection, *, takes_new_key: bool) -> None:
    """Check that the keys at hand fit the database, and write down the one that seals.

    Args:
        connection: Within a transaction.
        takes_new_key: Whether the first key may be one that the database does not know. A
            running coach cannot read what such a key seals; so only a coach that starts brings it.

    Raises:
        ConfigError: A key is missing, wrong, or new.
    """
    sealer = sealer_of(connection.dialect)
    rows = connection.execute(select(data_keys.c.key_id, data_keys.c.known_value))
    known = {row.key_id: row.known_value for row in rows}
    _require(sealer, known or key_ids_in_use(connection))
    for key_id, sealed in known.items():
        _try_key(sealer, key_id, sealed)
    if sealer.key_id in known:
        return
    if known and not takes_new_key:
        raise ConfigError(
            f"Data key {sealer.key_id}, the first of LINDRA_DATA_KEYS, is new to the database. "
            "Start the coach anew first, so that it can read what this key seals."
        )
    sealed = sealer.seal(_KNOWN_VALUE)
    row = {"key_id": sealer.key_id, "known_value": sealed, "created_at": func.now()}
    connection.execute(insert(data_keys).values(row))


def key_ids_in_use(connection: Connection) -> set[str]:
    """Return the ids of the keys that sealed what stands in the tables; looks at every row."""
    found: set[str] = set()
    for table in metadata.sorted_tables:
        for column in sealed_columns(table):
            prefix = func.substr(as_stored(column), 1, PREFIX_LENGTH)
            rows = connection.scalars(select(prefix).where(column.is_not(None)).distinct())
            found |= {key_id_of(each) for each in rows}
    return found


def forget_unused_keys(connection: Connection) -> set[str]:
    """Forget the keys that no row needs any more; return those beside the first that remain."""
    sealer = sealer_of(connection.dialect)
    in_use = key_ids_in_use(connection) | {sealer.key_id}
    connection.execute(delete(data_keys).where(data_keys.c.key_id.not_in(in_use)))
    return in_use - {sealer.key_id}


def _require(sealer: Sealer, needed: Iterable[str]) -> None:
    missing = sorted(set(needed) - sealer.key_ids)
    if missing:
        raise ConfigError(
            f"LINDRA_DATA_KEYS lacks data key {', '.join(missing)}, without which this database "
            f"cannot be read (it has {', '.join(sorted(sealer.key_ids))}). Put back the copy that "
            "was kept apart from the backups; an older key goes behind the first, after a comma. "
            "Is it a new database that was meant? Then look at LINDRA_DATABASE_URL."
        )


def _try_key(sealer: Sealer, key_id: str, sealed: str) -> None:
    try:
        is_read = sealer.unseal(sealed) == _KNOWN_VALUE
    except SealBroken:
        is_read = False
    if not is_read:
        raise ConfigError(
            f"What data key {key_id} has sealed in table data_keys cannot be read with it: the "
            f"table was damaged or changed. Take a backup from before that."
        )
