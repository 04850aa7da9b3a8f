"""The picture of a pacing week."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pictures import Block, BlockKind, PlanDay, WeekPlan, draw_week_plan
from bot.pictures.chart import Mark
from bot.pictures.chart_geometry import Box
from bot.pictures.colours import BY_MARK, GROUND, INK, band_of
from bot.pictures.week_plan import place_blocks, px_per_min
from tests.unit.pictures.charts import opened
from tests.unit.pictures.test_colours import AA_WORDS, contrast

ROW = Box(200, 100, 1000, 180)
NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LONG = "Words much longer than any phone is wide, and then some more of them " * 3


def do(duration_min: int) -> Block:
    return Block(BlockKind.ACTIVITY, duration_min, f"{duration_min} min")


def rest(duration_min: int) -> Block:
    return Block(BlockKind.REST, duration_min, f"{duration_min} min")


def week(*blocks: tuple[Block, ...], words: str = "") -> WeekPlan:
    """A week whose first days have these blocks; the others have none."""
    days = tuple(
        PlanDay(words or name, blocks[number] if number < len(blocks) else (), words or "Free")
        for number, name in enumerate(NAMES)
    )
    return WeekPlan(
        words or "Your week", words or "Washing", days, words or "Do", words or "Rest", words
    )


def test_all_days_share_a_scale_and_the_longest_fills_the_row() -> None:
    plan = week((do(20), rest(20)), (do(10), rest(10), do(40), rest(20)))
    assert px_per_min(plan, 800) == 10


def test_a_week_without_blocks_has_no_scale_and_is_drawn() -> None:
    assert px_per_min(week(), 800) == 0
    assert draw_week_plan(week())


@given(st.lists(st.integers(1, 240), min_size=1, max_size=30))
def test_blocks_follow_each_other_and_stay_in_their_row(durations: list[int]) -> None:
    day = PlanDay("Mon", tuple(map(do, durations)), "")
    placed = place_blocks(day, ROW, 800 / sum(durations), between_px=6)
    assert all(one.box.left < one.box.right <= ROW.right + 0.001 for one in placed)
    for one, after in zip(placed, placed[1:], strict=False):
        assert one.box.right < after.box.left


def test_rest_is_lower_than_activity() -> None:
    activity, pause = place_blocks(PlanDay("Mon", (do(20), rest(20)), ""), ROW, 10, 6)
    assert activity.box.top == ROW.top
    assert pause.box.top == 140
    assert activity.box.bottom == pause.box.bottom == ROW.bottom


def test_labels_stand_out_from_their_blocks() -> None:
    colour = BY_MARK[Mark.DIAMOND]
    assert contrast(GROUND, colour) >= AA_WORDS
    assert contrast(INK, band_of(colour)) >= AA_WORDS


def test_the_same_week_gives_the_same_small_file() -> None:
    plan = week(*[(do(15), rest(10), do(15), rest(20))] * 7)
    png = draw_week_plan(plan)
    assert png == draw_week_plan(plan)
    assert len(png) < 60_000
    assert opened(png).width == 1080


def test_long_words_are_cut_and_leave_the_edges_free() -> None:
    image = opened(draw_week_plan(week((do(20), rest(10)), words=LONG)))
    for left in (0, image.width - 24):
        colours = image.crop((left, 0, left + 24, image.height)).getcolors(1 << 16)
        assert all(min(colour) > 240 for _, colour in colours)


@pytest.mark.parametrize(("rest_min", "has_label"), [(10, True), (100, False)])
def test_a_label_that_does_not_fit_is_left_out(rest_min: int, has_label: bool) -> None:
    image = opened(draw_week_plan(week((do(10), rest(rest_min)))))
    right = 600 if has_label else 275
    inside = image.crop((220, 200, right, 260))
    assert (len(inside.getcolors()) > 1) == has_label


def test_a_week_of_other_than_seven_days_and_an_empty_block_are_refused() -> None:
    with pytest.raises(ValueError, match="7 days"):
        WeekPlan("", "", (), "", "")
    with pytest.raises(ValueError, match="minute"):
        do(0)
