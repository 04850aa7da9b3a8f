"""Where everything of a chart goes, in pixels; nothing here draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean

from bot.domain.baseline import MARGIN_NRS
from bot.pictures.chart import Chart, Panel

HIGHEST_NRS = 10
_DAY = timedelta(days=1)
_WEEK_DAYS = 7


@dataclass(frozen=True)
class Spot:
    """A place in the picture."""

    x: float
    y: float


Stretch = tuple[Spot, ...]  # spots that a line joins


@dataclass(frozen=True)
class Box:
    """A part of the picture."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Plot:
    """The field of one panel: days from left to right, 0 to 10 from the bottom up."""

    box: Box
    first: date
    last: date

    def x_of(self, on_date: date, later_days: float = 0) -> float:
        """Return where a day is; a single day is in the middle."""
        span_days = (self.last - self.first).days
        share = ((on_date - self.first).days + later_days) / span_days if span_days else 0.5
        return self.box.left + share * (self.box.right - self.box.left)

    def y_of(self, value_nrs: float) -> float:
        """Return where a value is."""
        share = value_nrs / HIGHEST_NRS
        return self.box.bottom - share * (self.box.bottom - self.box.top)

    def spot(self, on_date: date, value_nrs: float, later_days: float = 0) -> Spot:
        """Return where a value of a day is."""
        return Spot(self.x_of(on_date, later_days), self.y_of(value_nrs))


@dataclass(frozen=True)
class UsualBand:
    """What counts as close to a person's usual: the domain's margin on both sides."""

    top: float
    middle: float
    bottom: float


@dataclass(frozen=True)
class Latest:
    """The newest rating."""

    spot: Spot
    value_nrs: int


@dataclass(frozen=True)
class PanelShape:
    """One panel, laid out."""

    plot: Plot
    stretches: tuple[Stretch, ...]
    marks: tuple[Spot, ...]
    light_marks: tuple[Spot, ...]  # the days behind the weeks
    latest: Latest | None
    usual: UsualBand | None


def lay_out(panel: Panel, plot: Plot, is_weekly: bool) -> PanelShape:
    """Return where the parts of a panel go."""
    points = {
        day: panel.points[day] for day in sorted(panel.points) if plot.first <= day <= plot.last
    }
    days = {day: plot.spot(day, value) for day, value in points.items()}
    newest = max(points, default=None)
    latest = None if newest is None else Latest(days[newest], points[newest])
    stretches = _weeks(points, plot) if is_weekly else _runs(days)
    older = tuple(spot for day, spot in days.items() if day != newest)
    return PanelShape(
        plot=plot,
        stretches=stretches,
        marks=tuple(spot for stretch in stretches for spot in stretch) if is_weekly else older,
        light_marks=older if is_weekly else (),
        latest=latest,
        usual=_band(panel.usual, plot),
    )


def plots(chart: Chart, first_box: Box, pitch_px: float) -> tuple[Plot, ...]:
    """Return the fields of a chart's panels, one below the other on the same days."""
    down = (number * pitch_px for number in range(len(chart.panels)))
    return tuple(
        Plot(
            Box(first_box.left, first_box.top + y, first_box.right, first_box.bottom + y),
            chart.first,
            chart.last,
        )
        for y in down
    )


def spaced(labels: Sequence[tuple[float, float]], between_px: float) -> tuple[int, ...]:
    """Return which labels to keep so that none touches another.

    Args:
        labels: The middle and the width of each, from left to right.
        between_px: How much room two of them need between them.
    """
    kept: list[int] = []
    free_from = float("-inf")
    for number, (middle, width) in enumerate(labels):
        if middle - width / 2 >= free_from:
            kept.append(number)
            free_from = middle + width / 2 + between_px
    return tuple(kept)


def flowed(widths: Sequence[float], between_px: float, room_px: float) -> tuple[int, ...]:
    """Return in which row each of some things stands when they are set like words of a text."""
    rows: list[int] = []
    row, free_from = 0, 0.0
    for width in widths:
        if free_from and free_from + width > room_px:
            row, free_from = row + 1, 0.0
        rows.append(row)
        free_from += width + between_px
    return tuple(rows)


def _runs(days: Mapping[date, Spot]) -> tuple[Stretch, ...]:
    """Return the days that follow each other; what lies between others is not known."""
    runs: list[list[Spot]] = []
    before: date | None = None
    for day, spot in days.items():
        if before is not None and day - before == _DAY:
            runs[-1].append(spot)
        else:
            runs.append([spot])
        before = day
    return tuple(tuple(run) for run in runs)


def _weeks(points: Mapping[date, int], plot: Plot) -> tuple[Stretch, ...]:
    """Return the weekly means, joined where a week follows a week."""
    values: dict[int, list[int]] = {}
    for day, value in points.items():
        # Counted from the end: the newest week is whole, the oldest may be short.
        values.setdefault((plot.last - day).days // _WEEK_DAYS, []).append(value)
    runs: list[list[Spot]] = []
    for back in sorted(values, reverse=True):
        spot = _week_spot(back, fmean(values[back]), plot)
        if back + 1 in values:
            runs[-1].append(spot)
        else:
            runs.append([spot])
    return tuple(tuple(run) for run in runs)


def _week_spot(back: int, mean_nrs: float, plot: Plot) -> Spot:
    """Return the middle of a week, so many weeks before the last one."""
    last_day = plot.last - timedelta(days=back * _WEEK_DAYS)
    first_day = max(plot.first, last_day - timedelta(days=_WEEK_DAYS - 1))
    return plot.spot(first_day, mean_nrs, later_days=(last_day - first_day).days / 2)


def _band(usual_nrs: float | None, plot: Plot) -> UsualBand | None:
    if usual_nrs is None:
        return None
    return UsualBand(
        top=plot.y_of(min(HIGHEST_NRS, usual_nrs + MARGIN_NRS)),
        middle=plot.y_of(usual_nrs),
        bottom=plot.y_of(max(0, usual_nrs - MARGIN_NRS)),
    )
