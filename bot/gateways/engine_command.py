"""How the engine's own Python is called: command lines, environment, log, leftovers."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.errors import ConfigError

# Nothing else of the coach's environment reaches the engine: that is where the secrets are.
_PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TZ", "SYSTEMROOT")
_LOG_LIMIT_BYTES = 5_000_000
_TRAINING_DATA = ("nlu/en", "dialogues/rules", "dialogues/stories")


def engine_python(root: Path) -> Path:
    """Return the Python of the engine's own environment.

    Raises:
        ConfigError: The environment is not there.
    """
    python = root / "engine" / ".venv" / "bin" / "python"
    if not python.exists():
        raise ConfigError(f"The engine's environment ({python}) is missing; run `make install`.")
    return python


def rasa_command(root: Path, *arguments: str) -> list[str]:
    """Return the command line for one of Rasa's commands."""
    return [str(engine_python(root)), str(root / "engine" / "launch.py"), *arguments]


def run_command(root: Path, model: Path, port: int) -> list[str]:
    """Return the command line that serves ``model`` on loopback."""
    return rasa_command(
        root,
        *("run", "--enable-api", "-i", "127.0.0.1", "-p", str(port), "-m", str(model)),
        *("--endpoints", str(root / "engine" / "endpoints.yml")),
        *("--credentials", str(root / "engine" / "credentials.yml")),
    )


def train_command(root: Path, out: Path, name: str) -> list[str]:
    """Return the command line that checks the training data and trains a model of it."""
    return rasa_command(
        root,
        *("train", "--fail-on-validation-warnings"),
        *("--config", "config.yml", "--domain", "dialogues/domain", "--data", *_TRAINING_DATA),
        *("--out", str(out), "--fixed-model-name", name),
    )


def train_screening_command(root: Path, out: Path) -> list[str]:
    """Return the command line that makes the weights of the screening classifier."""
    return [str(engine_python(root)), str(root / "engine" / "train_screening.py"), str(out)]


def engine_environment(environment: Mapping[str, str], action_url: str = "") -> dict[str, str]:
    """Return what the engine may see of ``environment``, and what keeps it quiet and small."""
    return {
        **{name: environment[name] for name in _PASSED_ON if name in environment},
        "LINDRA_ACTION_URL": action_url,
        "LINDRA_PARENT_PID": str(os.getpid()),
        "RASA_TELEMETRY_ENABLED": "false",
        "SANIC_WORKERS": "1",
        "MALLOC_ARENA_MAX": "2",
        "OMP_NUM_THREADS": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "PYTHONWARNINGS": "ignore",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    }


def rotate_log(log_path: Path) -> None:
    """Set a log aside that has grown large; one old one is kept."""
    log_path.parent.mkdir(parents=True, exist_ok=True)
    if log_path.exists() and log_path.stat().st_size > _LOG_LIMIT_BYTES:
        log_path.replace(log_path.with_suffix(log_path.suffix + ".1"))


def end_leftover(pid_path: Path, command: Sequence[str]) -> None:
    """End an engine that an earlier coach left behind, if there is one.

    On Linux there never is: the engine ends with its parent. The process id alone proves
    nothing, it may be another program's by now; so the command line must be this one too.
    """
    pid_path.parent.mkdir(parents=True, exist_ok=True)
    try:
        pid = int(pid_path.read_text())
    except (FileNotFoundError, ValueError):
        return
    for number in (signal.SIGTERM, signal.SIGKILL):
        if " ".join(command) not in command_line_of(pid):
            break
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, number)
        _wait_until_gone(pid, at_most_s=5.0)
    pid_path.unlink(missing_ok=True)


def command_line_of(pid: int) -> str:
    """Return the command line of a running process, empty if there is none."""
    if Path("/proc/self/cmdline").exists():
        with contextlib.suppress(OSError):
            return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ").strip()
        return ""
    listing = subprocess.run(  # noqa: S603 - the only argument is a number
        ["/bin/ps", "-ww", "-o", "command=", "-p", str(pid)],
        capture_output=True,
        text=True,
        check=False,
    )
    return listing.stdout.strip()


def _wait_until_gone(pid: int, at_most_s: float) -> None:
    until = time.monotonic() + at_most_s
    while time.monotonic() < until and command_line_of(pid):
        time.sleep(0.1)
