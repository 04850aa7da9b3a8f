"""What a clinician adds by files alone: an exercise, a lesson, a question and a language."""

from __future__ import annotations

import re
from pathlib import Path

from ruamel.yaml import YAML

HEADER = """\
version: 1
status: reviewed
author: A clinician
review_due: 2027-11-30
language: en
sources:
  - citation: Our own clinic
"""
EXERCISE = f"""\
schema: exercise/2
id: hand-warmth
{HEADER}
title: Warm hands
skill: attention
minutes: 1
effort: low
offer: "Shall we warm your hands for a minute?"
why: "Warmth in the hands can be a calm place to rest your mind."
caution: "Leave out a hand that is sore."
stop_rule: "Stop if it feels unpleasant."
fits:
  - {{measure: fatigue_nrs, operator: ">=", value: 8}}
rating:
  question: "How calm do you feel right now?"
  low_label: not calm
  high_label: very calm
  higher_is: better
  better: "A bit calmer than before."
  same: "About the same as before. That is fine."
  worse: "Less calm than before. That can happen."
steps:
  - id: sit
    kind: say
    text: "Sit in a way that is easy for you."
  - id: place
    kind: choice
    text: "Where are your hands now?"
    re_ask: "Please choose: in your lap, or on a table?"
    options:
      - {{value: lap, label: In my lap}}
      - {{value: table, label: On a table}}
  - id: on-table
    kind: say
    when: {{place: table}}
    text: "Turn your palms up on the table."
  - id: feel
    kind: timed
    seconds: 30
    text: "Lay one hand in the other, and feel where it is warm."
  - id: minutes
    kind: number
    text: "For how many minutes would you like to do this tomorrow?"
    re_ask: "A number from 1 to 10, please."
    min: 1
    max: 10
  - id: word
    kind: text
    optional: true
    text: "Which word fits how your hands feel? You can also skip this."
    re_ask: "One word is enough."
closing: "That was it. Tomorrow {{minutes}} minutes, with your hands: {{place}}."
"""
LESSON = f"""\
schema: lesson/1
id: pacing-kitchen-timer
{HEADER}
title: The kitchen timer
about: "About a small helper for breaks. It takes about two minutes."
steps:
  - id: idea
    kind: say
    text: "A timer ends a task before the pain does."
  - id: where
    kind: choice
    text: "Where would it stand?"
    re_ask: "Please choose: kitchen, or desk?"
    options:
      - {{value: kitchen, label: Kitchen}}
      - {{value: desk, label: Desk}}
closing: "A good place for it: {{where}}."
practice: hand-warmth
"""
ITEM = """
  - id: fatigue
    kind: nrs
    measure: fatigue_nrs
    short: Tiredness
    question: "How tired have you been over the past day?"
    why: "Being tired and being in pain are different things, so I ask about both."
    re_ask: "One number from 0 to 10, please."
    cues: [fatigue, tiredness]
    low_label: not tired
    high_label: worn out
    higher_is: worse
    feedback:
      better: "Tiredness: {today}, less than your usual {usual}."
      same: "Tiredness: {today}, close to your usual {usual}."
      worse: "Tiredness: {today}, more than your usual {usual}."
      too_early: "Tiredness: {today}."
"""
# File, then what stands there in English and what a translator writes.
NORWEGIAN = {
    "exercises/nb/hand-warmth.yml": {
        "title: Warm hands": "title: Varme hender",
        "Sit in a way that is easy for you.": "Sitt slik det er lett for deg.",
        "How calm do you feel right now?": "Hvor rolig er du nå?",
        "Where are your hands now?": "Hvor er hendene dine nå?",
        "label: In my lap": "label: I fanget",
        "That was it. Tomorrow {minutes} minutes": "Det var alt. I morgen {minutes} minutter",
    },
    "questionnaires/nb/daily-check-in.yml": {
        "How tired have you been over the past day?": "Hvor trøtt har du vært det siste døgnet?",
        "cues: [fatigue, tiredness]": "cues: [trøtthet]",
    },
    "messages/nb/exercise.yml": {
        "start_label: Start": "start_label: Begynn",
        "next_label: Next": "next_label: Neste",
        "stop_label: Stop": "stop_label: Stopp",
    },
    "messages/nb/commands.yml": {"Choose an exercise": "Velg en øvelse"},
    "messages/nb/words.yml": {'  next: "next,': '  next: "begynn, neste, next,'},
}


def add_exercise(content: Path) -> None:
    (content / "exercises" / "en" / "hand-warmth.yml").write_text(EXERCISE, encoding="utf-8")


def add_lesson(content: Path) -> None:
    """A new file, and a line in the module that it belongs to."""
    (content / "lessons" / "en" / "pacing-kitchen-timer.yml").write_text(LESSON, encoding="utf-8")
    replace(
        content / "modules" / "en" / "pacing.yml",
        "lessons:\n",
        "lessons:\n  - pacing-kitchen-timer\n",
    )


def add_item(content: Path) -> None:
    file = content / "questionnaires" / "en" / "daily-check-in.yml"
    file.write_text(file.read_text(encoding="utf-8").rstrip() + "\n" + ITEM, encoding="utf-8")


def add_language(content: Path) -> None:
    """Copy every English file, and translate a few texts."""
    for file in content.rglob("*.yml"):
        folder = file.relative_to(content).parts[0]
        if folder not in ("escalation", "style", "other_languages"):
            _copy_to(file, content / folder / "nb" / file.name)
    for name, texts in NORWEGIAN.items():
        for english, norwegian in texts.items():
            replace(content / name, english, norwegian)


def _copy_to(english: Path, file: Path) -> None:
    file.parent.mkdir(exist_ok=True)
    text = english.read_text(encoding="utf-8")
    file.write_text(re.sub(r"(?m)^language: en$", "language: nb", text), encoding="utf-8")


def translate_replies(dialogues: Path) -> None:
    """Give each reply of the engine its text in the new language."""
    yaml = YAML()
    condition = [{"type": "slot", "name": "language", "value": "nb"}]
    for file in (dialogues / "domain").glob("*.yml"):
        domain = yaml.load(file)
        for replies in (domain.get("responses") or {}).values():
            replies.append({"text": "Godt å høre fra deg.", "condition": condition})
        yaml.dump(domain, file)


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{file.name}: {old}"
    file.write_text(text.replace(old, new), encoding="utf-8")
