"""Where the parts of a chart go."""

from __future__ import annotations

from datetime import timedelta
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pictures.chart import MOST_PANELS
from bot.pictures.chart_geometry import Box, PanelShape, Plot, flowed, lay_out, plots, spaced
from tests.unit.pictures.charts import LAST, SPANS_DAYS, back, chart, daily, holds, panel

BOX = Box(100, 50, 800, 200)


def field(days: int = 28) -> Plot:
    return Plot(BOX, back(days - 1), LAST)


def laid_out(points: dict, usual: float | None = None, days: int = 28) -> PanelShape:
    return lay_out(panel(points, usual), field(days), is_weekly=days == 91)


def test_days_go_from_left_to_right_and_values_from_the_bottom_up() -> None:
    plot = field()
    assert (plot.x_of(back(27)), plot.x_of(LAST)) == (BOX.left, BOX.right)
    assert (plot.y_of(0), plot.y_of(10)) == (BOX.bottom, BOX.top)
    assert plot.y_of(5) == (BOX.top + BOX.bottom) / 2


def test_a_chart_of_one_day_has_it_in_the_middle() -> None:
    shape = laid_out({LAST: 4}, days=1)
    assert shape.latest is not None
    assert shape.latest.spot.x == (BOX.left + BOX.right) / 2


def test_days_that_follow_each_other_are_joined() -> None:
    shape = laid_out({back(2): 3, back(1): 4, LAST: 5})
    assert [len(stretch) for stretch in shape.stretches] == [3]


@pytest.mark.parametrize("missing", [1, 2, 9])
def test_no_line_crosses_a_missing_day(missing: int) -> None:
    gap = frozenset(range(3, 3 + missing))
    shape = laid_out(daily(20, gap))
    assert [len(stretch) for stretch in shape.stretches] == [17 - missing, 3]
    left_of_gap, right_of_gap = shape.stretches[0][-1].x, shape.stretches[1][0].x
    assert left_of_gap == field().x_of(back(3 + missing))
    assert right_of_gap == field().x_of(back(2))


@given(st.dictionaries(st.integers(0, 40).map(back), st.integers(0, 10)))
def test_whatever_days_are_known_each_has_one_mark_and_no_line_is_longer_than_a_day(
    points: dict,
) -> None:
    shape = laid_out(points)
    known = [day for day in points if day >= back(27)]
    assert len(shape.marks) + (shape.latest is not None) == len(known)
    day_px = field().x_of(LAST) - field().x_of(back(1))
    for stretch in shape.stretches:
        for one, other in zip(stretch, stretch[1:], strict=False):
            assert other.x - one.x == pytest.approx(day_px)
    assert all(holds(BOX, spot) for stretch in shape.stretches for spot in stretch)


def test_the_newest_rating_is_the_latest_even_when_later_days_are_missing() -> None:
    shape = laid_out({back(9): 7, back(4): 2, back(5): 8})
    assert shape.latest is not None
    assert shape.latest.value_nrs == 2
    assert shape.latest.spot == field().spot(back(4), 2)
    assert shape.latest.spot not in shape.marks


def test_days_outside_the_chart_are_left_out() -> None:
    shape = laid_out({back(28): 1, LAST + timedelta(days=1): 9})
    assert (shape.latest, shape.stretches, shape.marks) == (None, (), ())


def test_an_empty_panel_still_shows_the_usual() -> None:
    shape = laid_out({}, usual=4)
    assert shape.latest is None
    assert shape.usual is not None
    assert shape.usual.middle == field().y_of(4)


def test_the_band_is_what_the_feedback_calls_the_same_as_usual() -> None:
    usual = laid_out({}, usual=6.0).usual
    assert usual is not None
    assert (usual.top, usual.bottom) == (field().y_of(7), field().y_of(5))


@pytest.mark.parametrize("usual", [0.0, 0.4, 9.7, 10.0])
def test_the_band_stays_on_the_scale(usual: float) -> None:
    band = laid_out({}, usual=usual).usual
    assert band is not None
    assert BOX.top <= band.top <= band.middle <= band.bottom <= BOX.bottom


def test_no_usual_is_no_band() -> None:
    assert laid_out({LAST: 3}).usual is None


def test_three_months_join_the_means_of_their_weeks() -> None:
    points = daily(91)
    shape = laid_out(points, days=91)
    assert [len(stretch) for stretch in shape.stretches] == [13]
    newest_week = [points[back(day)] for day in range(7)]
    assert shape.stretches[0][-1] == field(91).spot(back(3), fmean(newest_week))
    assert len(shape.light_marks) == 90


def test_a_week_without_ratings_is_a_gap_in_three_months() -> None:
    shape = laid_out(daily(91, frozenset(range(14, 21))), days=91)
    assert [len(stretch) for stretch in shape.stretches] == [10, 2]


def test_a_short_oldest_week_stays_in_the_field() -> None:
    plot = Plot(BOX, back(44), LAST)
    shape = lay_out(panel(daily(45)), plot, is_weekly=True)
    assert plot.x_of(back(44)) <= shape.stretches[0][0].x <= plot.x_of(back(42))


@pytest.mark.parametrize("days", SPANS_DAYS)
def test_only_three_months_are_drawn_in_weeks(days: int) -> None:
    assert chart(panel({}), days=days).is_weekly == (days == 91)


def test_panels_stand_below_each_other_on_the_same_days() -> None:
    first, second = plots(chart(panel({}), panel({})), BOX, 240)
    assert (first.box.left, first.box.right) == (second.box.left, second.box.right)
    assert second.box.top - first.box.top == 240
    assert first.x_of(back(3)) == second.x_of(back(3))


def test_labels_that_would_touch_are_left_out() -> None:
    assert spaced([(50, 60), (100, 60), (130, 60), (210, 60)], between_px=10) == (0, 2, 3)
    assert spaced([], between_px=10) == ()


def test_a_key_too_wide_for_a_row_goes_on_in_the_next() -> None:
    assert flowed([300, 300, 300], 40, 1000) == (0, 0, 0)
    assert flowed([300, 400, 300, 900], 40, 1000) == (0, 0, 1, 2)
    assert flowed([2000, 10], 40, 1000) == (0, 1)


def test_a_chart_without_panels_or_days_is_refused() -> None:
    with pytest.raises(ValueError, match="panels"):
        chart()
    with pytest.raises(ValueError, match="panels"):
        chart(*[panel({})] * (MOST_PANELS + 1))
    with pytest.raises(ValueError, match="ends before"):
        chart(panel({}), days=0)
