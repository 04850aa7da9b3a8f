"""Words that no text for patients may hold: content/style/forbidden-words.yml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.library.cross_checks.corpus import Corpus
from bot.library.cross_checks.texts import texts_of
from bot.library.faults import Fault
from bot.library.kinds import MODELS, NOT_FOR_PATIENTS
from bot.library.place import Place


@dataclass(frozen=True)
class _Group:
    pattern: re.Pattern[str]
    reason: str
    instead: str
    not_in: tuple[str, ...]


def check(corpus: Corpus) -> Iterator[Fault]:
    """Return every forbidden phrase in a text for patients."""
    entries = [
        entry
        for top in corpus.tops("style")
        if top.document.stem == "forbidden-words"
        for entry in top.at("groups").entries()
    ]
    if not entries:
        yield from corpus.absent("style/forbidden-words.yml", "add the reviewed list back")
    for entry in entries:
        yield from _exceptions(entry.at("not_in"))
    groups = [_group(entry) for entry in entries]
    for document in corpus.documents:
        if document.folder in NOT_FOR_PATIENTS:
            continue
        for place in texts_of(Place.top(document)):
            yield from _phrases(place, groups)


def _exceptions(not_in: Place) -> Iterator[Fault]:
    for folder in not_in.entries():
        if folder.text is not None and folder.text not in MODELS:
            yield folder.fault("is no folder of content", f"use {', '.join(MODELS)}")


def _phrases(place: Place, groups: list[_Group]) -> Iterator[Fault]:
    said = _plain(place.text or "")
    for group in groups:
        if place.document.folder in group.not_in:
            continue
        for phrase in sorted(set(group.pattern.findall(said))):
            yield place.document.fault(
                place.path, f"is not said to patients ({group.reason})", group.instead, phrase
            )


def _group(entry: Place) -> _Group:
    phrases = [_regex(phrase.text) for phrase in entry.at("phrases").entries() if phrase.text]
    return _Group(
        # A group without phrases is a fault of its own; it must not match everything.
        re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)" if phrases else r"(?!)"),
        (entry.at("reason").text or "").rstrip("."),
        _lower_first((entry.at("instead").text or "").rstrip(".")),
        tuple(place.text or "" for place in entry.at("not_in").entries()),
    )


def _regex(phrase: str) -> str:
    return re.escape(_plain(phrase)).replace(r"\*", r"\w*")


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u2019", "'").casefold())


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
