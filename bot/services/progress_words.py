"""How things have been, in words: function and mood beside pain, against the person's own usual."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from statistics import fmean

from bot.domain.baseline import Reading, Trend, baseline, compare
from bot.domain.patients import Patient
from bot.library.models.questionnaire import Item
from bot.services.progress_view import View
from bot.services.work import Work

LATELY_DAYS = 7


def text(work: Work, patient: Patient, key: str, **params: object) -> str:
    """Return a text of the progress."""
    return work.library.text(f"progress.{key}", patient.language, **params)


def caption(work: Work, patient: Patient, view: View) -> str:
    """Return what the picture shows, in words."""
    days = len(view.rated_days)
    title = text(work, patient, f"title_{view.days}")
    lines = [text(work, patient, "head_one" if days == 1 else "head", title=title, days=days)]
    lines += [_line(work, patient, view, item) for item in view.items if view.within(item)]
    return "\n".join([*lines, *_done(work, patient, view)])


def day_words(work: Work, patient: Patient, day: date) -> str:
    """Return a day as "3 Nov"."""
    month = text(work, patient, f"month_{day.month}")
    return text(work, patient, "day", day=day.day, month=month)


def middle_half(points: Collection[int]) -> tuple[int, int]:
    """Return between which points at least half of the ratings lie, and no single bad day.

    Source:
        The project's own judgement, to be confirmed by a clinician: a quarter is left out at
        either end, since the worst day of a month says little about the month.
    """
    ordered = sorted(points)
    quarter = len(ordered) // 4
    return ordered[quarter], ordered[-1 - quarter]


def _line(work: Work, patient: Patient, view: View, item: Item) -> str:
    low, high = middle_half(view.within(item).values())
    if low == high:
        values = text(work, patient, "mostly_one", value=low)
    else:
        values = text(work, patient, "mostly", min=low, max=high)
    lately = _lately(view, item)
    key = f"line_{lately.value}" if lately in (Trend.BETTER, Trend.WORSE) else "line"
    return text(work, patient, key, item=item.short, values=values)


def _lately(view: View, item: Item) -> Trend:
    """Return how the last seven days compare with the two weeks before them.

    Source:
        Margin and fewest readings are those of ``bot.domain.baseline``. That a week is set beside
        the weeks before it is the project's own judgement, to be confirmed by a clinician.
    """
    begins = view.last - timedelta(days=LATELY_DAYS - 1)
    by_day = view.points.get(item.id, {})
    recent = [points for day, points in by_day.items() if begins <= day <= view.last]
    if not recent or item.higher_is is None:
        return Trend.TOO_EARLY
    readings = [Reading(day, points) for day, points in by_day.items()]
    return compare(fmean(recent), baseline(readings, begins), item.higher_is)


def _done(work: Work, patient: Patient, view: View) -> list[str]:
    if not view.done:
        return []
    key = "done_one" if view.done == 1 else "done"
    return [text(work, patient, key, count=view.done)]
