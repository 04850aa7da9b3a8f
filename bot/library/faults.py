"""What is wrong in the content, where, and how to put it right."""

from __future__ import annotations

import re
from dataclasses import dataclass

_VALUE_LENGTH = 60


@dataclass(frozen=True)
class Fault:
    """One thing to put right in one content file."""

    file: str  # beginning at the content folder, with forward slashes
    line: int  # the first line is 1
    place: str  # for example "steps[2].seconds"; entries are counted from 1
    value: str  # the value as it stands, shown by ``show``; empty when there is none
    problem: str
    remedy: str

    def __str__(self) -> str:
        what = f"{self.value} {self.problem}".strip()
        return f"{self.file}:{self.line}: {self.place}: {what} - {self.remedy}"

    @property
    def order(self) -> tuple[str, int, str, str, str]:
        """The order in which faults are listed: by file, then by line."""
        return (self.file, self.line, self.place, self.problem, self.value)


def in_order(faults: list[Fault]) -> list[Fault]:
    """Return the faults without twins, in an order that never varies."""
    return sorted(set(faults), key=lambda fault: fault.order)


def show(value: object) -> str:
    """Return a value as a person would see it in the file, shortened to fit a line."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        words = re.sub(r"\s+", " ", value)
        if len(words) > _VALUE_LENGTH:
            words = words[: _VALUE_LENGTH - 3].rstrip() + "..."
        return f'"{words}"'
    if isinstance(value, dict):
        return "this group of keys"
    if isinstance(value, tuple | list):
        return "this list"
    return str(value)
