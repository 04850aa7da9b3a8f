"""Which quiet hours a person may choose: long enough to sleep, and never over their own hour."""

from __future__ import annotations

from datetime import time

from bot.domain.local_time import QuietHours

LEAST_QUIET_H = 8
STARTS = (time(20), time(21), time(22), time(23))
ENDS = (time(6), time(7), time(8), time(9))
_HOURS_A_DAY = 24


def ends_for(start: time) -> tuple[time, ...]:
    """Return the ends that leave at least eight quiet hours after a start."""
    return tuple(end for end in ENDS if length_h(QuietHours(start, end)) >= LEAST_QUIET_H)


def length_h(quiet: QuietHours) -> int:
    """Return how many hours on the clock are quiet, for hours that begin and end on the hour."""
    return (quiet.until.hour - quiet.from_.hour) % _HOURS_A_DAY


def other_hours(quiet: QuietHours, at: time, most: int) -> tuple[time, ...]:
    """Return full hours outside the quiet ones, those nearest to ``at``, in their order."""
    free = [hour for hour in map(time, range(_HOURS_A_DAY)) if not quiet.contains(hour)]
    nearest = sorted(free, key=lambda hour: (_apart_min(hour, at), hour))[:most]
    return tuple(sorted(nearest))


def _apart_min(one: time, other: time) -> int:
    """Return the minutes between two times on a round clock."""
    apart = abs((one.hour * 60 + one.minute) - (other.hour * 60 + other.minute))
    return min(apart, _HOURS_A_DAY * 60 - apart)
