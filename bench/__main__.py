"""``python -m bench [NAME ...]``: print figures that can be repeated; see README.md here."""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from bench import inbound, memory, prompts, screening, turn
from bench.figures import Sheet, about_this_machine
from bench.house import Engine, NotUp, engine
from bench.processes import ROOT, free_port
from bench.stand_in import actions_at_once
from bot.errors import CoachError
from bot.gateways.training import train_all

NAMES = ("screening", "memory", "turn", "prompts", "inbound")


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """How much of each is measured."""

    turns: int
    patients: int
    people: int
    messages: int


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("names", nargs=-1, type=click.Choice(NAMES))
@click.option("--turns", default=120, show_default=True, help="turn: turns of each kind.")
@click.option("--patients", default=500, show_default=True, help="prompts: due at one minute.")
@click.option("--people", default=100, show_default=True, help="inbound: who write at once.")
@click.option("--messages", default=300, show_default=True, help="inbound: how many in all.")
@click.option("--keep", is_flag=True, help="Keep logs and databases.")
def main(
    names: tuple[str, ...], turns: int, patients: int, people: int, messages: int, keep: bool
) -> None:
    """Print the figures of NAMES, all by default; ends with 1 when a goal was missed."""
    sizes = Sizes(turns=turns, patients=patients, people=people, messages=messages)
    # Beside the data of an installation: a folder in memory would make every commit free.
    parent = ROOT / "var"
    parent.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=parent))
    sheet = Sheet()
    print(about_this_machine())
    try:
        trained = train_all(ROOT, ROOT / "models", folder, sys.stderr)
        assert trained.engine is not None  # it was asked for
        wanted = names or NAMES
        if "screening" in wanted:
            screening.measure(sheet, trained.screening)
        if set(wanted) - {"screening"}:
            asyncio.run(_measure(wanted, sizes, sheet, folder, trained.engine))
    except (CoachError, NotUp, TimeoutError) as fault:
        raise SystemExit(f"{fault}") from fault
    finally:
        if keep:
            print(f"\nLogs and databases: {folder}")
        else:
            shutil.rmtree(folder)
    if sheet.missed:
        raise SystemExit(f"\nGoals missed: {', '.join(sheet.missed)}")


async def _measure(
    names: tuple[str, ...], sizes: Sizes, sheet: Sheet, folder: Path, model: Path
) -> None:
    async with engine(folder, model, "engine") as own:
        if "memory" in names:
            await memory.measure(sheet, folder, own)
        if "turn" in names:
            async with _twin(folder, model) as twin:
                await turn.measure(sheet, folder, own, twin, sizes.turns)
        if "prompts" in names:
            await prompts.measure(sheet, folder, own, sizes.patients)
        if "inbound" in names:
            await inbound.measure(sheet, folder, own, sizes.people, sizes.messages)


@asynccontextmanager
async def _twin(folder: Path, model: Path) -> AsyncIterator[Engine]:
    """Run the same engine with the same model once more, with actions answered at once."""
    port = free_port()
    async with actions_at_once(port), engine(folder, model, "twin", port) as twin:
        yield twin


if __name__ == "__main__":
    main()
