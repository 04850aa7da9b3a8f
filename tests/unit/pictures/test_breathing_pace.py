"""A breathing pace that the eye can follow: calm, exact in its time, and small."""

from __future__ import annotations

import time
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageSequence, ImageStat

from bot.pictures import BreathingPace, Motion, Phase, draw_breathing_pace
from bot.pictures.breathing_pace import FRAME_MS, frames
from bot.pictures.breathing_pace_drawing import (
    HEIGHT_PX,
    LARGEST_PX,
    MIDDLE_X,
    MIDDLE_Y,
    SMALLEST_PX,
    WIDTH_PX,
    radius_px,
)
from bot.pictures.chart import Mark
from bot.pictures.colours import BY_MARK, GROUND, INK
from tests.unit.pictures.test_colours import AA_WORDS, contrast

AA_SHAPES = 3.0
FLASH = 0.1  # of the brightness of a picture, WCAG 2.3.1


def pace(in_s: int = 4, hold_s: int = 0, out_s: int = 6, pause_s: int = 0) -> BreathingPace:
    phases = (
        (Motion.GROW, in_s, "Breathe in"),
        (Motion.STAY, hold_s, "Hold softly"),
        (Motion.SHRINK, out_s, "Breathe out"),
        (Motion.STAY, pause_s, "Rest"),
    )
    return BreathingPace(tuple(Phase(*phase) for phase in phases if phase[1]))


LONGEST = pace(10, 10, 10, 10)
a_pace = st.builds(
    pace, st.integers(2, 10), st.integers(0, 10), st.integers(2, 10), st.integers(0, 10)
)


def opened(gif: bytes) -> Image.Image:
    return Image.open(BytesIO(gif))


def seen(gif: bytes) -> list[tuple[Image.Image, int]]:
    """Each frame in colour, with its milliseconds."""
    animation = opened(gif)
    return [
        (frame.convert("RGB"), frame.info["duration"])
        for frame in ImageSequence.Iterator(animation)
    ]


def width_of_circle_px(frame: Image.Image) -> int:
    """How wide the circle is, at the height of its middle."""
    row = [frame.getpixel((x, MIDDLE_Y)) for x in range(WIDTH_PX)]
    return sum(colour != GROUND for colour in row)


@given(a_pace)
def test_a_breath_takes_its_seconds_to_the_millisecond(breath: BreathingPace) -> None:
    shown = frames(breath)
    for phase in breath.phases:
        lasts_ms = sum(frame.duration_ms for frame in shown if frame.phase is phase)
        assert lasts_ms == phase.duration_s * 1000


@given(a_pace)
def test_the_circle_grows_rests_and_shrinks_without_a_jump(breath: BreathingPace) -> None:
    shown = frames(breath)
    once_more = [*shown, shown[0]]
    for frame, after in zip(once_more, once_more[1:], strict=False):
        change_px = radius_px(after.fullness) - radius_px(frame.fullness)
        assert abs(change_px) < 3
        if frame.phase.motion is Motion.STAY:
            assert abs(change_px) < 0.1
        else:
            assert (change_px > 0) == (frame.phase.motion is Motion.GROW)


@given(a_pace)
def test_a_dot_is_filled_with_each_second(breath: BreathingPace) -> None:
    for phase in breath.phases:
        seconds = [frame.second for frame in frames(breath) if frame.phase is phase]
        assert seconds == sorted(seconds)
        assert set(seconds) == set(range(1, phase.duration_s + 1))


