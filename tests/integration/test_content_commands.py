"""``lindra content``: grades, and the page to sign."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from statistics import median

import click
import pytest
from click.testing import CliRunner, Result

from bot.__main__ import cli
from bot.errors import ContentError

ROOT = Path(__file__).parents[2]
SOUND = ROOT / "tests" / "content" / "sound" / "content"


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, ["content", *words])


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SOUND, tmp_path / "content"))


def test_grades_lists_files_the_hardest_first_and_their_median() -> None:
    result = run("grades", "--content", str(ROOT / "content"))
    *lines, last, hardest = result.output.splitlines()
    found = [float(re.fullmatch(r" *([\d.]+)  content/\S+\.yml", line)[1]) for line in lines]
    assert len(found) > 30
    assert found == sorted(found, reverse=True)
    assert last == f"{median(found):4.1f}  is the median of {len(found)} files."
    assert "is the hardest text: content/" in hardest
    assert "(the limit is 9)" in hardest


def test_grades_without_enough_words_says_so(content: Path) -> None:
    result = run("grades", "--content", str(content))
    assert result.output == "No English file for patients has enough words for a grade.\n"


def test_the_content_of_the_settings_is_graded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINDRA_CONTENT_DIR", str(SOUND))
    assert run("grades").output.startswith("No English file")


def test_review_writes_one_page_with_every_file(content: Path, tmp_path: Path) -> None:
    out = tmp_path / "review.html"
    result = run("review", "--content", str(content), "--out", str(out))
    files = sorted(path.relative_to(tmp_path).as_posix() for path in content.rglob("*.yml"))
    assert result.exit_code == 0
    assert f"{out}: {len(files)} files, 0 fault(s)." in result.stderr
    page = out.read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert [file for file in files if f"<dd>{file}</dd>" not in page] == []


def test_a_file_that_is_due_for_review_can_be_printed(content: Path, tmp_path: Path) -> None:
    file = content / "exercises" / "en" / "breathing.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("2030-01-31", "2020-01-31"))
    out = tmp_path / "review.html"
    result = run("review", "--content", str(content), "--out", str(out))
    assert result.exit_code == 0
    assert "1 fault(s)" in result.stderr
    assert "is past (today is" in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("exercises/en/breathing.yml", "steps: [", "content/exercises/en/breathing.yml"),
        ("exercises/en/breathing.yml", "id: breathing", "steps: is missing"),
        ("exercises/en/new.txt", "id: new", "does not end in .yml"),
    ],
)
def test_a_page_that_would_lack_a_file_is_refused(
    content: Path, tmp_path: Path, name: str, text: str, fault: str
) -> None:
    (content / name).write_text(text, encoding="utf-8")
    out = tmp_path / "review.html"
    result = run("review", "--content", str(content), "--out", str(out))
    assert isinstance(result.exception, ContentError)
    assert fault in str(result.exception)
    assert not out.exists()


def test_a_page_that_cannot_be_written_is_said_in_words(content: Path, tmp_path: Path) -> None:
    out = tmp_path / "nowhere" / "review.html"
    result = CliRunner().invoke(
        cli,
        ["content", "review", "--content", str(content), "--out", str(out)],
        standalone_mode=False,
    )
    assert isinstance(result.exception, click.ClickException)
    assert str(out) in result.exception.format_message()
