"""Data keys are changed beside a coach that runs; without its key a coach does not start."""

from __future__ import annotations

import asyncio
import os
import sys

import pytest

from bot.storage.sealer import Sealer
from tests.auxil.data_keys import DATA_KEY, OTHER_DATA_KEY
from tests.auxil.day import check_in
from tests.auxil.engine_at_work import ROOT
from tests.auxil.house import House, NotSeen
from tests.auxil.residents import move_in


async def test_keys_are_changed_while_somebody_checks_in(house: House) -> None:
    ellen = await move_in(house)
    await _start_with(house, f"{OTHER_DATA_KEY},{DATA_KEY}")
    rotation = asyncio.create_task(_rotate(house))
    await ellen.says("/checkin")
    await check_in(ellen, ("5", "4", "6", "7"))
    assert "sealed anew" in await rotation
    await _start_with(house, OTHER_DATA_KEY)
    await ellen.says("/promise")
    await ellen.hears("My promise")


async def test_a_coach_without_its_key_does_not_start_and_says_which_it_lacks(house: House) -> None:
    await move_in(house)
    with pytest.raises(NotSeen) as caught:
        await _start_with(house, OTHER_DATA_KEY)
    assert f"lacks data key {Sealer.of(DATA_KEY).key_id}" in str(caught.value)
    house.process = None
    house.more_settings["LINDRA_DATA_KEYS"] = DATA_KEY
    await house.start_coach()


async def _start_with(house: House, keys: str) -> None:
    await house.stop_coach()
    house.more_settings["LINDRA_DATA_KEYS"] = keys
    await house.start_coach()


async def _rotate(house: House) -> str:
    outside = {k: v for k, v in os.environ.items() if not k.startswith("LINDRA_")}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "keys", "rotate"),
        cwd=ROOT,
        env={**outside, **house.environment, "PYTHONPATH": str(ROOT)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    out, _ = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == 0, out.decode()
    return out.decode()
