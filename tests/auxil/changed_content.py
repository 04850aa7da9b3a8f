"""What a clinician changes in files that people are in the middle of."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from tests.auxil import added_content
from tests.auxil.added_content import replace

SHIPPED = Path(__file__).parents[2] / "content"
EXERCISE = "exercises/en/hand-warmth.yml"
LESSON = "lessons/en/pacing-kitchen-timer.yml"
DAILY = "questionnaires/en/daily-check-in.yml"
PGIC = "questionnaires/en/pgic.yml"
CONSENT = "consent/en/consent.yml"


def before(folder: Path) -> Path:
    """The shipped content with an exercise, a lesson and a question, each in its version 1."""
    content = Path(shutil.copytree(SHIPPED, folder))
    added_content.add_exercise(content)
    added_content.add_lesson(content)
    added_content.add_item(content)
    # The question may go again, so no exercise rests on it.
    replace(content / EXERCISE, 'fatigue_nrs, operator: ">="', 'mood_nrs, operator: "<="')
    replace(content / EXERCISE, "value: 8", "value: 2")
    return content


def raise_version(file: Path) -> int:
    """Add one to the version of a file, and return the new one."""
    text = file.read_text(encoding="utf-8")
    version = int(re.search(r"(?m)^version: (\d+)$", text)[1]) + 1
    file.write_text(re.sub(r"(?m)^version: \d+$", f"version: {version}", text), encoding="utf-8")
    return version


def change_exercise(content: Path) -> None:
    """Other words, other options, another pace, and a step less, under a new number."""
    raise_version(content / EXERCISE)
    for old, new in {
        "Sit in a way": "Lie in a way",
        "Lay one hand": "Fold your hands",
        "label: On a table": "label: Upon a table",
        "label: In my lap": "label: On my knees",
        "seconds: 30": "seconds: 60",
        "That was it.": "That is all.",
        "  - id: minutes\n": "  - id: how-many\n",
        "Tomorrow {minutes} minutes": "Tomorrow {how-many} minutes",
    }.items():
        replace(content / EXERCISE, old, new)


def change_lesson(content: Path) -> None:
    raise_version(content / LESSON)
    replace(content / LESSON, "before the pain does", "before you feel it")


def change_check_in(content: Path) -> None:
    """Other words for one question, and another one taken out, under a new number."""
    raise_version(content / DAILY)
    replace(content / DAILY, "How has your mood been", "In which mood were you")
    replace(content / DAILY, added_content.ITEM, "")


def change_consent(content: Path) -> int:
    """Raise the consent, with a word on what is new in it; return the new version."""
    file = content / CONSENT
    version = raise_version(file)
    new = f'  - version: {version}\n    text: "Exercises you like can be kept in a list."\n'
    file.write_text(file.read_text(encoding="utf-8").rstrip() + "\n" + new, encoding="utf-8")
    return version


def retire(file: Path) -> None:
    replace(file, "status: reviewed", "status: retired")
