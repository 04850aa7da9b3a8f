"""Contrast, and colours that colour-blind people can tell apart."""

from __future__ import annotations

from itertools import combinations

import pytest

from bot.pictures.chart import Mark
from bot.pictures.colours import (
    BY_MARK,
    GROUND,
    HAIRLINE,
    INK,
    MUTED,
    Colour,
    band_of,
    light_of,
    shades,
)

Triple = tuple[float, float, float]
AA_WORDS, AA_SIGNS = 4.5, 3.0  # WCAG 2.2, 1.4.3 and 1.4.11
# In CIELAB; about 2 can just be told apart side by side, and these stand in different panels.
LEAST_DISTANCE = 20.0
# Machado et al. 2009, severity 1.0, for linear RGB.
SIGHTS: dict[str, tuple[Triple, Triple, Triple]] = {
    "typical": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
# Linear sRGB to XYZ, each row divided by the white of D65.
WHITED_XYZ = (
    (0.4124 / 0.9505, 0.3576 / 0.9505, 0.1805 / 0.9505),
    (0.2126, 0.7152, 0.0722),
    (0.0193 / 1.089, 0.1192 / 1.089, 0.9505 / 1.089),
)


def linear(colour: Colour) -> Triple:
    red, green, blue = (
        part / 255 / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4
        for part in colour
    )
    return red, green, blue


def turned(matrix: tuple[Triple, Triple, Triple], parts: Triple) -> Triple:
    x, y, z = (sum(a * b for a, b in zip(row, parts, strict=True)) for row in matrix)
    return x, y, z


def contrast(one: Colour, other: Colour) -> float:
    lights = sorted(turned(WHITED_XYZ, linear(colour))[1] for colour in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def lab(parts: Triple) -> Triple:
    x, y, z = (
        part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116
        for part in turned(WHITED_XYZ, parts)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def seen(colour: Colour, sight: str) -> Triple:
    red, green, blue = (min(1.0, max(0.0, part)) for part in turned(SIGHTS[sight], linear(colour)))
    return lab((red, green, blue))


def distance(one: Triple, other: Triple) -> float:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5


def test_the_measure_of_contrast_knows_black_on_white() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("words", [INK, MUTED])
def test_words_stand_out_from_the_ground_and_from_every_band(words: Colour) -> None:
    for ground in (GROUND, *map(band_of, BY_MARK.values())):
        assert contrast(words, ground) >= AA_WORDS


@pytest.mark.parametrize("mark", Mark)
def test_marks_stand_out_from_the_ground(mark: Mark) -> None:
    assert contrast(BY_MARK[mark], GROUND) >= AA_SIGNS


@pytest.mark.parametrize("mark", Mark)
def test_a_band_stays_behind_its_marks(mark: Mark) -> None:
    assert contrast(BY_MARK[mark], band_of(BY_MARK[mark])) >= 2.5
    assert contrast(band_of(BY_MARK[mark]), GROUND) < 1.4


@pytest.mark.parametrize("sight", SIGHTS)
def test_every_two_colours_can_be_told_apart_in_every_sight(sight: str) -> None:
    nearest = min(
        distance(seen(one, sight), seen(other, sight))
        for one, other in combinations(BY_MARK.values(), 2)
    )
    assert nearest >= LEAST_DISTANCE


def test_no_colour_is_an_alarm_red() -> None:
    for red, green, blue in BY_MARK.values():
        assert not (red > 190 and green < 90 and blue < 90)


def test_all_that_is_drawn_is_in_the_palette_of_the_file() -> None:
    drawn = [GROUND, INK, MUTED, HAIRLINE]
    for colour in (*BY_MARK.values(), MUTED):
        drawn += [colour, band_of(colour), light_of(colour)]
    assert set(drawn) <= set(shades())
    assert len(shades()) <= 256
