"""Houses without an engine: a real coach process, a real sandbox, and one thing that breaks."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.auxil.engine_at_work import free_port
from tests.auxil.house import House, Sandbox
from tests.auxil.house_fixtures import http_port, sandbox, standing_sandbox, warm_coaches
from tests.auxil.warm_coach import WarmCoaches

__all__ = ["http_port", "sandbox", "standing_sandbox", "warm_coaches"]

MONDAY_NOON = datetime(2026, 11, 30, 11, 0, tzinfo=UTC)  # 12:00 in Oslo


@pytest.fixture
async def resting_house(
    sandbox: Sandbox, http_port: int, tmp_path: Path, warm_coaches: WarmCoaches
) -> AsyncIterator[House]:
    """A house whose coach is not started yet; nothing listens where its engine should be."""
    await sandbox.clock_to(MONDAY_NOON)
    engine_url = f"http://127.0.0.1:{free_port()}"
    house = House(sandbox, tmp_path, engine_url, http_port, warm_coaches=warm_coaches)
    try:
        yield house
    finally:
        await house.stop_coach()
    assert house.complaints() == []


@pytest.fixture
async def house(resting_house: House) -> House:
    """A house whose coach runs."""
    await resting_house.start_coach()
    return resting_house
