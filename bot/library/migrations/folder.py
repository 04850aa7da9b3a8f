"""What has to be rewritten in a content folder, and how it reads then; nothing is written here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.library.faults import Fault
from bot.library.kinds import model_for
from bot.library.loader import content_files
from bot.library.migrations.steps import Change, Migration, migrate
from bot.library.migrations.yaml_text import YamlText
from bot.library.schemas import Schema, older_schema, present_schema, version_fault
from bot.library.yaml_source import Document, read_document


@dataclass(frozen=True)
class Rewrite:
    """A file of an older schema, as it is and as it will be."""

    path: Path
    file: str  # as shown to people
    written_for: Schema
    before: bytes
    migration: Migration
    is_approved: bool

    def line_of(self, change: Change) -> int:
        """Return where a change stands in the new text."""
        return self.migration.text.line_of(change.key)


@dataclass(frozen=True)
class Plan:
    """All files to rewrite, and what stands in the way of others."""

    rewrites: tuple[Rewrite, ...]
    faults: tuple[Fault, ...]


def plan(root: Path) -> Plan:
    """Return what has to be rewritten under ``root``.

    A file that cannot be read, or is newer than the coach, is left as it is. What else may be
    wrong in a file is for the check to say.
    """
    rewrites: list[Rewrite] = []
    faults: list[Fault] = []
    for path in content_files(root):
        if path.suffix == ".yml" and model_for(path.relative_to(root).parts[0], path.stem):
            rewrite, found = _look_at(root, path)
            rewrites += [rewrite] if rewrite else []
            faults += found
    return Plan(tuple(rewrites), tuple(faults))


def _look_at(root: Path, path: Path) -> tuple[Rewrite | None, list[Fault]]:
    """Return how one file is rewritten, if it is older; or why it cannot be."""
    document, found = read_document(root, path)
    if document.data is None:
        return None, found
    written_for = older_schema(document)
    if written_for is None:
        newer = version_fault(document)
        return None, [newer] if newer else []
    before = path.read_bytes()
    text = YamlText(before.decode())
    if found or not text.has_lines:
        return None, found or [_in_braces(document)]
    present = present_schema(document.folder)
    rewrite = Rewrite(
        path=path,
        file=document.file,
        written_for=written_for,
        before=before,
        migration=migrate(text, written_for, present),
        is_approved=document.data.get("status") == "approved",
    )
    return rewrite, []


def _in_braces(document: Document) -> Fault:
    problem = "was written in braces, where nothing can be added"
    return document.fault((), problem, "write each key on a line of its own")
