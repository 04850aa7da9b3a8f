"""Screens a clinic's own sentences, line by line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from bot.errors import ConfigError
from bot.safety.screening import screen


def screen_lines(lines: Iterable[str]) -> Iterator[str]:
    """Yield each JSON line with what screening found added.

    Raises:
        ConfigError: A line is no JSON object with a ``text``; names the line.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        found = screen(_read(number, line)["text"])
        shown = {"kind": found.kind, "outcome": found.outcome, "reason": found.reason}
        yield json.dumps({**_read(number, line), "screen": shown}, ensure_ascii=False)


def _read(number: int, line: str) -> dict[str, object]:
    try:
        held = json.loads(line)
    except ValueError as error:
        raise ConfigError(f"Line {number} is not JSON.") from error
    if not isinstance(held, dict) or not isinstance(held.get("text"), str):
        raise ConfigError(f'Line {number} has to be an object with a "text".')
    return held
