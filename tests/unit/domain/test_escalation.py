"""How an alert climbs, and that it never stops on its own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.alerts import Alert, AlertStatus, ResolutionOutcome, Urgency
from bot.domain.escalation import (
    NOBODY_RETRY_MIN,
    Climb,
    EscalationPolicy,
    Intake,
    Ladder,
    LadderStep,
    Trigger,
    acknowledge,
    add_event,
    climb,
    expire,
    is_cooled_down,
    is_stalled,
    ladder_from_json,
    new_alert,
    resolve,
    take_in,
    take_step,
)
from bot.domain.providers import Position
from bot.errors import InvalidTransition

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
FIRST, BACKUP = Position.FIRST, Position.BACKUP
LADDER = Ladder(
    (LadderStep((FIRST,), 10), LadderStep((BACKUP,), 20), LadderStep((FIRST, BACKUP), 15))
)
CRISIS = Trigger("crisis", "safety", Urgency.IMMEDIATE, 24, "Crisis words", ("abuse",))
CONTACT = Trigger("contact-wish", "contact", Urgency.SOON, 24, "Wishes contact")
ACKNOWLEDGEMENT_H = 12


def minutes(number: int) -> timedelta:
    return timedelta(minutes=number)


def policy(ladder: Ladder = LADDER) -> EscalationPolicy:
    ladders = {Urgency.IMMEDIATE: ladder, Urgency.SOON: ladder}
    return EscalationPolicy("p", 1, (CRISIS, CONTACT), ladders, ACKNOWLEDGEMENT_H, ())


def alert(trigger: Trigger = CRISIS, ladder: Ladder = LADDER) -> Alert:
    return new_alert(policy(ladder), trigger, patient_id=7, facts={"kind": "abuse"}, now=NOW)


# --- one climb


@pytest.mark.parametrize(
    ("step_index", "notify", "next_step_index", "wait_min"),
    [
        (0, (1,), 1, 10),
        (1, (2,), 2, 20),
        (2, (1, 2), 2, 15),
        (3, (1, 2), 2, 15),
        (-1, (1,), 1, 10),
    ],
)
def test_the_ladder_climbs_and_its_last_step_repeats(
    step_index: int, notify: tuple[int, ...], next_step_index: int, wait_min: int
) -> None:
    step = climb(LADDER, step_index, {FIRST: [1], BACKUP: [2]}, NOW)
    assert step == Climb(notify, (), next_step_index, NOW + minutes(wait_min), nobody=False)


def test_an_empty_step_is_skipped_at_once() -> None:
    assert climb(LADDER, 0, {BACKUP: [2]}, NOW) == Climb(
        (2,), (0,), 2, NOW + minutes(20), nobody=False
    )


def test_all_of_a_position_are_told_and_each_provider_once() -> None:
    step = climb(LADDER, 2, {FIRST: [1, 3], BACKUP: [3, 2]}, NOW)
    assert step.notify == (1, 3, 2)


def test_when_the_rest_is_empty_the_beginning_is_tried() -> None:
    ladder = Ladder((LadderStep((FIRST,), 10), LadderStep((BACKUP,), 20)))
    assert climb(ladder, 1, {FIRST: [1]}, NOW) == Climb(
        (1,), (1,), 1, NOW + minutes(10), nobody=False
    )


@pytest.mark.parametrize("step_index", [0, 1, 2])
def test_when_a_whole_round_reaches_nobody_it_says_so_and_tries_again_soon(
    step_index: int,
) -> None:
    step = climb(LADDER, step_index, {FIRST: []}, NOW)
    assert step.nobody
    assert step.notify == ()
    assert sorted(step.skipped) == [0, 1, 2]
    assert step.next_step_index == step_index
    assert step.next_step_at == NOW + minutes(NOBODY_RETRY_MIN)


# --- what becomes of an event


@pytest.mark.parametrize(
    ("trigger", "has_open", "hours_since_resolved", "expected"),
    [
        (CONTACT, False, None, Intake.RAISE),
        (CONTACT, True, None, Intake.GROUP),
        (CONTACT, True, 1, Intake.GROUP),
        (CONTACT, False, 23, Intake.COOLING),
        (CONTACT, False, 24, Intake.RAISE),
        (CRISIS, False, None, Intake.RAISE),
        (CRISIS, True, 1, Intake.GROUP),
        (CRISIS, False, 1, Intake.RAISE),  # an immediate one is never held back
    ],
)
def test_events_group_cool_down_or_raise(
    trigger: Trigger, has_open: bool, hours_since_resolved: int | None, expected: Intake
) -> None:
    resolved_at = (
        None if hours_since_resolved is None else NOW - timedelta(hours=hours_since_resolved)
    )
    assert take_in(trigger, has_open, resolved_at, NOW) is expected
    assert is_cooled_down(trigger, resolved_at, NOW) is (
        take_in(trigger, False, resolved_at, NOW) is Intake.RAISE
    )


# --- the life of an alert


def test_a_new_alert_is_due_at_once_and_keeps_its_own_ladder() -> None:
    new = alert()
    assert new.status is AlertStatus.TRIGGERED
    assert new.next_step_at == NOW
    assert new.step_index == 0
    assert new.cause == "crisis"
    assert new.urgency is Urgency.IMMEDIATE
    assert ladder_from_json(new.policy) == LADDER


def test_a_step_moves_the_alert_up() -> None:
    one = alert()
    take_step(one, climb(LADDER, 0, {FIRST: [1]}, NOW))
    assert one.step_index == 1
    assert one.next_step_at == NOW + minutes(10)


def test_an_acknowledged_or_resolved_alert_does_not_climb() -> None:
    one, step = alert(), climb(LADDER, 0, {FIRST: [1]}, NOW)
    acknowledge(one, 1, NOW, ACKNOWLEDGEMENT_H)
    with pytest.raises(InvalidTransition):
        take_step(one, step)
    resolve(one, 1, ResolutionOutcome.CONTACTED, NOW)
    with pytest.raises(InvalidTransition):
        take_step(one, step)


def test_an_acknowledgement_has_an_owner_and_an_end() -> None:
    one = alert()
    acknowledge(one, 5, NOW, ACKNOWLEDGEMENT_H)
    assert one.status is AlertStatus.ACKNOWLEDGED
    assert one.acknowledged_by == 5
    assert one.acknowledged_at == NOW
    assert one.next_step_at == one.acknowledgement_expires_at == NOW + timedelta(hours=12)
    with pytest.raises(InvalidTransition):
        acknowledge(one, 6, NOW, ACKNOWLEDGEMENT_H)
    assert one.acknowledged_by == 5


def test_an_acknowledgement_that_runs_out_lets_the_alert_climb_from_its_first_step() -> None:
    one = alert()
    take_step(one, climb(LADDER, 0, {FIRST: [1]}, NOW))
    acknowledge(one, 1, NOW, ACKNOWLEDGEMENT_H)
    ends_at = NOW + timedelta(hours=12)
    with pytest.raises(InvalidTransition):
        expire(one, ends_at - minutes(1))
    expire(one, ends_at)
    assert one.status is AlertStatus.TRIGGERED
    assert one.step_index == 0
    assert one.next_step_at == ends_at
    assert one.acknowledged_by is None
    assert one.acknowledged_at is None
    assert one.acknowledgement_expires_at is None


def test_without_an_acknowledgement_nothing_runs_out() -> None:
    with pytest.raises(InvalidTransition):
        expire(alert(), NOW)


@pytest.mark.parametrize("is_acknowledged", [True, False])
def test_a_resolution_has_an_outcome_and_ends_the_climb(is_acknowledged: bool) -> None:
    one = alert()
    if is_acknowledged:
        acknowledge(one, 1, NOW, ACKNOWLEDGEMENT_H)
    resolve(one, 2, ResolutionOutcome.PASSED_ON, NOW)
    assert one.status is AlertStatus.RESOLVED
    assert (one.resolved_by, one.resolved_at) == (2, NOW)
    assert one.outcome is ResolutionOutcome.PASSED_ON
    assert one.next_step_at is None
    for again in (
        lambda: resolve(one, 3, ResolutionOutcome.NO_ACTION, NOW),
        lambda: acknowledge(one, 3, NOW, ACKNOWLEDGEMENT_H),
        lambda: add_event(one, NOW),
        lambda: expire(one, NOW),
    ):
        with pytest.raises(InvalidTransition):
            again()
    assert one.outcome is ResolutionOutcome.PASSED_ON


def test_an_event_on_an_open_alert_is_counted() -> None:
    one = alert()
    assert not add_event(one, NOW + minutes(3))
    assert one.event_count == 2
    assert one.last_event_at == NOW + minutes(3)
    assert one.next_step_at == NOW


@pytest.mark.parametrize(
    ("trigger", "minutes_later", "climbs_anew"),
    [(CRISIS, 14, False), (CRISIS, 15, True), (CONTACT, 600, False)],
)
def test_an_acknowledgement_does_not_hide_an_immediate_event_that_comes_later(
    trigger: Trigger, minutes_later: int, climbs_anew: bool
) -> None:
    one = alert(trigger)
    acknowledge(one, 1, NOW, ACKNOWLEDGEMENT_H)
    later = NOW + minutes(minutes_later)
    assert add_event(one, later) is climbs_anew
    assert one.event_count == 2
    assert (one.status is AlertStatus.TRIGGERED) is climbs_anew
    assert (one.next_step_at == later) is climbs_anew


def test_an_open_alert_without_a_timely_next_step_is_stalled() -> None:
    one = alert()
    assert not is_stalled(one, NOW + minutes(5))
    assert is_stalled(one, NOW + minutes(6))
    one.next_step_at = None
    assert is_stalled(one, NOW)
    one.status = AlertStatus.RESOLVED
    assert not is_stalled(one, NOW)


# --- whatever happens

POSITIONS = st.lists(st.sampled_from(Position), min_size=1, max_size=2, unique=True).map(tuple)
LADDERS = st.lists(
    st.builds(LadderStep, POSITIONS, st.integers(1, 1440)), min_size=1, max_size=5
).map(lambda steps: Ladder(tuple(steps)))
REACHABLE = st.dictionaries(
    st.sampled_from(Position), st.lists(st.integers(1, 5), max_size=3), max_size=2
)
EVENTS = st.lists(
    st.tuples(
        st.sampled_from(["tick", "tick", "tick", "acknowledge", "event", "resolve"]),
        st.integers(0, 2000),  # minutes until it happens
        REACHABLE,
    ),
    max_size=25,
)


def those_of(step: LadderStep, reachable: dict[Position, list[int]]) -> set[int]:
    return {one for position in step.notify for one in reachable.get(position, [])}


def tick(one: Alert, reachable: dict[Position, list[int]], now: datetime) -> Climb | None:
    """Do what is due, as the coach does it: expire first, then climb."""
    assert one.next_step_at is not None
    if now < one.next_step_at:
        return None
    if one.status is AlertStatus.ACKNOWLEDGED:
        expire(one, now)
    step = climb(ladder_from_json(one.policy), one.step_index, reachable, now)
    take_step(one, step)
    return step


@given(ladder=LADDERS, step_index=st.integers(-1, 7), reachable=REACHABLE)
def test_a_climb_reaches_somebody_or_says_that_it_reaches_nobody(
    ladder: Ladder, step_index: int, reachable: dict[Position, list[int]]
) -> None:
    step = climb(ladder, step_index, reachable, NOW)
    everybody = {one for each in ladder.steps for one in those_of(each, reachable)}
    assert step.nobody == (not everybody)
    assert step.nobody == (not step.notify)
    assert len(set(step.notify)) == len(step.notify)
    assert len(set(step.skipped)) == len(step.skipped)
    assert all(not those_of(ladder.steps[index], reachable) for index in step.skipped)
    assert 0 <= step.next_step_index < len(ladder.steps)
    assert NOW < step.next_step_at <= NOW + minutes(1440)


@given(ladder=LADDERS, trigger=st.sampled_from([CRISIS, CONTACT]), events=EVENTS)
def test_an_open_alert_always_has_a_next_step_in_the_future(
    ladder: Ladder,
    trigger: Trigger,
    events: list[tuple[str, int, dict[Position, list[int]]]],
) -> None:
    one, now = alert(trigger, ladder), NOW
    for what, wait_min, reachable in events:
        now += minutes(wait_min)
        if what == "acknowledge" and one.status is AlertStatus.TRIGGERED:
            acknowledge(one, 1, now, ACKNOWLEDGEMENT_H)
        elif what == "event":
            add_event(one, now)
        elif what == "resolve":
            resolve(one, 1, ResolutionOutcome.NO_ACTION, now)
            break
        assert one.next_step_at is not None
        tick(one, reachable, now)
        assert one.next_step_at > now
        assert not is_stalled(one, now)
    assert one.is_open == (one.next_step_at is not None)


@given(ladder=LADDERS, reachable=REACHABLE)
def test_unacknowledged_the_last_step_is_reached_and_repeats_to_everybody_in_it(
    ladder: Ladder, reachable: dict[Position, list[int]]
) -> None:
    one, now, told = alert(ladder=ladder), NOW, []
    for _ in range(len(ladder.steps) + 3):
        step = tick(one, reachable, now)
        assert step is not None
        told.append(step)
        assert one.next_step_at is not None
        now = one.next_step_at
    last = those_of(ladder.steps[-1], reachable)
    if last:
        assert all(set(step.notify) == last for step in told[-3:])
    else:
        assert all(step.nobody or step.notify for step in told)


@given(
    ladder=LADDERS,
    outage=st.integers(1, 6),
    reachable=REACHABLE.filter(lambda reachable: any(reachable.values())),
)
def test_whoever_comes_back_after_an_outage_is_told_within_the_retry_time(
    ladder: Ladder, outage: int, reachable: dict[Position, list[int]]
) -> None:
    one, now = alert(ladder=ladder), NOW
    for _ in range(outage):
        step = tick(one, {}, now)
        assert step is not None
        assert step.nobody
        assert step.next_step_at == now + minutes(NOBODY_RETRY_MIN)
        now = step.next_step_at
    step = tick(one, reachable, now)
    assert step is not None
    named = {position for each in ladder.steps for position in each.notify}
    assert bool(step.notify) == any(reachable.get(position) for position in named)
