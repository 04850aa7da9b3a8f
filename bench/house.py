"""A sandbox, engines and a coach, each as its own process, as in ``lindra up``."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import Path

import httpx

from bench import people
from bench.processes import ROOT, free_port, process
from bot.bootstrap import open_office
from bot.gateways.engine_client import EngineClient
from bot.gateways.engine_command import engine_environment, run_command
from bot.settings import Settings, load_settings
from bot.storage.sealer import new_data_key
from sandbox.client import SandboxClient

TOKEN = "100000:a-token-of-the-measurements"  # opens nothing real
ENGINE_START_S = 180.0
COACH_START_S = 60.0


class NotUp(RuntimeError):
    """A part of the house did not come up; says where its log is."""


@dataclass(frozen=True)
class Engine:
    """A running engine, and where it takes its actions from."""

    url: str
    actions_port: int
    pid: int


@dataclass
class House:
    """One sandbox, and the coach that will open in it."""

    sandbox: SandboxClient
    folder: Path
    engine: Engine
    data_key: str = field(default_factory=new_data_key)
    pid: int = 0  # of the coach
    patients: list[int] = field(default_factory=list)  # their chat ids
    provider: int = 0  # likewise

    @property
    def settings(self) -> Settings:
        """The coach's settings, for looking into its database."""
        return load_settings(
            _env_file=None,
            **{name.removeprefix("LINDRA_").lower(): v for name, v in self._environment.items()},
        )

    @property
    def _environment(self) -> dict[str, str]:
        return {
            "LINDRA_TELEGRAM_TOKEN": TOKEN,
            "LINDRA_TELEGRAM_API_URL": self.sandbox.url,
            "LINDRA_DATABASE_URL": f"sqlite+aiosqlite:///{self.folder}/lindra.sqlite3",
            "LINDRA_DATA_KEYS": self.data_key,
            "LINDRA_ENGINE_URL": self.engine.url,
            "LINDRA_HTTP_PORT": str(self.engine.actions_port),
            "LINDRA_CLOCK_URL": f"{self.sandbox.url}/sim/clock",
            "LINDRA_CONTENT_DIR": str(ROOT / "content"),
            "LINDRA_VAR_DIR": str(self.folder),
        }

    async def fill(self, count: int, at: datetime, check_in_at: time | None = None) -> None:
        """Let patients in, and one provider; only patients with an hour are prompted."""
        self.patients = [await self._meet(f"Patient {n}", "patient") for n in range(count)]
        self.provider = await self._meet("Nurse", "provider")
        await self.sandbox.drop_updates(TOKEN)
        async with open_office(self.settings) as office:
            await people.enrol(office, self.patients, at, check_in_at)
            await people.employ(office, self.provider, at)

    async def _meet(self, name: str, role: str) -> int:
        """Add a person who has opened the bot: it may write only to such."""
        person = await self.sandbox.add_person(name, role)
        await self.sandbox.say(person, "/start")
        return person

    @asynccontextmanager
    async def coach(self) -> AsyncIterator[None]:
        """Run the coach while the body runs."""
        outside = {name: v for name, v in os.environ.items() if not name.startswith("LINDRA_")}
        command = (sys.executable, "-m", "bot", "up")
        log_path = self.folder / "coach-terminal.log"
        environment = {**outside, **self._environment, "PYTHONPATH": str(ROOT)}
        async with process(command, log_path, environment) as started:
            self.pid = started.pid
            await _until_up(started, f"http://127.0.0.1:{self.engine.actions_port}/health")
            yield


async def _until_up(started: asyncio.subprocess.Process, url: str) -> None:
    async with httpx.AsyncClient() as http:
        for _ in range(int(COACH_START_S / 0.1)):
            if started.returncode is not None:
                break
            try:
                if (await http.get(url)).is_success:
                    return
            except httpx.HTTPError:
                pass
            await asyncio.sleep(0.1)
    raise NotUp("The coach did not come up; run with --keep and read its logs.")


@asynccontextmanager
async def house(folder: Path, engine: Engine) -> AsyncIterator[House]:
    """Open a fresh house: an empty sandbox and no database yet."""
    folder.mkdir(parents=True)
    port = free_port()
    command = (sys.executable, "-m", "sandbox", "--port", str(port), "--token", TOKEN)
    limits = httpx.Limits(max_connections=300, max_keepalive_connections=300)
    async with (
        process(command, folder / "sandbox.log"),
        httpx.AsyncClient(limits=limits, timeout=60) as http,
    ):
        sandbox = SandboxClient(f"http://127.0.0.1:{port}", http)
        await sandbox.wait_until_up()
        yield House(sandbox, folder, engine)


@asynccontextmanager
async def engine(
    folder: Path, model: Path, name: str, actions_port: int | None = None
) -> AsyncIterator[Engine]:
    """Run an engine; its actions are asked for at ``actions_port``."""
    port, actions_port = free_port(), actions_port or free_port()
    action_url = f"http://127.0.0.1:{actions_port}/webhook"
    environment = engine_environment(os.environ, action_url)
    log_path = folder / f"{name}.log"
    async with (
        process(run_command(ROOT, model, port), log_path, environment) as started,
        httpx.AsyncClient() as http,
    ):
        client = EngineClient(f"http://127.0.0.1:{port}", 5.0, http)
        for _ in range(int(ENGINE_START_S / 0.25)):
            if started.returncode is not None:
                break
            if await client.is_ready():
                yield Engine(f"http://127.0.0.1:{port}", actions_port, started.pid)
                return
            await asyncio.sleep(0.25)
        raise NotUp("The engine did not come up; run with --keep and read its log.")
