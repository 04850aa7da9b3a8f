"""Read a content folder: all of it, or every fault in it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from bot.errors import ContentError
from bot.library.cross_checks import check_all
from bot.library.cross_checks.corpus import Corpus
from bot.library.faults import Fault, in_order
from bot.library.kinds import OTHER_FOLDERS, model_for
from bot.library.library import Library, by_id
from bot.library.model_faults import validate
from bot.library.models import (
    Consent,
    CrisisNumbers,
    Exercise,
    Header,
    Lesson,
    Messages,
    Module,
    OtherLanguages,
    Policy,
    Questionnaire,
    SafetyWords,
)
from bot.library.schemas import version_fault
from bot.library.yaml_source import Document, read_document

Kind = TypeVar("Kind", bound=Header)


@dataclass(frozen=True)
class Reading:
    """What one pass over the content folder found."""

    items: dict[str, Header]  # by file; what has a wrong shape is not among them
    corpus: Corpus
    faults: list[Fault]


def check_content(root: Path, today: date) -> list[Fault]:
    """Return every fault of every content file, in a fixed order."""
    return in_order(read_content(root, today).faults)


def load_library(root: Path, today: date | None = None, *, takes_drafts: bool = False) -> Library:
    """Return all content under ``root``.

    Without ``today`` an overdue review does not stop the start: on the day after a review was
    due the numbers to call in a crisis must still be there. ``check_content`` reports it.
    Drafts are refused, unless it is to try them out.

    Raises:
        ContentError: Something is wrong; it holds every fault.
    """
    reading = read_content(root, today, takes_drafts=takes_drafts)
    if reading.faults:
        raise ContentError([str(fault) for fault in in_order(reading.faults)])
    return _library(reading.items, content_version(root))


def content_version(root: Path) -> str:
    """Return a short name for exactly this content."""
    digest = hashlib.sha256()
    for path in content_files(root):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def read_content(root: Path, today: date | None, *, takes_drafts: bool = False) -> Reading:
    """Return all that could be read under ``root``, sound or not, and every fault."""
    documents: list[Document] = []
    items: dict[str, Header] = {}
    faults: list[Fault] = []
    unreadable: list[str] = []
    for path in content_files(root):
        model = model_for(path.relative_to(root).parts[0], path.stem)
        if model is None or path.suffix != ".yml":
            faults.append(_misplaced(root, path))
            continue
        document, found = read_document(root, path)
        outdated = version_fault(document)
        faults += [*found, *([outdated] if outdated else [])]
        if document.data is None or outdated:
            unreadable.append(document.file)
            continue
        documents.append(document)
        item, found = validate(document, model)
        faults += found
        if item is not None:
            items[document.file] = item
    corpus = Corpus(root.resolve().name, documents, frozenset(unreadable))
    faults += check_all(corpus, today, takes_drafts=takes_drafts)
    return Reading(items, corpus, faults)


def content_files(root: Path) -> Iterator[Path]:
    """Yield everything but notes; what is named wrongly would else be passed over in silence."""
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        is_note = path.suffix == ".md" or any(part.startswith(".") for part in parts)
        if path.is_file() and not is_note and parts[0] not in OTHER_FOLDERS:
            yield path


def _misplaced(root: Path, path: Path) -> Fault:
    file = f"{root.resolve().name}/{path.relative_to(root).as_posix()}"
    if path.suffix != ".yml":
        return Fault(file, 1, "file", "", "does not end in .yml", "rename it, or take it away")
    return Fault(file, 1, "file", "", "is in no known folder", "move it to the folder of its kind")


def _library(items: dict[str, Header], version: str) -> Library:
    every = list(items.values())
    # What is under way may be finished, so retired exercises and questionnaires stay.
    in_use = [item for item in every if not item.is_retired]
    return Library(
        version=version,
        policy=_of(in_use, Policy)[0].escalation_policy(),
        _consents=by_id(_of(in_use, Consent)),
        _crisis_numbers=by_id(_of(in_use, CrisisNumbers)),
        _exercises=by_id(_of(every, Exercise)),
        _lessons=by_id(_of(every, Lesson)),
        _modules=by_id(_of(in_use, Module)),
        _questionnaires=by_id(_of(every, Questionnaire)),
        _safety_words=by_id(_of(in_use, SafetyWords), _risk_kind),
        _other_languages=tuple(_of(in_use, OtherLanguages)),
        _messages=_texts(_of(in_use, Messages)),
        _unapproved=tuple(file for file, item in items.items() if not item.is_approved),
    )


def _texts(files: list[Messages]) -> dict[str, dict[str, str]]:
    texts: dict[str, dict[str, str]] = {}
    for messages in files:
        for key, text in messages.texts.items():
            texts.setdefault(messages.language, {})[f"{messages.id}.{key}"] = text
    return texts


def _of(items: list[Header], kind: type[Kind]) -> list[Kind]:
    return [item for item in items if isinstance(item, kind)]


def _risk_kind(words: SafetyWords) -> str:
    return words.kind
