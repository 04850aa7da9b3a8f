"""Whether the header fits the file, and whether the file may be used at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.library.cross_checks.corpus import language_folder
from bot.library.faults import Fault
from bot.library.kinds import SCHEMAS
from bot.library.place import Place
from bot.library.yaml_source import Document

# What is said to patients about health rests on something; a text that only steers may not.
_WITHOUT_SOURCES = frozenset({"consent", "messages", "other_languages", "style"})


def check(document: Document, today: date | None, *, takes_drafts: bool = False) -> Iterator[Fault]:
    """Return what is wrong with the header of one file."""
    top = Place.top(document)
    yield from _names(top)
    if not takes_drafts:
        yield from _no_draft(top.at("status"))
    yield from _sign_off(top, today)
    sources = top.at("sources")
    if sources.value == () and document.folder not in _WITHOUT_SOURCES:
        yield sources.fault_without_value("names no source", "add where this knowledge comes from")


def _names(top: Place) -> Iterator[Fault]:
    document = top.document
    schema, own_id, language = top.at("schema"), top.at("id"), top.at("language")
    expected = SCHEMAS[document.folder]
    if schema.text not in (None, expected):
        yield schema.fault("is not the schema of this folder", f"write {expected}")
    if own_id.text and own_id.text != document.stem:
        yield own_id.fault(
            f"is not the file name {document.stem}", "give the file and its id the same name"
        )
    folder = language_folder(document)
    if language.text and folder and folder != language.text:
        yield language.fault(
            f"stands in the folder {folder}", "move the file, or correct the language"
        )


def _no_draft(status: Place) -> Iterator[Fault]:
    if status.text == "draft":
        yield status.fault("is not loaded", "have it reviewed, then write reviewed or approved")


def _sign_off(top: Place, today: date | None) -> Iterator[Fault]:
    status, due = top.at("status"), top.at("review_due")
    if status.text == "approved":
        for key, what in (("approved_by", "a clinician's name"), ("approved_on", "the date")):
            if top.at(key).is_missing:
                yield top.at(key).fault(
                    "is missing in an approved file", f"add {what}, or write reviewed"
                )
    is_past = today is not None and type(due.value) is date and due.value < today
    if is_past and status.text != "retired":
        yield due.fault(f"is past (today is {today})", "review the file again, then set a new date")
