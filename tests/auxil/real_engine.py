"""The real engine with the shipped training data, as a process for whole houses."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from bot.gateways.engine_command import run_command
from bot.gateways.engine_process import EngineOptions, EngineProcess
from bot.gateways.training import train_if_changed
from tests.auxil.engine_at_work import ROOT, free_port

START_S = 180


class RunningEngine(EngineProcess):
    """An engine that knows its own address, and where its log lies."""

    def __init__(self, options: EngineOptions, http: httpx.AsyncClient) -> None:
        super().__init__(options, http)
        self.port = options.port
        self.folder = options.log_path.parent
        self.url = f"http://127.0.0.1:{options.port}"


@asynccontextmanager
async def engine_running(http_port: int, folder: Path) -> AsyncIterator[RunningEngine]:
    """Run the engine, trained first if need be.

    Args:
        http_port: Where the coach takes its action calls.
        folder: Where its log lies.
    """
    model = train_if_changed(ROOT, ROOT / "models", ROOT / "var" / "log" / "training.log")
    port = free_port()
    options = EngineOptions(
        command=run_command(ROOT, model, port),
        port=port,
        action_url=f"http://127.0.0.1:{http_port}/webhook",
        log_path=folder / "engine.log",
        pid_path=folder / "engine.pid",
        work_dir=ROOT,
    )
    async with httpx.AsyncClient() as http:
        process = RunningEngine(options, http)
        await process.start()
        try:
            await process.wait_ready(START_S)
            yield process
        finally:
            await process.stop()
