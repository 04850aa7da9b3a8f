"""Whether modules and lessons hold together."""

from __future__ import annotations

from collections.abc import Iterator

from bot.library.cross_checks.corpus import Corpus, repeated
from bot.library.cross_checks.exercises import check_steps, known_measure
from bot.library.faults import Fault
from bot.library.place import Place


def check(corpus: Corpus) -> Iterator[Fault]:
    """Return what is wrong in lessons and modules, and between them and the exercises."""
    measures = corpus.measures()
    # A retired one is only offered no more, here as everywhere.
    exercises = {top.at("id").text or "" for top in corpus.tops("exercises")}
    lessons = {top.at("id").text or "" for top in corpus.tops("lessons")}
    listed: dict[str, Place] = {}
    for top in corpus.tops("modules"):
        yield from repeated(top.at("lessons").entries(), "lesson")
        for entry in top.at("lessons").entries():
            yield from _lesson(corpus, entry, lessons)
            listed.setdefault(entry.text or "", entry)
        for fit in top.at("fits").entries():
            yield from known_measure(fit.at("measure"), measures)
    for top in corpus.tops("lessons"):
        yield from check_steps(list(top.at("steps").entries()))
        yield from _own_id(corpus, top.at("id"), exercises)
        yield from _practice(corpus, top.at("practice"), exercises)
        if top.at("id").text not in listed and top.at("status").text != "retired":
            yield top.at("id").fault(
                "is in no module", "list it in a file of content/modules, or retire it"
            )


def _lesson(corpus: Corpus, entry: Place, lessons: set[str]) -> Iterator[Fault]:
    if entry.text and entry.text not in lessons and corpus.can_read_all_of("lessons"):
        yield entry.fault("is no lesson", "use the id of a file in content/lessons")


def _own_id(corpus: Corpus, own_id: Place, exercises: set[str]) -> Iterator[Fault]:
    """Return a fault for an id that names an exercise too: a session keeps nothing but the id."""
    if own_id.text in exercises:
        yield own_id.fault("is the id of an exercise, too", "give the lesson another one")


def _practice(corpus: Corpus, practice: Place, exercises: set[str]) -> Iterator[Fault]:
    if practice.text and practice.text not in exercises and corpus.can_read_all_of("exercises"):
        yield practice.fault("is no exercise", "use the id of a file in content/exercises")
