"""A lighter exercise beside a longer one: what two files have to say about each other."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.library import check_content, load_library
from bot.library.loader import read_content
from bot.library.review import review_page
from tests.auxil.added_content import replace

SOUND = Path(__file__).parent / "sound" / "content"
SHIPPED = Path(__file__).parents[2] / "content"
TODAY = date(2027, 1, 1)


@pytest.fixture
def english(tmp_path: Path) -> Path:
    """The exercises of a sound folder, with one for which "breathing" can be had instead."""
    root = Path(shutil.copytree(SOUND, tmp_path / "content"))
    file = root / "exercises" / "en" / "long-breath.yml"
    shutil.copyfile(file.with_name("breathing.yml"), file)
    replace(file, "id: breathing", "id: long-breath")
    replace(file, "effort: low\n", "effort: some\nlighter: breathing\n")
    return file.parent


def faults(english: Path) -> list[str]:
    return [str(fault) for fault in check_content(english.parents[1], TODAY)]


def test_one_of_low_effort_and_the_same_skill_is_sound(english: Path) -> None:
    assert faults(english) == []
    exercise = load_library(english.parents[1]).exercise("long-breath", "en")
    assert exercise.lighter_id() == "breathing"
    assert not exercise.is_light


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "effort: low",
            "effort: some",
            '"breathing" has not effort: low - name one that has, or take the line out',
        ),
        (
            "status: reviewed",
            "status: retired",
            '"breathing" is retired - name one that is offered, or take the line out',
        ),
        (
            "skill: breathing",
            "skill: sleep",
            '"breathing" trains another skill than breathing - name one of the same skill, or take '
            "the line out",
        ),
    ],
)
def test_one_that_became_unfit_is_named(english: Path, old: str, new: str, said: str) -> None:
    replace(english / "breathing.yml", old, new)
    assert faults(english) == [f"content/exercises/en/long-breath.yml:15: lighter: {said}"]


def test_the_page_to_sign_says_what_is_asked_and_offered(english: Path) -> None:
    reading = read_content(english.parents[1], TODAY)
    page = review_page(reading.items, [], "", TODAY)
    assert page.count("Asks for little energy.") == 1
    assert page.count("Asks for some energy. A lighter one is offered: breathing.") == 1


def test_a_retired_exercise_may_keep_its_line(english: Path) -> None:
    for file in ("breathing.yml", "long-breath.yml"):
        replace(english / file, "status: reviewed", "status: retired")
    assert [fault for fault in faults(english) if "lighter" in fault] == []


def test_one_of_another_language_does_not_stand_in(english: Path) -> None:
    norwegian = english.with_name("nb")
    norwegian.mkdir()
    shutil.copyfile(english / "long-breath.yml", norwegian / "long-breath.yml")
    replace(norwegian / "long-breath.yml", "language: en", "language: nb")
    assert (
        'content/exercises/nb/long-breath.yml:15: lighter: "breathing" is no exercise in nb - '
        "use the id of a file in exercises/nb"
    ) in faults(english)


def test_a_file_that_cannot_be_read_is_not_said_to_be_missing(english: Path) -> None:
    (english / "breathing.yml").write_text("steps: [", encoding="utf-8")
    assert [fault for fault in faults(english) if "lighter" in fault] == []


def test_enough_of_what_is_shipped_asks_for_little_and_the_agreed_pairs_stand() -> None:
    exercises = {each.id: each for each in load_library(SHIPPED).exercises("en")}
    light = {exercise_id for exercise_id, each in exercises.items() if each.is_light}
    assert len(light) >= 12
    assert "flare-up-first-aid" in light
    assert {each.minutes for each in exercises.values() if each.is_light} == {1, 3, 10}
    for exercise_id, lighter in (
        ("muscle-relaxation", "muscle-relaxation-short"),
        ("body-scan", "body-scan-short"),
        ("paced-breathing-10", "paced-breathing-1"),
        ("gentle-movement-seated", "tiny-movement"),
    ):
        assert exercises[exercise_id].lighter == lighter


def test_a_lighter_one_never_takes_longer_and_leads_to_no_circle() -> None:
    exercises = {each.id: each for each in load_library(SHIPPED).exercises("en")}
    for exercise in exercises.values():
        met = {exercise.id}
        while exercise.lighter:
            assert exercises[exercise.lighter].minutes <= exercise.minutes
            exercise = exercises[exercise.lighter]
            assert exercise.id not in met
            met.add(exercise.id)
