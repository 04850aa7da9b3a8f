"""Signs that the panels and the key draw alike."""

from __future__ import annotations

from bot.pictures.canvas import Pen
from bot.pictures.chart import Mark
from bot.pictures.chart_geometry import Box, Spot, Stretch
from bot.pictures.colours import GROUND, Colour, band_of, light_of

LINE_PX = 5
SMALL_RADIUS_PX = 8  # of a month's days and of a week's mean
_USUAL_LINE_PX = 2.5


def draw_latest(pen: Pen, mark: Mark, spot: Spot, colour: Colour) -> None:
    """Draw the newest point: larger than the others, with a ring."""
    pen.mark(mark, spot, 17, colour)
    pen.mark(mark, spot, 13, GROUND)
    pen.mark(mark, spot, 8.5, colour)


def draw_usual_band(pen: Pen, box: Box, colour: Colour) -> None:
    """Fill what is close to the usual."""
    pen.slab(box, band_of(colour), corner_px=8)


def draw_usual_line(pen: Pen, across: Stretch, colour: Colour) -> None:
    """Draw the usual itself, a thin line in its band."""
    pen.line(across, light_of(colour), _USUAL_LINE_PX)
