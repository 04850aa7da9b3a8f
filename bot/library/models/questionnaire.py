"""Questionnaires: what a check-in asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from bot.library.models.fields import (
    ContentModel,
    Days,
    Id,
    Label,
    Measure,
    NotEmpty,
    NrsPoints,
    Text,
    Title,
    Version,
)
from bot.library.models.header import Header


class Feedback(ContentModel):
    """What is said about an answer beside the person's own usual."""

    better: Text  # {today} and {usual}
    same: Text
    worse: Text
    too_early: Text  # {today} only: there is no usual yet


class ItemOption(ContentModel):
    """One answer that can be chosen."""

    value: NrsPoints  # what is kept, and scored where the questionnaire is
    label: Label


class Rhythm(ContentModel):
    """When a questionnaire is offered, at the end of a daily check-in."""

    first_after_days: Days  # since the person was welcomed
    every_days: Days | None = None  # since the last one; without it, once
    invitation: Text
    start_label: Label


class Comparison(ContentModel):
    """What is said about a score beside the one before; never the score itself."""

    better: Text
    same: Text
    worse: Text


class Item(ContentModel):
    """One question of a questionnaire."""

    id: Id
    kind: Literal["nrs", "choice", "text"]
    measure: Measure
    short: Label  # two or three words for a button or a line of feedback: "Pain"
    question: Text
    why: Text  # the answer to "why do you ask?"
    re_ask: Text  # said when the answer was not understood
    cues: tuple[Label, ...] = ()  # words that name this item in a message: "mood", "in the way"
    optional: bool = False
    min: NrsPoints = 0
    max: NrsPoints = 10
    low_label: Label | None = None
    high_label: Label | None = None
    higher_is: Literal["better", "worse"] | None = None
    feedback: Feedback | None = None
    options: tuple[ItemOption, ...] = ()  # of a choice
    # Asked of those alone who chose one of these values of an earlier choice, by its id.
    only_if: Mapping[str, Annotated[tuple[NrsPoints, ...], NotEmpty]] | None = None
    names_help: bool = False  # "slow breathing" is an answer here, and no wish for an exercise

    def applies(self, points: Mapping[str, int | None]) -> bool:
        """Return whether the item is for somebody who gave these points, by item."""
        wanted = self.only_if or {}
        return all(points.get(item_id) in values for item_id, values in wanted.items())

    def label_of(self, value: int) -> str:
        """Return how an answer is shown: the option's words, or the number."""
        return next((each.label for each in self.options if each.value == value), str(value))


class Questionnaire(Header):
    """A set of questions that are asked one at a time, in this order."""

    title: Title
    items: Annotated[tuple[Item, ...], NotEmpty]
    rhythm: Rhythm | None = None  # without one, it is asked when the person asks for it
    needs_consent: Version | None = None  # asked of nobody who agreed to an earlier one alone
    instrument: Literal["peg", "phq-4", "pgic"] | None = None  # whose rules score it
    thanks: Text | None = None  # said at the end
    compared: Comparison | None = None  # said after that, once there are two scores

    def item(self, item_id: str) -> Item:
        """Return an item by its id."""
        return next(item for item in self.items if item.id == item_id)
