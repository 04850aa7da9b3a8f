"""When a prompt is due."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.cadence import (
    Cadence,
    PlannedPrompt,
    PromptRules,
    Rhythm,
    SnoozeOption,
    cadence,
    is_capped,
    plan_daily,
    plan_follow_up,
    snooze,
    snooze_until,
)
from bot.domain.local_time import QuietHours, is_quiet

OSLO = ZoneInfo("Europe/Oslo")
NIGHT = QuietHours(time(21), time(7))
NONE = QuietHours(time(0), time(0))
RULES = PromptRules()
ZONES = [
    "Europe/Oslo",
    "America/Los_Angeles",
    "Pacific/Auckland",
    "Australia/Lord_Howe",
    "America/Nuuk",
    "Africa/Casablanca",
    "Africa/Cairo",
    "Pacific/Kiritimati",
    "Asia/Kolkata",
]


def oslo(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment of March 2026, told by the clocks of Oslo."""
    return datetime(2026, 3, day, hour, minute, tzinfo=OSLO).astimezone(UTC)


def plan(
    now: datetime,
    at: time = time(8),
    quiet: QuietHours = NIGHT,
    missed: int = 0,
    last: date | None = None,
    zone: ZoneInfo = OSLO,
    wished: int = 1,
    lighter: datetime | None = None,
) -> PlannedPrompt | None:
    rhythm = Rhythm(
        wished_every_days=wished, missed_in_row=missed, asked_on=last, lighter_until=lighter
    )
    return plan_daily(at, zone, quiet, rhythm, last, now, RULES)


@pytest.mark.parametrize(
    ("missed_in_row", "expected"),
    [
        (0, Cadence(1, follows_up=True)),
        (1, Cadence(1, follows_up=True)),
        (2, Cadence(1, follows_up=False)),
        (3, Cadence(1, follows_up=False)),
        (4, Cadence(2, follows_up=False)),
        (6, Cadence(2, follows_up=False)),
        (7, Cadence(7, follows_up=False)),
        (70, Cadence(7, follows_up=False)),
    ],
)
def test_unanswered_prompts_become_fewer(missed_in_row: int, expected: Cadence) -> None:
    assert cadence(Rhythm(missed_in_row=missed_in_row), oslo(2, 8)) == expected


@pytest.mark.parametrize(
    ("missed", "wished", "days"),
    [(0, 2, 2), (0, 7, 7), (3, 4, 4), (4, 4, 4), (7, 4, 7), (4, 1, 2), (70, 7, 7)],
)
def test_silence_makes_prompts_rarer_than_wished_and_never_more_frequent(
    missed: int, wished: int, days: int
) -> None:
    rhythm = Rhythm(wished_every_days=wished, missed_in_row=missed)
    assert cadence(rhythm, oslo(2, 8)).every_days == days


@pytest.mark.parametrize(
    ("wished", "missed", "days"), [(1, 0, 2), (2, 0, 2), (4, 0, 4), (1, 6, 2), (1, 7, 7)]
)
def test_lighter_days_ask_every_other_day_at_most_and_follow_nothing_up(
    wished: int, missed: int, days: int
) -> None:
    rhythm = Rhythm(wished_every_days=wished, missed_in_row=missed, lighter_until=oslo(5, 9))
    assert cadence(rhythm, oslo(5, 8)) == Cadence(days, follows_up=False)


def test_once_the_lighter_days_are_over_all_is_as_before() -> None:
    assert cadence(Rhythm(lighter_until=oslo(5, 9)), oslo(5, 9)) == Cadence(1, follows_up=True)


def test_the_prompt_is_due_at_the_chosen_local_hour_and_open_for_its_window() -> None:
    assert plan(oslo(2, 6)) == PlannedPrompt(date(2026, 3, 2), oslo(2, 8), oslo(2, 14))


def test_the_chosen_hour_stays_the_same_on_the_wall_across_a_clock_change() -> None:
    before = plan(oslo(28, 6))
    after = plan(oslo(29, 6))
    assert before is not None
    assert after is not None
    assert before.due_at == datetime(2026, 3, 28, 7, tzinfo=UTC)
    assert after.due_at == datetime(2026, 3, 29, 6, tzinfo=UTC)


def test_after_downtime_within_the_window_today_is_still_due() -> None:
    late = plan(oslo(2, 13, 59), last=date(2026, 3, 1))
    assert late == PlannedPrompt(date(2026, 3, 2), oslo(2, 8), oslo(2, 14))


def test_after_downtime_beyond_the_window_the_next_day_is_due() -> None:
    late = plan(oslo(2, 14), last=date(2026, 3, 1))
    assert late is not None
    assert late.on_date == date(2026, 3, 3)


