"""Telegram cannot be reached when the coach starts; it catches up by itself."""

from __future__ import annotations

from tests.auxil.house import House
from tests.auxil.residents import staff


async def test_coach_that_started_without_telegram_learns_its_name_later(
    resting_house: House,
) -> None:
    house = resting_house
    await house.sandbox.fault(kind="500", method="getMe", count=None)
    await house.start_coach()
    await house.sandbox.clear_faults()
    kari, _ = await staff(house)
    await kari.says("/invite")
    await kari.hears("https://t.me/")
