"""How things have been, in words: function and mood beside pain, against the person's own usual."""

from __future__ import annotations

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
    title = text(work, patient, f"title_{view.days}")
    lines = [text(work, patient, "head", title=title, days=len(view.rated_days))]
    lines += [_line(work, patient, view, item) for item in view.items if view.within(item)]
    return "\n".join([*lines, *_done(work, patient, view)])


def day_words(work: Work, patient: Patient, day: date) -> str:
    """Return a day as "3 Nov"."""
    month = text(work, patient, f"month_{day.month}")
    return text(work, patient, "day", day=day.day, month=month)


def _line(work: Work, patient: Patient, view: View, item: Item) -> str:
    points = view.within(item).values()
    words = text(
        work,
        patient,
        "line",
        item=item.short,
        usual=f"{fmean(points):.0f}",
        min=min(points),
        max=max(points),
    )
    lately = _lately(view, item)
    if lately in (Trend.BETTER, Trend.WORSE):
        words = f"{words} {text(work, patient, f'lately_{lately.value}')}"
    return words


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
