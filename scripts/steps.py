"""One step at a time: a calm line on the screen, details in a log, nothing left running."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
LOGS = ROOT / "var" / "log"

TITLE_WIDTH = 46
LOG_TAIL_LINES = 25
INTERRUPTED = 130

# Asked politely first: a test run stops the engine and the coach it has started only if it may
# clean up after itself.
GOODBYES = ((signal.SIGINT, 20.0), (signal.SIGTERM, 5.0), (signal.SIGKILL, 5.0))


class StepFailed(Exception):
    """A step did not succeed."""

    def __init__(self, what: str, advice: str = "") -> None:
        self.advice = advice
        super().__init__(what)


@dataclass(frozen=True)
class Step:
    """A command with a title for people, and what to do when it fails."""

    title: str
    command: tuple[str, ...]
    advice: str = ""
    environment: Mapping[str, str] | None = None
    limit_s: float | None = None


def say(text: str, end: str = "\n") -> None:
    """Print at once, so that a log shows what is going on."""
    sys.stdout.write(text + end)
    sys.stdout.flush()


def run(step: Step, log: Path) -> None:
    """Run ``step``, adding its output to ``log``.

    Raises:
        StepFailed: The command failed or took longer than its limit.
    """
    say(f"  {step.title:<{TITLE_WIDTH}}", end="")
    begun = time.monotonic()
    try:
        code = _run_to_the_end(step, log)
    except KeyboardInterrupt:
        say("stopped")
        raise
    except subprocess.TimeoutExpired:
        say("too slow")
        raise StepFailed(f"{step.title}: not done within {step.limit_s} s", step.advice) from None
    seconds = time.monotonic() - begun
    if code:
        say(f"failed after {seconds:.1f} s")
        raise StepFailed(f"{step.title}: ended with code {code}", step.advice)
    say(f"{seconds:7.1f} s")


def _run_to_the_end(step: Step, log: Path) -> int:
    """Return the exit code; on any interruption end the command with all it has started."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as sink:
        try:
            process = subprocess.Popen(  # noqa: S603 - the commands are written in this package
                step.command,
                cwd=ROOT,
                env=step.environment,
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        except OSError as problem:
            raise StepFailed(f"{step.command[0]}: {problem.strerror}", step.advice) from problem
        try:
            return process.wait(step.limit_s)
        except BaseException:
            _end(process)
            raise


def _end(process: subprocess.Popen[bytes]) -> None:
    """End ``process`` and everything in its group; a second Ctrl-C makes it quicker."""
    for goodbye, patience_s in GOODBYES:
        _signal_group(process.pid, goodbye)
        with suppress(subprocess.TimeoutExpired, KeyboardInterrupt):
            process.wait(patience_s)
            break
    _signal_group(process.pid, signal.SIGKILL)


def _signal_group(group: int, number: signal.Signals) -> None:
    # PermissionError is what macOS answers for a group that has just ended.
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)


def tail(log: Path, lines: int = LOG_TAIL_LINES) -> str:
    """Return the last ``lines`` of ``log``, indented."""
    if not log.exists():
        return ""
    text = log.read_text(encoding="utf-8", errors="replace")
    return "\n".join(f"    {line}" for line in text.splitlines()[-lines:])


def calmly(action: Callable[[], None], log: Path | None = None) -> int:
    """Run ``action`` and return an exit code; whatever happens is told in plain words."""
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, _interrupt)
    try:
        action()
    except StepFailed as failure:
        _explain(failure, log)
        return 1
    except KeyboardInterrupt:
        say("\nStopped; nothing is left running. The same command goes on from here.")
        return INTERRUPTED
    return 0


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _explain(failure: StepFailed, log: Path | None) -> None:
    if log is not None and log.exists():
        say(f"\nThe last lines of {log.relative_to(ROOT)}:\n\n{tail(log)}")
    say(f"\n{failure}")
    if failure.advice:
        say(f"\n{failure.advice}")
