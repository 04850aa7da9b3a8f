"""Processes of the house: started, measured, never left behind."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).parents[1]
STOP_WITHIN_S = 20.0


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def process(
    command: Sequence[str], log_path: Path, environment: Mapping[str, str] | None = None
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run a command in the background for as long as the body runs."""
    with log_path.open("ab") as log:
        started = await asyncio.create_subprocess_exec(
            *command,
            cwd=ROOT,
            env=None if environment is None else dict(environment),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        yield started
    finally:
        await _stop(started)


async def _stop(started: asyncio.subprocess.Process) -> None:
    with suppress(ProcessLookupError):
        started.terminate()
    with suppress(TimeoutError):
        await asyncio.wait_for(started.wait(), STOP_WITHIN_S)
    with suppress(ProcessLookupError):
        os.killpg(started.pid, signal.SIGKILL)
    await started.wait()


async def resident_mb(pid: int) -> float:
    """Return the resident memory of a process with all that it started, in MB of 10^6 bytes."""
    listing = await asyncio.create_subprocess_exec(
        *("ps", "-axo", "pid=,ppid=,rss="), stdout=asyncio.subprocess.PIPE
    )
    out, _ = await listing.communicate()
    rows = [tuple(map(int, line.split())) for line in out.decode().splitlines()]
    children: dict[int, list[int]] = defaultdict(list)
    kilobytes = {}
    for number, parent, size in rows:
        children[parent].append(number)
        kilobytes[number] = size
    family, size = [pid], 0
    while family:
        member = family.pop()
        size += kilobytes.get(member, 0)
        family += children[member]
    return size * 1024 / 1e6
