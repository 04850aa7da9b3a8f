"""The picture itself, looked at by its pixels."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PIL import Image

from bot.pictures import draw_chart
from bot.pictures.chart import Chart, Mark
from bot.pictures.chart_drawing import WIDTH_PX
from bot.pictures.chart_geometry import Box, Plot
from bot.pictures.chart_panel import frame_of
from bot.pictures.colours import BY_MARK, GROUND, Colour
from tests.unit.pictures.charts import (
    LAST,
    SPANS_DAYS,
    back,
    chart,
    full_chart,
    full_png,
    holds,
    opened,
    panel,
)

LARGEST_BYTES = 60_000
HIGHEST_PX = 1400
EDGE_PX = 24
# The one field of a chart of one panel, as it is drawn.
FIELD = Box(278, 244, 956, 384)
LONG = "A name much longer than any phone is wide, and then some more of it " * 3


def near(one: Colour, other: Colour, by: int = 24) -> bool:
    return all(abs(a - b) <= by for a, b in zip(one, other, strict=True))


def has(image: Image.Image, colour: Colour, x: float, y: float, around: int = 0) -> bool:
    """Whether a colour is at a place or so near to it."""
    reach = range(-around, around + 1)
    return any(
        near(image.getpixel((round(x) + right, round(y) + down)), colour)
        for right in reach
        for down in reach
    )


def field(days: int = 28) -> Plot:
    return Plot(FIELD, back(days - 1), LAST)


def is_free(image: Image.Image, box: tuple[int, int, int, int]) -> bool:
    """Whether nothing but ground is in a part."""
    return all(near(colour, GROUND, 6) for _, colour in image.crop(box).getcolors(1 << 20))


@pytest.mark.parametrize("days", SPANS_DAYS)
def test_a_full_chart_is_a_small_file_of_the_size_of_a_phone(days: int) -> None:
    png = full_png(days)
    image = opened(png)
    assert len(png) < LARGEST_BYTES
    assert image.width == WIDTH_PX
    assert 1000 <= image.height <= HIGHEST_PX


@pytest.mark.parametrize("days", SPANS_DAYS)
def test_the_same_chart_gives_the_same_bytes(days: int) -> None:
    assert draw_chart(full_chart(days)) == full_png(days)


@pytest.mark.parametrize("days", SPANS_DAYS)
def test_the_edges_stay_free(days: int) -> None:
    image = opened(full_png(days))
    for box in (
        (0, 0, EDGE_PX, image.height),
        (image.width - EDGE_PX, 0, image.width, image.height),
        (0, 0, image.width, EDGE_PX),
        (0, image.height - EDGE_PX, image.width, image.height),
    ):
        assert is_free(image, box)


def test_every_panel_has_its_own_colour_and_no_other() -> None:
    image = opened(full_png(28))
    colours = {colour for _, colour in image.getcolors(1 << 20)}
    for mark in Mark:
        assert any(near(colour, BY_MARK[mark], 8) for colour in colours)


def test_a_line_joins_neighbours_and_leaves_a_missing_day_open() -> None:
    points = {back(12): 5, back(11): 5, back(8): 5, back(7): 5}
    image = opened(draw_chart(chart(panel(points, usual=None))))
    colour, y = BY_MARK[Mark.DOT], field().y_of(5)
    joined = (field().x_of(back(12)) + field().x_of(back(11))) / 2
    open_x = (field().x_of(back(11)) + field().x_of(back(8))) / 2
    assert has(image, colour, joined, y)
    assert not has(image, colour, open_x, y, around=6)


@pytest.mark.parametrize("value", [0, 10])
@pytest.mark.parametrize("mark", Mark)
def test_the_ends_of_the_scale_are_drawn_whole(value: int, mark: Mark) -> None:
    points = {back(1): value, LAST: value}
    image = opened(draw_chart(chart(panel(points, None, mark), days=7)))
    spot = field(7).spot(LAST, value)
    assert has(image, BY_MARK[mark], spot.x, spot.y)
    frame = frame_of(field(7))
    inside = frame.bottom if value == 0 else frame.top
    assert holds(frame, spot, around_px=22)
    assert not has(image, BY_MARK[mark], spot.x, inside, around=1)


def test_the_latest_value_is_marked_by_a_ring() -> None:
    image = opened(draw_chart(chart(panel({back(5): 2, back(4): 8}, None))))
    colour, spot = BY_MARK[Mark.DOT], field().spot(back(4), 8)
    assert has(image, colour, spot.x, spot.y)
    assert has(image, GROUND, spot.x + 11, spot.y)
    assert has(image, colour, spot.x + 15, spot.y)
    older = field().spot(back(5), 2)
    assert has(image, colour, older.x, older.y)
    assert not has(image, colour, older.x + 15, older.y)


def test_the_usual_is_a_soft_band() -> None:
    with_band = opened(draw_chart(chart(panel({}, usual=7.0))))
    without = opened(draw_chart(chart(panel({}, usual=None))))
    x, y = FIELD.left + 30, field().y_of(7.5)
    assert has(without, GROUND, x, y)
    red, green, blue = with_band.getpixel((round(x), round(y)))
    assert green > red  # a tint of the panel's green
    assert not near((red, green, blue), GROUND, 6)


def test_an_empty_chart_says_so_and_explains_no_sign_it_lacks() -> None:
    image = opened(draw_chart(chart(panel({}, usual=None))))
    low = round(field().y_of(2.5))
    assert not is_free(image, (560, low - 10, 680, low + 10))  # the words, clear of thin lines
    some = opened(draw_chart(chart(panel({LAST: 4}, usual=None))))
    assert some.height - image.height == 48  # the row of the key


@pytest.mark.parametrize(("usual", "words_nrs"), [(8.0, 2.5), (4.4, 7.5)])
def test_the_words_of_an_empty_panel_keep_clear_of_its_usual(
    usual: float, words_nrs: float
) -> None:
    image = opened(draw_chart(chart(panel({}, usual=usual))))
    y, centre = round(field().y_of(words_nrs)), round((FIELD.left + FIELD.right) / 2)
    assert near(image.getpixel((centre - 84, y)), GROUND, 6)  # beside the words, within their room
    assert not is_free(image, (centre - 60, y - 10, centre + 60, y + 10))


def test_a_single_day_is_drawn() -> None:
    image = opened(draw_chart(chart(panel({LAST: 6}), days=1)))
    assert has(image, BY_MARK[Mark.DOT], (FIELD.left + FIELD.right) / 2, field().y_of(6))


def overflowing(plain: Chart) -> Chart:
    panels = tuple(
        replace(one, name=LONG, note=LONG, low_label=LONG, high_label=LONG, empty=LONG)
        for one in plain.panels
    )
    labels = dict.fromkeys(plain.day_labels, LONG)
    key = replace(plain.key, latest=LONG, usual=LONG, weekly_mean=LONG)
    return replace(
        plain, title=LONG, subtitle=LONG, panels=panels, day_labels=labels, key=key, footnote=LONG
    )


@pytest.mark.parametrize("days", SPANS_DAYS)
def test_long_words_are_cut_and_never_leave_the_picture(days: int) -> None:
    image = opened(draw_chart(overflowing(full_chart(days))))
    assert is_free(image, (0, 0, EDGE_PX, image.height))
    assert is_free(image, (image.width - EDGE_PX, 0, image.width, image.height))
    assert image.height <= HIGHEST_PX + 150  # the key takes a row for each sign


def test_words_of_any_script_break_nothing() -> None:
    assert draw_chart(chart(panel({LAST: 3}, name="Søvn 睡眠 🙂"), title="Боль\n"))
