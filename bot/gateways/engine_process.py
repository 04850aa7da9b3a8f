"""The dialogue engine as our process: started, watched, restarted, never left behind."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import socket
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from bot.errors import ConfigError, EngineUnavailable
from bot.gateways.engine_client import EngineClient
from bot.gateways.engine_command import end_leftover, engine_environment, rotate_log

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Patience:
    """How long the supervisor waits for what."""

    start_s: float = 180.0  # until the engine answers with a loaded model
    look_every_s: float = 10.0
    answer_s: float = 5.0  # for one health check
    misses: int = 3  # failed checks in a row that make a hung engine
    first_back_off_s: float = 1.0
    longest_back_off_s: float = 60.0
    steady_s: float = 300.0  # up for so long, the back-off begins anew
    stop_s: float = 10.0  # between asking it to stop and making it


@dataclass(frozen=True)
class EngineOptions:
    """What to start, and where."""

    command: Sequence[str]  # see ``engine_command.run_command``
    port: int
    action_url: str
    log_path: Path
    pid_path: Path
    work_dir: Path
    patience: Patience = field(default_factory=Patience)


class EngineProcess:
    """Keeps one engine running until told to stop."""

    def __init__(self, options: EngineOptions, http: httpx.AsyncClient) -> None:
        self._options = options
        self._patience = options.patience
        self._client = EngineClient(
            f"http://127.0.0.1:{options.port}", options.patience.answer_s, http
        )
        self._process: asyncio.subprocess.Process | None = None
        self._watch: asyncio.Task[None] | None = None
        self._ready = asyncio.Event()
        self.starts = 0

    @property
    def is_up(self) -> bool:
        """Whether the engine answered when last looked at."""
        return self._ready.is_set()

    @property
    def pid(self) -> int | None:
        """The process id of the running engine."""
        return self._process.pid if self._process else None

    async def start(self) -> None:
        """Begin to keep the engine running; it takes a while to be up.

        Raises:
            ConfigError: The port is taken, or what is to be started is not there.
        """
        await asyncio.to_thread(end_leftover, self._options.pid_path, self._options.command)
        self._check()
        self._watch = asyncio.create_task(self._keep_running(), name="engine")

    async def wait_ready(self, timeout_s: float) -> None:
        """Wait until the engine is up.

        Raises:
            EngineUnavailable: It is not up in time.
        """
        try:
            async with asyncio.timeout(timeout_s):
                await self._ready.wait()
        except TimeoutError as error:
            raise EngineUnavailable(
                f"The dialogue engine was not up after {timeout_s:.0f} s; "
                f"its log is {self._options.log_path}."
            ) from error

    async def stop(self) -> None:
        """Stop the engine and the watch over it."""
        if self._watch is not None:
            self._watch.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watch
            self._watch = None

    def _check(self) -> None:
        program = Path(self._options.command[0])
        if not program.exists():
            raise ConfigError(f"{program} is missing; `make install` sets the engine up.")
        if _is_taken(self._options.port):
            raise ConfigError(
                f"Port {self._options.port} is in use by another program; "
                "stop that one, or set LINDRA_ENGINE_PORT to a free port."
            )

    async def _keep_running(self) -> None:
        back_off_s = self._patience.first_back_off_s
        try:
            while True:
                up_s = await self._run_once()
                if up_s >= self._patience.steady_s:
                    back_off_s = self._patience.first_back_off_s
                logger.error(
                    "the engine ended",
                    extra={"event": "engine_ended", "up_s": round(up_s), "wait_s": back_off_s},
                )
                await asyncio.sleep(back_off_s)
                back_off_s = min(2 * back_off_s, self._patience.longest_back_off_s)
        finally:
            await self._end()

    async def _run_once(self) -> float:
        """Start the engine, see it end, and return for how long it was up."""
        loop = asyncio.get_running_loop()
        up_since = None
        try:
            process = await self._spawn()
            if await self._comes_up(process):
                up_since = loop.time()
                self._ready.set()
                logger.info("the engine is up", extra={"event": "engine_up"})
                await self._until_gone(process)
        except OSError:
            logger.exception("the engine did not start", extra={"event": "engine_not_started"})
        finally:
            self._ready.clear()
            await self._end()
        return loop.time() - up_since if up_since is not None else 0.0

    async def _spawn(self) -> asyncio.subprocess.Process:
        options = self._options
        rotate_log(options.log_path)
        with options.log_path.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *options.command,
                cwd=options.work_dir,
                env=engine_environment(os.environ, options.action_url),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=asyncio.subprocess.STDOUT,
                start_new_session=True,
            )
        self.starts += 1
        options.pid_path.write_text(f"{self._process.pid}\n")
        return self._process

    async def _comes_up(self, process: asyncio.subprocess.Process) -> bool:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._patience.start_s):
                while process.returncode is None:
                    if await self._client.is_ready():
                        return process.returncode is None
                    await _first_of(process.wait(), min(0.5, self._patience.look_every_s))
        return False

    async def _until_gone(self, process: asyncio.subprocess.Process) -> None:
        """Return when the process ended, or has not answered for several looks."""
        misses = 0
        while misses < self._patience.misses:
            await _first_of(process.wait(), self._patience.look_every_s)
            if process.returncode is not None:
                return
            misses = 0 if await self._client.is_ready() else misses + 1
        logger.error("the engine does not answer", extra={"event": "engine_hung"})

    async def _end(self) -> None:
        """End the process and whatever it started: asked first, made after a while."""
        process, self._process = self._process, None
        if process is None:
            return
        _signal_group(process, signal.SIGTERM)
        await _first_of(process.wait(), self._patience.stop_s)
        _signal_group(process, signal.SIGKILL)
        await process.wait()
        self._options.pid_path.unlink(missing_ok=True)


async def _first_of(waiting: object, at_most_s: float) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(waiting, at_most_s)  # type: ignore[arg-type]


def _signal_group(process: asyncio.subprocess.Process, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)


def _is_taken(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As the engine itself does: a port that is only cooling down is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
        return False
