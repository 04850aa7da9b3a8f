"""Screening of many sentences: JSON lines in, the same lines out with the finding added.

For a clinic to try its own sentences; the command line reads the file and prints the lines.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from bot.errors import ConfigError
from bot.safety.screener import Screener


def screen_lines(lines: Iterable[str], screener: Screener) -> Iterator[str]:
    """Yield each JSON line with ``screen`` added: kind, outcome and reason.

    Args:
        lines: JSON objects, one a line, each with ``text``; empty lines are passed over.
        screener: What screens them.

    Yields:
        The same objects in the same order, without a line break at the end.

    Raises:
        ConfigError: A line is not such an object; the message names its number, not its content.

    Source:
        None; nothing clinical is decided here.
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            row = _read(line, number)
            finding = screener.screen(row["text"])
            row["screen"] = {
                "kind": finding.kind.value,
                "outcome": finding.outcome.value,
                "reason": finding.reason,
            }
            yield json.dumps(row, ensure_ascii=False)


def _read(line: str, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ConfigError(f'Line {number} is not JSON; write {{"text": "..."}}.') from error
    if not isinstance(row, dict):
        raise ConfigError(f'Line {number} is not an object; write {{"text": "..."}}.')
    if not isinstance(row.get("text"), str):
        raise ConfigError(f'Line {number} has no "text", or it is not a string.')
    return row