def test_what_is_drawn_is_as_large_as_it_should_be_and_plays_over_and_over() -> None:
    breath = pace(4, 3, 6, 2)
    gif = draw_breathing_pace(breath)
    drawn = seen(gif)
    assert opened(gif).size == (WIDTH_PX, HEIGHT_PX)
    assert opened(gif).info["loop"] == 0  # without an end
    assert sum(duration_ms for _, duration_ms in drawn) == 15_000
    at_ms = 0
    widths = {}
    for frame, duration_ms in drawn:
        widths[at_ms] = width_of_circle_px(frame)
        at_ms += duration_ms
    assert abs(widths[0] - 2 * SMALLEST_PX) <= 2
    assert abs(widths[4000] - 2 * LARGEST_PX) <= 2
    growing = [width for at, width in widths.items() if at <= 4000]
    shrinking = [width for at, width in widths.items() if 7000 <= at <= 13_000]
    assert growing == sorted(growing)
    assert shrinking == sorted(shrinking, reverse=True)
    assert {widths[at] for at in (4000, 5000, 6000)} == {widths[4000]}


def test_the_circle_stays_clear_of_its_words() -> None:
    assert MIDDLE_Y - LARGEST_PX > 10
    largest = max((frame for frame, _ in seen(draw_breathing_pace(pace()))), key=width_of_circle_px)
    below = MIDDLE_Y + LARGEST_PX
    assert {largest.getpixel((x, below + 3)) for x in range(WIDTH_PX)} == {GROUND}
    assert largest.getpixel((MIDDLE_X, MIDDLE_Y)) != GROUND


def test_nothing_flashes() -> None:
    drawn = [frame for frame, _ in seen(draw_breathing_pace(pace(2, 0, 2, 0)))]
    bright = [ImageStat.Stat(frame.convert("L")).mean[0] / 255 for frame in drawn]
    changes = [
        abs(one - after) for one, after in zip(bright, [*bright[1:], bright[0]], strict=True)
    ]
    a_second = 1000 // FRAME_MS
    assert max(changes) < FLASH / 5
    assert max(map(sum, zip(*(changes[at:] for at in range(a_second)), strict=False))) < 3 * FLASH


def test_words_and_circle_stand_out() -> None:
    assert contrast(INK, GROUND) >= AA_WORDS
    assert contrast(BY_MARK[Mark.DIAMOND], GROUND) >= AA_SHAPES


def test_the_same_pace_gives_the_same_bytes_and_is_drawn_once() -> None:
    first = draw_breathing_pace(pace())
    assert draw_breathing_pace(pace()) is first
    draw_breathing_pace.cache_clear()
    assert draw_breathing_pace(pace()) == first
    assert draw_breathing_pace(pace(out_s=5)) != first


@pytest.mark.parametrize(("breath", "most_kb"), [(pace(), 350), (LONGEST, 700)])
def test_it_is_small_and_quickly_drawn(breath: BreathingPace, most_kb: int) -> None:
    draw_breathing_pace.cache_clear()
    began_s = time.process_time()
    gif = draw_breathing_pace(breath)
    assert time.process_time() - began_s < 0.3
    assert len(gif) < most_kb * 1000


def test_words_that_are_too_long_are_cut() -> None:
    words = "Breathe in as slowly and as softly as you like, for as long as it suits you"
    breath = BreathingPace((Phase(Motion.GROW, 2, words), Phase(Motion.SHRINK, 2, words)))
    frame, _ = seen(draw_breathing_pace(breath))[0]
    for left in (0, WIDTH_PX - 12):
        assert frame.crop((left, 0, left + 12, HEIGHT_PX)).getcolors() == [(12 * HEIGHT_PX, GROUND)]


@pytest.mark.parametrize("seconds", [0, 11])
def test_a_phase_without_time_or_too_long_for_a_breath_is_refused(seconds: int) -> None:
    with pytest.raises(ValueError, match="1 to 10 seconds"):
        Phase(Motion.GROW, seconds, "Breathe in")


@pytest.mark.parametrize(
    "motions",
    [
        (Motion.GROW,),
        (Motion.SHRINK, Motion.GROW),
        (Motion.GROW, Motion.SHRINK, Motion.GROW, Motion.SHRINK),
        (),
    ],
)
def test_a_breath_that_would_make_the_circle_jump_is_refused(motions: tuple[Motion, ...]) -> None:
    with pytest.raises(ValueError, match="grows once"):
        BreathingPace(tuple(Phase(motion, 4, "") for motion in motions))
