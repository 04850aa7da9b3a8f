"""Holds the intents that may be offered as guesses against the labels they need for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.actions.domain_files import domain_files
from bot.library.faults import Fault, in_order
from bot.library.kinds import BASE_LANGUAGE
from bot.library.place import Place
from bot.library.yaml_source import read_document
from bot.services.asking_back import NOT_OFFERED, label_key

_LABELS = Path("messages") / BASE_LANGUAGE / "guess.yml"
# Labels of buttons that are no guesses.
_OTHER_LABELS = frozenset({label_key("something_else")})


def guess_label_faults(dialogues: Path, content: Path) -> list[str]:
    """Return a line for each intent without a label, and for each label without an intent."""
    path = content / _LABELS
    if not path.is_file():
        file = f"{content.resolve().name}/{_LABELS.as_posix()}"
        return [str(Fault(file, 1, "file", "", "is missing", "add the labels of guesses back"))]
    texts = Place.top(read_document(content, path)[0]).at("texts")
    if texts.is_missing:
        return []  # it cannot be read, which the content's own checks report
    return [str(fault) for fault in in_order(list(_faults(texts, offered_intents(dialogues))))]


def offered_intents(dialogues: Path) -> set[str]:
    """Return every declared intent that may be offered as a guess."""
    declared: set[str] = set()
    for _, domain in domain_files(dialogues):
        declared |= set(domain.get("intents") or [])
    return declared - NOT_OFFERED


def _faults(texts: Place, intents: set[str]) -> Iterator[Fault]:
    keys = {label_key(intent) for intent in intents}
    for key in sorted(keys):
        label = texts.at(key)
        if label.is_missing:
            yield label.fault(
                "is missing: this may be offered as a guess", f"add a line that begins with {key}:"
            )
    for text in texts.entries():
        if text.key.endswith(label_key("")) and text.key not in keys | _OTHER_LABELS:
            yield text.fault("names nothing that is offered", "take it out, or correct the key")
