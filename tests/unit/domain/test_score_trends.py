"""A score is watched by the same kinds of rule as a rating, round by round."""

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
    TrendRule,
    Trigger,
    evaluate_trends,
)
from bot.domain.measures.peg import PegScore
from bot.domain.measures.scoring import points_of
from bot.domain.providers import Position

FIRST = date(2026, 1, 5)
PEG_RISE = TrendRule("above_baseline", "peg", ">=", value=2, check_ins=2, baseline_days=84)


def policy(rule):
    ladder = Ladder((LadderStep((Position.FIRST,), 60),))
    trigger = Trigger("harder-weeks", "trend", Urgency.SOON, 336, "Harder weeks", rule=rule)
    return EscalationPolicy("test", 1, (trigger,), {Urgency.SOON: ladder}, 12, ())


def weeks(*sums):
    """A round each week, by the sum of its three answers; None is not complete."""
    return [
        CheckInRecord(
            FIRST + timedelta(weeks=week),
            points_of(None if total is None else PegScore(total)),
            is_missed=False,
        )
        for week, total in enumerate(sums)
    ]


def hits(*sums):
    return evaluate_trends(policy(PEG_RISE), weeks(*sums))


def test_two_weeks_of_two_points_more_are_seen_with_their_facts():
    (hit,) = hits(10, 10, 10, 16, 17)
    assert hit.facts["values"] == [5.3, 5.7]
    assert hit.facts["baseline"] == 3.3
    assert hit.facts["measure"] == "peg"


@pytest.mark.parametrize(
    "sums",
    [
        (10, 10, 10, 16),  # once is not twice
        (10, 10, 10, 15, 16),  # five thirds of a point are not two
        (10, 10, 16, 16),  # too few weeks to know what is usual
        (10, 10, 10, 16, 16, None),  # the newest tells nothing
        (16, 16, 16, 10, 10),
    ],
)
def test_less_than_that_is_not(sums):
    assert hits(*sums) == ()


def test_an_incomplete_round_is_passed_over():
    assert len(hits(10, 10, 10, 16, None, 16)) == 1


@given(st.lists(st.integers(0, 24), min_size=3, max_size=6), st.integers(0, 6), st.integers(0, 6))
def test_thirds_are_compared_as_exactly_as_whole_points(before, first, second):
    """The rise is exact in thirds, though a mean in thirds is not exact as a float."""
    usual = sum(before)  # in parts of 1 / len(before)
    latest = [usual // len(before) + rise for rise in (first + 3, second + 3)]
    latest = [min(total, 30) for total in latest]
    is_rise = all(total * len(before) - usual >= 6 * len(before) for total in latest)
    assert bool(hits(*before, *latest)) == is_rise
