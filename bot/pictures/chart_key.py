"""The key under a chart: its signs, explained in the caller's words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.pictures.canvas import Canvas, Pen
from bot.pictures.chart import Chart, Mark
from bot.pictures.chart_geometry import Box, PanelShape, Spot, flowed
from bot.pictures.colours import MUTED
from bot.pictures.lettering import SMALL, fitted, width_of
from bot.pictures.marks import (
    LINE_PX,
    SMALL_RADIUS_PX,
    draw_latest,
    draw_usual_band,
    draw_usual_line,
)

KEY_ROW_PX = 48
_BETWEEN_PX = 44
_SIGN_TO_WORDS_PX = 16
_REACH_PX = 22  # how far a sign reaches above and below its line


class Sign(StrEnum):
    """What the key explains, and how wide it is drawn."""

    LATEST = "latest"
    WEEKLY_MEAN = "weekly_mean"
    USUAL = "usual"

    @property
    def width_px(self) -> float:
        """How wide the sign is."""
        return 36 if self is Sign.LATEST else 56


@dataclass(frozen=True)
class Entry:
    """One sign with its words, in its place: from the left, and in which row."""

    sign: Sign
    words: str
    left_px: float
    row: int


def lay_out_key(chart: Chart, shapes: tuple[PanelShape, ...], room_px: float) -> tuple[Entry, ...]:
    """Return the signs that a chart has, with their words, in as many rows as they need."""
    signs = _signs(chart, shapes)
    words = [
        fitted(text, SMALL, room_px - sign.width_px - _SIGN_TO_WORDS_PX) for sign, text in signs
    ]
    widths = [
        sign.width_px + _SIGN_TO_WORDS_PX + width_of(text, SMALL)
        for (sign, _), text in zip(signs, words, strict=True)
    ]
    entries: list[Entry] = []
    row_before, left_px = 0, 0.0
    for number, row in enumerate(flowed(widths, _BETWEEN_PX, room_px)):
        left_px = left_px if row == row_before else 0.0
        entries.append(Entry(signs[number][0], words[number], left_px, row))
        row_before, left_px = row, left_px + widths[number] + _BETWEEN_PX
    return tuple(entries)


def draw_key(canvas: Canvas, entries: tuple[Entry, ...], corner: Spot) -> None:
    """Draw a key whose first line of words begins at a corner."""
    for entry in entries:
        left, y = corner.x + entry.left_px, corner.y + entry.row * KEY_ROW_PX
        middle_y = y - 10  # of the small letters
        around = Box(left, middle_y - _REACH_PX, left + entry.sign.width_px, middle_y + _REACH_PX)
        with canvas.smooth(around) as pen:
            _draw_sign(pen, entry.sign, Spot(left, middle_y))
        words_left = left + entry.sign.width_px + _SIGN_TO_WORDS_PX
        canvas.words(entry.words, Spot(words_left, y), SMALL, MUTED)


def _signs(chart: Chart, shapes: tuple[PanelShape, ...]) -> list[tuple[Sign, str]]:
    signs = []
    if any(shape.latest for shape in shapes):
        signs.append((Sign.LATEST, chart.key.latest))
        if chart.is_weekly:
            signs.append((Sign.WEEKLY_MEAN, chart.key.weekly_mean))
    if any(shape.usual for shape in shapes):
        signs.append((Sign.USUAL, chart.key.usual))
    return signs


def _draw_sign(pen: Pen, sign: Sign, left: Spot) -> None:
    middle = Spot(left.x + sign.width_px / 2, left.y)
    right = Spot(left.x + sign.width_px, left.y)
    if sign is Sign.LATEST:
        draw_latest(pen, Mark.DOT, middle, MUTED)
    elif sign is Sign.WEEKLY_MEAN:
        inset = LINE_PX / 2
        pen.line((Spot(left.x + inset, left.y), Spot(right.x - inset, left.y)), MUTED, LINE_PX)
        pen.mark(Mark.DOT, middle, SMALL_RADIUS_PX, MUTED)
    else:
        draw_usual_band(pen, Box(left.x, left.y - 14, right.x - 1, left.y + 14), MUTED)
        draw_usual_line(pen, (left, right), MUTED)
