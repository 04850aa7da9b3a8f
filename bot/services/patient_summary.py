"""One patient at a glance, for a provider: numbers beside each other, no free text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from bot.domain.check_ins import DAILY_CHECK_IN_ID
from bot.domain.patients import Patient
from bot.library.models.questionnaire import Item
from bot.services.alert_words import title_of
from bot.services.provider_words import (
    PROVIDER_LANGUAGE,
    clinic_clock,
    day_words,
    measure_words,
    words,
)
from bot.services.score_words import score_lines
from bot.services.work import Work

SHOWN_CHECK_INS = 7
LOOK_BACK_DAYS = 28


async def summary_words(work: Work, patient: Patient) -> str:
    """Return the patient's standing, last check-ins, last scores and open alerts."""
    parts = [
        _title(work, patient),
        await _check_ins(work, patient),
        await _scores(work, patient),
        await _alerts(work, patient),
    ]
    return "\n\n".join(part for part in parts if part)


def _title(work: Work, patient: Patient) -> str:
    status = status_words(work, patient)
    return words(work, "provider.summary_title", ref=patient.ref, status=status)


def status_words(work: Work, patient: Patient) -> str:
    """Return where a patient stands with the coach."""
    if patient.unreachable_since is not None:
        since = clinic_clock(work, patient.unreachable_since)
        return words(work, "provider.status_unreachable", time=since)
    if patient.paused_until is not None and patient.is_paused(work.now):
        until = clinic_clock(work, patient.paused_until)
        return words(work, "provider.status_paused", time=until)
    return words(work, f"provider.status_{patient.status.value}")


async def _check_ins(work: Work, patient: Patient) -> str:
    assert patient.id is not None
    items = work.library.questionnaire(DAILY_CHECK_IN_ID, PROVIDER_LANGUAGE).items
    by_day = await _values_by_day(work, patient.id, items, _since(work, patient))
    days = sorted(by_day, reverse=True)[:SHOWN_CHECK_INS]
    if not days:
        return words(work, "provider.summary_none")
    lines = [
        words(work, "provider.summary_scale"),
        words(work, "provider.summary_good", measures=_better_when_higher(work, items)),
        *(_day_line(work, day, by_day[day], items) for day in days),
    ]
    return "\n".join(lines)


def _since(work: Work, patient: Patient) -> date:
    return work.now.astimezone(patient.zone).date() - timedelta(days=LOOK_BACK_DAYS)


async def _values_by_day(
    work: Work, patient_id: int, items: Sequence[Item], since: date
) -> dict[date, dict[str, int]]:
    known = {item.id for item in items}
    by_day: dict[date, dict[str, int]] = {}
    for day, item_id, value in await work.uow.check_ins.live_values(patient_id, since):
        if item_id in known:
            by_day.setdefault(day, {})[item_id] = value
    return by_day


def _better_when_higher(work: Work, items: Sequence[Item]) -> str:
    return ", ".join(
        measure_words(work, item.measure)
        for item in items
        if item.kind == "nrs" and item.higher_is == "better"
    )


def _day_line(work: Work, day: date, values: Mapping[str, int], items: Sequence[Item]) -> str:
    listed = ", ".join(
        words(
            work,
            "provider.summary_value",
            measure=measure_words(work, item.measure),
            value=values[item.id],
        )
        for item in items
        if item.id in values
    )
    return words(work, "provider.summary_day", day=day_words(work, day), values=listed)


async def _scores(work: Work, patient: Patient) -> str:
    lines = await score_lines(work, patient)
    return "\n".join([words(work, "provider.summary_scores"), *lines]) if lines else ""


async def _alerts(work: Work, patient: Patient) -> str:
    lines = [
        words(
            work,
            "provider.summary_alert",
            time=clinic_clock(work, alert.raised_at),
            title=title_of(alert),
        )
        for alert in await work.uow.alerts.open_all()
        if alert.patient_id == patient.id
    ]
    return "\n".join(lines)
