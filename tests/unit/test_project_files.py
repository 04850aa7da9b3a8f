"""The project's own files: locks, licence, help, decisions, and what must not be in any of them."""

from __future__ import annotations

import re
import subprocess
import tomllib
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

from bot.settings import Settings
from scripts.file_checks import check_secrets, check_size
from scripts.lock import LOCKS, addresses
from scripts.stages import SETS

ROOT = Path(__file__).parents[2]
TEXT = {"", ".py", ".md", ".yml", ".yaml", ".toml", ".sh", ".html", ".css", ".js", ".lock", ".in"}
# Each would tie the project to one machine or one place of work.
OF_ONE_PLACE = {
    "a path of somebody's machine": r"(?<![\w.:/-])/(?:root|home|Users|work|mnt)/[\w.-]+",
    "the number of an issue": r"\b[Ii]ssues? #?\d+\b",
    "work left undone": r"\b(?:TODO|FIXME|XXX)\b",
}


@cache
def project_files() -> tuple[Path, ...]:
    """Every file that belongs to the repository: all but what .gitignore names."""
    found, folders = [], [ROOT]
    while folders:
        for path in sorted(folders.pop().iterdir()):
            if path.name == ".git" or is_ignored(path):
                continue
            (folders if path.is_dir() else found).append(path)
    return tuple(found)


def is_ignored(path: Path) -> bool:
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    patterns = [line for line in lines if path.is_dir() or not line.endswith("/")]
    return any(matches(path, pattern.rstrip("/")) for pattern in patterns)


def matches(path: Path, pattern: str) -> bool:
    if "/" in pattern:
        return fnmatch(str(path.relative_to(ROOT)), pattern.lstrip("/"))
    return fnmatch(path.name, pattern)


def texts() -> list[tuple[str, str]]:
    here = Path(__file__)
    files = [path for path in project_files() if path.suffix in TEXT and path != here]
    return [
        (str(path.relative_to(ROOT)), path.read_text(encoding="utf-8", errors="replace"))
        for path in files
    ]


def pyproject() -> dict[str, dict[str, object]]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_gitignore_hides_no_source_file() -> None:
    rooms = ("bot", "sandbox", "scripts", "tests", "content", "dialogues", "nlu", "docs")
    every = {path for room in rooms for path in (ROOT / room).rglob("*") if path.is_file()}
    shown = set(project_files())
    hidden = {
        str(path.relative_to(ROOT))
        for path in every - shown
        if "__pycache__" not in path.parts and not path.name.startswith(".")
    }
    assert not hidden


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: str(lock.target.relative_to(ROOT)))
def test_lock_holds_hashes_and_no_address(lock) -> None:
    text = lock.target.read_text(encoding="utf-8")
    assert "--hash=sha256:" in text
    assert addresses(text) == []


@pytest.mark.parametrize("lock", LOCKS[:2], ids=lambda lock: str(lock.target.relative_to(ROOT)))
def test_everything_asked_for_is_in_the_lock(lock) -> None:
    declared = tomllib.loads(lock.source.read_text(encoding="utf-8"))
    asked = [*declared["project"]["dependencies"]]
    asked += declared.get("dependency-groups", {}).get("dev", [])
    locked = lock.target.read_text(encoding="utf-8")
    missing = [one for one in map(bare_name, asked) if not re.search(rf"(?m)^{one}==", locked)]
    assert missing == []


def bare_name(requirement: str) -> str:
    found = re.match(r"[\w.-]+", requirement)
    assert found
    # Locks write names with hyphens.
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def test_every_dependency_has_its_decision() -> None:
    decisions = " ".join(
        path.read_text(encoding="utf-8").lower()
        for path in (ROOT / "docs" / "decisions").glob("0*.md")
    )
    project = pyproject()
    asked = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    names = [re.match(r"[\w.-]+", one)[0].lower() for one in asked]
    assert [name for name in names if f"**{name}**" not in decisions] == []


def test_every_decision_is_listed_and_has_every_part() -> None:
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text(encoding="utf-8")
    numbers = []
    for path in sorted(folder.glob("0*.md")):
        text = path.read_text(encoding="utf-8")
        numbers.append(int(path.name[:4]))
        assert f"({path.name})" in index
        assert text.startswith(f"# {path.name[:4]}. ")
        for part in ("## Context", "## Decision", "## Consequences"):
            assert part in text, f"{path.name} lacks {part}"
    assert numbers == list(range(1, len(numbers) + 1))


def test_every_link_between_pages_leads_somewhere() -> None:
    pages = [
        path for path in project_files() if path.suffix == ".md" and path.name != "template.md"
    ]
    broken = [
        f"{path.relative_to(ROOT)}: {target}"
        for path in pages
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
        if not (path.parent / target).exists()
    ]
    assert broken == []


def test_glossary_defines_each_term_once() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    terms = re.findall(r"^- \*\*(.+?)\*\*", text, re.MULTILINE)
    assert len(terms) > 50
    assert len({term.lower() for term in terms}) == len(terms)


def test_licence_is_apache_2_in_full() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "9. Accepting Warranty or Additional Liability" in text
    assert "END OF TERMS AND CONDITIONS" in text
    assert pyproject()["project"]["license"] == "Apache-2.0"


def test_help_lists_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))
    declared = set(re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[1].split())
    answer = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True)
    listed = set(re.findall(r"^  make ([a-z-]+) ", answer.stdout, re.MULTILINE))
    assert targets == declared == listed


def test_continuous_integration_runs_what_everyone_runs() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    assert script.read_text(encoding="utf-8").rstrip().endswith("\nmake test")


def test_every_folder_of_tests_has_its_stage() -> None:
    covered = {folder for stage in SETS["full"] for folder in stage.folders}
    there = {
        f"tests/{path.name}"
        for path in (ROOT / "tests").iterdir()
        if path.is_dir() and any(path.rglob("test_*.*"))
    }
    assert there <= covered


def test_env_example_explains_exactly_the_settings_with_their_values() -> None:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    shown = dict(re.findall(r"^#?LINDRA_([A-Z_]+)=(.*)$", text, re.MULTILINE))
    fields = Settings.model_fields
    assert {name.lower() for name in shown} == set(fields)
    wrong = {name for name, value in shown.items() if value != plain(fields[name.lower()].default)}
    assert wrong == set()


def plain(default: object) -> str:
    if hasattr(default, "get_secret_value"):
        return default.get_secret_value()
    return ",".join(default) if isinstance(default, tuple) else str(default)


def test_env_example_says_something_about_each_setting() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    bare = [
        line
        for before, line in zip(lines, lines[1:], strict=False)
        if re.match(r"#?LINDRA_", line) and not before.startswith("# ")
    ]
    assert bare == []


@pytest.mark.parametrize("what", OF_ONE_PLACE)
def test_no_file_holds(what: str) -> None:
    pattern = re.compile(OF_ONE_PLACE[what])
    found = [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in texts()
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]
    assert found == []


def test_no_file_is_large_or_holds_a_secret() -> None:
    faults = [
        f"{path.relative_to(ROOT)}: {fault}"
        for path in project_files()
        for fault in (*check_size(path), *check_secrets(path))
    ]
    assert faults == []


def test_every_text_file_ends_with_one_newline() -> None:
    wrong = [name for name, text in texts() if text and not re.search(r"\S\n\Z", text)]
    assert wrong == []
