"""The files in which the dialogues declare what the engine knows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML


def domain_files(dialogues: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each file of the domain, by its path as text, with what it declares."""
    for path in sorted((dialogues / "domain").glob("*.yml")):
        yield str(path), YAML(typ="safe", pure=True).load(path) or {}