def test_a_window_over_midnight_is_still_open_on_the_next_date() -> None:
    late = plan(oslo(3, 1), at=time(22), quiet=NONE)
    assert late == PlannedPrompt(date(2026, 3, 2), oslo(2, 22), oslo(3, 4))


def test_the_window_ends_where_the_quiet_hours_begin() -> None:
    evening = plan(oslo(2, 12), at=time(19))
    assert evening is not None
    assert evening.closes_at == oslo(2, 21)


def test_an_hour_within_the_quiet_hours_is_never_planned() -> None:
    assert plan(oslo(2, 12), at=time(22)) is None


def test_a_gap_that_leads_into_the_quiet_hours_leaves_that_day_out() -> None:
    # 02:30 does not exist on the 29th, and 03:00 is quiet already.
    quiet = QuietHours(time(3), time(7))
    planned = plan(oslo(28, 20), at=time(2, 30), quiet=quiet)
    assert planned is not None
    assert planned.on_date == date(2026, 3, 30)


def test_a_date_that_the_zone_leaves_out_gets_no_prompt() -> None:
    apia = ZoneInfo("Pacific/Apia")
    now = datetime(2011, 12, 30, 8, tzinfo=UTC)  # the evening of the 29th
    planned = plan(now, quiet=NONE, zone=apia, last=date(2011, 12, 29))
    assert planned is not None
    assert planned.on_date == date(2011, 12, 31)


def test_a_day_is_never_prompted_twice() -> None:
    planned = plan(oslo(2, 9), last=date(2026, 3, 2))
    assert planned is not None
    assert planned.on_date == date(2026, 3, 3)


def test_a_traveller_is_not_prompted_twice_for_one_date() -> None:
    auckland, angeles = ZoneInfo("Pacific/Auckland"), ZoneInfo("America/Los_Angeles")
    there = plan(datetime(2026, 3, 9, 18, tzinfo=UTC), zone=auckland)
    assert there is not None
    assert there.on_date == date(2026, 3, 10)
    # In California the 10th begins anew.
    here = plan(datetime(2026, 3, 10, 12, tzinfo=UTC), zone=angeles, last=there.on_date)
    assert here is not None
    assert here.on_date == date(2026, 3, 11)


@pytest.mark.parametrize(("missed", "days"), [(0, 1), (3, 1), (4, 2), (7, 7)])
def test_the_next_prompt_waits_as_long_as_the_cadence_says(missed: int, days: int) -> None:
    planned = plan(oslo(2, 20), missed=missed, last=date(2026, 3, 2))
    assert planned is not None
    assert planned.on_date == date(2026, 3, 2) + timedelta(days=days)


@pytest.mark.parametrize("wished", [1, 2, 4, 7])
def test_the_next_prompt_waits_as_long_as_the_person_wished(wished: int) -> None:
    planned = plan(oslo(2, 20), wished=wished, last=date(2026, 3, 2))
    assert planned is not None
    assert planned.on_date == date(2026, 3, 2) + timedelta(days=wished)


def test_lighter_days_leave_out_tomorrow_and_not_the_day_on_which_they_are_over() -> None:
    during = plan(oslo(2, 20), last=date(2026, 3, 2), lighter=oslo(5, 20))
    ending = plan(oslo(2, 20), last=date(2026, 3, 2), lighter=oslo(3, 7))
    assert during is not None
    assert ending is not None
    assert (during.on_date, ending.on_date) == (date(2026, 3, 4), date(2026, 3, 3))


def test_a_prompt_that_lapsed_is_made_up_for_on_the_next_day() -> None:
    # Asked on 23 February, and on 2 March the coach was down: nobody waits a third week.
    rhythm = Rhythm(wished_every_days=7, asked_on=date(2026, 2, 23))
    planned = plan_daily(time(8), OSLO, NIGHT, rhythm, date(2026, 3, 2), oslo(2, 20), RULES)
    assert planned is not None
    assert planned.on_date == date(2026, 3, 3)


@given(
    name=st.sampled_from(ZONES),
    hour=st.integers(0, 23),
    quiet=st.sampled_from(
        [NIGHT, NONE, QuietHours(time(1), time(5, 30)), QuietHours(time(3), time(4))]
    ),
    missed=st.integers(0, 9),
    minutes=st.integers(0, 2 * 365 * 24 * 60),
    last_days_ago=st.integers(-1, 10),
    wished=st.sampled_from([1, 2, 4, 7]),
    lighter_hours=st.none() | st.integers(-24, 7 * 24),
)
def test_a_planned_prompt_is_never_past_quiet_or_double(
    name: str,
    hour: int,
    quiet: QuietHours,
    missed: int,
    minutes: int,
    last_days_ago: int,
    wished: int,
    lighter_hours: int | None,
) -> None:
    zone = ZoneInfo(name)
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    last = now.astimezone(zone).date() - timedelta(days=last_days_ago)
    at = time(hour, 15)
    lighter = None if lighter_hours is None else now + timedelta(hours=lighter_hours)
    planned = plan(now, at, quiet, missed, last, zone, wished, lighter)
    assert (planned is None) == quiet.contains(at)
    if planned is not None:
        assert max(now, planned.due_at) < planned.closes_at
        assert planned.closes_at <= planned.due_at + timedelta(minutes=RULES.window_min)
        assert not is_quiet(planned.due_at, zone, quiet)
        assert not is_quiet(planned.closes_at - timedelta(seconds=1), zone, quiet)
        between = (planned.on_date - last).days
        assert between >= max(wished, cadence(Rhythm(missed_in_row=missed), now).every_days)
        assert between >= 2 or lighter is None or planned.due_at >= lighter


