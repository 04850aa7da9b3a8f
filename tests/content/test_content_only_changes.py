"""A clinician adds and changes content with files alone; no line of code knows the difference."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.library import check_content, load_library

SHIPPED = Path(__file__).parents[2] / "content"
TODAY = date(2026, 12, 1)

NEW_EXERCISE = """\
schema: exercise/2
id: window-minute
version: 1
status: reviewed
author: A clinician
review_due: 2027-11-30
language: en
sources:
  - citation: Our own clinic
title: A minute at the window
skill: attention
minutes: 1
effort: low
offer: "Shall we look out of the window for a minute?"
why: "Looking at something far away gives your attention a rest."
caution: "Sit if standing is hard today."
stop_rule: "Stop if the light is too bright or you feel unwell."
rating:
  question: "How calm do you feel right now?"
  low_label: not calm
  high_label: very calm
  higher_is: better
  better: "A bit calmer than before."
  same: "About the same as before. That is fine."
  worse: "Less calm than before. That can happen."
steps:
  - id: look
    kind: timed
    seconds: 60
    text: "Find the thing that is farthest away. Let your eyes rest on it."
closing: "That was a minute for you."
"""

NEW_ITEM = """
  - id: fatigue
    kind: nrs
    measure: fatigue_nrs
    short: Tiredness
    question: "How tired have you been over the past day?"
    why: "Being tired and being in pain are different things, so I ask about both."
    re_ask: "One number from 0 to 10, please."
    low_label: not tired
    high_label: worn out
    higher_is: worse
    feedback:
      better: "Tiredness: {today}, less than your usual {usual}."
      same: "Tiredness: {today}, close to your usual {usual}."
      worse: "Tiredness: {today}, more than your usual {usual}."
      too_early: "Tiredness: {today}."
"""


@pytest.fixture
def content(tmp_path):
    return Path(shutil.copytree(SHIPPED, tmp_path / "content"))


def test_a_new_exercise_is_one_new_file(content):
    before = load_library(content)
    new = content / "exercises" / "en" / "window-minute.yml"
    new.write_text(NEW_EXERCISE, encoding="utf-8")

    assert check_content(content, TODAY) == []
    after = load_library(content)
    assert {exercise.id for exercise in after.exercises("en")} == {
        exercise.id for exercise in before.exercises("en")
    } | {"window-minute"}
    assert after.exercise("window-minute", "en").steps[0].seconds == 60
    assert after.version != before.version


def test_a_new_question_is_a_few_more_lines(content):
    file = content / "questionnaires" / "en" / "daily-check-in.yml"
    file.write_text(file.read_text(encoding="utf-8") + NEW_ITEM, encoding="utf-8")

    assert check_content(content, TODAY) == []
    items = load_library(content).questionnaire("daily-check-in", "en").items
    assert items[-1].id == "fatigue"
    assert items[-1].max == 10


def test_a_new_question_can_choose_exercises_and_raise_alerts(content):
    file = content / "questionnaires" / "en" / "daily-check-in.yml"
    file.write_text(file.read_text(encoding="utf-8") + NEW_ITEM, encoding="utf-8")
    fitting = NEW_EXERCISE.replace(
        "rating:\n", 'fits:\n  - {measure: fatigue_nrs, operator: ">=", value: 8}\nrating:\n'
    )
    new = content / "exercises" / "en" / "window-minute.yml"
    new.write_text(fitting, encoding="utf-8")
    policy = content / "escalation" / "default.yml"
    policy.write_text(
        policy.read_text(encoding="utf-8")
        + "\n  - id: worn-out\n    event: trend\n    urgency: soon\n    cool_down_h: 72\n"
        "    title: Tiredness 9 or more in three check-ins running\n"
        '    rule: {kind: run, measure: fatigue_nrs, operator: ">=", value: 9, check_ins: 3}\n',
        encoding="utf-8",
    )

    assert check_content(content, TODAY) == []
    library = load_library(content)
    assert library.exercise("window-minute", "en").fits[0].suits(8)
    assert library.policy.triggers[-1].id == "worn-out"


def test_a_new_country_is_one_new_file(content):
    text = (content / "crisis_numbers" / "no.yml").read_text(encoding="utf-8")
    new = content / "crisis_numbers" / "se.yml"
    new.write_text(
        text.replace('id: "no"', "id: se")
        .replace("country_name: Norway", "country_name: Sweden")
        .replace("113", "112"),
        encoding="utf-8",
    )

    assert check_content(content, TODAY) == []
    library = load_library(content)
    assert library.countries() == ("no", "se", "uk", "us", "eu", "elsewhere")
    assert library.crisis_numbers("se").for_emergency == ("Emergency: call 112",)


def test_a_retired_exercise_is_no_longer_offered_and_can_be_finished(content):
    file = content / "exercises" / "en" / "body-scan.yml"
    text = file.read_text(encoding="utf-8").replace("status: reviewed", "status: retired")
    file.write_text(text.replace("review_due: 2027-11-30", "review_due: 2025-01-01"), "utf-8")

    assert check_content(content, TODAY) == []
    library = load_library(content)
    assert "body-scan" not in {exercise.id for exercise in library.exercises("en")}
    assert library.exercise("body-scan", "en").title == "Body scan"
