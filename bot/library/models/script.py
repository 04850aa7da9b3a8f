"""What is walked through message by message: the ground that exercises and lessons share."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import Annotated, Literal

from bot.library.models.fields import (
    ContentModel,
    Id,
    Label,
    NotEmpty,
    Text,
    Title,
    between,
)
from bot.library.models.header import Header
from bot.library.models.pictures import BreathingPace, PacingWeek

Seconds = Annotated[int, between(5, 300, "use 5 to 300 seconds, or split the step")]
NumberAnswer = Annotated[int, between(0, 1440, "use 0 to 1440")]


class Rating(ContentModel):
    """A 0-10 question that is asked before and after, and closing words for the change."""

    question: Text
    low_label: Label
    high_label: Label
    higher_is: Literal["better", "worse"]
    better: Text
    same: Text
    worse: Text


class Option(ContentModel):
    """One button of a choice."""

    value: Id
    label: Label


class Step(ContentModel):
    """One message of a script."""

    id: Id
    kind: Literal["say", "timed", "choice", "text", "number"]
    text: Text
    seconds: Seconds | None = None  # timed: how long until the next step
    options: tuple[Option, ...] = ()  # choice
    when: Mapping[str, str] | None = None  # only for those who chose this value at that step
    min: NumberAnswer | None = None  # number
    max: NumberAnswer | None = None
    optional: bool = False  # text
    re_ask: Text | None = None  # text, number, choice
    picture: BreathingPace | None = None  # say, timed; the text says the same

    @property
    def asks(self) -> bool:
        """Whether the step waits for an answer."""
        return self.kind in ("choice", "text", "number")

    def applies(self, choices: Mapping[str, str]) -> bool:
        """Return whether the step is for somebody who made these choices."""
        return all(choices.get(step_id) == value for step_id, value in (self.when or {}).items())


class Script(Header):
    """A title, some messages in order, closing words; what else there is, its kind says."""

    title: Title
    steps: Annotated[tuple[Step, ...], NotEmpty]
    closing: Text  # placeholders: the ids of steps that ask
    closing_picture: PacingWeek | None = None  # the closing words say the same

    def steps_for(self, choices: Mapping[str, str]) -> tuple[Step, ...]:
        """Return the steps for somebody who made these choices."""
        return tuple(step for step in self.steps if step.applies(choices))

    @abstractmethod
    def introduction(self) -> str:
        """Return what is said before somebody decides to begin."""

    @abstractmethod
    def reason(self) -> str:
        """Return what is answered to "why"."""

    def rated(self) -> Rating | None:
        """Return what is asked before and after, if anything is."""
        return None

    def lighter_id(self) -> str | None:
        """Return what can be had instead by somebody who has less strength, if anything can."""
        return None

    def when_unwell(self) -> str | None:
        """Return what is said to somebody whom it does no good, where it has words for that."""
        return None
