"""A sheet to draw on: crisp words, smooth shapes, and a small file in the end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from math import ceil, floor

from PIL import Image, ImageDraw

from bot.pictures.chart import Mark
from bot.pictures.chart_geometry import Box, Spot, Stretch
from bot.pictures.colours import GROUND, Colour, shades
from bot.pictures.lettering import Style, font_of

# Pillow draws shapes with hard edges: they are drawn larger and made smaller again.
_FINE = 4
_COMPRESSION = 6  # the best, 9, takes seven times as long and saves a tenth
# Shapes of the same radius look unequal: a square larger, a triangle smaller than a dot.
_SHAPES: dict[Mark, tuple[tuple[float, float], ...]] = {
    Mark.SQUARE: ((-0.88, -0.88), (0.88, -0.88), (0.88, 0.88), (-0.88, 0.88)),
    Mark.DIAMOND: ((0, -1.26), (1.26, 0), (0, 1.26), (-1.26, 0)),
    Mark.TRIANGLE: ((0, -1.22), (1.2, 0.9), (-1.2, 0.9)),
}


@cache
def _palette() -> Image.Image:
    """Return the palette of all pictures: no colour drifts, and the file is a third as large."""
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for shade in shades() for part in shade])
    return palette


class Pen:
    """Draws smooth shapes on one part of a canvas."""

    def __init__(self, image: Image.Image, left: int, top: int) -> None:
        self._draw = ImageDraw.Draw(image)
        self._left, self._top = left, top

    def line(self, stretch: Stretch, colour: Colour, width_px: float) -> None:
        """Draw a line with round ends through spots that follow each other."""
        self._draw.line(
            [self._at(spot) for spot in stretch], colour, round(width_px * _FINE), joint="curve"
        )
        for end in (stretch[0], stretch[-1]):
            self.mark(Mark.DOT, end, width_px / 2, colour)

    def mark(self, mark: Mark, spot: Spot, radius_px: float, colour: Colour) -> None:
        """Draw a mark around a spot."""
        x, y = self._at(spot)
        radius = radius_px * _FINE
        if mark is Mark.DOT:
            self._draw.ellipse((x - radius, y - radius, x + radius, y + radius), colour)
        else:
            corners = [(x + radius * right, y + radius * down) for right, down in _SHAPES[mark]]
            self._draw.polygon(corners, colour)

    def slab(self, box: Box, colour: Colour, corner_px: float = 0) -> None:
        """Fill a box, its corners rounded."""
        corners = (*self._at(Spot(box.left, box.top)), *self._at(Spot(box.right, box.bottom)))
        self._draw.rounded_rectangle(corners, corner_px * _FINE, colour)

    def _at(self, spot: Spot) -> tuple[float, float]:
        return (spot.x - self._left) * _FINE, (spot.y - self._top) * _FINE


class Canvas:
    """A picture in the making."""

    def __init__(self, width_px: int, height_px: int) -> None:
        self.width_px, self.height_px = width_px, height_px
        self._image = Image.new("RGB", (width_px, height_px), GROUND)
        self._draw = ImageDraw.Draw(self._image)

    def words(
        self, words: str, spot: Spot, style: Style, colour: Colour, anchor: str = "ls"
    ) -> None:
        """Write words; the anchor is Pillow's, ``ls`` is left on the line."""
        self._draw.text(
            (spot.x, spot.y), words, colour, font_of(style), anchor, stroke_width=style.outline_px
        )

    @contextmanager
    def smooth(self, box: Box) -> Iterator[Pen]:
        """Give a pen for a part of the picture; one part at a time keeps memory small."""
        left, top = floor(box.left), floor(box.top)
        part = (left, top, ceil(box.right), ceil(box.bottom))
        crop = self._image.crop(part)
        large = crop.resize((crop.width * _FINE, crop.height * _FINE), Image.Resampling.NEAREST)
        yield Pen(large, left, top)
        self._image.paste(large.reduce(_FINE), (left, top))

    def as_png(self) -> bytes:
        """Return the picture as a file."""
        few = self._image.quantize(palette=_palette(), dither=Image.Dither.NONE)
        file = BytesIO()
        few.save(file, "PNG", compress_level=_COMPRESSION)
        return file.getvalue()
