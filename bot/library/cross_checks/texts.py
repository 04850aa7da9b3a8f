"""Placeholders and button labels, in every text."""

from __future__ import annotations

from collections.abc import Iterator

from bot.library.cross_checks.corpus import Corpus
from bot.library.faults import Fault
from bot.library.kinds import HEADER_KEYS
from bot.library.models.fields import LABEL_LENGTH
from bot.library.place import Place
from bot.library.placeholders import has_stray_brace, names_in

_Names = frozenset[str]
_NONE: _Names = frozenset()
_FEEDBACK: _Names = frozenset({"today", "usual"})
_CONSENT: _Names = frozenset({"clinic", "who_reads", "messages_days", "left_days"})
_SAFETY: _Names = frozenset({"numbers"})  # in a crisis nothing else may be needed
_NOTICE: _Names = frozenset({"emergency"})
_SAFETY_KEYS = ("act", "ask", "after_no")


def check(corpus: Corpus) -> Iterator[Fault]:
    """Return wrong, missing and broken placeholders, and labels too long for a button."""
    vocabulary = _vocabulary(corpus)
    if vocabulary is None:
        yield from corpus.absent("style/placeholders.yml", "add the list of placeholders back")
    for document in corpus.documents:
        if document.folder == "style":
            continue
        for place in texts_of(Place.top(document)):
            yield from _placeholders(place, vocabulary)
    for top in corpus.tops("consent"):
        yield from _consent(top.at("screens"))
    for top in corpus.tops("messages"):
        yield from _message_labels(top.at("texts"))


def texts_of(top: Place) -> Iterator[Place]:
    """Return every text of a file, without its header."""
    for key in top.value:
        if key not in HEADER_KEYS:
            yield from _texts_under(top.at(key))


def _texts_under(place: Place) -> Iterator[Place]:
    if place.text is not None:
        yield place
    for entry in place.entries():
        yield from _texts_under(entry)


def _placeholders(place: Place, vocabulary: _Names | None) -> Iterator[Fault]:
    text = place.text or ""
    allowed, required = _expected(place, vocabulary)
    if has_stray_brace(text):
        yield place.fault("has a brace that is no placeholder", "write it like {name}")
    for name in sorted(names_in(text) - allowed):
        yield place.document.fault(
            place.path,
            "is not a placeholder here",
            _use(place, allowed),
            f"{{{name}}}",
        )
    for name in sorted(required - names_in(text)):
        yield place.fault_without_value(f"lacks {{{name}}}", "put it where it belongs in the text")


def _use(place: Place, allowed: _Names) -> str:
    if place.document.folder == "messages":
        return "use one of style/placeholders.yml, or have it added there and in the code"
    if place.path == ("closing",) and not allowed:
        return "use the id of a step that everybody answers"
    listed = ", ".join(f"{{{name}}}" for name in sorted(allowed))
    return f"use {listed}" if listed else "write the words out; nothing is filled in here"


def _expected(place: Place, vocabulary: _Names | None) -> tuple[_Names, _Names]:
    """Return which placeholders a text may hold, and which it must."""
    folder, key = place.document.folder, place.key
    if folder == "other_languages" and "notices" in place.path:
        return _NOTICE, _NOTICE
    if folder == "questionnaires" and "feedback" in place.path:
        names = _FEEDBACK - {"usual"} if key == "too_early" else _FEEDBACK
        return names, names
    if folder in ("exercises", "lessons") and place.path == ("closing",):
        return answered_by_all(Place.top(place.document)), _NONE
    if folder == "consent" and key == "text":
        return _CONSENT, _NONE
    if folder == "safety" and key in _SAFETY_KEYS:
        return _SAFETY, _SAFETY if key == "act" else _NONE
    if folder == "messages":
        # Without the list nobody can say which names are wrong.
        return frozenset(names_in(place.text or "")) if vocabulary is None else vocabulary, _NONE
    return _NONE, _NONE


def answered_by_all(top: Place) -> _Names:
    """Return the ids of the steps that everybody answers."""
    return frozenset(
        step.at("id").text or ""
        for step in top.at("steps").entries()
        if step.at("kind").text in ("choice", "text", "number")
        and step.at("when").is_missing
        and step.at("optional").value is not True
    )


def _vocabulary(corpus: Corpus) -> _Names | None:
    for top in corpus.tops("style"):
        if top.document.stem == "placeholders":
            return frozenset(place.key for place in top.at("placeholders").entries())
    return None


def _consent(screens: Place) -> Iterator[Fault]:
    said: set[str] = set()
    for screen in screens.entries():
        said |= names_in(screen.at("text").text or "")
    if not screens.is_missing:
        for name in sorted(_CONSENT - said):
            yield screens.fault_without_value(
                f"lack {{{name}}}", "put it into one of the screens: people must be told"
            )


def _message_labels(texts: Place) -> Iterator[Fault]:
    for text in texts.entries():
        too_long = len(text.text or "") > LABEL_LENGTH
        if text.key.endswith("_label") and too_long:
            yield text.fault(
                f"is {len(text.text or '')} characters long, above {LABEL_LENGTH}",
                f"keep a label to {LABEL_LENGTH} characters",
            )
