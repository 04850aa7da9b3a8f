"""One engine and one sandbox for the session; a fresh house with its own coach for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.auxil.house import House, Sandbox
from tests.auxil.house_fixtures import http_port, sandbox, standing_sandbox
from tests.auxil.real_engine import RunningEngine, engine_running

__all__ = ["http_port", "sandbox", "standing_sandbox"]


@pytest.fixture(scope="session")
async def engine(
    http_port: int, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[RunningEngine]:
    async with engine_running(http_port, tmp_path_factory.mktemp("engine")) as process:
        yield process


@pytest.fixture
async def house(
    sandbox: Sandbox, engine: RunningEngine, http_port: int, tmp_path: Path
) -> AsyncIterator[House]:
    """A house whose coach runs, with the real engine."""
    house = House(sandbox, tmp_path, engine.url, http_port)
    await house.start_coach()
    try:
        yield house
    finally:
        await house.stop_coach()
