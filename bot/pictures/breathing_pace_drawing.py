"""Draws a breathing pace: a circle that grows and shrinks, as an animated GIF.

Every frame is made of places in one small palette from the start. That takes a twentieth of the
time of colours that are drawn first and reduced later, and nothing flickers.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from io import BytesIO
from math import hypot

from PIL import Image, ImageDraw

from bot.pictures.breathing_pace import BreathingPace, Frame, frames
from bot.pictures.chart import Mark
from bot.pictures.colours import BY_MARK, GROUND, INK, Colour, mixed
from bot.pictures.lettering import Style, fitted, font_of

WIDTH_PX, HEIGHT_PX = 360, 330  # about what a phone gives it
SMALLEST_PX, LARGEST_PX = 42, 106  # radius of the circle
MIDDLE_X, MIDDLE_Y = 180, 132
_WORDS = Style(30, 0.4)
_WORDS_Y, _WORDS_HIGH_PX, _WORDS_ROOM_PX = 272, 44, 328
_DOTS_Y, _DOT_PITCH_PX = 306, 20
_DOT_PX, _DOT_RIM_PX = 5, 1.5
_FINE = 4  # the dots are drawn larger and made smaller again, for smooth edges
_RIM_PX = 4
_AROUND_PX = LARGEST_PX + 4  # of the field that the circle is drawn in
_KEPT = 16  # paces; everybody who breathes along sees the same few

_COLOUR = BY_MARK[Mark.DIAMOND]
_INSIDE = mixed(_COLOUR, 0.3)
_STEPS = 6  # of a soft edge
_PALETTE: tuple[Colour, ...] = (
    GROUND,
    *(mixed(_COLOUR, step / _STEPS) for step in range(1, _STEPS + 1)),
    *(mixed(_INSIDE, step / _STEPS, _COLOUR) for step in range(1, _STEPS + 1)),
    *(mixed(INK, step / _STEPS) for step in range(1, _STEPS + 1)),
)
_RIM, _INK = _STEPS, 3 * _STEPS  # where the full colours stand
# A distance from the edge of the circle fits into a byte: 128 is the edge, 16 are one pixel.
_EDGE, _PER_PX = 128, 16


@lru_cache(_KEPT)
def draw_breathing_pace(pace: BreathingPace) -> bytes:
    """Return a breath as a GIF that repeats itself; the same pace gives the same bytes."""
    shown = frames(pace)
    below = cache(_below)
    pictures = [
        _frame(frame, below(frame.phase.words, frame.second, frame.phase.duration_s))
        for frame in shown
    ]
    return _as_gif(pictures, [frame.duration_ms for frame in shown])


def radius_px(fullness: float) -> float:
    """Return how large the circle is."""
    return SMALLEST_PX + fullness * (LARGEST_PX - SMALLEST_PX)


def _frame(frame: Frame, below: Image.Image) -> Image.Image:
    image = below.copy()
    image.paste(_circle(radius_px(frame.fullness)), (MIDDLE_X - _AROUND_PX, MIDDLE_Y - _AROUND_PX))
    return image


def _circle(radius: float) -> Image.Image:
    """Return the circle, each pixel by its distance from the edge."""
    offset = _EDGE + _PER_PX * radius
    inward = _distances().point(lambda distance: distance * -_PER_PX + offset)
    return inward.convert("L").point(_profile())


@cache
def _distances() -> Image.Image:
    """Return how far each pixel of the circle's field is from its middle."""
    spots = [spot + 0.5 - _AROUND_PX for spot in range(2 * _AROUND_PX)]
    field = Image.new("F", (2 * _AROUND_PX, 2 * _AROUND_PX))
    field.putdata([hypot(x, y) for y in spots for x in spots])
    return field


@cache
def _profile() -> list[int]:
    """Return the colour for each distance from the edge: ground, a soft edge, rim, inside."""
    return [_colour_at((value - _EDGE) / _PER_PX) for value in range(256)]


def _colour_at(inward_px: float) -> int:
    into_rim = min(max(inward_px + 0.5, 0), 1)
    into_inside = min(max(inward_px + 0.5 - _RIM_PX, 0), 1)
    return round(_STEPS * into_rim) + round(_STEPS * into_inside)


def _below(words: str, second: int, seconds: int) -> Image.Image:
    """Return what stands under the circle: the words, and a dot for each second."""
    image = Image.new("L", (WIDTH_PX, HEIGHT_PX))
    for strip, y in ((_written(words), _WORDS_Y), (_dots(second, seconds), _DOTS_Y)):
        image.paste(strip.point(_inked()), (0, y - strip.height // 2))
    return image


def _written(words: str) -> Image.Image:
    strip = Image.new("L", (WIDTH_PX, _WORDS_HIGH_PX))
    place = (MIDDLE_X, _WORDS_HIGH_PX / 2)
    font, outline_px = font_of(_WORDS), _WORDS.outline_px
    words = fitted(words, _WORDS, _WORDS_ROOM_PX)
    ImageDraw.Draw(strip).text(place, words, 255, font, "mm", stroke_width=outline_px)
    return strip


def _dots(second: int, seconds: int) -> Image.Image:
    """Return a dot for each second of a phase, those to come as rings."""
    large = Image.new("L", (WIDTH_PX * _FINE, _DOT_PITCH_PX * _FINE))
    draw = ImageDraw.Draw(large)
    left = MIDDLE_X - (seconds - 1) * _DOT_PITCH_PX / 2
    for number in range(seconds):
        at = ((left + number * _DOT_PITCH_PX) * _FINE, _DOT_PITCH_PX * _FINE / 2)
        draw.circle(at, _DOT_PX * _FINE, 255)
        if number >= second:
            draw.circle(at, (_DOT_PX - _DOT_RIM_PX) * _FINE, 0)
    return large.reduce(_FINE)


@cache
def _inked() -> list[int]:
    return [
        _INK - _STEPS + step if (step := round(_STEPS * value / 255)) else 0 for value in range(256)
    ]


def _as_gif(pictures: Sequence[Image.Image], durations_ms: Sequence[int]) -> bytes:
    for picture in pictures:
        picture.putpalette([part for colour in _PALETTE for part in colour])
    file = BytesIO()
    first, *others = pictures
    first.save(
        file,
        "GIF",
        save_all=True,
        append_images=others,
        duration=list(durations_ms),
        loop=0,
        optimize=False,
        disposal=1,
    )
    return file.getvalue()
