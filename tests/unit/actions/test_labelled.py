"""Each guess that may be offered has a label, and each label a guess."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.actions.labelled import guess_label_faults, offered_intents
from bot.library.loader import load_library

ROOT = Path(__file__).parents[3]
DIALOGUES = ROOT / "dialogues"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "content", tmp_path / "content"))


def labels(content: Path) -> Path:
    return content / "messages" / "en" / "guess.yml"


def test_what_ships_has_a_label_for_every_guess():
    assert guess_label_faults(DIALOGUES, ROOT / "content") == []


def test_greetings_and_answers_need_none(tmp_path: Path):
    (tmp_path / "domain").mkdir()
    (tmp_path / "domain" / "one.yml").write_text("intents: [greet, skip, ask_help]\n")
    (tmp_path / "domain" / "empty.yml").write_text("")
    assert offered_intents(tmp_path) == {"ask_help"}


def test_a_new_intent_without_a_label_is_named(tmp_path: Path, content: Path):
    dialogues = Path(shutil.copytree(DIALOGUES, tmp_path / "dialogues"))
    (dialogues / "domain" / "new.yml").write_text("intents: [ask_the_moon]\n")
    (fault,) = guess_label_faults(dialogues, content)
    assert fault.startswith("content/messages/en/guess.yml:")
    assert fault.endswith(
        "texts.ask_the_moon_label: is missing: this may be offered as a guess - "
        "add a line that begins with ask_the_moon_label:"
    )


def test_a_label_of_nothing_is_named_with_its_line(content: Path):
    text = labels(content).read_text(encoding="utf-8")
    labels(content).write_text(f'{text}  greet_label: "Hello"\n', encoding="utf-8")
    (fault,) = guess_label_faults(DIALOGUES, content)
    line = len(text.splitlines()) + 1
    assert f'guess.yml:{line}: texts.greet_label: "Hello" names nothing that is offered' in fault


def test_a_missing_file_is_one_line_and_an_unreadable_one_is_left_to_the_contents_own_checks(
    content: Path,
):
    labels(content).write_text("texts: [", encoding="utf-8")
    assert guess_label_faults(DIALOGUES, content) == []
    labels(content).unlink()
    (fault,) = guess_label_faults(DIALOGUES, content)
    assert "content/messages/en/guess.yml:1: file: is missing" in fault


def test_every_guess_can_be_told_from_the_others_by_its_label():
    texts = load_library(ROOT / "content").messages("en")
    shown = [texts[f"guess.{intent}_label"] for intent in offered_intents(DIALOGUES)]
    assert len(set(shown)) == len(shown)
