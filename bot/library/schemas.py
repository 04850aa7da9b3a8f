"""In which version of its kind's schema a file is written, and what to do about another one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.library.faults import Fault
from bot.library.kinds import SCHEMAS
from bot.library.yaml_source import Document

_SHAPE = re.compile(r"(?P<kind>[a-z_]+)/(?P<number>[1-9]\d{0,3})")


@dataclass(frozen=True)
class Schema:
    """A version of a kind's schema, written as ``exercise/2``."""

    kind: str
    number: int

    def __str__(self) -> str:
        return f"{self.kind}/{self.number}"

    def next(self) -> Schema:
        """Return the version that follows."""
        return Schema(self.kind, self.number + 1)


def read_schema(value: object) -> Schema | None:
    """Return the schema that a value names; None when it names none."""
    found = _SHAPE.fullmatch(value) if isinstance(value, str) else None
    return Schema(found["kind"], int(found["number"])) if found else None


def present_schema(folder: str) -> Schema:
    """Return the schema in which this coach reads the files of a folder."""
    schema = read_schema(SCHEMAS[folder])
    assert schema is not None  # every kind states one
    return schema


def older_schema(document: Document) -> Schema | None:
    """Return the schema of a file that was written for an earlier one of its kind."""
    written = _written(document)
    is_older = written is not None and written.number < present_schema(document.folder).number
    return written if is_older else None


def version_fault(document: Document) -> Fault | None:
    """Return the one thing to say about a file of an older or a newer schema.

    Nothing else is said about it: its keys are held against another schema than its own.
    """
    written, present = _written(document), present_schema(document.folder)
    if written is None or written == present:
        return None
    if written.number < present.number:
        problem, remedy = "older", "written for an older coach; run lindra content migrate"
    else:
        problem, remedy = "newer", "written for a newer coach; update the coach"
    value = document.data["schema"]
    return document.fault(("schema",), f"is {problem} than {present}", remedy, value)


def _written(document: Document) -> Schema | None:
    """Return the schema of a file, if it is one of its folder's kind."""
    written = read_schema(document.data.get("schema")) if document.data is not None else None
    is_of_kind = written is not None and written.kind == present_schema(document.folder).kind
    return written if is_of_kind else None
