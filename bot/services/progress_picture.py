"""How things have been, as a picture."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from bot.domain.baseline import Reading, baseline
from bot.domain.patients import Patient
from bot.library.models.questionnaire import Item
from bot.pictures import MOST_PANELS, Chart, Key, Mark, Panel, can_write
from bot.services.progress_view import View
from bot.services.progress_words import day_words, text
from bot.services.work import Work

_A_WEEK = 7


def chart(work: Work, patient: Patient, view: View) -> Chart | None:
    """Return the picture of a view; None where it could not be written in this language."""
    first, last = (day_words(work, patient, day) for day in (view.first, view.last))
    marked = zip(view.items[:MOST_PANELS], Mark, strict=False)
    drawn = Chart(
        title=text(work, patient, f"title_{view.days}"),
        subtitle=text(work, patient, "between", start=first, end=last),
        first=view.first,
        last=view.last,
        panels=tuple(_panel(work, patient, view, item, mark) for item, mark in marked),
        day_labels={day: _label(work, patient, view, day) for day in _named_days(view)},
        key=Key(
            latest=text(work, patient, "key_latest"),
            usual=text(work, patient, "key_usual"),
            weekly_mean=text(work, patient, "key_weekly"),
        ),
        footnote=text(work, patient, "footnote"),
    )
    return drawn if all(map(can_write, _words(drawn))) else None


def _panel(work: Work, patient: Patient, view: View, item: Item, mark: Mark) -> Panel:
    points = view.within(item)
    readings = [Reading(day, value) for day, value in points.items()]
    after = view.last + timedelta(days=1)
    return Panel(
        name=item.short,
        mark=mark,
        points=points,
        usual=baseline(readings, after, window_days=view.days),
        note=text(work, patient, f"higher_is_{item.higher_is}") if item.higher_is else "",
        low_label=item.low_label or "",
        high_label=item.high_label or "",
        empty=text(work, patient, "no_points"),
    )


def _named_days(view: View) -> list[date]:
    """Return the days that are named below the picture: each, one a week, or each first."""
    days = [view.first + timedelta(days=past) for past in range(view.days)]
    if view.days <= _A_WEEK:
        return days
    if view.days <= 6 * _A_WEEK:
        return [day for day in days if (view.last - day).days % _A_WEEK == 0]
    return [day for day in days if day.day == 1]


def _label(work: Work, patient: Patient, view: View, day: date) -> str:
    if view.days <= _A_WEEK:
        return text(work, patient, f"weekday_{day.isoweekday()}")
    return day_words(work, patient, day)


def _words(drawn: Chart) -> Iterator[str]:
    yield from (drawn.title, drawn.subtitle, drawn.footnote)
    yield from (drawn.key.latest, drawn.key.usual, drawn.key.weekly_mean)
    yield from drawn.day_labels.values()
    for panel in drawn.panels:
        yield from (panel.name, panel.note, panel.low_label, panel.high_label, panel.empty)
