"""One sandbox for the session, empty for each test; import these into a ``conftest.py``."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.auxil.engine_at_work import free_port
from tests.auxil.house import Sandbox, sandbox_running
from tests.auxil.warm_coach import WarmCoaches


@pytest.fixture(scope="session")
def http_port() -> int:
    """Where each test's coach takes the engine's action calls: known before the engine starts."""
    return free_port()


@pytest.fixture(scope="session")
async def warm_coaches() -> AsyncIterator[WarmCoaches]:
    coaches = WarmCoaches()
    yield coaches
    await coaches.close()


@pytest.fixture(scope="session")
async def standing_sandbox() -> AsyncIterator[Sandbox]:
    async with sandbox_running() as sandbox:
        yield sandbox


@pytest.fixture
async def sandbox(standing_sandbox: Sandbox) -> Sandbox:
    await standing_sandbox.post("/sim/reset", {})
    await standing_sandbox.clear_faults()
    return standing_sandbox
