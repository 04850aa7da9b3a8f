"""The promise about messages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.cadence import PromptRules
from bot.domain.local_time import QuietHours, is_quiet
from bot.domain.message_promise import Gate, GateReason, Sending, Verdict, may_send
from bot.domain.messages import Lane

OSLO = ZoneInfo("Europe/Oslo")
NIGHT = QuietHours(time(21), time(7))
RULES = PromptRules()
NOON = datetime(2026, 3, 2, 11, tzinfo=UTC)
LATE = datetime(2026, 3, 2, 21, tzinfo=UTC)  # 22:00 in Oslo
MORNING = datetime(2026, 3, 3, 6, tzinfo=UTC)  # 07:00 in Oslo
ALLOWED = Verdict(Gate.ALLOW)
PROMPT = Sending(
    lane=Lane.PROMPT,
    purpose="daily_check_in",
    now=NOON,
    zone=OSLO,
    quiet=NIGHT,
    is_paused=False,
    sent_today=0,
    has_open_exercise=False,
    last_same_sent_at=None,
    expires_at=NOON + timedelta(hours=2),
)


def minutes(number: int) -> timedelta:
    return timedelta(minutes=number)


def test_a_prompt_by_day_is_allowed() -> None:
    assert may_send(PROMPT, RULES) == ALLOWED


@pytest.mark.parametrize("lane", [Lane.SAFETY, Lane.REPLY])
def test_safety_texts_and_replies_always_go_out(lane: Lane) -> None:
    worst = replace(
        PROMPT,
        lane=lane,
        now=LATE,
        is_paused=True,
        sent_today=99,
        has_open_exercise=True,
        last_same_sent_at=LATE,
        expires_at=NOON,
    )
    assert may_send(worst, RULES) == ALLOWED


@pytest.mark.parametrize("lane", [Lane.PROMPT, Lane.BULK])
def test_nothing_unasked_goes_out_at_night(lane: Lane) -> None:
    night = replace(PROMPT, lane=lane, now=LATE, expires_at=LATE + minutes(60))
    assert may_send(night, RULES) == Verdict(Gate.DROP, GateReason.QUIET_HOURS)


@pytest.mark.parametrize("expires_at", [None, MORNING + minutes(1)])
def test_a_message_whose_window_reaches_beyond_the_night_waits_for_the_morning(
    expires_at: datetime | None,
) -> None:
    # The cap and the twin belong to the evening; in the morning both are looked at again.
    night = replace(
        PROMPT, now=LATE, expires_at=expires_at, sent_today=3, last_same_sent_at=LATE - minutes(5)
    )
    assert may_send(night, RULES) == Verdict(Gate.HOLD, GateReason.QUIET_HOURS, MORNING)


def test_a_window_that_ends_with_the_night_is_over() -> None:
    night = replace(PROMPT, now=LATE, expires_at=MORNING)
    assert may_send(night, RULES) == Verdict(Gate.DROP, GateReason.QUIET_HOURS)


def test_a_pause_drops_prompts() -> None:
    assert may_send(replace(PROMPT, is_paused=True), RULES) == Verdict(Gate.DROP, GateReason.PAUSED)


def test_a_prompt_whose_window_is_over_is_dropped() -> None:
    over = replace(PROMPT, expires_at=NOON)
    assert may_send(over, RULES) == Verdict(Gate.DROP, GateReason.WINDOW_OVER)


@pytest.mark.parametrize(
    ("minutes_ago", "verdict"),
    [
        (0, Verdict(Gate.DROP, GateReason.TWIN)),
        (29, Verdict(Gate.DROP, GateReason.TWIN)),
        (30, ALLOWED),
    ],
)
def test_the_same_message_is_not_sent_twice_within_half_an_hour(
    minutes_ago: int, verdict: Verdict
) -> None:
    twin = replace(PROMPT, last_same_sent_at=NOON - minutes(minutes_ago))
    assert may_send(twin, RULES) == verdict


def test_the_daily_cap_holds() -> None:
    assert may_send(replace(PROMPT, sent_today=2), RULES) == ALLOWED
    assert may_send(replace(PROMPT, sent_today=3), RULES) == Verdict(
        Gate.DROP, GateReason.DAILY_CAP
    )


def test_an_open_exercise_is_not_interrupted() -> None:
    busy = replace(PROMPT, has_open_exercise=True)
    until = NOON + minutes(10)
    assert may_send(busy, RULES) == Verdict(Gate.HOLD, GateReason.OPEN_EXERCISE, until)


def test_an_exercise_that_outlasts_the_window_ends_the_prompt() -> None:
    busy = replace(PROMPT, has_open_exercise=True, expires_at=NOON + minutes(10))
    assert may_send(busy, RULES) == Verdict(Gate.DROP, GateReason.OPEN_EXERCISE)


@given(
    lane=st.sampled_from([Lane.PROMPT, Lane.BULK]),
    now_min=st.integers(0, 3 * 24 * 60),
    is_paused=st.booleans(),
    sent_today=st.integers(0, 5),
    has_open_exercise=st.booleans(),
    same_min_ago=st.none() | st.integers(0, 90),
    expires_in_min=st.none() | st.integers(-60, 900),
)
def test_what_is_allowed_keeps_the_whole_promise_and_a_hold_has_a_later_moment(
    lane: Lane,
    now_min: int,
    is_paused: bool,
    sent_today: int,
    has_open_exercise: bool,
    same_min_ago: int | None,
    expires_in_min: int | None,
) -> None:
    # Three days around a clock change.
    now = datetime(2026, 3, 28, tzinfo=UTC) + minutes(now_min)
    expires_at = None if expires_in_min is None else now + minutes(expires_in_min)
    verdict = may_send(
        Sending(
            lane=lane,
            purpose="daily_check_in",
            now=now,
            zone=OSLO,
            quiet=NIGHT,
            is_paused=is_paused,
            sent_today=sent_today,
            has_open_exercise=has_open_exercise,
            last_same_sent_at=None if same_min_ago is None else now - minutes(same_min_ago),
            expires_at=expires_at,
        ),
        RULES,
    )
    if verdict.gate is Gate.ALLOW:
        assert not is_quiet(now, OSLO, NIGHT)
        assert not is_paused
        assert not has_open_exercise
        assert sent_today < RULES.daily_cap
        assert same_min_ago is None or same_min_ago >= RULES.twin_within_min
        assert expires_at is None or now < expires_at
    else:
        assert verdict.reason is not None
    assert (verdict.gate is Gate.HOLD) == (verdict.until is not None)
    if verdict.until is not None:
        assert now < verdict.until
        assert expires_at is None or verdict.until < expires_at
