"""Trends: patterns over several check-ins that a provider should see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.domain.baseline import Reading, baseline
from bot.domain.escalation_policy import EscalationPolicy, TrendRule, Trigger


@dataclass(frozen=True)
class CheckInRecord:
    """One day's round of a questionnaire, answered or missed."""

    on_date: date
    measures: Mapping[str, float]  # points by measure; a skipped item is left out
    is_missed: bool


@dataclass(frozen=True)
class TrendHit:
    """A trigger whose rule matches, with the facts a provider is shown."""

    trigger: Trigger
    facts: dict[str, Any]  # plain values and ISO dates, for a JSON column


def evaluate_trends(
    policy: EscalationPolicy, history: Sequence[CheckInRecord], on_date: date | None = None
) -> tuple[TrendHit, ...]:
    """Return every trend of the policy that shows at the end of a history.

    Args:
        policy: The policy.
        history: One person's check-ins.
        on_date: Look as if on this day: later records are left out.

    Returns:
        The hits, in the policy's order. The newest record must take part, so that a rule hits
        when something new was learned and not again on each silent day.

    Source:
        The thresholds are the policy's, signed off in ``content/escalation/``. That single
        ratings raise nothing is the project's judgement: high pain alone is no emergency in
        chronic pain, and alarms at every high rating flooded providers in a trial
        (Suso-Ribera et al. 2020, doi:10.3390/ijerph17186568).
    """
    records = sorted(
        (record for record in history if on_date is None or record.on_date <= on_date),
        key=lambda record: record.on_date,
    )
    hits = []
    for trigger in policy.triggers:
        facts = _match(trigger.rule, records) if trigger.rule else None
        if trigger.rule and facts is not None:
            facts = {"measure": trigger.rule.measure, "operator": trigger.rule.operator, **facts}
            hits.append(TrendHit(trigger, facts))
    return tuple(hits)


def _match(rule: TrendRule, records: Sequence[CheckInRecord]) -> dict[str, Any] | None:
    """Return the facts when the rule matches."""
    if rule.kind == "missed_after":
        return _match_missed_after(rule, records)
    readings = _readings(rule, records)
    # A check-in without this measure tells nothing new about it, as little as a missed one.
    if not readings or readings[-1].on_date != records[-1].on_date:
        return None
    latest = readings[-rule.check_ins :]
    if len(latest) < rule.check_ins:
        return None
    if rule.kind == "run":
        is_hit = all(rule.matches(reading.value, rule.value) for reading in latest)
        return _facts(latest, limit=rule.value) if is_hit else None
    return _match_above_baseline(rule, readings, latest)


def _match_above_baseline(
    rule: TrendRule, readings: Sequence[Reading], latest: Sequence[Reading]
) -> dict[str, Any] | None:
    # The days that are judged must not pull their own yardstick up.
    usual = baseline(readings, before=latest[0].on_date, window_days=rule.baseline_days)
    if usual is None:
        return None
    limit = usual + rule.value if rule.operator == ">=" else usual - rule.value
    if not all(rule.matches(reading.value, limit) for reading in latest):
        return None
    return _facts(latest, baseline=round(usual, 1), points=rule.value)


def _match_missed_after(rule: TrendRule, records: Sequence[CheckInRecord]) -> dict[str, Any] | None:
    """Match once, on the day the silence reaches its length."""
    before, silent = records[: -rule.missed], records[-rule.missed :]
    if not all(record.is_missed for record in silent):
        return None
    readings = _readings(rule, before)[-rule.check_ins :]
    is_full = len(readings) == rule.check_ins and readings[-1].on_date == before[-1].on_date
    if not is_full or not all(rule.matches(reading.value, rule.value) for reading in readings):
        return None
    missed_dates = [record.on_date.isoformat() for record in silent]
    return _facts(readings, limit=rule.value, missed_dates=missed_dates)


def _readings(rule: TrendRule, records: Sequence[CheckInRecord]) -> list[Reading]:
    return [
        Reading(record.on_date, record.measures[rule.measure])
        for record in records
        if not record.is_missed and rule.measure in record.measures
    ]


def _facts(readings: Sequence[Reading], **more: Any) -> dict[str, Any]:
    return {
        "values": [round(reading.value, 1) for reading in readings],
        "dates": [reading.on_date.isoformat() for reading in readings],
        **more,
    }
