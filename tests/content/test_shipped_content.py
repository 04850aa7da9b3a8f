"""The shipped content is sound, honest and as it was agreed."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from bot.domain.alerts import Urgency
from bot.domain.providers import Position
from bot.library import check_content, load_library

SHIPPED = Path(__file__).parents[2] / "content"
TODAY = date(2026, 12, 1)


@pytest.fixture(scope="module")
def library():
    return load_library(SHIPPED, TODAY)


def test_the_shipped_content_has_no_fault():
    assert [str(fault) for fault in check_content(SHIPPED, TODAY)] == []


def test_no_clinic_has_signed_the_shipped_content_and_it_says_so(library):
    policies = [file for file in library.unapproved() if "/escalation/" in file]
    assert policies == ["content/escalation/default.yml"]
    assert library.policy.approvals == ()


def test_the_check_in_asks_five_things(library):
    items = library.questionnaire("daily-check-in", "en").items
    assert [(item.measure, item.kind, item.optional) for item in items] == [
        ("pain_nrs", "nrs", False),
        ("interference_nrs", "nrs", False),
        ("mood_nrs", "nrs", False),
        ("sleep_nrs", "nrs", False),
        ("good_thing", "text", True),
    ]
    assert [item.higher_is for item in items[:4]] == ["worse", "worse", "better", "better"]


def test_there_are_exercises_enough_in_all_three_lengths_and_of_many_kinds(library):
    exercises = library.exercises("en")
    assert len(exercises) >= 20
    lengths = Counter(exercise.minutes for exercise in exercises)
    assert set(lengths) == {1, 3, 10}
    assert min(lengths.values()) >= 4
    assert len({exercise.skill for exercise in exercises}) >= 10


@pytest.mark.parametrize(("exercise_id", "breaths"), [("paced-breathing-1", 6)])
def test_one_minute_of_breathing_is_counted_out_breath_by_breath(library, exercise_id, breaths):
    timed = [step for step in library.exercise(exercise_id, "en").steps if step.kind == "timed"]
    counted = " ".join(step.text for step in timed)
    # 4 in and 6 out, a second each: six breaths a minute.
    assert len(re.findall(r"\b(?i:in) \.\.\. 2 \.\.\. 3 \.\.\. 4\b", counted)) == breaths
    assert len(re.findall(r"\b(?i:out) \.\.\. 2 .{0,24}\.\.\. 6\b", counted)) == breaths
    assert sum(step.seconds for step in timed) == breaths * 10


def test_a_breathing_circle_keeps_the_pace_that_is_counted_and_ends_with_a_whole_breath(library):
    shown = [
        (step, step.picture)
        for exercise in library.exercises("en")
        for step in exercise.steps
        if step.picture
    ]
    assert len(shown) == 2 + 3 + 5
    for step, pace in shown:
        for word, seconds in (("in", pace.in_s), ("out", pace.out_s)):
            counts = re.findall(rf"\b(?i:{word})((?: \.\.\. \d)+)", step.text)
            assert counts
            assert {int(count[-1]) for count in counts} == {seconds}
        breath_s = pace.in_s + pace.hold_s + pace.out_s + pace.pause_s
        assert step.seconds % breath_s == 0


def test_three_minutes_of_breathing_last_three_minutes(library):
    steps = library.exercise("paced-breathing-3", "en").steps
    assert sum(step.seconds for step in steps if step.kind == "timed") == 180


@pytest.mark.parametrize("eyes", ["open", "closed"])
def test_the_body_scan_follows_the_choice_of_eyes(library, eyes):
    other = {"open": "closed", "closed": "open"}[eyes]
    ids = [step.id for step in library.exercise("body-scan", "en").steps_for({"eyes": eyes})]
    assert f"settle-{eyes}" in ids
    assert f"settle-{other}" not in ids
    assert len([step_id for step_id in ids if "-" not in step_id]) == 10


def test_the_pacing_planner_repeats_the_whole_plan(library):
    exercise = library.exercise("pacing-planner", "en")
    asked = {step.id for step in exercise.steps if step.asks}
    assert asked == set(re.findall(r"\{([a-z-]+)\}", exercise.closing))


@pytest.mark.parametrize(
    ("country", "emergency", "to_talk", "urgent"),
    [
        ("no", "113", "116 123", "116117"),
        ("uk", "999", "116 123", "111"),
        ("us", "911", "988", "doctor"),
        ("eu", "112", "116 123", "116 117"),
        ("elsewhere", "local emergency number", "findahelpline.com", "doctor"),
    ],
)
def test_each_country_shows_its_own_numbers(library, country, emergency, to_talk, urgent):
    numbers = library.crisis_numbers(country)
    assert emergency in numbers.for_crisis[0]
    assert any(to_talk in line for line in numbers.for_crisis)
    assert emergency in numbers.for_emergency[0]
    assert urgent in numbers.for_urgent[0]
    assert emergency in numbers.for_urgent[-1]


def test_every_country_but_elsewhere_offers_a_way_to_write(library):
    for country in library.countries():
        support = library.crisis_numbers(country).emotional_support
        assert any(entry.write for entry in support), country


def test_the_consent_says_what_must_be_said(library):
    said = " ".join(screen.text for screen in library.consent("en").screens)
    for words in (
        "computer program, not a person",
        "not an emergency service",
        "nobody watches this chat around the clock",
        "not end-to-end encrypted",
        "leave out full names",
        "leave at any time",
        "18 and over",
        "{who_reads}",
        "the scores",
        "your scores point to",
        "{messages_days}",
        "{left_days}",
        "/export",
        "/delete",
    ):
        assert words in said, words


def test_only_danger_is_immediate(library):
    urgent = {each.id for each in library.policy.triggers if each.urgency is Urgency.IMMEDIATE}
    assert urgent == {"crisis", "red-flag", "medicine-danger"}


def test_ladders_climb_from_the_first_to_the_backup_to_both(library):
    first, backup = Position.FIRST, Position.BACKUP
    for urgency, waits in ((Urgency.IMMEDIATE, [10, 10, 15]), (Urgency.SOON, [60, 60, 120])):
        steps = library.policy.ladders[urgency].steps
        assert [step.notify for step in steps] == [(first,), (backup,), (first, backup)]
        assert [step.wait_min for step in steps] == waits


def test_the_trend_rules_are_the_agreed_ones(library):
    rules = {each.id: each.rule for each in library.policy.triggers if each.rule}
    high, rise = rules["high-pain"], rules["rise-over-baseline"]
    silence = rules["silence-after-bad-day"]
    assert (high.kind, high.measure, high.value, high.check_ins) == ("run", "pain_nrs", 8, 3)
    assert (rise.kind, rise.value, rise.check_ins, rise.baseline_days) == (
        "above_baseline",
        3,
        2,
        14,
    )
    assert (silence.kind, silence.value, silence.missed) == ("missed_after", 7, 3)
