"""Whether the pictures of exercises and lessons can be drawn, and their words fit below them."""

from __future__ import annotations

from collections.abc import Iterator

from bot.library.cross_checks.corpus import Corpus
from bot.library.cross_checks.texts import answered_by_all
from bot.library.faults import Fault
from bot.library.models.pictures import PLANNED_WEEKDAYS, TURNS_MAX
from bot.library.place import Place

# Telegram shows 1024 characters below a picture. A step may get a line before it, and closing
# words get the answers and the change of a rating.
_STEP_LENGTH, _CLOSING_LENGTH = 900, 600
_KINDS = {"activity_min": "number", "rest_min": "number", "turns": "choice", "days": "choice"}
_TURNS = tuple(str(count) for count in range(1, TURNS_MAX + 1))


def check(corpus: Corpus) -> Iterator[Fault]:
    """Return what is wrong with the pictures of steps and of closing words."""
    for top in (*corpus.tops("exercises"), *corpus.tops("lessons")):
        for step in top.at("steps").entries():
            if not step.at("picture").is_missing:
                yield from _fits_below(step.at("text"), _STEP_LENGTH)
        week = top.at("closing_picture")
        if not week.is_missing:
            yield from _fits_below(top.at("closing"), _CLOSING_LENGTH)
            yield from _week(top, week)


def _fits_below(words: Place, length: int) -> Iterator[Fault]:
    count = len(words.text or "")
    if count > length:
        yield words.fault_without_value(
            f"is {count} characters long, above {length} below a picture",
            "shorten it, or take the picture out",
        )


def _week(top: Place, week: Place) -> Iterator[Fault]:
    answered = answered_by_all(top)
    steps = {step.at("id").text or "": step for step in top.at("steps").entries()}
    for key, kind in _KINDS.items():
        named = week.at(key)
        if named.text is None:
            continue
        if named.text not in answered:
            yield named.fault(
                "is no step that everybody answers", f"use the id of a {kind} step without when"
            )
        elif steps[named.text].at("kind").text != kind:
            yield named.fault(f"is no {kind} step", f"use the id of a {kind} step")
        else:
            yield from _answers(steps[named.text], key)


def _answers(step: Place, key: str) -> Iterator[Fault]:
    if step.at("kind").text == "number" and step.at("min").number == 0:
        yield step.at("min").fault("cannot be drawn as minutes", "use 1 or more")
    allowed = _TURNS if key == "turns" else tuple(PLANNED_WEEKDAYS)
    for option in step.at("options").entries():
        value = option.at("value")
        if value.text is not None and value.text not in allowed:
            yield value.fault("cannot be drawn in a week", f"use one of {', '.join(allowed)}")
