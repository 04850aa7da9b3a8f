"""``lindra keys``: what seals the words of patients, and how to change it."""

from __future__ import annotations

import asyncio

import click

from bot.bootstrap import open_office
from bot.errors import ConfigError
from bot.settings import load_settings
from bot.storage.resealing import reseal
from bot.storage.sealed_columns import sealer_of
from bot.storage.sealer import new_data_key


@click.group()
def keys() -> None:
    """Data keys, which seal what patients write: make one, change to it."""


@keys.command(name="new")
def new() -> None:
    """Print a fresh data key, and where it goes."""
    click.echo(new_data_key())
    click.echo(
        "Put it first in LINDRA_DATA_KEYS in .env, before any older key and a comma. Keep a copy "
        "apart from the backups: without the key they cannot be read.",
        err=True,
    )


@keys.command(name="rotate")
def rotate() -> None:
    """Seal everything anew with the first data key; the coach may run meanwhile."""
    count, key_id = asyncio.run(_rotate())
    rows = "1 row was" if count == 1 else f"{count} rows were"
    click.echo(
        f"{rows} sealed anew; all are sealed with data key {key_id}. "
        "LINDRA_DATA_KEYS needs no other key any more; older backups do."
    )


async def _rotate() -> tuple[int, str]:
    async with open_office(load_settings()) as office:
        count, left = await reseal(office.database)
        if left:
            raise ConfigError(
                f"{count} rows were sealed anew, and some are still sealed with data key "
                f"{', '.join(sorted(left))}: they were in use, or a coach writes with that key. "
                "Start every coach anew with the new key first, then run this again."
            )
        return count, sealer_of(office.database.dialect).key_id
