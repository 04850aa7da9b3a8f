"""Memory of the two processes after start-up."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bench.figures import Sheet
from bench.house import Engine, house
from bench.processes import resident_mb

COACH_MB = 350.0  # a third of it is the sentence encoder
ENGINE_MB = 700.0
SETTLE_S = 5.0  # the first ticks have run by then


async def measure(sheet: Sheet, folder: Path, engine: Engine) -> None:
    """Print what an idle house with no patients takes."""
    sheet.title("memory", "resident after start-up, each with all of its processes")
    async with house(folder / "memory", engine) as home, home.coach():
        await asyncio.sleep(SETTLE_S)
        sheet.goal("coach", await resident_mb(home.pid), COACH_MB, " MB")
        sheet.goal("engine", await resident_mb(engine.pid), ENGINE_MB, " MB")
