"""From an older schema to the present one: what is asked for changes, and not one byte beside."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.library.kinds import MODELS, SCHEMAS
from bot.library.migrations import plan
from bot.library.migrations.steps import STEPS, migrate
from bot.library.migrations.yaml_text import YamlText
from bot.library.schemas import Schema, present_schema, read_schema
from bot.library.yaml_source import read_document

ROOT = Path(__file__).parents[3]
SOUND = ROOT / "tests" / "content" / "sound" / "content"
ADDED = "effort: some  # a guess, please check: low or some (see content/README.md)"

# As a clinician may have left it: notes, quotes of both kinds, wrapped and folded texts, uneven
# indents and blanks, and a date in a text.
ODD = """\
# Ours. Please keep the "two ways".


schema:   'exercise/1'   # the kind
id: breathing
version:  1
status: reviewed
author: "Kari's \\"team\\""
approved_on: ~
review_due: 2030-01-31
language: en
sources:
- citation: A book
  note:   'It''s old'

title:    Breathing
skill: breathing
# how long
minutes:  1     # one, not 3
# what is said first
offer: >-
    Shall we
    breathe?
why: "It
  calms   you,
  \\
  a bit."
caution: 'schema: exercise/1'
stop_rule: |+
  Stop when dizzy.

fits:
    - {measure: pain_nrs,   operator: ">=", value: 7}   # high
steps:
      - id: breaths
        kind: timed
        seconds: 60
        text: In and out … – “softly”   
closing: That was it.
# the end
"""


def migrated(text: str) -> YamlText:
    return migrate(YamlText(text), Schema("exercise", 1), Schema("exercise", 2)).text


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("start", ["", "---\n"])
def test_all_else_stays_byte_for_byte(line_end: str, mark: str, start: str) -> None:
    before = mark + (start + ODD).replace("\n", line_end)
    length = "minutes:  1     # one, not 3"
    expected = before.replace("'exercise/1'   #", "'exercise/2'   #").replace(
        length, f"{length}{line_end}{ADDED}"
    )
    assert migrated(before).encoded == expected.encode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("schema: exercise/1\nminutes: 1", f"schema: exercise/2\nminutes: 1\n{ADDED}"),
        ('"schema": "exercise\\/1"\nid: a\n', f'"schema": exercise/2\n{ADDED}\nid: a\n'),
        ("  schema: exercise/1\n  skill: a\n", f"  schema: exercise/2\n  skill: a\n  {ADDED}\n"),
        (
            "schema: exercise/1\nminutes:   # how long?\nid: a\n",
            f"schema: exercise/2\nminutes:   # how long?\n{ADDED}\nid: a\n",
        ),
        (
            "minutes: |-\n  1\ntitle: 'a\n  b'\nschema: exercise/1\n",
            f"minutes: |-\n  1\ntitle: 'a\n  b'\n{ADDED}\nschema: exercise/2\n",
        ),
        ("schema: exercise/1\neffort: low # ours\n", "schema: exercise/2\neffort: low # ours\n"),
    ],
    ids=["no last line end", "quoted", "indented", "empty", "block text", "there already"],
)
def test_the_line_finds_its_place(before: str, after: str) -> None:
    assert migrated(before).text == after


def test_the_values_beside_are_the_same_to_a_reader(tmp_path: Path) -> None:
    file = tmp_path / "content" / "exercises" / "en" / "breathing.yml"
    file.parent.mkdir(parents=True)
    values = []
    for text in (ODD, migrated(ODD).text):
        file.write_text(text, encoding="utf-8")
        document, faults = read_document(tmp_path / "content", file)
        assert faults == []
        values.append(document.data)
    before, after = values
    assert after == {**before, "schema": "exercise/2", "effort": "some"}


def test_every_older_version_of_every_kind_has_a_step() -> None:
    assert set(SCHEMAS) == set(MODELS)
    older = {
        str(Schema(present.kind, number))
        for present in map(present_schema, SCHEMAS)
        for number in range(1, present.number)
    }
    assert set(STEPS) == older


@pytest.mark.parametrize("step", STEPS)
def test_a_step_changes_nothing_when_taken_twice(step: str) -> None:
    once, _ = STEPS[step](YamlText(ODD))
    assert STEPS[step](once) == (once, ())


@pytest.mark.parametrize("value", [None, 1, "", "exercise", "exercise/0", "exercise/1.5", "e/01"])
def test_what_names_no_schema_is_none(value: object) -> None:
    assert read_schema(value) is None


def test_the_shipped_content_needs_no_migration() -> None:
    planned = plan(ROOT / "content")
    assert (planned.rewrites, planned.faults) == ((), ())


def test_what_only_the_check_has_to_say_is_left_to_it(tmp_path: Path) -> None:
    root = Path(shutil.copytree(SOUND, tmp_path / "content"))
    file = root / "exercises" / "en" / "breathing.yml"
    file.write_text(file.read_text("utf-8").replace("exercise/2", "lesson/1"), "utf-8")
    (root / "exercises" / "en" / "notes.txt").write_text("schema: exercise/1", "utf-8")
    (root / "elsewhere").mkdir()
    (root / "elsewhere" / "a.yml").write_text("schema: exercise/1", "utf-8")
    planned = plan(root)
    assert (planned.rewrites, planned.faults) == ((), ())
