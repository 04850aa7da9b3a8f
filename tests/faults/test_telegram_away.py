"""Telegram cannot be reached, or will not have us any more."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.auxil.engine_at_work import free_port
from tests.auxil.house import House, sandbox_running
from tests.auxil.residents import staff


async def test_coach_that_started_without_telegram_learns_its_name_later(
    resting_house: House,
) -> None:
    house = resting_house
    await house.sandbox.fault(kind="500", method="getMe", count=None)
    await house.start_coach()
    kari, _ = await staff(house)  # everything but getMe works
    await house.sandbox.clear_faults()
    await house.until_log("telegram is back")
    await kari.says("/invite")
    await kari.hears("https://t.me/")


async def test_coach_whose_token_is_revoked_ends_and_says_so(tmp_path: Path) -> None:
    port = free_port()
    async with sandbox_running(port) as sandbox:
        house = House(sandbox, tmp_path, f"http://127.0.0.1:{free_port()}", free_port())
        await house.start_coach()
    assert house.process is not None
    async with sandbox_running(port, token="100000:another"), asyncio.timeout(20):
        assert await house.process.wait() == 1
    last_line = (tmp_path / "coach-terminal.log").read_text().splitlines()[-1]
    assert "LINDRA_TELEGRAM_TOKEN" in last_line
