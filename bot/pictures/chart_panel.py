"""Draws one panel of a chart: its name, its scale, its usual and its points."""

from __future__ import annotations

from bot.pictures.canvas import Canvas, Pen
from bot.pictures.chart import Chart, Panel
from bot.pictures.chart_geometry import HIGHEST_NRS, Box, PanelShape, Plot, Spot
from bot.pictures.colours import BY_MARK, GROUND, HAIRLINE, INK, MUTED, Colour, light_of
from bot.pictures.lettering import BODY, NAME, SMALL, VALUE, fitted, width_of, wrapped
from bot.pictures.marks import (
    LINE_PX,
    SMALL_RADIUS_PX,
    draw_latest,
    draw_usual_band,
    draw_usual_line,
)

AROUND_PX = 24  # how far marks may reach out of the field
SCALE_PX = 206  # the column of the scale's words
VALUE_PX = 76  # room for the latest value beside its mark
NAME_TO_FIELD_PX = 40
_MIDDLE_NRS = HIGHEST_NRS / 2
_NAME_INDENT_PX = 44
_SCALE_WORDS_PX = SCALE_PX - 46
_SCALE_LINE_PX = 32
_LARGE_RADIUS_PX, _LIGHT_RADIUS_PX = 11, 5
_BAND_OUT_PX = 12  # how far the usual's band shows beside the field
_FEW_DAYS = 14  # so many points have room to be large


def draw_panel(canvas: Canvas, chart: Chart, panel: Panel, shape: PanelShape) -> None:
    """Draw a panel where it was laid out."""
    box = shape.plot.box
    _draw_heading(canvas, panel, box)
    left = box.left - AROUND_PX
    _draw_end_of_scale(canvas, panel.high_label, HIGHEST_NRS, Spot(left, box.top))
    _draw_end_of_scale(canvas, panel.low_label, 0, Spot(left, box.bottom))
    with canvas.smooth(frame_of(shape.plot)) as pen:
        _draw_field(pen, chart, shape, BY_MARK[panel.mark])
        _draw_points(pen, panel, shape, _radius_px(chart))
    if shape.latest is None:
        _draw_empty(canvas, panel.empty, shape)
    else:
        beside = Spot(shape.latest.spot.x + 26, shape.latest.spot.y)
        canvas.words(str(shape.latest.value_nrs), beside, VALUE, INK, "lm")


def frame_of(plot: Plot) -> Box:
    """Return the field with the room that its marks need around it."""
    box = plot.box
    return Box(
        box.left - AROUND_PX, box.top - AROUND_PX, box.right + AROUND_PX, box.bottom + AROUND_PX
    )


def _draw_empty(canvas: Canvas, empty: str, shape: PanelShape) -> None:
    """Say that a field has no points, in the half where the usual is not."""
    plot, box, usual = shape.plot, shape.plot.box, shape.usual
    is_usual_low = usual is not None and usual.middle > plot.y_of(_MIDDLE_NRS)
    words = fitted(empty, BODY, box.right - box.left - 2 * AROUND_PX)
    middle = Spot((box.left + box.right) / 2, plot.y_of(7.5 if is_usual_low else 2.5))
    reach = width_of(words, BODY) / 2 + 16
    room = Box(middle.x - reach, middle.y - 22, middle.x + reach, middle.y + 22)
    with canvas.smooth(room) as pen:  # no thin line runs through the words
        pen.slab(room, GROUND)
    canvas.words(words, middle, BODY, MUTED, "mm")


def _draw_heading(canvas: Canvas, panel: Panel, box: Box) -> None:
    """Write a panel's name with its mark, and which way is better."""
    left, right = box.left - AROUND_PX - SCALE_PX, box.right + VALUE_PX
    y = box.top - NAME_TO_FIELD_PX
    note = fitted(panel.note, SMALL, (right - left) / 2)
    canvas.words(note, Spot(right, y), SMALL, MUTED, "rs")
    name_left = left + _NAME_INDENT_PX
    with canvas.smooth(Box(left - 4, y - 34, name_left, y + 6)) as pen:
        pen.mark(panel.mark, Spot(left + 15, y - 14), 13, BY_MARK[panel.mark])
    name = fitted(panel.name, NAME, right - name_left - width_of(note, SMALL) - 24)
    canvas.words(name, Spot(name_left, y), NAME, INK)


def _draw_end_of_scale(canvas: Canvas, label: str, value_nrs: int, right: Spot) -> None:
    """Write a number and what it means; a second line goes towards the middle of the scale."""
    canvas.words(str(value_nrs), right, SMALL, MUTED, "rm")
    lines = wrapped(label, SMALL, _SCALE_WORDS_PX, most_lines=2)
    above = 0 if value_nrs else len(lines) - 1
    for number, line in enumerate(lines):
        y = right.y + (number - above) * _SCALE_LINE_PX
        words_right = right.x - (SCALE_PX - _SCALE_WORDS_PX)
        canvas.words(line, Spot(words_right, y), SMALL, MUTED, "rm")


def _draw_field(pen: Pen, chart: Chart, shape: PanelShape, colour: Colour) -> None:
    """Draw what lies under the points: the usual, and thin lines to read by."""
    plot, box, usual = shape.plot, shape.plot.box, shape.usual
    if usual is not None:
        left, right = box.left - _BAND_OUT_PX, box.right + _BAND_OUT_PX
        draw_usual_band(pen, Box(left, usual.top, right, usual.bottom), colour)
    for value in (0, _MIDDLE_NRS, HIGHEST_NRS):
        y = plot.y_of(value)
        pen.line((Spot(box.left, y), Spot(box.right, y)), HAIRLINE, 2)
    for day in chart.named_days:
        x = plot.x_of(day)
        pen.line((Spot(x, box.top), Spot(x, box.bottom)), HAIRLINE, 1.5)
    if usual is not None:
        ends = (Spot(box.left, usual.middle), Spot(box.right, usual.middle))
        draw_usual_line(pen, ends, colour)


def _draw_points(pen: Pen, panel: Panel, shape: PanelShape, radius_px: float) -> None:
    colour = BY_MARK[panel.mark]
    for spot in shape.light_marks:
        pen.mark(panel.mark, spot, _LIGHT_RADIUS_PX, light_of(colour))
    for stretch in shape.stretches:
        pen.line(stretch, colour, LINE_PX)
    for spot in shape.marks:
        pen.mark(panel.mark, spot, radius_px, colour)
    if shape.latest is not None:
        draw_latest(pen, panel.mark, shape.latest.spot, colour)


def _radius_px(chart: Chart) -> float:
    days = (chart.last - chart.first).days + 1
    return _LARGE_RADIUS_PX if days <= _FEW_DAYS else SMALL_RADIUS_PX
