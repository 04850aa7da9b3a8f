"""Feedback against the person's own usual: function and mood beside pain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.domain.baseline import Reading, Trend, baseline, compare
from bot.library.models.questionnaire import Item, Questionnaire

MAX_LINES = 3  # a tired person reads three lines, not one for each item
# What went better comes first; what is as usual is said only when there is room.
_ORDER = (Trend.BETTER, Trend.WORSE, Trend.SAME, Trend.TOO_EARLY)


def feedback_lines(
    questionnaire: Questionnaire,
    history: Sequence[tuple[date, str, int]],
    today: Mapping[str, int],
    on_date: date,
) -> list[str]:
    """Return at most three lines about today beside the last two weeks.

    Args:
        questionnaire: What was asked.
        history: (local day, item id, points) of completed check-ins.
        today: Today's points by measure.
        on_date: Today's local day.
    """
    found: list[tuple[Trend, str]] = []
    for item in questionnaire.items:
        if item.feedback is None or item.higher_is is None or item.measure not in today:
            continue
        found.append(_line(item, history, today[item.measure], on_date))
    found.sort(key=lambda line: _ORDER.index(line[0]))
    if all(trend is Trend.TOO_EARLY for trend, _ in found):
        return [line for _, line in found[:1]]
    return [line for _, line in found[:MAX_LINES]]


def _line(
    item: Item, history: Sequence[tuple[date, str, int]], value: int, on_date: date
) -> tuple[Trend, str]:
    assert item.feedback is not None
    assert item.higher_is is not None
    readings = [Reading(day, points) for day, item_id, points in history if item_id == item.id]
    usual = baseline(readings, on_date)
    trend = compare(value, usual, item.higher_is)
    words = {
        Trend.BETTER: item.feedback.better,
        Trend.SAME: item.feedback.same,
        Trend.WORSE: item.feedback.worse,
        Trend.TOO_EARLY: item.feedback.too_early,
    }[trend]
    shown = "" if usual is None else f"{usual:.0f}"
    return trend, words.format(today=value, usual=shown)
