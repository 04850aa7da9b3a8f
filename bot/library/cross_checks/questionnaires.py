"""Whether the questions of a check-in hold together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.domain.number_words import fold_text
from bot.library.cross_checks.corpus import Corpus, repeated
from bot.library.faults import Fault
from bot.library.place import Place

_ONLY_NRS = ("cues", "min", "max", "low_label", "high_label", "higher_is", "feedback")
_NEEDED_NRS = ("low_label", "high_label", "higher_is", "feedback")


def check(corpus: Corpus) -> Iterator[Fault]:
    """Return what is wrong in and between questionnaires."""
    for top in corpus.tops("questionnaires"):
        items = list(top.at("items").entries())
        yield from repeated((item.at("id") for item in items), "id")
        yield from repeated((item.at("measure") for item in items), "measure")
        yield from _own_cues(items)
        for item in items:
            yield from _item(item)
    if "daily-check-in" not in corpus.ids("questionnaires"):
        yield from corpus.absent(
            "questionnaires/en/daily-check-in.yml", "add it: it is what the coach asks each day"
        )


def _own_cues(items: Sequence[Place]) -> Iterator[Fault]:
    """Return a fault for each cue that an item has already: nobody could tell whose it is."""
    seen: dict[str, Place] = {}
    for item in items:
        for cue in item.at("cues").entries():
            if cue.text is None:
                continue
            first = seen.setdefault(fold_text(cue.text), cue)
            if first is not cue:
                line = first.document.line_of(first.path)
                yield cue.fault(f"is a cue of line {line} already", "take it out of one of the two")


def _item(item: Place) -> Iterator[Fault]:
    kind = item.at("kind").text
    if kind == "nrs":
        for key in _NEEDED_NRS:
            if item.at(key).is_missing:
                yield item.at(key).fault(
                    "is missing in a 0-10 item", f"add a line that begins with {key}:"
                )
        yield from low_below_high(item)
    if kind == "text":
        for key in _ONLY_NRS:
            if not item.at(key).is_missing:
                yield item.at(key).fault_without_value(
                    "has no use in a text item", "take it out, or write kind: nrs"
                )


def low_below_high(place: Place) -> Iterator[Fault]:
    """Return a fault when ``min`` is not below ``max``."""
    low, high = place.at("min").number, place.at("max").number
    if low is not None and high is not None and low >= high:
        yield place.at("min").fault(f"is not below max ({high})", "swap or correct them")
