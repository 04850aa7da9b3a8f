"""Steps tell what happens, keep their output, and leave nothing running."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scripts import steps
from scripts.steps import Step, StepFailed, calmly, run, tail

ROOT = Path(__file__).parents[3]


def python(code: str, **options: object) -> Step:
    return Step("a step", (sys.executable, "-c", code), **options)


def test_success_is_one_line_and_the_details_are_in_the_log(tmp_path, capsys) -> None:
    log = tmp_path / "logs" / "step.log"
    run(python("print('details')"), log)
    shown = capsys.readouterr().out
    assert shown.startswith("  a step ")
    assert shown.endswith(" s\n")
    assert shown.count("\n") == 1
    assert log.read_text(encoding="utf-8") == "details\n"


def test_failure_carries_its_advice(tmp_path, capsys) -> None:
    with pytest.raises(StepFailed, match="a step: ended with code 3") as caught:
        run(python("raise SystemExit(3)", advice="Try this."), tmp_path / "log")
    assert caught.value.advice == "Try this."
    assert "failed after" in capsys.readouterr().out


def test_missing_command_is_a_failure_and_not_a_crash(tmp_path) -> None:
    with pytest.raises(StepFailed, match="No such file"):
        run(Step("a step", (str(tmp_path / "nothing"),)), tmp_path / "log")


def test_step_that_takes_too_long_is_ended(tmp_path, capsys) -> None:
    with pytest.raises(StepFailed, match=r"not done within 0\.1 s"):
        run(python("import time; time.sleep(60)", limit_s=0.1), tmp_path / "log")
    assert "too slow" in capsys.readouterr().out


def test_step_reads_no_input(tmp_path) -> None:
    run(python("import sys; print(repr(sys.stdin.read()))"), tmp_path / "log")
    assert (tmp_path / "log").read_text(encoding="utf-8") == "''\n"


def test_tail_shows_the_last_lines_indented(tmp_path) -> None:
    (tmp_path / "log").write_text("one\ntwo\nthree\n", encoding="utf-8")
    assert tail(tmp_path / "log", lines=2) == "    two\n    three"
    assert tail(tmp_path / "none") == ""


@pytest.fixture
def _own_signals():
    """Put back the handlers that ``calmly`` replaces."""
    numbers = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
    before = {number: signal.getsignal(number) for number in numbers}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("_own_signals")
def test_failure_is_explained_with_the_end_of_the_log(tmp_path, capsys, monkeypatch) -> None:
    monkeypatch.setattr(steps, "ROOT", tmp_path)
    log = tmp_path / "set-up.log"
    log.write_text("no route to host\n", encoding="utf-8")

    def fail() -> None:
        raise StepFailed("packages: ended with code 2", "Is this machine online?")

    assert calmly(fail, log) == 1
    shown = capsys.readouterr().out
    assert "The last lines of set-up.log:\n\n    no route to host" in shown
    assert shown.endswith("packages: ended with code 2\n\nIs this machine online?\n")


@pytest.mark.usefixtures("_own_signals")
def test_success_is_exit_code_0(capsys) -> None:
    assert calmly(lambda: None) == 0
    assert capsys.readouterr().out == ""


# A step that starts a process of its own, writes down both numbers, and waits.
FAMILY = """
import os, pathlib, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
file = pathlib.Path(sys.argv[1])
file.with_suffix(".new").write_text(f"{os.getpid()} {child.pid}")
file.with_suffix(".new").rename(file)
time.sleep(60)
"""
RUNNER = """
import pathlib, sys
from scripts.steps import Step, calmly, run
folder = pathlib.Path(sys.argv[1])
family = (sys.executable, "-c", sys.argv[2], str(folder / "numbers"))
sys.exit(calmly(lambda: run(Step("waits", family), folder / "log")))
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_interruption_leaves_no_process_behind(tmp_path, number) -> None:
    command = [sys.executable, "-c", RUNNER, str(tmp_path), FAMILY]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as runner:
        numbers = wait_for(tmp_path / "numbers").split()
        runner.send_signal(number)
        shown, _ = runner.communicate(timeout=30)
    assert runner.returncode == steps.INTERRUPTED
    assert "stopped" in shown
    assert "nothing is left running" in shown
    for process in numbers:
        wait_until_gone(int(process))


def wait_for(path: Path) -> str:
    deadline = time.monotonic() + 30
    while not path.exists():
        assert time.monotonic() < deadline, "the step did not start"
        time.sleep(0.01)
    return path.read_text(encoding="utf-8")


def wait_until_gone(process: int) -> None:
    deadline = time.monotonic() + 30
    while is_running(process):
        assert time.monotonic() < deadline, f"process {process} is still there"
        time.sleep(0.01)


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    # What has ended and only waits to be counted by its parent is not running.
    state = Path(f"/proc/{process}/stat")
    return not state.exists() or state.read_text(encoding="utf-8").rsplit(")")[-1].split()[0] != "Z"
