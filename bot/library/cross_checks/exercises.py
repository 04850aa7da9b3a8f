"""Whether the steps of an exercise hold together."""

from __future__ import annotations

from collections.abc import Iterator

from bot.library.cross_checks.corpus import Corpus, repeated
from bot.library.cross_checks.questionnaires import low_below_high
from bot.library.faults import Fault
from bot.library.place import Place

_MOST_OPTIONS = 6  # more buttons do not fit under one message
_ASKING = ("choice", "text", "number")
_NEEDED = {
    "timed": ("seconds",),
    "choice": ("options", "re_ask"),
    "text": ("re_ask",),
    "number": ("min", "max", "re_ask"),
}
_OWN_KEYS = {
    "seconds": ("timed",),
    "options": ("choice",),
    "min": ("number",),
    "max": ("number",),
    "optional": ("text",),
    "re_ask": _ASKING,
    "picture": ("say", "timed"),
}


def check(corpus: Corpus) -> Iterator[Fault]:
    """Return what is wrong in exercises, and between them and the questionnaires."""
    measures = corpus.measures()
    for top in corpus.tops("exercises"):
        steps = list(top.at("steps").entries())
        yield from check_steps(steps)
        yield from _length(top, steps)
        for fit in top.at("fits").entries():
            yield from known_measure(fit.at("measure"), measures)


def check_steps(steps: list[Place]) -> Iterator[Fault]:
    """Return what is wrong in the steps of an exercise or a lesson."""
    yield from repeated((step.at("id") for step in steps), "id")
    for index, step in enumerate(steps):
        yield from _step(step)
        yield from _when(step, steps[:index], steps[index:])


def known_measure(place: Place, measures: dict[str, str]) -> Iterator[Fault]:
    """Return a fault when a measure is in no questionnaire, or is not a number."""
    if place.text is None or not measures:
        return
    numbers = sorted(name for name, kind in measures.items() if kind == "nrs")
    if place.text not in measures:
        yield place.fault("is in no questionnaire", f"use one of {', '.join(numbers)}")
    elif place.text not in numbers:
        yield place.fault("is not asked as a number", f"use one of {', '.join(numbers)}")


def _step(step: Place) -> Iterator[Fault]:
    kind = step.at("kind").text
    for key in _NEEDED.get(kind or "", ()):
        if step.at(key).is_missing:
            yield step.at(key).fault(
                f"is missing in a {kind} step", f"add a line that begins with {key}:"
            )
    for key, kinds in _OWN_KEYS.items():
        if kind in ("say", *_NEEDED) and kind not in kinds and not step.at(key).is_missing:
            yield step.at(key).fault_without_value(
                f"has no use in a {kind} step", f"take it out; it belongs to {' and '.join(kinds)}"
            )
    yield from low_below_high(step)
    yield from _options(step.at("options"))


def _options(options: Place) -> Iterator[Fault]:
    entries = list(options.entries())
    if isinstance(options.value, tuple) and not 2 <= len(entries) <= _MOST_OPTIONS:
        yield options.fault_without_value(
            f"has {len(entries)} of 2 to {_MOST_OPTIONS} options", "add or take out options"
        )
    yield from repeated((option.at("value") for option in entries), "value")
    yield from repeated((option.at("label") for option in entries), "label")


def _when(step: Place, earlier: list[Place], later: list[Place]) -> Iterator[Fault]:
    for condition in step.at("when").entries():
        asked = _with_id(earlier, condition.key)
        if asked is None and _with_id(later, condition.key) is not None:
            yield condition.fault("asks about a step that comes later", "ask the choice first")
        elif asked is None:
            yield condition.fault(f"names no step: {condition.key}", "use the id of a choice step")
        elif asked.at("kind").text != "choice":
            yield condition.fault("asks about a step without options", "name a choice step")
        else:
            yield from _value_of(condition, asked)


def _value_of(condition: Place, asked: Place) -> Iterator[Fault]:
    values = [option.at("value").text or "" for option in asked.at("options").entries()]
    if condition.text is not None and condition.text not in values:
        yield condition.fault("is not an option of that step", f"use one of {', '.join(values)}")


def _with_id(steps: list[Place], step_id: str) -> Place | None:
    return next((step for step in steps if step.at("id").text == step_id), None)


def _length(top: Place, steps: list[Place]) -> Iterator[Fault]:
    minutes = top.at("minutes").number
    total = _longest_path_s(steps)
    if minutes is not None and total > minutes * 60:
        yield top.at("minutes").fault(
            f"is less than the timed steps take ({total} seconds)",
            "shorten the steps, or give more minutes",
        )


def _longest_path_s(steps: list[Place]) -> int:
    """Return the time of the timed steps for the person whose choices take the longest."""
    always, branches = 0, dict[str, dict[str, int]]()
    for step in steps:
        is_timed = step.at("kind").text == "timed"
        seconds = (step.at("seconds").number or 0) if is_timed else 0
        condition = next(step.at("when").entries(), None)
        if condition is None:
            always += seconds
        else:
            by_value = branches.setdefault(condition.key, {})
            by_value[str(condition.value)] = by_value.get(str(condition.value), 0) + seconds
    return always + sum(max(by_value.values()) for by_value in branches.values())
