"""Draws a chart: small panels on one day axis, each with its own usual."""

from __future__ import annotations

from bot.pictures.canvas import Canvas
from bot.pictures.chart import Chart
from bot.pictures.chart_geometry import Box, PanelShape, Plot, Spot, lay_out, plots, spaced
from bot.pictures.chart_key import KEY_ROW_PX, draw_key, lay_out_key
from bot.pictures.chart_panel import AROUND_PX, NAME_TO_FIELD_PX, SCALE_PX, VALUE_PX, draw_panel
from bot.pictures.colours import INK, MUTED
from bot.pictures.lettering import BODY, SMALL, TITLE, fitted, width_of, wrapped

# Telegram shows a picture about 360 px wide: letters of 29 px come out at about ten.
WIDTH_PX = 1080
_LEFT_PX = 48
_RIGHT_PX = WIDTH_PX - _LEFT_PX
_ROOM_PX = _RIGHT_PX - _LEFT_PX
_TITLE_Y, _SUBTITLE_Y, _FIRST_NAME_Y = 84, 132, 204
_FIELD_PX = 140  # the height of 0 to 10
_PITCH_PX = 254  # from one panel to the next
_FIELD_TO_DAYS_PX, _FIELD_TO_KEY_PX = 50, 118
_FOOT_LINE_PX, _FOOT_LINES = 38, 2
_BOTTOM_PX = 34
_DAY_LABEL_PX = 220


def draw_chart(chart: Chart) -> bytes:
    """Return a chart as a PNG; the same chart gives the same bytes."""
    shapes = _shapes(chart)
    key = lay_out_key(chart, shapes, _ROOM_PX)
    foot = wrapped(chart.footnote, SMALL, _ROOM_PX, _FOOT_LINES)
    key_y = shapes[-1].plot.box.bottom + _FIELD_TO_KEY_PX
    foot_y = key_y + KEY_ROW_PX * len({entry.row for entry in key})
    canvas = Canvas(WIDTH_PX, round(foot_y + _FOOT_LINE_PX * (len(foot) - 1) + _BOTTOM_PX))
    _draw_title(canvas, chart)
    for panel, shape in zip(chart.panels, shapes, strict=True):
        draw_panel(canvas, chart, panel, shape)
    _draw_days(canvas, chart, shapes[-1].plot)
    draw_key(canvas, key, Spot(_LEFT_PX, key_y))
    for number, line in enumerate(foot):
        canvas.words(line, Spot(_LEFT_PX, foot_y + number * _FOOT_LINE_PX), SMALL, MUTED)
    return canvas.as_png()


def _shapes(chart: Chart) -> tuple[PanelShape, ...]:
    top = _FIRST_NAME_Y + NAME_TO_FIELD_PX
    first_box = Box(
        left=_LEFT_PX + SCALE_PX + AROUND_PX,
        top=top,
        right=_RIGHT_PX - VALUE_PX,
        bottom=top + _FIELD_PX,
    )
    fields = plots(chart, first_box, _PITCH_PX)
    return tuple(
        lay_out(panel, plot, chart.is_weekly)
        for panel, plot in zip(chart.panels, fields, strict=True)
    )


def _draw_title(canvas: Canvas, chart: Chart) -> None:
    title = fitted(chart.title, TITLE, _ROOM_PX)
    canvas.words(title, Spot(_LEFT_PX, _TITLE_Y), TITLE, INK)
    subtitle = fitted(chart.subtitle, BODY, _ROOM_PX)
    canvas.words(subtitle, Spot(_LEFT_PX, _SUBTITLE_Y), BODY, MUTED)


def _draw_days(canvas: Canvas, chart: Chart, plot: Plot) -> None:
    """Name the days under the last panel."""
    labels = [fitted(chart.day_labels[day], SMALL, _DAY_LABEL_PX) for day in chart.named_days]
    widths = [width_of(label, SMALL) for label in labels]
    # A label at the end of the axis moves in rather than out of the picture.
    middles = [
        min(plot.x_of(day), _RIGHT_PX - width / 2)
        for day, width in zip(chart.named_days, widths, strict=True)
    ]
    for number in spaced(list(zip(middles, widths, strict=True)), between_px=14):
        below = Spot(middles[number], plot.box.bottom + _FIELD_TO_DAYS_PX)
        canvas.words(labels[number], below, SMALL, MUTED, "ms")
