"""Whether the questions of a check-in hold together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.domain.number_words import fold_text
from bot.library.cross_checks.corpus import Corpus, repeated
from bot.library.faults import Fault
from bot.library.place import Place

DAILY = "daily-check-in"
_ONLY_NRS = ("cues", "min", "max", "low_label", "high_label", "higher_is", "feedback")
_NEEDED_NRS = ("low_label", "high_label", "higher_is")
_MOST_OPTIONS = 7  # more buttons below each other leave no room for the question


def check(corpus: Corpus) -> Iterator[Fault]:
    """Return what is wrong in and between questionnaires."""
    for top in corpus.tops("questionnaires"):
        items = list(top.at("items").entries())
        yield from repeated((item.at("id") for item in items), "id")
        yield from repeated((item.at("measure") for item in items), "measure")
        yield from _own_cues(items)
        for index, item in enumerate(items):
            yield from _item(item)
            yield from _feedback(item, is_daily=top.at("id").text == DAILY)
            yield from _only_if(item, items[:index], items[index:])
            if item.at("only_if").value and not top.at("instrument").is_missing:
                yield item.at("only_if").fault_without_value(
                    "has no use in an instrument", "take it out; everybody is asked all of it"
                )
    if DAILY not in corpus.ids("questionnaires"):
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
    if kind in ("text", "choice"):
        for key in _ONLY_NRS:
            if not item.at(key).is_missing:
                yield item.at(key).fault_without_value(
                    f"has no use in a {kind} item", "take it out, or write kind: nrs"
                )
    if kind in ("nrs", "choice") and not item.at("names_help").is_missing:
        yield item.at("names_help").fault_without_value(
            f"has no use in a {kind} item", "take it out, or write kind: text"
        )
    yield from _options(item, kind)


def _only_if(item: Place, earlier: Sequence[Place], later: Sequence[Place]) -> Iterator[Fault]:
    """Return a fault for each condition that nobody could meet, or that comes too early."""
    for condition in item.at("only_if").entries():
        asked = _with_id(earlier, condition.key)
        if asked is None and _with_id(later, condition.key) is not None:
            yield condition.fault_without_value(
                "asks about a question that comes later", "ask the choice first"
            )
        elif asked is None:
            yield condition.fault_without_value("names no question", "use the id of a choice item")
        elif asked.at("kind").text != "choice":
            yield condition.fault_without_value(
                "asks about a question without options", "name a choice item"
            )
        else:
            yield from _chosen(condition, asked)


def _chosen(condition: Place, asked: Place) -> Iterator[Fault]:
    values = [option.at("value").number for option in asked.at("options").entries()]
    for wanted in condition.entries():
        if wanted.number is not None and wanted.number not in values:
            known = ", ".join(str(value) for value in values)
            yield wanted.fault("is not an option of that question", f"use one of {known}")


def _with_id(items: Sequence[Place], item_id: str) -> Place | None:
    return next((item for item in items if item.at("id").text == item_id), None)


def _feedback(item: Place, *, is_daily: bool) -> Iterator[Fault]:
    """Return a fault where feedback is missing, or would never be said."""
    feedback = item.at("feedback")
    if item.at("kind").text != "nrs":
        return
    if is_daily and feedback.is_missing:
        yield feedback.fault("is missing in a 0-10 item", "add a line that begins with feedback:")
    if not is_daily and not feedback.is_missing:
        yield feedback.fault_without_value(
            "has no use outside the daily check-in", "take it out; nobody would be told it"
        )


def _options(item: Place, kind: str | None) -> Iterator[Fault]:
    options = item.at("options")
    if kind in ("text", "nrs") and not options.is_missing:
        yield options.fault_without_value(
            f"has no use in a {kind} item", "take it out, or write kind: choice"
        )
    if kind != "choice":
        return
    if options.is_missing:
        yield options.fault("is missing in a choice item", "add a line that begins with options:")
        return
    entries = list(options.entries())
    if isinstance(options.value, tuple) and not 2 <= len(entries) <= _MOST_OPTIONS:
        yield options.fault_without_value(
            f"has {len(entries)} of 2 to {_MOST_OPTIONS} options", "add or take out options"
        )
    yield from repeated((option.at("value") for option in entries), "value")
    yield from repeated((option.at("label") for option in entries), "label")


def low_below_high(place: Place) -> Iterator[Fault]:
    """Return a fault when ``min`` is not below ``max``."""
    low, high = place.at("min").number, place.at("max").number
    if low is not None and high is not None and low >= high:
        yield place.at("min").fault(f"is not below max ({high})", "swap or correct them")
