"""Local wall-clock time, quiet hours and clock changes; moments are aware UTC.

A wall-clock time can be missing on one day of the year (the clocks go forward) and can come
twice on another (they go back). The rules here are the same everywhere:

* A time that does not exist stands for the first valid moment after the gap.
* A time that comes twice stands for its first coming.
* A local date that a zone leaves out altogether has no moment at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.time_words import parse_local_time as parse_local_time

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)
_LOOK_AHEAD = timedelta(days=3)  # longer than any gap, so a quiet period ends within it


@dataclass(frozen=True)
class QuietHours:
    """Local hours in which nothing is sent unasked; equal ends mean no quiet hours."""

    from_: time
    until: time  # not quiet any more at this time

    def contains(self, local: time) -> bool:
        """Whether the wall-clock time ``local`` is quiet; the hours may span midnight."""
        if self.from_ <= self.until:
            return self.from_ <= local < self.until
        return local >= self.from_ or local < self.until


def as_local(now: datetime, zone: ZoneInfo) -> datetime:
    """Return ``now`` on the wall clock of ``zone``.

    Raises:
        ValueError: ``now`` is naive. It would silently be read in the machine's own zone.
    """
    if now.utcoffset() is None:
        raise ValueError("A moment must know its offset from UTC.")
    return now.astimezone(zone)


def local_moment(on: date, at: time, zone: ZoneInfo) -> datetime:
    """Return the moment at which the clocks of ``zone`` show ``at`` on the date ``on``.

    Args:
        on: The local date.
        at: The wall-clock time.
        zone: The IANA zone.

    Returns:
        Aware UTC. In a gap the first valid moment after it, which may lie on the next date
        (in Nuuk the hour before midnight is left out); in a fold the first coming.
    """
    early, late = _readings(on, at, zone)
    if early <= late:
        return early
    # In a gap the older offset gives the later moment: the change lies between the two.
    return _offset_change(late, early, zone)


def next_local_occurrence(at: time, zone: ZoneInfo, after: datetime) -> datetime:
    """Return the first moment strictly after ``after`` at which the clocks show ``at``.

    Every local date has exactly one such moment, as ``local_moment`` gives it; a date that
    the zone leaves out has none.
    """
    # The moments of earlier dates are past: a date begins only when the one before has come.
    on = as_local(after, zone).date()
    while True:
        moment = local_moment(on, at, zone)
        if moment > after and date_exists(on, zone):
            return moment
        on += _DAY


def date_exists(on: date, zone: ZoneInfo) -> bool:
    """Whether ``zone`` has the date ``on`` (Samoa left out 30 December 2011)."""
    return as_local(local_moment(on, time(0), zone), zone).date() == on


def local_day(now: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return the first moment of the local date of ``now``, and of the date after it."""
    on = as_local(now, zone).date()
    return local_moment(on, time(0), zone), local_moment(on + _DAY, time(0), zone)


def is_quiet(now: datetime, zone: ZoneInfo, quiet: QuietHours) -> bool:
    """Whether the wall clock of ``zone`` is within the quiet hours at ``now``."""
    return quiet.contains(as_local(now, zone).time())


def end_of_quiet(now: datetime, zone: ZoneInfo, quiet: QuietHours) -> datetime:
    """Return the first moment, from ``now`` on, that is not quiet."""
    return next(
        moment for moment in _turning_points(now, zone, quiet) if not is_quiet(moment, zone, quiet)
    )


def next_quiet_start(now: datetime, zone: ZoneInfo, quiet: QuietHours) -> datetime | None:
    """Return the first moment, from ``now`` on, that is quiet; None without quiet hours."""
    if quiet.from_ == quiet.until:
        return None
    return next(
        moment for moment in _turning_points(now, zone, quiet) if is_quiet(moment, zone, quiet)
    )


def _turning_points(now: datetime, zone: ZoneInfo, quiet: QuietHours) -> Iterator[datetime]:
    """Yield ``now`` and every moment soon after at which quiet hours may begin or end."""
    yield now.astimezone(UTC)
    today = as_local(now, zone).date()
    points = set()
    # A clock change can jump into or out of the quiet hours, and show their ends twice.
    ahead = now + _LOOK_AHEAD
    if now.astimezone(zone).utcoffset() != ahead.astimezone(zone).utcoffset():
        points.add(_offset_change(now, ahead, zone))
    for days in range(-1, _LOOK_AHEAD.days + 1):
        for end in (quiet.from_, quiet.until):
            points.update(_readings(today + days * _DAY, end, zone))
    yield from sorted(point for point in points if point > now)


def _readings(on: date, at: time, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return the UTC moments of a wall-clock time by the older and by the newer offset."""
    wall = datetime.combine(on, at, tzinfo=zone)
    return wall.replace(fold=0).astimezone(UTC), wall.replace(fold=1).astimezone(UTC)


def _offset_change(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """Return the first moment of the new offset; the two ends differ in their offsets."""
    low, high = (moment.astimezone(UTC).replace(microsecond=0) for moment in (before, after))
    old = low.astimezone(zone).utcoffset()
    while high - low > _SECOND:
        middle = low + (high - low) // (2 * _SECOND) * _SECOND
        if middle.astimezone(zone).utcoffset() == old:
            low = middle
        else:
            high = middle
    return high
