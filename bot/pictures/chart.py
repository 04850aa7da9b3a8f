"""What a progress picture shows: one patient's ratings, a panel for each measure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MOST_PANELS = 4  # more would not be legible on a phone
# From six weeks on a point for each day says less than the mean of each week.
_WEEKLY_FROM_DAYS = 42


class Mark(StrEnum):
    """How the points of a panel look. Each shape has a colour of its own, never colour alone."""

    DOT = "dot"
    SQUARE = "square"
    DIAMOND = "diamond"
    TRIANGLE = "triangle"


@dataclass(frozen=True)
class Panel:
    """One measure over the days of a chart, on the scale from 0 to 10."""

    name: str
    mark: Mark
    points: Mapping[date, int]  # points of the scale; days outside the chart are left out
    usual: float | None  # the person's own baseline
    note: str  # which way is better, in words
    low_label: str  # what 0 means
    high_label: str  # what 10 means
    empty: str  # said in place of points when there are none


@dataclass(frozen=True)
class Key:
    """The words that explain the signs; a sign that is not drawn is not explained."""

    latest: str
    usual: str
    weekly_mean: str


@dataclass(frozen=True)
class Chart:
    """A progress picture.

    Raises:
        ValueError: It has no panel, too many, or ends before it begins.
    """

    title: str
    subtitle: str
    first: date
    last: date
    panels: tuple[Panel, ...]
    day_labels: Mapping[date, str]  # under the days they name; left out where they would touch
    key: Key
    footnote: str = ""

    def __post_init__(self) -> None:
        if not 1 <= len(self.panels) <= MOST_PANELS:
            raise ValueError(f"A chart has 1 to {MOST_PANELS} panels, not {len(self.panels)}.")
        if self.last < self.first:
            raise ValueError("A chart ends before it begins.")

    @property
    def named_days(self) -> tuple[date, ...]:
        """The days of the chart that have a label, in their order."""
        return tuple(day for day in sorted(self.day_labels) if self.first <= day <= self.last)

    @property
    def is_weekly(self) -> bool:
        """Whether weeks are joined rather than days."""
        return (self.last - self.first).days + 1 >= _WEEKLY_FROM_DAYS
