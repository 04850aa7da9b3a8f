"""Asked to end, a coach ends: well, soon, and with nothing left behind."""

from __future__ import annotations

import asyncio
import signal

import psutil
import pytest

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


async def test_coach_that_is_asked_to_end_while_it_is_busy_ends_each_time(house: House) -> None:
    """A request to end may come in the very moment in which there is something to do."""
    ellen = await move_in(house)
    for _ in range(4):
        await ellen.says("/promise")
        await ellen.hears("My promise")
        await house.stop_coach()
        await house.start_coach()
