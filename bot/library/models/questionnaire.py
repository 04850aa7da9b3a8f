"""Questionnaires: what a check-in asks."""

from __future__ import annotations

from typing import Annotated, Literal

from bot.library.models.fields import (
    ContentModel,
    Id,
    Label,
    Measure,
    NotEmpty,
    NrsPoints,
    Text,
    Title,
)
from bot.library.models.header import Header


class Feedback(ContentModel):
    """What is said about an answer beside the person's own usual."""

    better: Text  # {today} and {usual}
    same: Text
    worse: Text
    too_early: Text  # {today} only: there is no usual yet


class Item(ContentModel):
    """One question of a questionnaire."""

    id: Id
    kind: Literal["nrs", "text"]
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


class Questionnaire(Header):
    """A set of questions that are asked one at a time, in this order."""

    title: Title
    items: Annotated[tuple[Item, ...], NotEmpty]

    def item(self, item_id: str) -> Item:
        """Return an item by its id."""
        return next(item for item in self.items if item.id == item_id)
