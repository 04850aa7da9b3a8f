"""``lindra migrate``, ``screen`` and ``parse``: the database, and a clinic's own sentences."""

from __future__ import annotations

import asyncio
import json
from typing import TextIO

import click

from bot.bootstrap import open_office, open_screener
from bot.command_line.running import train
from bot.gateways.parse_batch import parse_lines
from bot.safety.batch import screen_lines
from bot.settings import load_settings


@click.command(name="migrate")
def migrate_command() -> None:
    """Bring the database to the newest schema."""

    async def migrate() -> None:
        async with open_office(load_settings()):
            pass  # opening the office migrates

    asyncio.run(migrate())
    click.echo("The database is up to date.")


@click.command()
@click.argument("file", type=click.File("r", encoding="utf-8"))
def screen(file: TextIO) -> None:
    """Screen sentences: JSON lines with "text" in, the same lines with "screen" out."""
    trained = train(load_settings(), needs_engine=False)
    for line in screen_lines(file, open_screener(trained.screening)):
        click.echo(line)


@click.command()
@click.argument("file", type=click.File("r", encoding="utf-8"))
def parse(file: TextIO) -> None:
    """Show what the trained engine understands: JSON lines with "text" in and out."""
    model = train(load_settings()).engine
    assert model is not None  # it was asked for
    for line in parse_lines(model.parents[1], model, file):
        click.echo(json.dumps(line, ensure_ascii=False))
