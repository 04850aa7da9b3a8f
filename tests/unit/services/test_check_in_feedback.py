"""Feedback against a person's own usual, as a table."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from bot.services.check_in_feedback import MAX_LINES, feedback_lines

TODAY = date(2026, 3, 16)
WORDS = SimpleNamespace(
    better="{item} better {today} than {usual}",
    same="{item} same {today} as {usual}",
    worse="{item} worse {today} than {usual}",
    too_early="{item} early {today}",
)


def item(item_id: str, higher_is: str | None, has_feedback: bool = True) -> Any:
    words = {name: text.replace("{item}", item_id) for name, text in vars(WORDS).items()}
    return SimpleNamespace(
        id=item_id,
        measure=f"{item_id}_nrs",
        higher_is=higher_is,
        feedback=SimpleNamespace(**words) if has_feedback else None,
    )


ASKED: Any = SimpleNamespace(
    items=(
        item("pain", "worse"),
        item("interference", "worse"),
        item("mood", "better"),
        item("sleep", "better"),
        item("good-thing", None, has_feedback=False),
    )
)


def lines(history: dict[str, list[int]], **today: int) -> list[str]:
    """Feedback for values of yesterday, the day before, ... by item."""
    readings = [
        (TODAY - timedelta(days=back), item_id, value)
        for item_id, values in history.items()
        for back, value in enumerate(values, start=1)
    ]
    measures = {f"{name}_nrs": value for name, value in today.items()}
    return feedback_lines(ASKED, readings, measures, TODAY)


@pytest.mark.parametrize(
    ("name", "usual", "today", "expected"),
    [
        ("pain", [6, 6, 6], 5, "pain better 5 than 6"),
        ("pain", [6, 6, 6], 6, "pain same 6 as 6"),
        ("pain", [6, 6, 6], 7, "pain worse 7 than 6"),
        ("pain", [5, 5, 6, 6], 6, "pain same 6 as 6"),  # half a point is the same
        ("pain", [5, 5, 6, 6], 5, "pain same 5 as 6"),
        ("pain", [0, 0, 0], 10, "pain worse 10 than 0"),
        ("mood", [6, 6, 6], 5, "mood worse 5 than 6"),
        ("mood", [6, 6, 6], 7, "mood better 7 than 6"),
        ("mood", [6, 6], 7, "mood early 7"),  # two days are no usual
        ("sleep", [], 0, "sleep early 0"),
    ],
)
def test_each_value_is_set_beside_the_persons_own_usual(
    name: str, usual: list[int], today: int, expected: str
):
    assert lines({name: usual}, **{name: today}) == [expected]


def test_today_is_not_part_of_what_is_usual():
    today_too = [(TODAY, "pain", 10), *((TODAY - timedelta(days=n), "pain", 5) for n in (1, 2, 3))]
    assert feedback_lines(ASKED, today_too, {"pain_nrs": 5}, TODAY) == ["pain same 5 as 5"]


def test_two_weeks_back_still_counts_and_a_day_more_does_not():
    def of_days(*back: int) -> list[str]:
        readings = [(TODAY - timedelta(days=days), "pain", 5) for days in back]
        return feedback_lines(ASKED, readings, {"pain_nrs": 5}, TODAY)

    assert of_days(12, 13, 14) == ["pain same 5 as 5"]
    assert of_days(12, 13, 15) == ["pain early 5"]


def test_what_went_better_comes_first_and_never_more_than_three_lines():
    usual = {name: [5, 5, 5] for name in ("pain", "interference", "mood", "sleep")}
    found = lines(usual, pain=5, interference=8, mood=7, sleep=3)
    assert found == [
        "mood better 7 than 5",
        "interference worse 8 than 5",
        "sleep worse 3 than 5",
    ]
    assert len(found) == MAX_LINES


def test_function_and_mood_have_their_place_beside_pain():
    usual = {name: [5, 5, 5] for name in ("pain", "interference", "mood", "sleep")}
    found = lines(usual, pain=9, interference=5, mood=8, sleep=8)
    assert found == ["mood better 8 than 5", "sleep better 8 than 5", "pain worse 9 than 5"]


def test_in_the_first_days_one_line_is_enough():
    assert lines({}, pain=5, mood=5, sleep=5) == ["pain early 5"]


def test_a_usual_of_one_measure_does_not_hide_behind_the_others():
    found = lines({"mood": [5, 5, 5]}, pain=5, mood=8)
    assert found == ["mood better 8 than 5", "pain early 5"]


def test_what_was_skipped_is_not_spoken_of():
    assert lines({"pain": [5, 5, 5]}) == []
    assert lines({"pain": [5, 5, 5]}, mood=5) == ["mood early 5"]
