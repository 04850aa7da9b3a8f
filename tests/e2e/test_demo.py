"""The demo, as the README has people start it: it comes up, and ends without a trace."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import psutil

from tests.auxil.engine_at_work import ROOT, free_port
from tests.auxil.house import Person, Sandbox

UP_WITHIN_S = 180
ENDS_WITHIN_S = 30


class Demo:
    """A demo that runs, and what it has printed."""

    def __init__(self, process: Process, page: str) -> None:
        self.process, self.page, self.printed = process, page, ""
        self.family: list[psutil.Process] = []

    async def prints(self, words: str) -> None:
        """Read what it prints until these words have come."""
        assert self.process.stderr is not None
        async with asyncio.timeout(UP_WITHIN_S):
            while words not in self.printed:
                piece = await self.process.stderr.read(4096)
                assert piece, f"it ended: {self.printed}"
                self.printed += piece.decode()

    async def starts_child(self, is_wanted: Callable[[psutil.Process], bool]) -> None:
        """Wait until it has started a certain process."""
        async with asyncio.timeout(UP_WITHIN_S):
            while not any(is_wanted(child) for child in self.see_family()[1:]):
                await asyncio.sleep(0.1)

    def see_family(self) -> list[psutil.Process]:
        parent = psutil.Process(self.process.pid)
        self.family = [parent, *parent.children(recursive=True)]
        return self.family

    async def ends_well(self) -> None:
        assert self.process.stderr is not None
        async with asyncio.timeout(ENDS_WITHIN_S):
            self.printed += (await self.process.stderr.read()).decode()
            assert await self.process.wait() == 0, self.printed
        assert psutil.wait_procs(self.family, timeout=5)[1] == []


@asynccontextmanager
async def demo_running(folder: Path) -> AsyncIterator[Demo]:
    port = free_port()
    outside = {k: v for k, v in os.environ.items() if not k.startswith("LINDRA_")}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "demo", "--no-browser", "--port", str(port)),
        cwd=ROOT,
        env={**outside, "LINDRA_VAR_DIR": str(folder), "PYTHONPATH": str(ROOT)},
        stdout=DEVNULL,
        stderr=PIPE,
        start_new_session=True,
    )
    demo = Demo(process, f"http://127.0.0.1:{port}")
    try:
        yield demo
    finally:
        if process.returncode is None:
            for one in demo.see_family():
                one.kill()
            await process.wait()


async def test_demo_comes_up_answers_and_ends_on_ctrl_c(tmp_path: Path) -> None:
    async with demo_running(tmp_path) as demo:
        await demo.prints("Ctrl-C stops it.")
        links = dict(re.findall(r"^  (.+): (http\S+)$", demo.printed, re.MULTILINE))
        assert list(links) == ["Kari (nurse)", "Jonas (physiotherapist)", "Ellen"]
        assert demo.page in demo.printed
        async with httpx.AsyncClient(timeout=30) as http:
            sandbox = Sandbox(demo.page, http)
            for link in links.values():
                assert (await http.get(link)).is_success
            await _open(sandbox, links["Kari (nurse)"], "Welcome, Kari")
            await _open(sandbox, links["Ellen"], "chat coach")
            assert await _health(http, demo.process.pid) == {"coach": "up", "engine": True}
        assert len(demo.see_family()) >= 3  # coach, sandbox, engine
        demo.process.send_signal(signal.SIGINT)
        await demo.ends_well()
    assert "Traceback" not in demo.printed


async def test_demo_told_to_end_while_it_starts_leaves_nothing_behind(tmp_path: Path) -> None:
    async with demo_running(tmp_path) as demo:
        await demo.starts_child(lambda child: "run" in child.cmdline())  # the engine
        demo.process.send_signal(signal.SIGTERM)
        await demo.ends_well()
    assert "Traceback" not in demo.printed


async def _open(sandbox: Sandbox, link: str, words: str) -> None:
    """Open an invitation as whom it was made for."""
    query = httpx.URL(link).params
    person = Person(sandbox, int(query["user"]), query["role"])
    await sandbox.post("/sim/links", {"user_id": person.id, "start": query["start"]})
    await person.hears(words)


async def _health(http: httpx.AsyncClient, pid: int) -> dict[str, object]:
    """Ask the coach itself, at the only port on which it listens."""
    ports = [
        connection.laddr.port
        for connection in psutil.Process(pid).net_connections("tcp4")
        if connection.status == psutil.CONN_LISTEN
    ]
    assert len(ports) == 1
    return (await http.get(f"http://127.0.0.1:{ports[0]}/health")).json()
