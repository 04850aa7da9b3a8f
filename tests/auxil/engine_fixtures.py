"""A real engine with the shipped training data; load it with ``pytest_plugins``."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from bot.gateways.engine_client import EngineClient
from bot.gateways.engine_command import run_command
from bot.gateways.engine_process import EngineOptions, EngineProcess
from bot.gateways.training import train_if_changed
from tests.auxil.engine_at_work import ROOT, Actions, free_port, serving


@pytest.fixture(scope="session")
def model() -> Path:
    return train_if_changed(ROOT, ROOT / "models", ROOT / "var" / "log" / "training.log")


@pytest.fixture(scope="session")
async def http() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient() as client:
        yield client


@pytest.fixture(scope="session")
async def standing_actions() -> AsyncIterator[tuple[Actions, str]]:
    actions = Actions()
    app = Starlette(routes=[Route("/webhook", actions.answer, methods=["POST"])])
    port = free_port()
    async with serving(app, port):
        yield actions, f"http://127.0.0.1:{port}/webhook"


@pytest.fixture(scope="session")
async def engine_process(
    model: Path,
    http: httpx.AsyncClient,
    standing_actions: tuple[Actions, str],
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[tuple[EngineProcess, EngineOptions]]:
    folder = tmp_path_factory.mktemp("engine")
    port = free_port()
    options = EngineOptions(
        command=run_command(ROOT, model, port),
        port=port,
        action_url=standing_actions[1],
        log_path=folder / "engine.log",
        pid_path=folder / "engine.pid",
        work_dir=ROOT,
    )
    process = EngineProcess(options, http)
    await process.start()
    try:
        await process.wait_ready(180)
        yield process, options
    finally:
        await process.stop()


@pytest.fixture
def actions(standing_actions: tuple[Actions, str]) -> Actions:
    actions = standing_actions[0]
    actions.__init__()  # type: ignore[misc]  # as new for each test
    return actions


@pytest.fixture
def engine(
    engine_process: tuple[EngineProcess, EngineOptions], http: httpx.AsyncClient, actions: Actions
) -> EngineClient:
    return EngineClient(f"http://127.0.0.1:{engine_process[1].port}", 20.0, http)
