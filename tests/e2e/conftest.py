"""One engine and one sandbox for the session; a fresh house with its own coach for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from bot.gateways.engine_command import run_command
from bot.gateways.engine_process import EngineOptions, EngineProcess
from bot.gateways.training import train_if_changed
from tests.auxil.engine_at_work import ROOT, free_port
from tests.auxil.house import House, Sandbox
from tests.auxil.house_fixtures import http_port, sandbox, standing_sandbox

__all__ = ["http_port", "sandbox", "standing_sandbox"]


@pytest.fixture(scope="session")
async def engine(
    http_port: int, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[EngineProcess]:
    model = train_if_changed(ROOT, ROOT / "models", ROOT / "var" / "log" / "training.log")
    folder = tmp_path_factory.mktemp("engine")
    port = free_port()
    async with httpx.AsyncClient() as http:
        process = EngineProcess(
            EngineOptions(
                command=run_command(ROOT, model, port),
                port=port,
                action_url=f"http://127.0.0.1:{http_port}/webhook",
                log_path=folder / "engine.log",
                pid_path=folder / "engine.pid",
                work_dir=ROOT,
            ),
            http,
        )
        process.url = f"http://127.0.0.1:{port}"  # type: ignore[attr-defined]
        await process.start()
        try:
            await process.wait_ready(180)
            yield process
        finally:
            await process.stop()


@pytest.fixture
async def house(
    sandbox: Sandbox, engine: EngineProcess, http_port: int, tmp_path: Path
) -> AsyncIterator[House]:
    """A house whose coach runs, with the real engine."""
    house = House(sandbox, tmp_path, engine.url, http_port)  # type: ignore[attr-defined]
    await house.start_coach()
    try:
        yield house
    finally:
        await house.stop_coach()
