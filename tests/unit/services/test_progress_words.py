"""Between which points most days lie."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services.progress_words import middle_half

ratings = st.lists(st.integers(0, 10), min_size=1, max_size=91)


@pytest.mark.parametrize(
    ("points", "found"),
    [
        ([6], (6, 6)),
        ([6, 6, 6], (6, 6)),
        ([4, 7], (4, 7)),
        ([7, 4, 6, 5], (5, 6)),
        ([5, 5, 5, 5, 10], (5, 5)),  # one hard day is not what most days were
        ([0, 10], (0, 10)),
    ],
)
def test_a_quarter_is_left_out_at_either_end(points: list[int], found: tuple[int, int]):
    assert middle_half(points) == found


@given(ratings)
def test_at_least_half_of_the_days_lie_there(points: list[int]):
    low, high = middle_half(points)
    assert min(points) <= low <= high <= max(points)
    assert 2 * sum(low <= each <= high for each in points) >= len(points)
