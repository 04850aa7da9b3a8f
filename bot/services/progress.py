"""The last two weeks in words."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from statistics import mean

from bot.domain.check_ins import DAILY_CHECK_IN_ID
from bot.domain.patients import Patient
from bot.services.speech import Saying, say
from bot.services.work import Work

DAYS = 14  # today counts


async def show(work: Work, patient: Patient) -> None:
    """Say how each measure was over the last two weeks: function and mood beside pain."""
    assert patient.id is not None
    today = work.now.astimezone(patient.zone).date()
    values: dict[str, list[int]] = defaultdict(list)
    rows = await work.uow.check_ins.live_values(patient.id, today - timedelta(days=DAYS - 1))
    for _, item_id, points in rows:
        values[item_id].append(points)
    items = work.library.questionnaire(DAILY_CHECK_IN_ID, patient.language).items
    lines = [
        work.library.text(
            "progress.line",
            patient.language,
            item=item.short,
            usual=f"{mean(values[item.id]):.0f}",
            min=min(values[item.id]),
            max=max(values[item.id]),
        )
        for item in items
        if item.id in values
    ]
    if not lines:
        text = work.library.text("progress.none_yet", patient.language)
    else:
        head = work.library.text(
            "progress.head", patient.language, days=len({day for day, _, _ in rows})
        )
        text = "\n".join([head, *lines])
    await say(work, patient, Saying(text=text))
