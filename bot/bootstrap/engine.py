"""The engine of this installation, as a process of its own."""

from __future__ import annotations

from pathlib import Path

import httpx

from bot.bootstrap.ports import LOOPBACK
from bot.gateways.engine_command import run_command
from bot.gateways.engine_process import EngineOptions, EngineProcess
from bot.settings import Settings


def supervised_engine(
    settings: Settings, root: Path, model: Path, http: httpx.AsyncClient
) -> EngineProcess:
    """Return the engine of this installation, not started yet."""
    return EngineProcess(
        EngineOptions(
            command=run_command(root, model, settings.engine_port),
            port=settings.engine_port,
            action_url=f"http://{LOOPBACK}:{settings.http_port}/webhook",
            log_path=settings.var_dir / "log" / "engine.log",
            pid_path=settings.var_dir / "engine.pid",
            work_dir=root,
        ),
        http,
    )
