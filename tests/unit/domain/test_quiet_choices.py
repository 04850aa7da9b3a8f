"""Quiet hours that may be chosen."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.local_time import QuietHours
from bot.domain.quiet_choices import LEAST_QUIET_H, STARTS, ends_for, length_h, other_hours


@pytest.mark.parametrize("start", STARTS)
def test_every_choice_leaves_eight_hours_to_sleep(start: time) -> None:
    assert len(ends_for(start)) >= 3
    assert all(length_h(QuietHours(start, end)) >= LEAST_QUIET_H for end in ends_for(start))


def test_what_would_be_too_short_is_left_out() -> None:
    assert time(6) in ends_for(time(22))
    assert time(6) not in ends_for(time(23))


@pytest.mark.parametrize(
    ("at", "expected"),
    [(time(8, 30), [9, 10, 11]), (time(22, 30), [19, 20, 21]), (time(7), [9, 10, 11])],
)
def test_the_hours_nearest_to_the_own_one_are_offered(at: time, expected: list[int]) -> None:
    quiet = QuietHours(time(22), time(9))
    assert [hour.hour for hour in other_hours(quiet, at, 3)] == expected


@given(start=st.sampled_from(STARTS), hour=st.integers(0, 23), end=st.integers(0, 3))
def test_no_quiet_hour_is_offered(start: time, hour: int, end: int) -> None:
    ends = ends_for(start)
    quiet = QuietHours(start, ends[end % len(ends)])
    offered = other_hours(quiet, time(hour, 30), 7)
    assert len(offered) == 7
    assert not any(quiet.contains(each) for each in offered)
