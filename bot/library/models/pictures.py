"""Pictures that go with a message of a script, drawn by the coach."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from bot.library.models.fields import ContentModel, Id, between

BreathSeconds = Annotated[int, between(2, 10, "use 2 to 10 seconds")]
RestSeconds = Annotated[int, between(0, 10, "use 0 to 10 seconds")]

# What an option of the step that "days" names may stand for, as ISO weekdays.
PLANNED_WEEKDAYS: Mapping[str, frozenset[int]] = {
    "every-day": frozenset(range(1, 8)),
    "every-other-day": frozenset((1, 3, 5, 7)),
    "monday-to-friday": frozenset(range(1, 6)),
}
TURNS_MAX = 6


class BreathingPace(ContentModel):
    """A circle that grows and shrinks, to breathe along with."""

    kind: Literal["breathing_pace"]
    in_s: BreathSeconds
    hold_s: RestSeconds = 0  # after breathing in
    out_s: BreathSeconds
    pause_s: RestSeconds = 0  # after breathing out


class PacingWeek(ContentModel):
    """A week of activity and rest by turns, from a person's own answers at these steps."""

    kind: Literal["pacing_week"]
    activity_min: Id  # a number step
    rest_min: Id  # a number step
    turns: Id  # a choice: how many on a day
    days: Id  # a choice: on which days

    @property
    def step_ids(self) -> frozenset[str]:
        """The steps whose answers it is drawn from."""
        return frozenset((self.activity_min, self.rest_min, self.turns, self.days))
