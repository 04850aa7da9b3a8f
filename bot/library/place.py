"""A place in a document, for checks that must not stumble over what is missing or wrong.

Checks across keys and files walk the plain values instead of the models: a file whose shape is
wrong somewhere is still checked everywhere else, so that all faults come at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.library.faults import Fault
from bot.library.yaml_source import Document, Path_


@dataclass(frozen=True)
class Place:
    """A value, and where it stands."""

    document: Document
    path: Path_
    value: Any

    @classmethod
    def top(cls, document: Document) -> Place:
        """Return the whole document."""
        return cls(document, (), document.data)

    def at(self, key: str) -> Place:
        """Return the place under ``key``; its value is None when nothing is there."""
        value = self.value.get(key) if isinstance(self.value, dict) else None
        return Place(self.document, (*self.path, key), value)

    def entries(self) -> Iterator[Place]:
        """Return the entries of a list, or the values of a group; nothing for other values."""
        if isinstance(self.value, tuple):
            for index, value in enumerate(self.value):
                yield Place(self.document, (*self.path, index), value)
        elif isinstance(self.value, dict):
            for key in self.value:
                yield self.at(key)

    @property
    def key(self) -> str:
        """The last key of the path; empty inside a list and at the top."""
        return str(self.path[-1]) if self.path and isinstance(self.path[-1], str) else ""

    @property
    def text(self) -> str | None:
        """The value if it is text."""
        return self.value if isinstance(self.value, str) else None

    @property
    def number(self) -> int | None:
        """The value if it is a whole number."""
        is_number = isinstance(self.value, int) and not isinstance(self.value, bool)
        return self.value if is_number else None

    @property
    def is_missing(self) -> bool:
        """Whether there is nothing here."""
        return self.value is None

    def fault(self, problem: str, remedy: str) -> Fault:
        """Return a fault here, showing the value."""
        return self.document.fault(self.path, problem, remedy, self.value)

    def fault_without_value(self, problem: str, remedy: str) -> Fault:
        """Return a fault here whose words already say all that matters."""
        return self.document.fault(self.path, problem, remedy)
