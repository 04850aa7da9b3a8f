"""Trains the engine's model when something it is made of has changed."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from bot.errors import ConfigError
from bot.gateways.engine_command import engine_environment, train_command

_SOURCES = ("config.yml", "nlu", "dialogues", "engine/requirements.lock")
_KEPT_MODELS = 2
_ERROR = re.compile(r"[\w.]*(Exception|Error|InvalidDomain|InvalidRule)\b")
_WARNING = re.compile(r"(?:User|Future)Warning: (.+)")
_NOISE = re.compile(r"^\s| INFO | DEBUG |Warning:|^Project validation")
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def fingerprint(root: Path) -> str:
    """Return a hash over everything the model is made of."""
    digest = hashlib.sha256()
    for path in _source_files(root):
        digest.update(f"{path.relative_to(root).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def model_path(root: Path, models_dir: Path) -> Path:
    """Return where the model of the present training data is, or will be."""
    return models_dir / f"lindra-{fingerprint(root)[:16]}.tar.gz"


def train_if_changed(
    root: Path, models_dir: Path, log_path: Path, terminal: TextIO = sys.stderr
) -> Path:
    """Return the model of the present training data, trained now if need be.

    Raises:
        ConfigError: The training data has faults, or training failed; says where to look.
    """
    model = model_path(root, models_dir)
    if model.exists():
        terminal.write("The engine's model is up to date.\n")
        return model
    models_dir.mkdir(parents=True, exist_ok=True)
    log_path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=models_dir, prefix=".training-") as scratch:
        _train(root, Path(scratch), log_path, terminal)
        # Only a finished model ever bears its name.
        (Path(scratch) / "model.tar.gz").replace(model)
    _drop_old_models(models_dir, model)
    return model


def _source_files(root: Path) -> list[Path]:
    found: list[Path] = []
    for source in _SOURCES:
        path = root / source
        found += [path] if path.is_file() else [p for p in path.rglob("*") if p.is_file()]
    return sorted(p for p in found if p.suffix != ".pyc")


def _train(root: Path, scratch: Path, log_path: Path, terminal: TextIO) -> None:
    environment = engine_environment(os.environ)
    environment["RASA_CACHE_DIRECTORY"] = str(scratch / "cache")
    with log_path.open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 - our own command line
            train_command(root, scratch, "model"),
            cwd=root,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        with _ended_at_the_end(process):
            _wait(process, terminal)
    if process.returncode != 0 or not (scratch / "model.tar.gz").exists():
        raise ConfigError(
            f"The engine's model could not be trained: {last_meaningful_line(log_path)} "
            f"(the whole log: {log_path})"
        )


@contextlib.contextmanager
def _ended_at_the_end(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """End the training's whole process group, also when Ctrl-C cuts it short."""
    try:
        yield
    finally:
        if process.poll() is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait(process: subprocess.Popen[bytes], terminal: TextIO) -> None:
    began = time.monotonic()
    what = "Training the engine's model (about a minute)"
    if not terminal.isatty():
        terminal.write(f"{what} ...\n")
    while process.poll() is None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=1)
        if terminal.isatty():
            terminal.write(f"\r{what}: {time.monotonic() - began:.0f} s")
            terminal.flush()
    done = "done" if process.returncode == 0 else "failed"
    start = "\n" if terminal.isatty() else ""
    terminal.write(f"{start}Training {done} after {time.monotonic() - began:.0f} s.\n")


def last_meaningful_line(log_path: Path) -> str:
    """Return what in a training log most likely says what went wrong, as one line."""
    text = _COLOUR.sub("", log_path.read_text(errors="replace"))
    lines = [line for line in text.splitlines() if line.strip() and "it/s" not in line]
    for number in reversed(range(len(lines))):
        if _ERROR.match(lines[number]):
            # Rasa breaks its longer messages; what comes third is the place.
            return " ".join(line.strip() for line in lines[number : number + 3])
        if found := _WARNING.search(lines[number]):
            return found.group(1)
    meaningful = [line.strip() for line in lines if not _NOISE.search(line)]
    return meaningful[-1] if meaningful else "it said nothing."


def _drop_old_models(models_dir: Path, present: Path) -> None:
    models = sorted(models_dir.glob("lindra-*.tar.gz"), key=lambda p: p.stat().st_mtime)
    for old in models[:-_KEPT_MODELS]:
        if old != present:
            old.unlink(missing_ok=True)