DAILY = PlannedPrompt(date(2026, 3, 2), oslo(2, 8), oslo(2, 14))


def follow_up(
    asked_at: datetime,
    missed: int = 0,
    asked: PlannedPrompt = DAILY,
    quiet: QuietHours = NIGHT,
    lighter: datetime | None = None,
) -> PlannedPrompt | None:
    rhythm = Rhythm(missed_in_row=missed, lighter_until=lighter)
    return plan_follow_up(asked, asked_at, OSLO, quiet, rhythm, RULES)


def test_the_follow_up_comes_two_hours_later_and_closes_with_the_prompt() -> None:
    assert follow_up(oslo(2, 8)) == PlannedPrompt(date(2026, 3, 2), oslo(2, 10), oslo(2, 14))


def test_the_follow_up_counts_from_when_the_prompt_was_really_asked() -> None:
    late = follow_up(oslo(2, 11))
    assert late is not None
    assert late.due_at == oslo(2, 13)


def test_no_follow_up_once_the_prompt_is_closed() -> None:
    assert follow_up(oslo(2, 12)) is None


def test_no_follow_up_after_two_missed_days() -> None:
    assert follow_up(oslo(2, 8), missed=1) is not None
    assert follow_up(oslo(2, 8), missed=2) is None


def test_no_follow_up_on_lighter_days() -> None:
    assert follow_up(oslo(2, 8), lighter=oslo(2, 10, 1)) is None
    assert follow_up(oslo(2, 8), lighter=oslo(2, 10)) is not None


def test_no_follow_up_within_the_quiet_hours() -> None:
    # The quiet hours were changed after the prompt was planned.
    assert follow_up(oslo(2, 8), quiet=QuietHours(time(9), time(11))) is None


@pytest.mark.parametrize(
    ("option", "now", "expected"),
    [
        (SnoozeOption.MIN_30, oslo(2, 8), oslo(2, 8, 30)),
        (SnoozeOption.HOUR_1, oslo(2, 8), oslo(2, 9)),
        (SnoozeOption.TONIGHT, oslo(2, 8), oslo(2, 19)),
        (SnoozeOption.TONIGHT, oslo(29, 1), oslo(29, 19)),  # the day of a clock change
        (SnoozeOption.TONIGHT, oslo(2, 19), None),
        (SnoozeOption.MIN_30, oslo(2, 20, 30), None),
        (SnoozeOption.HOUR_1, oslo(2, 20, 30), None),
        (SnoozeOption.HOUR_1, oslo(2, 19, 59), oslo(2, 20, 59)),
    ],
)
def test_a_snooze_ends_before_the_quiet_hours_or_is_not_offered(
    option: SnoozeOption, now: datetime, expected: datetime | None
) -> None:
    assert snooze_until(option, now, OSLO, NIGHT) == expected


def test_tonight_is_not_offered_when_that_is_quiet() -> None:
    early = QuietHours(time(18), time(7))
    assert snooze_until(SnoozeOption.TONIGHT, oslo(2, 8), OSLO, early) is None


def test_a_snoozed_prompt_stays_open_for_a_window_but_not_into_the_night() -> None:
    assert snooze(DAILY, oslo(2, 9), OSLO, NIGHT, RULES) == PlannedPrompt(
        date(2026, 3, 2), oslo(2, 9), oslo(2, 15)
    )
    assert snooze(DAILY, oslo(2, 19), OSLO, NIGHT, RULES).closes_at == oslo(2, 21)


def test_a_snooze_never_makes_the_window_shorter() -> None:
    narrow = PromptRules(window_min=30)
    assert snooze(DAILY, oslo(2, 9), OSLO, NIGHT, narrow).closes_at == DAILY.closes_at


def test_the_cap_is_reached_with_its_last_message() -> None:
    assert not is_capped(2, RULES)
    assert is_capped(3, RULES)


def test_rules_that_make_no_sense_are_refused() -> None:
    with pytest.raises(ValueError, match="window_min, daily_cap"):
        PromptRules(window_min=0, daily_cap=-1)
