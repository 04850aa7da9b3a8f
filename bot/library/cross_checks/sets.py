"""Whether everything is there once, in every language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.library.cross_checks.corpus import Corpus
from bot.library.faults import Fault
from bot.library.kinds import BASE_LANGUAGE, MODELS, NOT_FOR_PATIENTS
from bot.library.place import Place
from bot.library.placeholders import names_in

# The lists whose entries must be the same in every language.
_ENTRIES = {
    "consent": "screens",
    "exercises": "steps",
    "lessons": "steps",
    "questionnaires": "items",
}
# One file holds every language there.
_ALL_IN_ONE = frozenset({"other_languages"})


def check(corpus: Corpus, risk_kinds: Sequence[str]) -> Iterator[Fault]:
    """Return twins, and what is missing in a language."""
    yield from _twins(corpus)
    yield from _consent(corpus)
    yield from _safety(corpus, risk_kinds)
    for language in corpus.languages():
        if language != BASE_LANGUAGE:
            yield from _complete(corpus, language)


def _twins(corpus: Corpus) -> Iterator[Fault]:
    seen: dict[tuple[str, str, str], Place] = {}
    for document in corpus.documents:
        top = Place.top(document)
        own_id, language = top.at("id"), top.at("language").text
        if own_id.text and language:
            first = seen.setdefault((document.folder, own_id.text, language), top)
            if first is not top:
                yield own_id.fault(
                    f"is the id of {first.document.file} already",
                    "keep one of the two files, or give each its own id",
                )


def _consent(corpus: Corpus) -> Iterator[Fault]:
    if "consent" not in corpus.ids("consent"):
        yield from corpus.absent(
            f"consent/{BASE_LANGUAGE}/consent.yml", "add it: nobody may be coached without consent"
        )


def _safety(corpus: Corpus, risk_kinds: Sequence[str]) -> Iterator[Fault]:
    for top in corpus.tops("safety"):
        kind = top.at("kind")
        if kind.text and kind.text not in risk_kinds:
            yield kind.fault("is not a kind of risk", f"use one of {', '.join(risk_kinds)}")
        elif kind.text and kind.text != (top.at("id").text or "").replace("-", "_"):
            yield kind.fault("is not the id of its file", "give the file, id and kind one name")
    present = {top.at("kind").text for top in corpus.tops_in("safety")}
    for risk in risk_kinds:
        if risk not in present:
            yield from corpus.absent(
                f"safety/{BASE_LANGUAGE}/{risk.replace('_', '-')}.yml",
                "add the words for this kind of risk",
            )


def _complete(corpus: Corpus, language: str) -> Iterator[Fault]:
    for folder in sorted(set(MODELS) - NOT_FOR_PATIENTS - _ALL_IN_ONE):
        absent = sorted(corpus.ids(folder) - corpus.ids(folder, language))
        if absent and corpus.can_read_all_of(folder):
            yield Fault(
                f"{corpus.root_name}/{folder}/{language}",
                1,
                f"language {language}",
                "",
                f"lacks {', '.join(absent)}",
                "translate from English, one file for each",
            )
    for folder in ("messages", *_ENTRIES):
        for english in corpus.tops_in(folder):
            for top in corpus.tops_in(folder, language):
                if top.at("id").text != english.at("id").text:
                    continue
                if folder == "messages":
                    yield from _same_texts(english.at("texts"), top.at("texts"))
                else:
                    yield from _same_entries(english, top, _ENTRIES[folder])


def _same_entries(english: Place, top: Place, key: str) -> Iterator[Fault]:
    """Whoever changes the language half-way must find the same steps in the same order."""
    expected = [entry.at("id").text for entry in english.at(key).entries()]
    if [entry.at("id").text for entry in top.at(key).entries()] != expected:
        yield top.at(key).fault_without_value(
            "have other ids than in English", f"use {', '.join(filter(None, expected))}"
        )


def _same_texts(english: Place, texts: Place) -> Iterator[Fault]:
    for text in english.entries():
        translated = texts.at(text.key)
        if translated.is_missing:
            yield translated.fault(
                "is missing beside English", f"add a line that begins with {text.key}:"
            )
        elif names_in(translated.text or "") != names_in(text.text or ""):
            names = ", ".join(f"{{{name}}}" for name in sorted(names_in(text.text or "")))
            yield translated.fault(
                "has other placeholders than in English", f"use {names or 'none'}"
            )
    for translated in texts.entries():
        if english.at(translated.key).is_missing:
            yield translated.fault("is not among the English texts", "take it out, or add it there")
