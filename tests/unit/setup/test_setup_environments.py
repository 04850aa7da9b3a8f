"""What is due in an environment, and what is written down about it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scripts import environments
from scripts.environments import (
    Environment,
    Record,
    bring_in_line,
    due,
    is_in_line,
    uv_step,
    wanted,
)
from scripts.steps import Step, StepFailed

WANT = {"made": "here 3.11", "packages": "lock-1", "project": "toml-1"}


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        pytest.param({}, ("made", "packages", "project"), id="nothing-there"),
        pytest.param(WANT, (), id="all-well"),
        pytest.param({**WANT, "packages": "lock-0"}, ("packages", "project"), id="lock-changed"),
        pytest.param({**WANT, "project": "toml-0"}, ("project",), id="project-changed"),
        pytest.param(
            {**WANT, "made": "elsewhere 3.11"}, ("made", "packages", "project"), id="folder-moved"
        ),
        pytest.param({"made": "here 3.11"}, ("made", "packages", "project"), id="sync-cut-short"),
        pytest.param(
            {"made": "here 3.11", "packages": "lock-1"}, ("project",), id="project-cut-short"
        ),
    ],
)
def test_only_what_changed_and_what_rests_upon_it_is_due(done, expected) -> None:
    assert due(WANT, done) == expected


def test_engine_has_no_project_to_install() -> None:
    assert "project" not in wanted(environments.ENGINE)
    assert "project" in wanted(environments.COACH)


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    """An environment whose files are in ``tmp_path``; nothing is installed."""
    lock, project = tmp_path / "requirements.lock", tmp_path / "pyproject.toml"
    lock.write_text("one==1", encoding="utf-8")
    project.write_text("[project]", encoding="utf-8")
    return Environment("coach", tmp_path / ".venv", lock, project)


class Machine:
    """Stands in for uv: remembers what was asked, and fails where it is told to."""

    def __init__(self, environment: Environment, fails_at: str = "") -> None:
        self.environment, self.fails_at, self.asked = environment, fails_at, []

    def step_for(self, part: str) -> Step:
        return Step(part, (part,))

    def run(self, step: Step) -> None:
        self.asked.append(step.title)
        if step.title == self.fails_at:
            raise StepFailed("cut short")
        if step.title == "made":
            self.environment.python.parent.mkdir(parents=True, exist_ok=True)
            self.environment.python.touch()

    def work(self) -> list[str]:
        bring_in_line(self.environment, self.step_for, self.run)
        return self.asked


def test_second_run_has_nothing_to_do(environment: Environment) -> None:
    assert Machine(environment).work() == ["made", "packages", "project"]
    assert is_in_line(environment)
    assert Machine(environment).work() == []


def test_changed_lock_is_synced_in_place_and_the_project_installed_again(environment) -> None:
    Machine(environment).work()
    environment.lock.write_text("one==2", encoding="utf-8")
    assert Machine(environment).work() == ["packages", "project"]


def test_first_sync_that_was_cut_short_starts_from_a_new_environment(environment) -> None:
    with pytest.raises(StepFailed):
        Machine(environment, fails_at="packages").work()
    assert not is_in_line(environment)
    assert Machine(environment).work() == ["made", "packages", "project"]


def test_later_sync_that_was_cut_short_starts_from_a_new_environment(environment) -> None:
    Machine(environment).work()
    environment.lock.write_text("one==2", encoding="utf-8")
    with pytest.raises(StepFailed):
        Machine(environment, fails_at="packages").work()
    # Even with the old lock back: nobody knows what is inside.
    environment.lock.write_text("one==1", encoding="utf-8")
    assert Machine(environment).work() == ["made", "packages", "project"]


def test_environment_whose_python_is_gone_is_made_anew(environment: Environment) -> None:
    Machine(environment).work()
    environment.python.unlink()
    assert Machine(environment).work() == ["made", "packages", "project"]


def test_unreadable_record_counts_as_none(environment: Environment) -> None:
    Machine(environment).work()
    record = Record.of(environment)
    assert json.loads(record.path.read_text(encoding="utf-8")) == wanted(environment)
    record.path.write_text("{", encoding="utf-8")
    assert Record.of(environment).done == {}


def test_sync_takes_hashes_and_the_locks_own_build_tools() -> None:
    step = uv_step(Path("uv"), {}, environments.ENGINE, "packages")
    command = " ".join(step.command)
    assert command.startswith("uv pip sync --python ")
    assert "--require-hashes" in command
    assert f"--build-constraints {environments.ENGINE_LOCK}" in command


def test_project_is_installed_without_fetching_anything() -> None:
    step = uv_step(Path("uv"), {}, environments.COACH, "project")
    assert {"--no-deps", "--no-build-isolation", "--editable"} <= set(step.command)


@pytest.mark.parametrize("part", ["made", "packages", "project"])
def test_every_part_says_what_to_do_when_it_fails(part: str) -> None:
    assert uv_step(Path("uv"), {}, environments.COACH, part).advice
