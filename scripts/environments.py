"""The two environments, and what is due to bring each in line with its lock.

What has been done is written down inside the environment, each part only after it is done, so a
set-up that was cut short is seen and mended by the next one.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from scripts.advice import NO_PACKAGES, NO_PROJECT, NO_PYTHON
from scripts.steps import ROOT, Step

PYTHON = "3.11"
PARTS = ("made", "packages", "project")


@dataclass(frozen=True)
class Environment:
    """A virtual environment, the lock it follows and the project installed in it, if any."""

    name: str
    folder: Path
    lock: Path
    project: Path | None = None
    sync_options: tuple[str, ...] = ()

    @property
    def python(self) -> Path:
        """The interpreter inside."""
        return self.folder / "bin" / "python"


COACH = Environment(
    "coach", ROOT / ".venv", ROOT / "requirements.lock", project=ROOT / "pyproject.toml"
)
# A few of the engine's packages are built here; their build tools come from the lock as well.
ENGINE_LOCK = ROOT / "engine" / "requirements.lock"
ENGINE = Environment(
    "engine",
    ROOT / "engine" / ".venv",
    ENGINE_LOCK,
    sync_options=("--build-constraints", str(ENGINE_LOCK)),
)
ENVIRONMENTS = (COACH, ENGINE)


@dataclass
class Record:
    """What has been done in an environment, by part; kept in a file inside it."""

    path: Path
    done: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, environment: Environment) -> Record:
        """Read the record of ``environment``; nothing counts when its Python is gone."""
        path = environment.folder / "set-up.json"
        try:
            done = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            done = {}
        return cls(path, done if environment.python.exists() else {})

    def forget_from(self, part: str) -> None:
        """Forget ``part`` and the parts that rest upon it, before they are done anew."""
        kept = PARTS[: PARTS.index(part)]
        self.done = {name: value for name, value in self.done.items() if name in kept}
        self._write()

    def remember(self, part: str, value: str) -> None:
        """Write down that ``part`` is done."""
        self.done[part] = value
        self._write()

    def _write(self) -> None:
        if self.done:
            self.path.write_text(json.dumps(self.done, indent=2) + "\n", encoding="utf-8")
        else:
            self.path.unlink(missing_ok=True)


def wanted(environment: Environment) -> dict[str, str]:
    """Return what the record of ``environment`` says once everything is in line."""
    # The folder is part of it: an environment does not survive a move.
    parts = {"made": f"{environment.folder} {PYTHON}", "packages": _digest(environment.lock)}
    if environment.project is not None:
        parts["project"] = _digest(environment.project)
    return parts


def due(want: dict[str, str], done: dict[str, str]) -> tuple[str, ...]:
    """Return the parts to do, in order; each part rests upon the ones before it."""
    names = tuple(part for part in PARTS if part in want)
    # Without a finished sync nobody knows what is inside.
    if done.get("made") != want["made"] or "packages" not in done:
        return names
    for place, name in enumerate(names):
        if done.get(name) != want[name]:
            return names[place:]
    return ()


def is_in_line(environment: Environment) -> bool:
    """Whether nothing is due."""
    return not due(wanted(environment), Record.of(environment).done)


def bring_in_line(
    environment: Environment, step_for: Callable[[str], Step], run: Callable[[Step], None]
) -> None:
    """Do what is due in ``environment``, writing down each part when it is done."""
    want, record = wanted(environment), Record.of(environment)
    for part in due(want, record.done):
        record.forget_from(part)
        run(step_for(part))
        record.remember(part, want[part])


def uv_step(uv: Path, variables: dict[str, str], environment: Environment, part: str) -> Step:
    """Return the step that does ``part`` with ``uv``."""
    titles = {
        "made": f"{environment.name}: new environment, Python {PYTHON}",
        "packages": f"{environment.name}: packages",
        "project": f"{environment.name}: the project itself",
    }
    advice = {"made": NO_PYTHON, "packages": NO_PACKAGES, "project": NO_PROJECT}
    command = (str(uv), *_uv_arguments(environment, part))
    return Step(titles[part], command, advice[part], variables)


def _uv_arguments(environment: Environment, part: str) -> Iterable[str]:
    inside = ("--python", str(environment.python))
    if part == "made":
        return ("venv", "--clear", "--python", _python_request(), str(environment.folder))
    if part == "packages":
        # Compiled now, or each start of the engine takes ten seconds longer wherever Python may
        # not write its compiled files.
        options = ("--require-hashes", "--compile-bytecode", *environment.sync_options)
        return ("pip", "sync", *inside, *options, str(environment.lock))
    # The build tool comes from the lock, so nothing is fetched here.
    return ("pip", "install", *inside, "--no-deps", "--no-build-isolation", "--editable", str(ROOT))


def _python_request() -> str:
    running = f"{sys.version_info.major}.{sys.version_info.minor}"
    return sys.executable if running == PYTHON else PYTHON


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
