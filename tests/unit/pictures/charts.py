"""Charts for the tests of pictures, and what they are looked at with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from io import BytesIO

from PIL import Image

from bot.pictures import draw_chart
from bot.pictures.chart import Chart, Key, Mark, Panel
from bot.pictures.chart_geometry import Box, Spot

LAST = date(2026, 3, 20)
SPANS_DAYS = (7, 28, 91)
KEY = Key("latest", "close to your usual", "mean of a week")


def back(days: int) -> date:
    """The day so many days before the last one."""
    return LAST - timedelta(days=days)


def daily(days: int, missing: frozenset[int] = frozenset()) -> dict[date, int]:
    """A rating for each day but those missing, so many days back."""
    return {back(day): (day * 7) % 11 for day in range(days) if day not in missing}


def panel(
    points: Mapping[date, int],
    usual: float | None = 5.5,
    mark: Mark = Mark.DOT,
    name: str = "Mood",
) -> Panel:
    return Panel(
        name, mark, points, usual, "higher is better", "very low", "very good", "Nothing yet"
    )


def chart(*panels: Panel, days: int = 28, title: str = "Your last four weeks") -> Chart:
    labels = {back(day): f"{back(day).day} Mar" for day in range(0, days, 7)}
    return Chart(
        title, "to 20 March", back(days - 1), LAST, panels, labels, KEY, "A gap is a day without."
    )


def full_chart(days: int) -> Chart:
    """Four panels, one of each mark, with days missing in each."""
    marks = enumerate(Mark)
    panels = (
        panel(daily(days, frozenset({3 + shift, 4, 5})), 3.0 + shift, mark, f"Panel {shift}")
        for shift, mark in marks
    )
    return chart(*panels, days=days)


@cache
def full_png(days: int) -> bytes:
    """The full chart drawn, once for all tests that only look at it."""
    return draw_chart(full_chart(days))


def opened(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("RGB")


def holds(box: Box, spot: Spot, around_px: float = 0) -> bool:
    """Whether a mark that reaches so far around a spot stays inside a box."""
    across = box.left + around_px <= spot.x <= box.right - around_px
    return across and box.top + around_px <= spot.y <= box.bottom - around_px
