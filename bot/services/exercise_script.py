"""An exercise or a lesson as a line of places; a session stands at one of them.

Places are counted over all steps, also those that are not for everybody: so a position means
the same place whatever was chosen on the way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from bot.domain.exercises import ExerciseSession
from bot.library.models.script import Rating, Script, Step


class PlaceKind(StrEnum):
    """What happens at a place."""

    INTRO = "intro"  # what it is about, and in an exercise caution and stop rule
    RATING_BEFORE = "rating_before"
    STEP = "step"
    RATING_AFTER = "rating_after"


@dataclass(frozen=True)
class Place:
    """One stop on the way."""

    position: int
    kind: PlaceKind
    step: Step | None = None
    lighter_id: str | None = None  # what can be had instead, before it begins

    @property
    def is_rating(self) -> bool:
        """Whether a number from 0 to 10 is asked for."""
        return self.kind in (PlaceKind.RATING_BEFORE, PlaceKind.RATING_AFTER)

    @property
    def asks(self) -> bool:
        """Whether an answer is awaited, and not just a tap."""
        return self.is_rating or (self.step is not None and self.step.asks)

    @property
    def can_be_skipped(self) -> bool:
        """Whether one can go on without an answer."""
        if self.step is None:
            return self.is_rating
        return self.step.optional or not self.step.asks

    @property
    def seconds(self) -> int | None:
        """How long the place lasts by itself; None: until the person goes on."""
        return self.step.seconds if self.step is not None and self.step.kind == "timed" else None


def places(script: Script) -> tuple[Place, ...]:
    """Return every place, in order."""
    line: list[tuple[PlaceKind, Step | None]] = [(PlaceKind.INTRO, None)]
    line += [(PlaceKind.STEP, step) for step in script.steps]
    if script.rated() is not None:
        line.insert(1, (PlaceKind.RATING_BEFORE, None))
        line.append((PlaceKind.RATING_AFTER, None))
    line_of_places = (Place(position, kind, step) for position, (kind, step) in enumerate(line))
    introduction, *rest = line_of_places
    return (replace(introduction, lighter_id=script.lighter_id()), *rest)


def place_at(script: Script, position: int) -> Place:
    """Return the place at a position."""
    return places(script)[position]


def place_after(script: Script, session: ExerciseSession) -> Place | None:
    """Return the next place that is for this person; None when it is over."""
    for place in places(script)[session.position + 1 :]:
        if place.step is not None and not place.step.applies(session.choices):
            continue
        # A number after, without one before, could not be set beside anything.
        if place.kind is PlaceKind.RATING_AFTER and session.rating_before_nrs is None:
            continue
        return place
    return None


def change(rating: Rating, before: int, after: int) -> Literal["better", "same", "worse"]:
    """Return what became of a rating between before and after."""
    if before == after:
        return "same"
    rose = after > before
    return "better" if rose is (rating.higher_is == "better") else "worse"


def change_in_words(rating: Rating | None, before: int | None, after: int | None) -> str:
    """Return the closing words for the change; empty when one of the numbers is missing."""
    if rating is None or before is None or after is None:
        return ""
    words = {"better": rating.better, "same": rating.same, "worse": rating.worse}
    return words[change(rating, before, after)]


def answers_in_words(script: Script, choices: Mapping[str, str]) -> dict[str, str]:
    """Return the answer at each step that asks, as the person saw it."""
    shown = {}
    for step in script.steps:
        if step.asks and step.id in choices:
            labels = {option.value: option.label for option in step.options}
            shown[step.id] = labels.get(choices[step.id], choices[step.id])
    return shown
