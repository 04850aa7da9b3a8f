"""Watches a patient's check-ins for what the policy wants a provider to see."""

from __future__ import annotations

from datetime import date, timedelta

from bot.domain.check_ins import DAILY_CHECK_IN_ID
from bot.domain.escalation import CheckInRecord, evaluate_trends
from bot.domain.patients import Patient
from bot.domain.prompts import PromptKind, PromptStatus
from bot.services.alert_raising import raise_alert
from bot.services.work import Work

WATCHED_DAYS = 60  # longer than any rule looks back


async def watch(work: Work, patient: Patient, on_date: date) -> int:
    """Raise what the trends up to ``on_date`` call for; return how many."""
    hits = evaluate_trends(work.library.policy, await _history(work, patient, on_date))
    raised = 0
    for hit in hits:
        if await raise_alert(work, patient, hit.trigger, dict(hit.facts)) is not None:
            raised += 1
    return raised


async def _history(work: Work, patient: Patient, on_date: date) -> list[CheckInRecord]:
    assert patient.id is not None
    since = on_date - timedelta(days=WATCHED_DAYS)
    by_day: dict[date, dict[str, int]] = {
        check_in.on_date: {}
        for check_in in await work.uow.check_ins.completed_since(patient.id, since)
    }
    measures = {
        item.id: item.measure
        for item in work.library.questionnaire(DAILY_CHECK_IN_ID, patient.language).items
    }
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
