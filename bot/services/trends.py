"""Watches a patient's check-ins for what the policy wants a provider to see."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.domain.check_ins import DAILY_CHECK_IN_ID, CheckIn
from bot.domain.escalation import CheckInRecord, TrendHit, evaluate_trends
from bot.domain.measures.scoring import points_of
from bot.domain.patients import Patient
from bot.domain.prompts import PromptKind, PromptStatus
from bot.library.models.questionnaire import Item
from bot.services.alert_raising import raise_alert
from bot.services.begun_versions import questionnaire_of
from bot.services.scores import scored_rounds
from bot.services.work import Work

WATCHED_DAYS = 60  # longer than any rule looks back


async def watch_round(work: Work, patient: Patient, check_in: CheckIn) -> int:
    """Raise what a complete round calls for, of whichever questionnaire; return how many."""
    asked = await questionnaire_of(work, patient, check_in)
    if check_in.questionnaire_id == DAILY_CHECK_IN_ID:
        return await watch(work, patient, check_in.on_date, asked.items)
    if asked.instrument is None:
        return 0
    rounds = await scored_rounds(work, patient, asked, until=check_in.on_date)
    records = [
        CheckInRecord(each.on_date, points_of(each.score), is_missed=False) for each in rounds
    ]
    hits = evaluate_trends(work.library.policy, records)
    return await _raise(work, patient, hits, scores=_shown(records))


async def watch(work: Work, patient: Patient, on_date: date, items: Sequence[Item] = ()) -> int:
    """Raise what the daily check-ins up to ``on_date`` call for; return how many.

    Args:
        work: The work at hand.
        patient: Whose check-ins these are.
        on_date: The last local day that counts.
        items: What was asked in a round of an older version, beside what is asked now.
    """
    history = await _history(work, patient, on_date, items)
    return await _raise(work, patient, evaluate_trends(work.library.policy, history))


async def _raise(work: Work, patient: Patient, hits: Sequence[TrendHit], **more: object) -> int:
    raised = 0
    for hit in hits:
        facts = {**hit.facts, **more}
        if await raise_alert(work, patient, hit.trigger, facts) is not None:
            raised += 1
    return raised


def _shown(records: Sequence[CheckInRecord]) -> dict[str, float]:
    """Return the points of the newest round, as a provider is shown them."""
    newest = records[-1].measures if records else {}
    return {name: round(points, 1) for name, points in newest.items()}


async def _history(
    work: Work, patient: Patient, on_date: date, items: Sequence[Item]
) -> list[CheckInRecord]:
    assert patient.id is not None
    since = on_date - timedelta(days=WATCHED_DAYS)
    by_day: dict[date, dict[str, float]] = {
        check_in.on_date: {}
        for check_in in await work.uow.check_ins.completed_since(patient.id, since)
    }
    asked_now = work.library.questionnaire(DAILY_CHECK_IN_ID, patient.language).items
    measures = {item.id: item.measure for item in (*asked_now, *items)}
    for day, item_id, points in await work.uow.check_ins.live_values(patient.id, since):
        if item_id in measures:
            by_day[day][measures[item_id]] = points
    records = [CheckInRecord(day, values, is_missed=False) for day, values in by_day.items()]
    prompts = await work.uow.prompts.history(patient.id, PromptKind.DAILY_CHECK_IN, since)
    records += [
        CheckInRecord(prompt.on_date, {}, is_missed=True)
        for prompt in prompts
        if prompt.status is PromptStatus.MISSED and prompt.on_date not in by_day
    ]
    return sorted(
        (record for record in records if record.on_date <= on_date),
        key=lambda record: record.on_date,
    )
