"""Trains what has to be trained, when something it is made of has changed."""

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
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from bot.errors import ConfigError
from bot.gateways.engine_command import (
    engine_environment,
    train_command,
    train_screening_command,
)

_KEPT_MODELS = 2
_NO_SOURCES = {".pyc", ".md"}  # nothing is trained on them
_ERROR = re.compile(r"[\w.]*(Exception|Error|InvalidDomain|InvalidRule)\b")
_WARNING = re.compile(r"(?:User|Future)Warning: (.+)")
_NOISE = re.compile(r"^\s| INFO | DEBUG |Warning:|^Project validation")
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Product:
    """Something that is trained: what it is made of, what it is called, and how it is made."""

    title: str
    name: str
    suffix: str
    sources: tuple[str, ...]
    command: Callable[[Path, Path], list[str]]  # (root, folder): makes ``model`` in the folder

    @property
    def made(self) -> str:
        """What the command calls the finished file."""
        return f"model{self.suffix}"


ENGINE = Product(
    title="the engine's model",
    name="lindra",
    suffix=".tar.gz",
    sources=(
        *("config.yml", "nlu/en", "nlu/encoder", "dialogues"),
        *("engine/requirements.lock", "engine/sentence_vectors.py"),
    ),
    command=lambda root, folder: train_command(root, folder, "model"),
)
SCREENING = Product(
    title="the screening",
    name="screening",
    suffix=".npz",
    sources=(
        *("nlu/screening", "nlu/en", "nlu/encoder"),
        *("engine/requirements.lock", "engine/train_screening.py"),
    ),
    command=lambda root, folder: train_screening_command(root, folder / "model.npz"),
)


@dataclass(frozen=True)
class Trained:
    """What an installation runs with."""

    engine: Path | None  # None where it is another machine's
    screening: Path


@dataclass(frozen=True)
class _Run:
    product: Product
    scratch: Path
    log_path: Path
    process: subprocess.Popen[bytes]


def fingerprint(root: Path, product: Product = ENGINE) -> str:
    """Return a hash over everything a product is made of."""
    digest = hashlib.sha256()
    for path in _source_files(root, product):
        digest.update(f"{path.relative_to(root).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def model_path(root: Path, models_dir: Path, product: Product = ENGINE) -> Path:
    """Return where the model of the present training data is, or will be."""
    return models_dir / f"{product.name}-{fingerprint(root, product)[:16]}{product.suffix}"


def train_if_changed(
    root: Path, models_dir: Path, log_path: Path, terminal: TextIO = sys.stderr
) -> Path:
    """Return the engine's model of the present training data, trained now if need be.

    Raises:
        ConfigError: The training data has faults, or training failed; says where to look.
    """
    return _bring_in_line(root, models_dir, {ENGINE: log_path}, terminal)[ENGINE]


def train_all(
    root: Path,
    models_dir: Path,
    log_dir: Path,
    terminal: TextIO = sys.stderr,
    *,
    needs_engine: bool = True,
    is_quiet: bool = False,
) -> Trained:
    """Return everything trained that the coach and the engine need, trained now if need be.

    Args:
        root: The project's folder.
        models_dir: Where what is trained is kept.
        log_dir: Where the logs go.
        terminal: Where progress is shown.
        needs_engine: Whether the engine's model is needed here; another machine may have it.
        is_quiet: Whether to say nothing where nothing has changed.

    Raises:
        ConfigError: The training data has faults, or training failed; says where to look.
    """
    logs = {SCREENING: log_dir / "training-screening.log"}
    if needs_engine:
        logs = {ENGINE: log_dir / "training.log", **logs}
    made = _bring_in_line(root, models_dir, logs, terminal, is_quiet=is_quiet)
    return Trained(engine=made.get(ENGINE), screening=made[SCREENING])


def _bring_in_line(
    root: Path,
    models_dir: Path,
    logs: dict[Product, Path],
    terminal: TextIO,
    *,
    is_quiet: bool = False,
) -> dict[Product, Path]:
    """Train side by side what is out of date: each takes one core for some minutes."""
    models = {product: model_path(root, models_dir, product) for product in logs}
    due = [product for product, model in models.items() if not model.exists()]
    for product in models:
        if product not in due and not is_quiet:
            terminal.write(f"{_capital(product.title)} is up to date.\n")
    if due:
        models_dir.mkdir(parents=True, exist_ok=True)
        with contextlib.ExitStack() as stack:
            runs = [stack.enter_context(_started(root, models_dir, p, logs[p])) for p in due]
            _wait(runs, terminal)
            # What failed is told first: what was still under way is no fault of its own.
            for run in sorted(runs, key=lambda run: not run.process.returncode):
                _finish(run, models[run.product])
    return models


def _source_files(root: Path, product: Product) -> list[Path]:
    found: list[Path] = []
    for source in product.sources:
        path = root / source
        found += [path] if path.is_file() else [p for p in path.rglob("*") if p.is_file()]
    return sorted(p for p in found if p.suffix not in _NO_SOURCES)


@contextlib.contextmanager
def _started(root: Path, models_dir: Path, product: Product, log_path: Path) -> Iterator[_Run]:
    """Train in a folder of its own, which goes with all that is left in it."""
    log_path.parent.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(dir=models_dir, prefix=".training-") as folder,
        log_path.open("wb") as log,
    ):
        environment = engine_environment(os.environ)
        environment["RASA_CACHE_DIRECTORY"] = str(Path(folder) / "cache")
        environment["RASA_MAX_CACHE_SIZE"] = "0"  # what changed is known here already
        process = subprocess.Popen(  # noqa: S603 - our own command line
            product.command(root, Path(folder)),
            cwd=root,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        with _ended_at_the_end(process):
            yield _Run(product, Path(folder), log_path, process)


def _finish(run: _Run, model: Path) -> None:
    """Only a finished model ever bears its name."""
    made = run.scratch / run.product.made
    if run.process.returncode != 0 or not made.exists():
        raise ConfigError(
            f"{_capital(run.product.title)} could not be trained: "
            f"{last_meaningful_line(run.log_path)} (the whole log: {run.log_path})"
        )
    made.replace(model)
    _drop_old_models(model, run.product)


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


def _wait(runs: Sequence[_Run], terminal: TextIO) -> None:
    """Wait for all, or for the first that fails."""
    began = time.monotonic()
    titles = " and ".join(run.product.title for run in runs)
    what = f"Training {titles} (some minutes)"
    if not terminal.isatty():
        terminal.write(f"{what} ...\n")
    while _is_under_way(runs):
        time.sleep(0.2)
        if terminal.isatty():
            terminal.write(f"\r{what}: {time.monotonic() - began:.0f} s")
            terminal.flush()
    done = "done" if all(run.process.returncode == 0 for run in runs) else "failed"
    start = "\n" if terminal.isatty() else ""
    terminal.write(f"{start}Training {done} after {time.monotonic() - began:.0f} s.\n")


def _is_under_way(runs: Sequence[_Run]) -> bool:
    codes = [run.process.poll() for run in runs]
    return None in codes and not any(codes)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


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


def _drop_old_models(present: Path, product: Product) -> None:
    models = present.parent.glob(f"{product.name}-*{product.suffix}")
    for old in sorted(models, key=lambda path: path.stat().st_mtime)[:-_KEPT_MODELS]:
        if old != present:
            old.unlink(missing_ok=True)
