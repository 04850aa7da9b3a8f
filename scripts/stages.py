"""The checks of ``make test``, in order. This list is the only place that knows them."""

from __future__ import annotations

from dataclasses import dataclass

ENGINE_DATA = ("nlu/en", "dialogues/rules", "dialogues/stories")


@dataclass(frozen=True)
class Stage:
    """One check: a command, and the test folders it covers."""

    name: str
    command: tuple[str, ...]
    folders: tuple[str, ...] = ()
    needs_browser: bool = False
    limit_min: int = 10


def _coach(*command: str) -> tuple[str, ...]:
    return (f".venv/bin/{command[0]}", *command[1:])


def _pytest(*folders: str) -> tuple[str, ...]:
    return _coach("python", "-m", "pytest", "-q", *folders)


QUICK_FOLDERS = ("tests/unit", "tests/content")
PLAIN_FOLDERS = ("tests/unit", "tests/integration", "tests/content", "tests/faults")
ENGINE_FOLDERS = ("tests/conversations", "tests/e2e")

LINT = (
    Stage("ruff check", _coach("ruff", "check", "--output-format", "concise", ".")),
    Stage("ruff format", _coach("ruff", "format", "--check", ".")),
)
TYPES = (Stage("mypy", _coach("mypy")),)
FLOORS = (Stage("import floors", _coach("lint-imports")),)
CONTENT = (Stage("content and dialogues", _coach("lindra", "check")),)

# Cheapest first: what fails often should fail soon. Training comes before whatever asks the
# engine, or screens as a coach does.
FULL = (
    *LINT,
    *TYPES,
    *FLOORS,
    *CONTENT,
    Stage(
        "engine's own check of the dialogues",
        (
            *("engine/.venv/bin/python", "engine/launch.py", "data", "validate"),
            "--fail-on-warnings",
            *("--config", "config.yml", "--domain", "dialogues/domain"),
            *("--data", *ENGINE_DATA),
        ),
    ),
    Stage("train", _coach("lindra", "train"), limit_min=20),
    Stage(
        "unit, integration, content, faults",
        _pytest(*PLAIN_FOLDERS),
        PLAIN_FOLDERS,
        limit_min=40,
    ),
    Stage(
        "conversations, end to end",
        _pytest(*ENGINE_FOLDERS),
        ENGINE_FOLDERS,
        needs_browser=True,
        limit_min=40,
    ),
)
FAST = (
    *LINT,
    *TYPES,
    *FLOORS,
    *CONTENT,
    Stage("unit, content", _pytest(*QUICK_FOLDERS), QUICK_FOLDERS),
)
SETS = {"full": FULL, "fast": FAST, "lint": (*LINT, *FLOORS), "types": TYPES}
