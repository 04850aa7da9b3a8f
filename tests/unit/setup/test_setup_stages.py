"""The stages of ``make test``: their order, their summaries, and what counts as failed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from scripts import browser, run_stages
from scripts.run_stages import environment, refuse_missing_folders, summary_of
from scripts.stages import FULL, SETS, Stage
from scripts.steps import StepFailed

SUMMARIES = {
    "12 passed in 0.30s": "12 passed in 0.30s",
    "==== 1 failed, 3 passed in 62.01s (0:01:02) ====": ("1 failed, 3 passed in 62.01s (0:01:02)"),
    "2 skipped in 0.01s": "2 skipped in 0.01s",
    "All checks passed!": "",
    "Success: no issues found in 10 source files": "",
}


@pytest.mark.parametrize("line", SUMMARIES)
def test_pytests_summary_is_found(line: str) -> None:
    assert summary_of(f"....\n{line}\n") == SUMMARIES[line]


def test_training_comes_before_every_test_that_may_need_what_is_trained() -> None:
    order = [stage.name for stage in FULL]
    train = order.index("train")
    with_tests = [place for place, stage in enumerate(FULL) if stage.folders]
    assert with_tests
    assert train < min(with_tests)
    # What costs seconds comes before what costs minutes.
    assert order.index("mypy") < train


def test_every_set_is_a_part_of_the_full_one_or_smaller() -> None:
    commands = {stage.command for stage in FULL}
    for name in ("lint", "types"):
        assert {stage.command for stage in SETS[name]} <= commands


def test_missing_or_empty_folder_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "tests" / "unit").mkdir(parents=True)
    stage = Stage("tests", ("pytest",), ("tests/unit", "tests/gone"))
    with pytest.raises(StepFailed, match=r"No tests in tests/unit, tests/gone"):
        refuse_missing_folders((stage,), tmp_path)


def test_settings_of_this_installation_do_not_reach_the_tests(monkeypatch) -> None:
    monkeypatch.setenv("LINDRA_TELEGRAM_TOKEN", "of a real bot")
    variables = environment()
    assert not [name for name in variables if name.startswith("LINDRA_")]
    assert variables["PATH"] == os.environ["PATH"]


@pytest.fixture
def _logs_here(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(run_stages, "TEST_LOGS", tmp_path / "logs")


def saying(name: str, text: str, code: int = 0) -> Stage:
    return Stage(name, (sys.executable, "-c", f"print({text!r}); raise SystemExit({code})"))


@pytest.mark.usefixtures("_logs_here")
def test_passing_stages_show_a_line_each_and_the_counts(capsys) -> None:
    run_stages.run_stages((saying("style", "fine"), saying("tests", "5 passed in 1.00s")))
    shown = capsys.readouterr().out
    assert "fine" not in shown
    assert "\n    5 passed in 1.00s\n" in shown
    assert "All 2 checks passed" in shown


@pytest.mark.usefixtures("_logs_here")
def test_first_failing_stage_stops_the_run_and_shows_its_output(capsys) -> None:
    stages = (saying("style", "E501 line too long", code=1), saying("tests", "never"))
    with pytest.raises(StepFailed, match="style"):
        run_stages.run_stages(stages)
    shown = capsys.readouterr().out
    assert "E501 line too long" in shown
    assert "never" not in shown


@pytest.mark.usefixtures("_logs_here")
@pytest.mark.parametrize("left_out", ["1 skipped", "2 deselected", "1 xfailed"])
def test_tests_that_did_not_run_fail_the_stage(left_out: str, capsys) -> None:
    with pytest.raises(StepFailed, match="some tests did not run"):
        run_stages.run_stages((saying("tests", f"4 passed, {left_out} in 1.00s"),))
    assert left_out in capsys.readouterr().out


@pytest.mark.usefixtures("_logs_here")
def test_browser_is_looked_for_before_anything_else_runs(monkeypatch, capsys) -> None:
    def none_there(log: Path) -> str:
        raise StepFailed("Chromium is missing")

    monkeypatch.setattr(run_stages, "provide_browser", none_there)
    in_browser = Stage("page", ("true",), needs_browser=True)
    with pytest.raises(StepFailed, match="Chromium is missing"):
        run_stages.run_stages((saying("style", "fine"), in_browser))
    assert "style" not in capsys.readouterr().out


def put_program(path: Path, code: int) -> str:
    path.write_text(f"#!/bin/sh\nexit {code}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_browser_that_does_not_start_is_passed_over(tmp_path: Path, monkeypatch) -> None:
    put_program(tmp_path / "chromium", code=1)
    good = put_program(tmp_path / "google-chrome", code=0)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    assert browser.find_browser() == good


def test_named_browser_is_the_only_one_tried(tmp_path: Path, monkeypatch) -> None:
    put_program(tmp_path / "chromium", code=0)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "gone"))
    with pytest.raises(StepFailed, match="Chromium is missing") as caught:
        browser.provide_browser(tmp_path / "log")
    assert "apt-get install chromium" in caught.value.advice


def test_browser_is_fetched_into_the_project_when_the_system_is_not_ours(
    tmp_path: Path, monkeypatch, capsys
) -> None:
    good = tmp_path / "own"

    def fetch(step, log) -> None:
        put_program(good, code=0)

    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(browser, "apt_get", lambda packages, title: ())
    monkeypatch.setattr(browser, "_own", lambda: [str(good)])
    monkeypatch.setattr(browser, "run", fetch)
    assert browser.provide_browser(tmp_path / "log") == str(good)
