"""A person's own baseline: every rating is compared with their own recent days, nobody else's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import fmean
from typing import Literal

MARGIN_NRS = 1.0  # points; less than this is called the same
WINDOW_DAYS = 14
MINIMUM_READINGS = 3


@dataclass(frozen=True)
class Reading:
    """One rating of one local day."""

    on_date: date
    value: float  # points; whole ones, but for a score that is a mean


class Trend(StrEnum):
    """How today compares with a person's usual."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    TOO_EARLY = "too_early"  # too few days to know what is usual


def baseline(
    readings: Iterable[Reading],
    before: date,
    window_days: int = WINDOW_DAYS,
    minimum_readings: int = MINIMUM_READINGS,
) -> float | None:
    """Return the mean rating of the days before a date: what is usual for this person.

    Args:
        readings: The person's readings, in any order; others than the window's are ignored.
        before: The day to compare; it does not count itself.
        window_days: How many days before it count.
        minimum_readings: With fewer there is no baseline.

    Returns:
        The mean, in points; None when it is too early to tell.

    Source:
        The project's own judgement, to be confirmed by a clinician: the person's own last two
        weeks, because usual pain differs so much between people that a shared threshold says
        little about one of them; fourteen days hold two of each weekday, and three readings
        are the fewest that one bad day does not decide.
    """
    first = before - timedelta(days=window_days)
    values = [reading.value for reading in readings if first <= reading.on_date < before]
    return fmean(values) if values and len(values) >= minimum_readings else None


def compare(today: float, base: float | None, higher_is: Literal["better", "worse"]) -> Trend:
    """Return how today's rating compares with the baseline.

    Args:
        today: Today's rating, in points.
        base: The baseline, in points; None while there is none.
        higher_is: Whether more points are better (mood) or worse (pain).

    Returns:
        BETTER or WORSE from a difference of one point on, for the words of the feedback only.

    Source:
        The margin is the project's own judgement, to be confirmed by a clinician: one point is
        the smallest step of the scale that an answer can show. It claims no clinical effect.
        Published figures for change in pain intensity are larger: IMMPACT calls 10-20 %
        minimally and 30 % moderately important (Dworkin et al. 2008), and two points are a
        moderate change (Farrar et al. 2001, Pain 94:149).
    """
    if base is None:
        return Trend.TOO_EARLY
    if abs(today - base) < MARGIN_NRS:
        return Trend.SAME
    return Trend.BETTER if (today > base) == (higher_is == "better") else Trend.WORSE
