"""The colours, chosen so that colour-blind people can tell them apart; none of them alarms.

The green is of Okabe and Ito's set, the others are darker kin of it: theirs are too light for
thin lines on a light ground.
"""

from __future__ import annotations

from bot.pictures.chart import Mark

Colour = tuple[int, int, int]

GROUND: Colour = (255, 253, 249)
INK: Colour = (33, 44, 52)
MUTED: Colour = (86, 97, 105)  # second words
HAIRLINE: Colour = (226, 222, 214)

BY_MARK: dict[Mark, Colour] = {
    Mark.DOT: (0, 158, 115),
    Mark.SQUARE: (184, 105, 10),
    Mark.DIAMOND: (58, 91, 168),
    Mark.TRIANGLE: (122, 46, 104),
}


def mixed(colour: Colour, share: float, ground: Colour = GROUND) -> Colour:
    """Return a colour thinned with the ground, as light as a share of it."""
    red, green, blue = (
        round(share * over + (1 - share) * under)
        for over, under in zip(colour, ground, strict=True)
    )
    return red, green, blue


def band_of(colour: Colour) -> Colour:
    """Return the soft tint of a usual band."""
    return mixed(colour, 0.13)


def light_of(colour: Colour) -> Colour:
    """Return the tint of points that stand behind others."""
    return mixed(colour, 0.42)


def shades() -> tuple[Colour, ...]:
    """Return every colour that a picture may have: soft edges are steps between two of them."""
    found = [GROUND, *_steps(HAIRLINE, GROUND, 2)]
    for words in (INK, MUTED):
        found += _steps(words, GROUND, 12)
    found += [band_of(MUTED), light_of(MUTED)]
    for colour in BY_MARK.values():
        band = band_of(colour)
        found += [band, light_of(colour), mixed(HAIRLINE, 0.6, band)]
        found += _steps(colour, GROUND, 10) + _steps(colour, band, 6)
    return tuple(dict.fromkeys(found))


def _steps(colour: Colour, ground: Colour, steps: int) -> list[Colour]:
    return [mixed(colour, step / steps, ground) for step in range(1, steps + 1)]
