"""Whether what an exercise names as a lighter one can be had instead of it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.library.cross_checks.corpus import Corpus
from bot.library.faults import Fault
from bot.library.place import Place


def check(corpus: Corpus) -> Iterator[Fault]:
    """Return what is wrong with the lighter exercises that exercises name."""
    if not corpus.can_read_all_of("exercises"):
        return
    every = {_key(top, "id"): top for top in corpus.tops("exercises")}
    for top in corpus.tops("exercises"):
        # Who retires a pair need not take it apart.
        if top.at("lighter").text and top.at("status").text != "retired":
            yield from _stands_in(top, every.get(_key(top, "lighter")))


def _key(top: Place, key: str) -> tuple[str | None, str | None]:
    return top.at("language").text, top.at(key).text


def _stands_in(top: Place, other: Place | None) -> Iterator[Fault]:
    named, language = top.at("lighter"), top.at("language").text
    if other is None:
        yield named.fault(
            f"is no exercise in {language}", f"use the id of a file in exercises/{language}"
        )
    elif named.text == top.at("id").text:
        yield named.fault("is this exercise itself", "name another one, or take the line out")
    elif other.at("status").text == "retired":
        yield named.fault("is retired", "name one that is offered, or take the line out")
    elif other.at("effort").text != "low":
        yield named.fault("has not effort: low", "name one that has, or take the line out")
    elif other.at("skill").text != top.at("skill").text:
        yield named.fault(
            f"trains another skill than {top.at('skill').text}",
            "name one of the same skill, or take the line out",
        )
