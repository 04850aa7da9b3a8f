"""A person's own baseline."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.baseline import Reading, Trend, baseline, compare

TODAY = date(2026, 3, 20)


def readings(*values: int, last: date = TODAY - timedelta(days=1)) -> list[Reading]:
    """Return one reading a day, the last one on ``last``."""
    days = reversed(range(len(values)))
    return [
        Reading(last - timedelta(days=back), value)
        for back, value in zip(days, values, strict=True)
    ]


def test_the_baseline_is_the_mean_of_the_days_before() -> None:
    assert baseline(readings(4, 5, 6, 7), TODAY) == 5.5


def test_with_fewer_than_three_readings_it_is_too_early() -> None:
    assert baseline(readings(4, 5), TODAY) is None
    assert baseline([], TODAY) is None
    assert baseline([], TODAY, minimum_readings=0) is None


def test_today_and_later_days_do_not_count() -> None:
    later = [Reading(TODAY, 10), Reading(TODAY + timedelta(days=1), 10)]
    assert baseline([*readings(4, 4, 4), *later], TODAY) == 4


def test_the_window_is_fourteen_days_and_its_first_day_counts() -> None:
    edge = Reading(TODAY - timedelta(days=14), 10)
    outside = Reading(TODAY - timedelta(days=15), 10)
    assert baseline([*readings(4, 4), edge, outside], TODAY) == 6


def test_the_window_can_be_chosen() -> None:
    assert baseline(readings(10, 10, 10, 4, 4, 4), TODAY, window_days=3) == 4


@given(values=st.lists(st.integers(0, 10), min_size=3, max_size=14))
def test_a_baseline_lies_within_the_readings(values: list[int]) -> None:
    usual = baseline(readings(*values), TODAY)
    assert usual is not None
    assert min(values) <= usual <= max(values)


@pytest.mark.parametrize(
    ("today", "base", "higher_is", "expected"),
    [
        (5, None, "worse", Trend.TOO_EARLY),
        (5, 5.0, "worse", Trend.SAME),
        (5, 5.9, "worse", Trend.SAME),
        (5, 4.1, "worse", Trend.SAME),
        (5, 6.0, "worse", Trend.BETTER),
        (5, 4.0, "worse", Trend.WORSE),
        (5, 6.0, "better", Trend.WORSE),
        (5, 4.0, "better", Trend.BETTER),
    ],
)
def test_one_point_from_the_own_usual_is_a_change(
    today: int, base: float | None, higher_is: Literal["better", "worse"], expected: Trend
) -> None:
    assert compare(today, base, higher_is) is expected
