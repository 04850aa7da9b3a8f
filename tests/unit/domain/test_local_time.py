"""Local time, over every zone and every clock change of two years."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.local_time import (
    QuietHours,
    as_local,
    date_exists,
    end_of_quiet,
    is_quiet,
    local_day,
    local_moment,
    next_local_occurrence,
    next_quiet_start,
)

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
END = datetime(2028, 1, 1, tzinfo=UTC)
ZONES = sorted(available_timezones())
OSLO = ZoneInfo("Europe/Oslo")
NUUK = ZoneInfo("America/Nuuk")
# Changes that are long past, or stranger than any of 2026 and 2027.
ODD_CHANGES = [
    ("Pacific/Apia", datetime(2011, 12, 30, 10, tzinfo=UTC)),  # a date left out
    ("Pacific/Kwajalein", datetime(1993, 8, 21, 12, tzinfo=UTC)),  # a date left out
    ("America/St_Johns", datetime(2009, 11, 1, 2, 31, tzinfo=UTC)),  # 00:01 back to 23:01
    ("America/St_Johns", datetime(2009, 3, 8, 3, 31, tzinfo=UTC)),  # 00:01 on to 01:01
    ("Asia/Pyongyang", datetime(2018, 5, 4, 15, tzinfo=UTC)),  # 23:30 on to 00:00
    ("Antarctica/Troll", datetime(2026, 3, 29, 1, tzinfo=UTC)),  # two hours
]


def changes(zone: ZoneInfo) -> list[datetime]:
    """Return the first moment of each new offset within the two years, found by scanning."""
    found = []
    for day in range((END - BEGIN).days):
        low, high = BEGIN + day * DAY, BEGIN + (day + 1) * DAY
        if low.astimezone(zone).utcoffset() == high.astimezone(zone).utcoffset():
            continue
        old = low.astimezone(zone).utcoffset()
        found.append(
            next(
                low + minute * MINUTE
                for minute in range(1, 24 * 60 + 1)
                if (low + minute * MINUTE).astimezone(zone).utcoffset() != old
            )
        )
    return found


@cache
def zones_by_behaviour() -> dict[tuple[object, ...], list[str]]:
    """Return the names of all zones, grouped by what their clocks do in the two years."""
    groups: dict[tuple[object, ...], list[str]] = {}
    for name in ZONES:
        zone = ZoneInfo(name)
        moments = [BEGIN, *changes(zone)]
        key = tuple((moment, moment.astimezone(zone).utcoffset()) for moment in moments)
        groups.setdefault(key, []).append(name)
    return groups


@cache
def all_changes() -> list[tuple[str, datetime]]:
    """Return every (zone, change), one zone for each behaviour, and the odd ones."""
    shown = [
        (names[0], moment)
        for names in zones_by_behaviour().values()
        for moment in changes(ZoneInfo(names[0]))
    ]
    return shown + ODD_CHANGES


def walls_around(zone: ZoneInfo, change: datetime) -> list[tuple[datetime, datetime]]:
    """Return (moment, what the clocks show) for each minute of five days around a change."""
    first = change - 60 * 60 * MINUTE
    moments = (first + minute * MINUTE for minute in range(5 * 24 * 60))
    return [(moment, moment.astimezone(zone).replace(tzinfo=None)) for moment in moments]


def times_to_try(zone: ZoneInfo, change: datetime) -> set[time]:
    """Return the ends and the inside of the gap or fold, their neighbours, and plain times."""
    before = (change - MINUTE).astimezone(zone).replace(tzinfo=None) + MINUTE
    after = change.astimezone(zone).replace(tzinfo=None)
    low, high = min(before, after), max(before, after)
    minutes = int((high - low) / MINUTE)
    walls = [low - MINUTE, low, low + minutes // 2 * MINUTE, high - MINUTE, high, high + MINUTE]
    return {wall.time() for wall in walls} | {time(0), time(8), time(23, 30), time(23, 59)}


def expected_days(
    walls: list[tuple[datetime, datetime]], at: time
) -> list[tuple[date, datetime, datetime]]:
    """Return (date, moment, wall) of each whole date: the first minute that reached ``at``."""
    dates = sorted({wall.date() for _, wall in walls})[1:-1]
    reached = []
    position = 0
    for on in dates:
        target = datetime.combine(on, at)
        # The clocks can go back: look again a little before the last find.
        position = max(0, position - 300)
        while walls[position][1] < target:
            position += 1
        reached.append((on, *walls[position]))
    return reached


def test_every_zone_is_among_the_behaviours_that_are_tried() -> None:
    tried = {name for names in zones_by_behaviour().values() for name in names}
    assert tried == set(ZONES)
    assert len(tried) > 400
    assert len(all_changes()) > 100


@pytest.mark.parametrize(
    ("name", "changes_in_two_years"),
    [
        ("Europe/Oslo", 4),
        ("Australia/Lord_Howe", 4),  # half an hour
        ("Africa/Casablanca", 4),  # Ramadan
        ("America/Nuuk", 4),  # the hour before midnight
        ("Asia/Tokyo", 0),
    ],
)
def test_the_scan_finds_the_clock_changes(name: str, changes_in_two_years: int) -> None:
    assert len(changes(ZoneInfo(name))) == changes_in_two_years


def test_around_every_clock_change_each_date_has_one_moment_and_the_right_one() -> None:
    for name, change in all_changes():
        zone = ZoneInfo(name)
        walls = walls_around(zone, change)
        dates = {wall.date() for _, wall in walls}
        for at in times_to_try(zone, change):
            days = expected_days(walls, at)
            after = days[0][1] - MINUTE
            for on, moment, wall in days:
                case = (name, change, on, at)
                assert local_moment(on, at, zone) == moment, case
                assert date_exists(on, zone), case
                found = next_local_occurrence(at, zone, after)
                assert found == moment, case
                assert found > after, case
                # The wall clock is the chosen one; in a gap it is the first valid one after.
                target = datetime.combine(on, at)
                shown = found.astimezone(zone).replace(tzinfo=None)
                previous = (found - MINUTE).astimezone(zone).replace(tzinfo=None)
                assert shown == wall, case
                assert shown == target or previous < target < shown, case
                after = found
            assert len({on for on, _, _ in days}) == len(days)
            assert {on for on, _, _ in days} <= dates


@pytest.mark.parametrize("at", [time(0), time(2, 30), time(8)])
def test_over_two_years_every_zone_has_one_moment_for_each_date(at: time) -> None:
    for names in zones_by_behaviour().values():
        zone = ZoneInfo(names[0])
        moment, dates = next_local_occurrence(at, zone, BEGIN), []
        while moment < END:
            dates.append(moment.astimezone(zone).date())
            later = next_local_occurrence(at, zone, moment)
            assert later > moment
            moment = later
        assert dates == [dates[0] + number * DAY for number in range(len(dates))], names[0]


def test_zones_of_one_behaviour_give_the_same_moments() -> None:
    at = time(2, 30)
    for names in zones_by_behaviour().values():
        moments = {next_local_occurrence(at, ZoneInfo(name), BEGIN) for name in names}
        assert len(moments) == 1, names


@given(
    name=st.sampled_from(ZONES),
    at=st.times().map(lambda at: at.replace(microsecond=0)),
    after=st.datetimes(BEGIN.replace(tzinfo=None), END.replace(tzinfo=None)),
)
def test_the_next_occurrence_is_later_and_within_two_days(
    name: str, at: time, after: datetime
) -> None:
    zone, moment = ZoneInfo(name), after.replace(tzinfo=UTC)
    found = next_local_occurrence(at, zone, moment)
    assert moment < found <= moment + 2 * DAY
    assert found.tzinfo is UTC
    shown = found.astimezone(zone)
    # Either the clocks show the chosen time, or they jumped over it a moment ago.
    before = (found - timedelta(seconds=1)).astimezone(zone)
    assert shown.time() == at or shown.utcoffset() != before.utcoffset()


def test_a_time_in_a_gap_is_the_first_valid_moment_after_it() -> None:
    moment = local_moment(date(2026, 3, 29), time(2, 30), OSLO)
    assert moment == datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert moment.astimezone(OSLO).time() == time(3)


def test_a_time_in_a_fold_is_its_first_coming() -> None:
    moment = local_moment(date(2026, 10, 25), time(2, 30), OSLO)
    assert moment == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_fold_is_not_prompted_again_in_its_second_hour() -> None:
    first = local_moment(date(2026, 10, 25), time(2, 30), OSLO)
    assert next_local_occurrence(time(2, 30), OSLO, first) == datetime(
        2026, 10, 26, 1, 30, tzinfo=UTC
    )


def test_a_gap_before_midnight_carries_the_moment_into_the_next_date() -> None:
    moment = local_moment(date(2026, 3, 28), time(23, 30), NUUK)
    assert moment == datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert moment.astimezone(NUUK).time() == time(0)
    assert next_local_occurrence(time(23, 30), NUUK, moment - MINUTE) == moment


def test_a_date_that_is_left_out_has_no_moment() -> None:
    apia = ZoneInfo("Pacific/Apia")
    assert not date_exists(date(2011, 12, 30), apia)
    thursday = local_moment(date(2011, 12, 29), time(8), apia)
    saturday = next_local_occurrence(time(8), apia, thursday)
    assert saturday.astimezone(apia).date() == date(2011, 12, 31)
    assert next_local_occurrence(time(8), apia, saturday).astimezone(apia).date() == date(
        2012, 1, 1
    )


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="offset from UTC"):
        as_local(datetime(2026, 1, 1), OSLO)  # noqa: DTZ001


def test_local_day_goes_from_midnight_to_midnight_even_on_a_change() -> None:
    begin, end = local_day(datetime(2026, 3, 29, 12, tzinfo=UTC), OSLO)
    assert begin == datetime(2026, 3, 28, 23, tzinfo=UTC)
    assert end - begin == timedelta(hours=23)


@pytest.mark.parametrize(
    ("from_", "until", "local", "is_within"),
    [
        (time(21), time(7), time(21), True),
        (time(21), time(7), time(3), True),
        (time(21), time(7), time(7), False),
        (time(21), time(7), time(20, 59), False),
        (time(1), time(5), time(1), True),
        (time(1), time(5), time(5), False),
        (time(1), time(5), time(0, 59), False),
        (time(7), time(7), time(7), False),
    ],
)
def test_quiet_hours_begin_at_from_and_end_before_until(
    from_: time, until: time, local: time, is_within: bool
) -> None:
    assert QuietHours(from_, until).contains(local) is is_within


def test_without_quiet_hours_it_is_never_quiet() -> None:
    none = QuietHours(time(7), time(7))
    assert not is_quiet(BEGIN, OSLO, none)
    assert end_of_quiet(BEGIN, OSLO, none) == BEGIN
    assert next_quiet_start(BEGIN, OSLO, none) is None


def test_quiet_hours_follow_the_local_clock() -> None:
    night = QuietHours(time(21), time(7))
    winter, summer = (
        datetime(2026, 1, 5, 5, 30, tzinfo=UTC),
        datetime(2026, 7, 5, 5, 30, tzinfo=UTC),
    )
    assert is_quiet(winter, OSLO, night)
    assert not is_quiet(summer, OSLO, night)
    assert end_of_quiet(winter, OSLO, night) == datetime(2026, 1, 5, 6, tzinfo=UTC)
    assert next_quiet_start(summer, OSLO, night) == datetime(2026, 7, 5, 19, tzinfo=UTC)


def test_the_second_coming_of_a_quiet_hour_is_quiet_to_its_own_end() -> None:
    quiet = QuietHours(time(22), time(2, 30))
    second = datetime(2026, 10, 25, 1, 10, tzinfo=UTC)  # 02:10 again
    assert end_of_quiet(second, OSLO, quiet) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_clocks_that_go_back_can_lead_into_quiet_hours_again() -> None:
    quiet = QuietHours(time(22), time(2, 30))
    between = datetime(2026, 10, 25, 0, 45, tzinfo=UTC)  # 02:45, the first time
    assert next_quiet_start(between, OSLO, quiet) == datetime(2026, 10, 25, 1, tzinfo=UTC)


@settings(max_examples=60, deadline=None)
@given(
    drawn=st.deferred(lambda: st.sampled_from(all_changes())),
    minutes=st.integers(-26 * 60, 26 * 60),
    from_=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    until=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
)
def test_the_ends_of_quiet_are_the_first_minutes_that_the_clock_shows(
    drawn: tuple[str, datetime], minutes: int, from_: time, until: time
) -> None:
    name, change = drawn
    zone, now, quiet = ZoneInfo(name), change + minutes * MINUTE, QuietHours(from_, until)
    states = [is_quiet(now + minute * MINUTE, zone, quiet) for minute in range(3 * 24 * 60)]
    assert end_of_quiet(now, zone, quiet) == now + states.index(False) * MINUTE
    start = next_quiet_start(now, zone, quiet)
    if from_ != until and True in states:
        assert start == now + states.index(True) * MINUTE
