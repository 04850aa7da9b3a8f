"""The supervisor, with a small program in the engine's place."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from bot.errors import ConfigError, EngineUnavailable
from bot.gateways.engine_command import command_line_of
from bot.gateways.engine_process import EngineOptions, EngineProcess, Patience
from tests.auxil.engine_at_work import ROOT, free_port

IMPATIENT = Patience(
    start_s=20.0,
    look_every_s=0.1,
    answer_s=0.5,
    misses=2,
    first_back_off_s=0.02,
    longest_back_off_s=0.08,
    stop_s=1.0,
)


class House:
    """A folder, a port, and an engine that does what it is told."""

    def __init__(self, folder: Path, http: httpx.AsyncClient) -> None:
        self.folder = folder
        self.port = free_port()
        self.options = EngineOptions(
            command=[
                sys.executable,
                str(ROOT / "tests" / "auxil" / "fake_engine.py"),
                str(self.port),
                str(folder),
            ],
            port=self.port,
            action_url="http://127.0.0.1:9/webhook",
            log_path=folder / "log" / "engine.log",
            pid_path=folder / "run" / "engine.pid",
            work_dir=folder,
            patience=IMPATIENT,
        )
        self.http = http
        self.engine = EngineProcess(self.options, http)
        self.mode("ok")

    def mode(self, mode: str) -> None:
        (self.folder / "mode").write_text(mode)

    async def up(self) -> EngineProcess:
        await self.engine.start()
        await self.engine.wait_ready(20)
        return self.engine


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not is_so():
            await asyncio.sleep(0.02)


def is_alive(pid: int) -> bool:
    return command_line_of(pid) != ""


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with httpx.AsyncClient() as http:
        house = House(tmp_path, http)
        yield house
        await house.engine.stop()


async def test_the_engine_comes_up_and_stops_without_a_trace(house: House) -> None:
    engine = await house.up()
    pid = engine.pid
    assert pid is not None
    assert house.options.pid_path.read_text() == f"{pid}\n"
    await engine.stop()
    assert not is_alive(pid)
    assert not engine.is_up
    assert not house.options.pid_path.exists()


async def test_the_engine_sees_no_secret_of_the_coach(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINDRA_TELEGRAM_TOKEN", "123:abc")
    monkeypatch.setenv("PGPASSWORD", "hush")
    await house.up()
    environment = json.loads((house.folder / "environment.json").read_text())
    assert "123:abc" not in environment.values()
    assert "PGPASSWORD" not in environment
    assert environment["LINDRA_ACTION_URL"] == house.options.action_url
    assert environment["RASA_TELEMETRY_ENABLED"] == "false"


async def test_a_killed_engine_is_started_again(house: House) -> None:
    engine = await house.up()
    assert engine.pid is not None
    os.kill(engine.pid, signal.SIGKILL)
    await until(lambda: engine.starts == 2 and engine.is_up)


async def test_a_hung_engine_is_killed_and_started_again(house: House) -> None:
    engine = await house.up()
    hung = engine.pid
    assert hung is not None
    house.mode("silent")
    await until(lambda: not engine.is_up)
    house.mode("ok")
    await until(lambda: engine.starts >= 2 and engine.is_up)
    assert not is_alive(hung)


async def test_the_back_off_doubles_up_to_its_limit(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.mode("exit")
    with caplog.at_level(logging.ERROR):
        await house.engine.start()
        await until(lambda: house.engine.starts >= 5)
    waits = [r.wait_s for r in caplog.records if getattr(r, "event", "") == "engine_ended"]
    assert waits[:4] == [0.02, 0.04, 0.08, 0.08]


async def test_after_a_steady_time_the_back_off_begins_anew(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.options = replace(house.options, patience=replace(IMPATIENT, steady_s=0.0))
    house.engine = EngineProcess(house.options, house.http)
    engine = await house.up()
    with caplog.at_level(logging.ERROR):
        for turn in (1, 2):
            assert engine.pid is not None
            os.kill(engine.pid, signal.SIGKILL)
            await until(lambda turn=turn: engine.starts == turn + 1 and engine.is_up)
    waits = [r.wait_s for r in caplog.records if getattr(r, "event", "") == "engine_ended"]
    assert waits == [0.02, 0.02]


async def test_an_engine_that_ignores_the_request_to_stop_is_made_to(house: House) -> None:
    (house.folder / "stubborn").touch()
    engine = await house.up()
    pid = engine.pid
    assert pid is not None
    await engine.stop()
    assert not is_alive(pid)


async def test_an_engine_that_is_not_up_in_time_is_told_with_its_log(house: House) -> None:
    house.mode("exit")
    await house.engine.start()
    with pytest.raises(EngineUnavailable, match=r"engine\.log"):
        await house.engine.wait_ready(0.3)


async def test_a_taken_port_is_one_clear_line(house: House) -> None:
    with socket.create_server(("127.0.0.1", house.port)), pytest.raises(ConfigError) as caught:
        await house.engine.start()
    assert str(caught.value) == (
        f"Port {house.port} is in use by another program; "
        "stop that one, or set LINDRA_ENGINE_PORT to a free port."
    )


async def test_a_missing_engine_is_one_clear_line(house: House) -> None:
    house.options = replace(house.options, command=["/nowhere/python", "x"])
    house.engine = EngineProcess(house.options, house.http)
    with pytest.raises(ConfigError, match=r"/nowhere/python is missing"):
        await house.engine.start()


async def test_an_engine_left_behind_is_ended_at_the_next_start(house: House) -> None:
    with subprocess.Popen(house.options.command, start_new_session=True) as left:
        house.options.pid_path.parent.mkdir(parents=True)
        house.options.pid_path.write_text(str(left.pid))
        await house.up()
        assert left.wait(10) != 0


async def test_a_stranger_with_the_recorded_process_id_is_left_alone(house: House) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True
    ) as stranger:
        house.options.pid_path.parent.mkdir(parents=True)
        house.options.pid_path.write_text(str(stranger.pid))
        await house.up()
        assert stranger.poll() is None
        stranger.kill()


async def test_a_broken_pid_file_is_no_obstacle(house: House) -> None:
    house.options.pid_path.parent.mkdir(parents=True)
    house.options.pid_path.write_text("not a number")
    assert (await house.up()).is_up


async def test_a_large_log_is_set_aside(house: House) -> None:
    log_path = house.options.log_path
    log_path.parent.mkdir(parents=True)
    log_path.write_bytes(b"x" * 5_000_001)
    await house.up()
    assert log_path.with_suffix(".log.1").stat().st_size == 5_000_001
    assert log_path.stat().st_size < 1000


async def test_a_killed_coach_leaves_no_engine_behind(tmp_path: Path) -> None:
    child = (
        f"import sys; sys.path.insert(0, {str(ROOT / 'engine')!r}); import launch, time;"
        "launch.end_with_the_parent(); print('ready', flush=True); time.sleep(600)"
    )
    parent = (
        "import os, subprocess, sys, time;"
        f"p = subprocess.Popen([sys.executable, '-c', {child!r}], start_new_session=True,"
        " env={'LINDRA_PARENT_PID': str(os.getpid())});"
        "print(p.pid, flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE, text=True) as one:
        assert one.stdout is not None
        words = {one.stdout.readline().strip() for _ in range(2)}
        pid = int((words - {"ready"}).pop())
        assert is_alive(pid)
        one.kill()
        one.wait()
        try:
            await until(lambda: not is_alive(pid))
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
