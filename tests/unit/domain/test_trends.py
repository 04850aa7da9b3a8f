"""Trends over several check-ins."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.alerts import Urgency
from bot.domain.escalation import (
    CheckInRecord,
    EscalationPolicy,
    Ladder,
    LadderStep,
    TrendHit,
    TrendRule,
    Trigger,
    evaluate_trends,
)
from bot.domain.providers import Position

FIRST_DAY = date(2026, 3, 1)
RUN = TrendRule("run", "pain_nrs", ">=", 8, 3)
RISE = TrendRule("above_baseline", "pain_nrs", ">=", 3, 2, baseline_days=14)
SILENCE = TrendRule("missed_after", "pain_nrs", ">=", 7, 1, missed=3)


def policy(*rules: TrendRule) -> EscalationPolicy:
    contact = Trigger("contact-wish", "contact", Urgency.SOON, 0, "Wishes contact")
    triggers = [
        Trigger(f"rule-{number}", "trend", Urgency.SOON, 72, "Trend", rule=rule)
        for number, rule in enumerate(rules)
    ]
    ladder = Ladder((LadderStep((Position.FIRST,), 60),))
    return EscalationPolicy("p", 1, (contact, *triggers), {Urgency.SOON: ladder}, 12, ())


def history(*days: int | None | str) -> list[CheckInRecord]:
    """Return one record a day: points of pain, None for a missed one, "" for a skipped item."""
    return [
        CheckInRecord(
            FIRST_DAY + timedelta(days=number),
            {"pain_nrs": day} if isinstance(day, int) else {"mood_nrs": 5} if day == "" else {},
            is_missed=day is None,
        )
        for number, day in enumerate(days)
    ]


def hits(rule: TrendRule, *days: int | None | str) -> tuple[TrendHit, ...]:
    return evaluate_trends(policy(rule), history(*days))


@pytest.mark.parametrize(
    ("days", "is_hit"),
    [
        ((8, 8, 8), True),
        ((2, 9, 10, 8), True),
        ((8, 7, 8), False),
        ((8, 8, 7), False),
        ((8, 8), False),
        ((), False),
        ((8, None, 8, None, None, 8), True),  # missed days neither break nor count
        ((8, 8, 8, None), False),  # the newest is missed: nothing new was learned
        ((8, None, 8), False),
        ((8, "", 8, 8), True),  # nor does a skipped item
        ((8, 8, 8, ""), False),
        ((None, None, None), False),
    ],
)
def test_a_run_hits_when_the_last_completed_check_ins_all_match(
    days: tuple[int | None | str, ...], is_hit: bool
) -> None:
    assert bool(hits(RUN, *days)) is is_hit


def test_a_hit_names_values_and_dates_as_plain_data() -> None:
    (hit,) = hits(RUN, 3, 8, 9, 10)
    assert hit.trigger.id == "rule-0"
    assert json.loads(json.dumps(hit.facts)) == {
        "measure": "pain_nrs",
        "operator": ">=",
        "values": [8, 9, 10],
        "dates": ["2026-03-02", "2026-03-03", "2026-03-04"],
        "limit": 8,
    }


@pytest.mark.parametrize(
    ("days", "is_hit"),
    [
        ((4, 4, 4, 7, 7), True),
        ((4, 4, 4, 7, 6), False),
        ((4, 4, 4, 6, 7), False),
        ((4, 4, 7, 7), False),  # two readings are no baseline
        ((4, 4, 4, None, 7, None, 7), True),
        ((4, 4, 5, 7, 7), False),  # 4.3 and 3 is more than 7
        ((4, 4, 5, 8, 8), True),
        ((4, 4, 4, 7), False),
        ((4, 4, 4, 7, 7, None), False),
        # The readings before the fourteen days are no yardstick.
        ((4, 4, 4, *[None] * 14, 7, 7), False),
        ((4, 4, 4, *[None] * 11, 7, 7), True),
    ],
)
def test_a_rise_is_measured_against_the_days_before_it(
    days: tuple[int | None | str, ...], is_hit: bool
) -> None:
    assert bool(hits(RISE, *days)) is is_hit


def test_a_rise_shows_the_baseline_it_was_measured_against() -> None:
    (hit,) = hits(RISE, 4, 4, 5, 8, 9)
    assert hit.facts["baseline"] == 4.3
    assert hit.facts["points"] == 3
    assert hit.facts["values"] == [8, 9]


def test_a_fall_below_the_baseline_can_be_watched_too() -> None:
    fall = TrendRule("above_baseline", "pain_nrs", "<=", 3, 2)
    assert hits(fall, 8, 8, 8, 5, 5)
    assert not hits(fall, 8, 8, 8, 5, 6)
    assert not hits(fall, 4, 4, 4, 7, 7)


@pytest.mark.parametrize(
    ("days", "is_hit"),
    [
        ((7, None, None, None), True),
        ((2, 9, None, None, None), True),
        ((7, None, None), False),
        ((6, None, None, None), False),
        ((7, None, None, None, None), False),  # it hit the day before
        ((7, "", None, None, None), False),  # the last word was another one
        ((None, None, None), False),
        ((None, None, None, None), False),
        ((7, None, None, None, 3), False),
        ((), False),
    ],
)
def test_silence_hits_once_on_the_day_it_has_lasted_long_enough_after_a_bad_day(
    days: tuple[int | None | str, ...], is_hit: bool
) -> None:
    assert bool(hits(SILENCE, *days)) is is_hit


def test_silence_shows_the_bad_day_and_the_missed_days() -> None:
    (hit,) = hits(SILENCE, 3, 9, None, None, None)
    assert hit.facts["values"] == [9]
    assert hit.facts["dates"] == ["2026-03-02"]
    assert hit.facts["missed_dates"] == ["2026-03-03", "2026-03-04", "2026-03-05"]


def test_silence_can_ask_for_several_bad_days_before_it() -> None:
    twice = TrendRule("missed_after", "pain_nrs", ">=", 7, 2, missed=2)
    assert hits(twice, 7, 8, None, None)
    assert not hits(twice, 6, 8, None, None)
    assert not hits(twice, 8, None, None)


def test_every_rule_that_matches_hits_in_the_order_of_the_policy() -> None:
    found = evaluate_trends(policy(RUN, SILENCE, RISE), history(4, 4, 4, 8, 8, 8))
    assert [hit.trigger.id for hit in found] == ["rule-0", "rule-2"]
    found = evaluate_trends(policy(RISE, RUN), history(4, 4, 4, 4, 8, 8))
    assert [hit.trigger.id for hit in found] == ["rule-0"]


def test_the_order_of_the_records_does_not_matter() -> None:
    shuffled = list(reversed(history(2, 8, 8, 8)))
    assert evaluate_trends(policy(RUN), shuffled)


def test_records_after_the_day_looked_at_are_left_out() -> None:
    records = history(8, 8, 8, 2)
    assert not evaluate_trends(policy(RUN), records)
    assert evaluate_trends(policy(RUN), records, on_date=FIRST_DAY + timedelta(days=2))


@given(days=st.lists(st.none() | st.integers(0, 10), max_size=30))
def test_a_hit_always_rests_on_values_that_are_in_the_history(days: list[int | None]) -> None:
    for hit in evaluate_trends(policy(RUN, RISE, SILENCE), history(*days)):
        for value, on in zip(hit.facts["values"], hit.facts["dates"], strict=True):
            assert days[(date.fromisoformat(on) - FIRST_DAY).days] == value
