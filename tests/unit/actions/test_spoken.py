"""Each reply of the engine has its text in every language of the content."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.actions.spoken import content_languages, reply_faults

ROOT = Path(__file__).parents[3]
ENGLISH = 'responses:\n  utter_hello:\n  - text: "Hello"\n'
NORWEGIAN = """\
  - text: "Hei"
    condition:
    - type: slot
      name: language
      value: "no"
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    (tmp_path / "content" / "messages" / "en").mkdir(parents=True)
    return tmp_path / "content"


@pytest.fixture
def domain(tmp_path: Path) -> Path:
    path = tmp_path / "dialogues" / "domain" / "one.yml"
    path.parent.mkdir(parents=True)
    path.write_text(ENGLISH, encoding="utf-8")
    return path


def faults(content: Path) -> list[str]:
    return reply_faults(content.parent / "dialogues", content)


def test_what_ships_is_whole():
    assert reply_faults(ROOT / "dialogues", ROOT / "content") == []
    assert content_languages(ROOT / "content") == ["en"]


def test_english_alone_is_enough_for_english(content: Path, domain: Path):
    assert faults(content) == []


@pytest.mark.parametrize("replies", ["[]", '[{text: ""}]', "[{custom: {}}]"])
def test_a_reply_without_words_is_named(content: Path, domain: Path, replies: str):
    domain.write_text(f"responses:\n  utter_hello: {replies}\n", encoding="utf-8")
    (fault,) = faults(content)
    assert fault == (
        f"{domain}: responses.utter_hello: has no text in en - add a line that begins with - text:"
    )


def test_a_second_language_needs_a_text_of_its_own(content: Path, domain: Path):
    (content / "messages" / "no").mkdir()
    (fault,) = faults(content)
    assert fault == (
        f"{domain}: responses.utter_hello: has no text in no - "
        "add a text with the condition that the slot language is no"
    )
    domain.write_text(ENGLISH + NORWEGIAN, encoding="utf-8")
    assert faults(content) == []


def test_a_text_in_another_language_alone_leaves_english_without(content: Path, domain: Path):
    domain.write_text(f"responses:\n  utter_hello:\n{NORWEGIAN}", encoding="utf-8")
    (fault,) = faults(content)
    assert "has no text in en" in fault
