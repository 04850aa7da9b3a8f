"""The ways through an exercise or a lesson, and what somebody is told on each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.exercises import ExerciseSession, SessionStatus
from bot.library import Library
from bot.library.models import Script
from bot.library.placeholders import fill, names_in
from bot.services.exercise_script import (
    Place,
    PlaceKind,
    answers_in_words,
    change_in_words,
    places,
)

Way = Mapping[str, str]  # the value that is chosen at each step with options


def ways_of(script: Script) -> list[Way]:
    """Return a few ways through a script on which every option is chosen at least once."""
    all_ways = [way for way in _ways(script, 0, {})]
    left = {pair for way in all_ways for pair in way.items()}
    taken = []
    while left or not taken:
        taken.append(max(all_ways, key=lambda way: len(left & way.items())))
        left -= taken[-1].items()
    return taken


def _ways(script: Script, first: int, chosen: Way) -> Iterator[Way]:
    for number, step in enumerate(script.steps[first:], first):
        if step.kind == "choice" and step.applies(chosen):
            for option in step.options:
                yield from _ways(script, number + 1, {**chosen, step.id: option.value})
            return
    yield chosen


@dataclass
class Play:
    """One script on one way, with what was answered so far."""

    library: Library
    script: Script
    way: Way
    number: int = 0  # how many plays of the same script go before, by the same means
    answers: dict[str, str] = field(default_factory=dict)
    before_nrs: int | None = None
    after_nrs: int | None = None

    @property
    def line(self) -> Sequence[Place]:
        """Every place that is for somebody who goes this way."""
        return [each for each in places(self.script) if each.step is None or self._is_for(each)]

    def _is_for(self, place: Place) -> bool:
        return place.step is not None and place.step.applies(self.way)

    def words_at(self, place: Place) -> str:
        """What stands in the chat at a place."""
        if place.kind is PlaceKind.INTRO:
            return self.script.introduction()
        if place.step is not None:
            return place.step.text
        rating = self.script.rated()
        assert rating is not None
        return f"{rating.question}\n0 = {rating.low_label}, 10 = {rating.high_label}"

    def option_at(self, place: Place) -> str:
        """The label of the option to choose."""
        assert place.step is not None
        value = self.way[place.step.id]
        return next(each.label for each in place.step.options if each.value == value)

    def keep(self, place: Place, value: str) -> None:
        """Note what was answered, as the coach has to keep it."""
        if place.kind is PlaceKind.RATING_BEFORE:
            self.before_nrs = int(value)
        elif place.kind is PlaceKind.RATING_AFTER:
            self.after_nrs = int(value)
        elif place.step is not None:
            self.answers[place.step.id] = value

    def last_words(self, addition: str = "") -> str:
        """The closing words, with the answers in them."""
        left_open = self.library.text("exercise.unanswered", "en")
        values = dict.fromkeys(names_in(self.script.closing), left_open)
        closing = fill(
            self.script.closing, {**values, **answers_in_words(self.script, self.answers)}
        )
        became = change_in_words(self.script.rated(), self.before_nrs, self.after_nrs)
        return "\n\n".join(part.strip() for part in (closing, became, addition) if part)

    @property
    def kept(self) -> tuple[object, ...]:
        """What has to stand in the database afterwards."""
        status = SessionStatus.COMPLETE
        return self.script.id, status, self.before_nrs, self.after_nrs, self.answers


def as_stored(session: ExerciseSession) -> tuple[object, ...]:
    """What does stand there."""
    ratings = session.rating_before_nrs, session.rating_after_nrs
    return session.exercise_id, session.status, *ratings, dict(session.choices)
