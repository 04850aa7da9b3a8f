"""Asked to end, a coach ends: well, soon, and with nothing left behind."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pytest

from bot.bootstrap import open_office
from bot.chat.lanes import Lanes
from bot.services.outbox_drain import OutboxDrain
from bot.settings import load_settings
from tests.auxil.data_keys import DATA_KEY
from tests.auxil.house import House
from tests.auxil.residents import move_in
from tests.auxil.stand_in_engine import hanging_at


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
async def test_coach_ends_well_and_leaves_no_process(house: House, number: signal.Signals) -> None:
    ellen = await move_in(house)
    async with hanging_at(house.engine_url) as engine:
        await ellen.says("how are you made")
        await engine.called.wait()  # in the middle of something
        assert house.process is not None
        coach = psutil.Process(house.process.pid)
        family = [coach, *coach.children(recursive=True)]
        house.process.send_signal(number)
        async with asyncio.timeout(15):
            assert await house.process.wait() == 0
    assert psutil.wait_procs(family, timeout=5)[1] == []
    waiting = await house.rows("SELECT status FROM inbox ORDER BY update_id DESC LIMIT 1")
    assert waiting == [("waiting",)]


@pytest.mark.parametrize("steps_apart", [0, 1, 2, 3])
@pytest.mark.parametrize("part", ["outbox", "lanes"])
async def test_a_cancel_that_comes_together_with_work_is_not_lost(
    part: str, steps_apart: int, tmp_path: Path
) -> None:
    settings = load_settings(
        _env_file=None,
        database_url=f"sqlite+aiosqlite:///{tmp_path}/lindra.sqlite3",
        data_keys=DATA_KEY,
    )
    async with open_office(settings) as office:
        looks: asyncio.Queue[str] = asyncio.Queue()
        desk = replace(office.desk, uow_factory=_counting(office.desk.uow_factory, looks))
        worker = OutboxDrain(desk, NobodySends()) if part == "outbox" else Lanes(desk, NobodyAsks())
        work = asyncio.create_task(worker.run())
        await looks.get()
        for _ in range(20):
            await asyncio.sleep(0.01)  # until it has looked and waits
        worker.wake()
        for _ in range(steps_apart):
            await asyncio.sleep(0)
        work.cancel()
        await asyncio.wait({work}, timeout=2)
        was_lost = not work.done()
        work.cancel()
        await asyncio.wait({work})
        assert not was_lost


class NobodySends:
    """There is nothing to send."""


class NobodyAsks:
    """There is nothing to route."""


def _counting(open_one: Callable[[], Any], looks: asyncio.Queue[str]) -> Callable[[], Any]:
    def open_and_tell() -> Any:
        looks.put_nowait("looked")
        return open_one()

    return open_and_tell
