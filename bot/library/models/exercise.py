"""Coping-skill exercises."""

from __future__ import annotations

from typing import Annotated, Literal

from bot.library.models.fields import ContentModel, Id, Measure, NrsPoints, Text, among
from bot.library.models.script import Rating, Script


class Fit(ContentModel):
    """When an exercise suits a check-in: a measure at or beyond a value."""

    measure: Measure
    operator: Literal[">=", "<="]
    value: NrsPoints

    def suits(self, value: int) -> bool:
        """Return whether the exercise suits somebody who answered ``value``."""
        return value >= self.value if self.operator == ">=" else value <= self.value


class Exercise(Script):
    """One exercise, from the invitation to the closing words."""

    skill: Id
    minutes: Annotated[int, among(1, 3, 10)]
    # low: lying or sitting, with closed eyes if one likes, and a few words to answer at most.
    effort: Literal["low", "some"]
    lighter: Id | None = None  # another exercise of the same skill, for when this is too much
    offer: Text
    why: Text
    caution: Text
    stop_rule: Text
    fits: tuple[Fit, ...] = ()
    rating: Rating

    @property
    def is_light(self) -> bool:
        """Whether it asks for hardly any strength."""
        return self.effort == "low"

    def lighter_id(self) -> str | None:
        """Return the exercise that can be had instead of this one."""
        return self.lighter

    def introduction(self) -> str:
        """Return the title, why it may help, what to mind and when to stop."""
        return "\n\n".join((self.title, self.why, self.caution, self.stop_rule))

    def reason(self) -> str:
        """Return why it may be worth a try."""
        return self.why

    def rated(self) -> Rating:
        """Return what is asked before and after."""
        return self.rating

    def when_unwell(self) -> str:
        """Return when to stop: it does this person no good now."""
        return self.stop_rule
