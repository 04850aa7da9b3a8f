"""``python -m scripts.lock``: compile the locks anew; extra arguments go to ``uv pip compile``.

A lock holds names, versions and hashes. An address would tie every machine to one mirror, so a
lock that holds one is refused and the previous one kept.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

from scripts.environments import PYTHON
from scripts.steps import LOGS, ROOT, Step, StepFailed, calmly, run
from scripts.uv_tool import fetch_uv, find_uv, uv_environment

LOG = LOGS / "lock.log"
ADDRESS = re.compile(
    r"://|\bfile:|--index-url|--extra-index-url|--find-links|^\S+ @ |(?:^|\s)/\w", re.MULTILINE
)
UNCHANGED = "The locks are as they were."
ADVICE = f"{UNCHANGED} The log says which requirement cannot be met."


@dataclass(frozen=True)
class Lock:
    """A lock and what it is compiled from."""

    target: Path
    source: Path
    options: tuple[str, ...] = ()


LOCKS = (
    Lock(ROOT / "requirements.lock", ROOT / "pyproject.toml", ("--group", "dev")),
    Lock(ROOT / "engine" / "requirements.lock", ROOT / "engine" / "pyproject.toml"),
    Lock(ROOT / "scripts" / "uv-requirements.lock", ROOT / "scripts" / "uv-requirements.in"),
)


def addresses(text: str) -> list[str]:
    """Return the lines of ``text`` that hold a download address or a path of a machine."""
    return [line for line in text.splitlines() if ADDRESS.search(line)]


def compile_command(uv: Path, lock: Lock, extra: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the command that compiles ``lock`` for every platform."""
    # Names only: what uv is told stands in the lock's remarks.
    folder, target, source = str(lock.source.parent), lock.target.name, lock.source.name
    return (
        *(str(uv), "pip", "compile", "--directory", folder),
        *("--universal", "--python-version", PYTHON, "--generate-hashes"),
        *("--no-emit-index-url", "--no-emit-find-links"),
        *("--custom-compile-command", "make lock"),
        *(*lock.options, *extra, "--output-file", target, source),
    )


def compile_locks(extra: tuple[str, ...]) -> None:
    """Compile every lock; a failure leaves all of them as they were."""
    LOG.parent.mkdir(parents=True, exist_ok=True)
    LOG.write_bytes(b"")
    uv, variables = find_uv() or fetch_uv(LOG), uv_environment()
    before = {lock.target: lock.target.read_bytes() for lock in LOCKS if lock.target.exists()}
    try:
        for lock in LOCKS:
            title = f"compile {lock.target.relative_to(ROOT)}"
            run(Step(title, compile_command(uv, lock, extra), ADVICE, variables), LOG)
            _refuse_addresses(lock.target)
    except BaseException:
        for target, content in before.items():
            target.write_bytes(content)
        raise


def _refuse_addresses(target: Path) -> None:
    found = addresses(target.read_text(encoding="utf-8"))
    if found:
        lines = "\n".join(f"    {line}" for line in found[:5])
        raise StepFailed(f"{target.name} would hold addresses:\n{lines}", UNCHANGED)


if __name__ == "__main__":
    sys.exit(calmly(lambda: compile_locks(tuple(sys.argv[1:])), LOG))
