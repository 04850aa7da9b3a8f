"""Every story of this folder, predicted by the trained engine: one skill, one file."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from bot.gateways.engine_command import engine_environment, engine_python
from bot.gateways.training import train_if_changed
from tests.auxil.engine_at_work import ROOT

STORIES = sorted(Path(__file__).parent.glob("test_*.yml"))


def test_every_story_is_predicted_right(tmp_path: Path) -> None:
    model = train_if_changed(ROOT, ROOT / "models", ROOT / "var" / "log" / "training.log")
    done = subprocess.run(
        [
            *(str(engine_python(ROOT)), str(ROOT / "engine" / "launch.py"), "test", "core"),
            *("--stories", str(Path(__file__).parent), "-m", str(model)),
            *("--out", str(tmp_path), "--fail-on-prediction-errors"),
        ],
        cwd=ROOT,
        env=engine_environment(os.environ),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    failed = tmp_path / "failed_test_stories.yml"
    assert "None of the test stories failed" in failed.read_text() or not failed.exists()


@pytest.mark.parametrize("skill", [path.stem.removeprefix("test_") for path in STORIES])
def test_a_skill_with_stories_has_rules_of_the_same_name(skill: str) -> None:
    assert (ROOT / "dialogues" / "rules" / f"{skill}.yml").is_file()
