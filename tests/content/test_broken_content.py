"""Every check, shown by a small broken file and its exact message.

Each file of ``broken/`` begins with comments that say what it is:

    # at: where it stands in a sound content folder
    # without: a file that is taken out of it
    # expect: a message, word for word; one line for each
"""

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from bot.errors import ContentError
from bot.library import check_content, load_library

HERE = Path(__file__).parent
SOUND = HERE / "sound" / "content"
TODAY = date(2027, 1, 1)


@dataclass(frozen=True)
class Case:
    path: Path

    def notes(self, name: str) -> list[str]:
        lines = self.path.read_text(encoding="utf-8").splitlines()
        return [line.split(": ", 1)[1] for line in lines if line.startswith(f"# {name}: ")]

    def break_content(self, root: Path) -> None:
        for place in self.notes("without"):
            (root.parent / place).unlink()
        for place in self.notes("at"):
            target = root.parent / place
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(self.path, target)


CASES = {path.stem: Case(path) for path in sorted((HERE / "broken").glob("*.yml"))}


@pytest.fixture
def content(tmp_path):
    return Path(shutil.copytree(SOUND, tmp_path / "content"))


def test_the_sound_folder_has_no_fault():
    assert check_content(SOUND, TODAY) == []


@pytest.mark.parametrize("fault", CASES)
def test_a_broken_file_gets_its_exact_messages(content, fault):
    case = CASES[fault]
    case.break_content(content)
    assert [str(found) for found in check_content(content, TODAY)] == case.notes("expect")


def test_every_broken_file_expects_something():
    assert len(CASES) >= 25
    assert all(case.notes("expect") for case in CASES.values())


def test_all_faults_of_all_files_come_at_once_and_in_order(content):
    together = [
        "seconds-too-many",
        "yaml-second-document",
        "country-missing",
        "risk-not-covered",
        "consent-silent-on-readers",
        "label-too-long",
        "emergency-not-first",
        "item-twice",
    ]
    for fault in together:
        CASES[fault].break_content(content)
    expected = [line for fault in together for line in CASES[fault].notes("expect")]
    by_file_and_line = sorted(
        expected, key=lambda line: (line.split(":")[0], int(line.split(":")[1]), line)
    )

    assert [str(fault) for fault in check_content(content, TODAY)] == by_file_and_line
    with pytest.raises(ContentError) as refused:
        load_library(content)
    assert refused.value.faults == by_file_and_line


def test_one_file_with_many_faults_gets_all_of_them(content):
    target = content / "exercises" / "en" / "breathing.yml"
    text = target.read_text(encoding="utf-8")
    for old, new in (
        ("id: breathing", "id: breath"),
        ("minutes: 1", "minutes: 2"),
        ("caution: Softly.", "cautoin: Softly."),
        ("why: It calms.", "why: Less pain for you, {name}."),
        ("measure: pain_nrs", "measure: stress_nrs"),
        ("kind: timed", "kind: say"),
        ("seconds: 60", "seconds: 900"),
    ):
        text = text.replace(old, new)
    target.write_text(text, encoding="utf-8")

    assert [str(fault) for fault in check_content(content, TODAY)] == [
        "content/exercises/en/breathing.yml:1: caution: is missing - add a line that begins "
        "with caution:",
        'content/exercises/en/breathing.yml:2: id: "breath" is not the file name breathing - '
        "give the file and its id the same name",
        "content/exercises/en/breathing.yml:13: minutes: 2 is not known here - use 1, 3 or 10",
        'content/exercises/en/breathing.yml:16: why: "{name}" is not a placeholder here - '
        "write the words out; nothing is filled in here",
        'content/exercises/en/breathing.yml:16: why: "less pain" is not said to patients '
        "(No promise of less pain) - speak of coping",
        "content/exercises/en/breathing.yml:17: cautoin: is not a known key - did you mean "
        "caution? If not, take the line out",
        'content/exercises/en/breathing.yml:20: fits[1].measure: "stress_nrs" is in no '
        "questionnaire - use one of pain_nrs",
        "content/exercises/en/breathing.yml:34: steps[1].seconds: has no use in a say step - "
        "take it out; it belongs to timed",
        "content/exercises/en/breathing.yml:34: steps[1].seconds: 900 is above 300 - "
        "use 5 to 300 seconds, or split the step",
        'content/lessons/en/rest-first.yml:18: practice: "breathing" is no exercise - use the id '
        "of a file in content/exercises",
    ]


def test_a_file_that_is_not_utf_8_is_named(content):
    (content / "messages" / "en" / "general.yml").write_bytes(b"texts: {hello: \xe5}\n")
    assert [str(fault) for fault in check_content(content, TODAY)] == [
        "content/messages/en/general.yml:1: file: is not written in UTF-8 - save it as UTF-8 text"
    ]


def test_an_overdue_review_stops_the_check_and_not_the_start(content):
    CASES["review-overdue"].break_content(content)
    assert load_library(content).exercise("breathing", "en").title == "Breathing"
    with pytest.raises(ContentError):
        load_library(content, TODAY)


def test_a_folder_without_content_lists_what_is_needed(tmp_path):
    root = tmp_path / "content"
    root.mkdir()
    files = {fault.file for fault in check_content(root, TODAY)}
    assert {
        "content/consent/en/consent.yml",
        "content/crisis_numbers/elsewhere.yml",
        "content/escalation/default.yml",
        "content/questionnaires/en/daily-check-in.yml",
        "content/safety/en/suicide-self-harm.yml",
        "content/style/forbidden-words.yml",
    } <= files
