"""``lindra content migrate``: older files in place, with no half of one and no other touched."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from bot.__main__ import cli
from bot.command_line.content_migrate import put_in_place
from bot.errors import ContentError
from bot.library import check_content, load_library
from tests.auxil.added_content import replace

ROOT = Path(__file__).parents[2]
SOUND = ROOT / "tests" / "content" / "sound" / "content"
TODAY = date(2027, 1, 1)
OLD = (
    'schema: "exercise/1" is older than exercise/2 - written for an older coach; run lindra '
    "content migrate"
)
GUESS = (
    "A clinician should look at these, where a guess was filled in.\n"
    "effort: low, if it can be done lying or sitting, with closed eyes if one likes, and asks for "
    "a few words at most; some, if not.\n"
)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A sound folder in which one exercise is older."""
    root = Path(shutil.copytree(SOUND, tmp_path / "content"))
    make_older(exercise(root))
    return root


def exercise(root: Path) -> Path:
    return root / "exercises" / "en" / "breathing.yml"


def make_older(file: Path) -> None:
    replace(file, "exercise/2", "exercise/1")
    replace(file, "effort: low\n", "")


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, ["content", "migrate", "--content", str(root), *words])


def state(root: Path) -> dict[Path, tuple[bytes, int, int]]:
    """Every file: what it holds, which one it is, and when it was written."""
    return {
        path: (path.read_bytes(), path.stat().st_ino, path.stat().st_mtime_ns)
        for path in root.rglob("*")
        if path.is_file()
    }


def test_check_and_start_say_one_line_for_an_older_file(content: Path) -> None:
    line = f"content/exercises/en/breathing.yml:1: {OLD}"
    assert [str(fault) for fault in check_content(content, TODAY)] == [line]
    with pytest.raises(ContentError) as refused:
        load_library(content)
    assert refused.value.faults == [line]
    checked = CliRunner().invoke(cli, ["check", "--content", str(content)])
    assert line in checked.output.splitlines()


def test_an_older_file_is_rewritten_and_no_other(content: Path) -> None:
    before = state(content)
    result = run(content)
    assert result.exit_code == 0
    assert result.output == (
        "content/exercises/en/breathing.yml: exercise/1 -> exercise/2\n"
        "  line 14: effort: some was added\n"
        "1 file rewritten; all others are as they were.\n\n"
        f"{GUESS}"
        "  content/exercises/en/breathing.yml:14\n\n"
        "Then run lindra check.\n"
    )
    after = state(content)
    assert {path for path in after if after[path] != before.get(path)} == {exercise(content)}
    assert set(after) == set(before), "a file was left behind"
    assert check_content(content, TODAY) == []
    assert load_library(content).exercise("breathing", "en").effort == "some"


def test_a_second_run_finds_nothing_to_do(content: Path) -> None:
    run(content)
    before = state(content)
    result = run(content)
    assert (result.exit_code, result.output) == (
        0,
        "No file is of an older schema. Nothing was written.\n",
    )
    assert state(content) == before


def test_a_dry_run_shows_the_same_and_writes_nothing(content: Path) -> None:
    before = state(content)
    shown = run(content, "--dry-run").output
    assert "1 file would be rewritten. Nothing was written.\n" in shown
    assert state(content) == before
    rewritten = run(content).output
    assert [line for line in shown.splitlines() if "file" not in line] == [
        line for line in rewritten.splitlines() if "file" not in line
    ]


def test_a_signed_file_is_said_to_hold_what_nobody_signed(content: Path) -> None:
    signed = "status: approved\napproved_by: Kari\napproved_on: 2026-01-01"
    replace(exercise(content), "status: reviewed", signed)
    assert "breathing.yml:16 (approved: the guess is not signed)\n" in run(content).output
    assert signed in exercise(content).read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "exercise/1",
            "exercise/3",
            '1: schema: "exercise/3" is newer than exercise/2 - written for a newer coach; update '
            "the coach",
        ),
        (
            "title: Breathing",
            "title: [",
            "13: file: is not YAML here",
        ),
        (
            "minutes: 1",
            "minutes: 1\nminutes: 3",
            "14: minutes: stands here twice (first in line 13) - keep one of them",
        ),
    ],
    ids=["newer", "not yaml", "a key twice"],
)
def test_what_cannot_be_migrated_is_named_and_left(
    content: Path, old: str, new: str, said: str
) -> None:
    other = exercise(content).with_name("other.yml")
    shutil.copyfile(exercise(content), other)
    replace(other, old, new)
    before = other.read_bytes()
    result = run(content)
    assert result.exit_code == 1
    assert "1 file rewritten" in result.output
    assert "Left as they are:\n" in result.stderr
    assert f"content/exercises/en/other.yml:{said}" in result.stderr
    assert other.read_bytes() == before


def test_a_file_in_braces_is_named_and_left(content: Path) -> None:
    exercise(content).write_text("{schema: exercise/1, id: breathing}\n", "utf-8")
    result = run(content)
    assert result.exit_code == 1
    assert (
        "content/exercises/en/breathing.yml:1: file: was written in braces, where nothing can be "
        "added - write each key on a line of its own\n"
    ) in result.stderr


# Whole or not at all.


def test_who_may_read_a_file_stays_and_so_does_a_link(content: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "shared.yml"
    shutil.move(exercise(content), elsewhere)
    elsewhere.chmod(0o640)
    exercise(content).symlink_to(elsewhere)
    assert run(content).exit_code == 0
    assert exercise(content).is_symlink()
    assert "schema: exercise/2" in elsewhere.read_text("utf-8")
    assert elsewhere.stat().st_mode & 0o777 == 0o640


def test_a_fault_in_the_middle_leaves_the_old_file_and_nothing_beside(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    before = state(content)
    monkeypatch.setattr(os, "fsync", full)
    result = CliRunner().invoke(
        cli, ["content", "migrate", "--content", str(content)], standalone_mode=False
    )
    assert isinstance(result.exception, click.ClickException)
    assert result.exception.format_message() == (
        f"{exercise(content)} cannot be written (No space left on device). It is as it was."
    )
    assert state(content) == before


def test_words_that_were_saved_meanwhile_are_not_lost(content: Path) -> None:
    file = exercise(content)
    read = file.read_bytes()
    file.write_bytes(read + b"# saved just now\n")
    before = state(content)
    with pytest.raises(click.ClickException, match="was changed just now"):
        put_in_place(file, read, b"schema: exercise/2\n")
    assert state(content) == before


def test_the_content_of_the_settings_is_migrated(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINDRA_CONTENT_DIR", str(content))
    result = CliRunner().invoke(cli, ["content", "migrate", "--dry-run"])
    assert "content/exercises/en/breathing.yml: exercise/1 -> exercise/2\n" in result.output
