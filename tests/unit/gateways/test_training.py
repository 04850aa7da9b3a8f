"""What makes a model out of date, and what a failed training says."""

from __future__ import annotations

import io
import os
import time
from pathlib import Path

import pytest

from bot.errors import ConfigError
from bot.gateways import training
from bot.gateways.engine_command import command_line_of, engine_environment, engine_python
from bot.gateways.training import (
    fingerprint,
    last_meaningful_line,
    train_all,
    train_if_changed,
)

TRAINS = 'mkdir -p "$OUT" && echo model > "$OUT/model.tar.gz"'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "nlu" / "en").mkdir(parents=True)
    (tmp_path / "dialogues").mkdir()
    (tmp_path / "engine").mkdir()
    (tmp_path / "config.yml").write_text("language: en")
    (tmp_path / "nlu" / "en" / "small_talk.yml").write_text("nlu: []")
    (tmp_path / "dialogues" / "a.yml").write_text("rules: []")
    (tmp_path / "engine" / "requirements.lock").write_text("rasa==3.6.21")
    return tmp_path


def train_with(monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Let a shell script train in Rasa's place; it finds where to put the model in OUT."""
    monkeypatch.setattr(
        training,
        "train_command",
        lambda root, out, name: ["/bin/sh", "-c", f'OUT="{out}"; {script}'],
    )


def train(root: Path, terminal: io.StringIO | None = None) -> Path:
    return train_if_changed(
        root, root / "models", root / "var" / "training.log", terminal or io.StringIO()
    )


@pytest.mark.parametrize(
    "path", ["config.yml", "nlu/en/new.yml", "dialogues/a.yml", "engine/requirements.lock"]
)
def test_a_change_of_any_source_changes_the_fingerprint(root: Path, path: str) -> None:
    before = fingerprint(root)
    (root / path).write_text("something else")
    assert fingerprint(root) != before


def test_a_moved_file_changes_the_fingerprint_and_an_unrelated_one_does_not(root: Path) -> None:
    before = fingerprint(root)
    (root / "README.md").write_text("hello")
    (root / "nlu" / "en" / "README.md").write_text("hello")
    assert fingerprint(root) == before
    (root / "dialogues" / "a.yml").rename(root / "dialogues" / "b.yml")
    assert fingerprint(root) != before


def test_it_trains_once_and_again_after_a_change(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    train_with(monkeypatch, TRAINS)
    first = train(root)
    assert first.read_text() == "model\n"
    train_with(monkeypatch, "exit 1")
    terminal = io.StringIO()
    assert train(root, terminal) == first
    assert terminal.getvalue() == "The engine's model is up to date.\n"
    (root / "config.yml").write_text("language: nb")
    train_with(monkeypatch, TRAINS)
    assert train(root) != first


def test_only_the_last_two_models_are_kept_and_nothing_else_lies_about(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    train_with(monkeypatch, TRAINS)
    models = []
    for number in range(4):
        (root / "config.yml").write_text(str(number))
        models.append(train(root))
        os.utime(models[-1], (number, number))
    assert sorted((root / "models").iterdir()) == sorted(models[2:])


def test_engine_and_screening_are_trained_side_by_side_and_each_when_it_has_changed(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def train_screening(root: Path, out: Path) -> list[str]:
        made.append("screening")
        # The engine's training ends only when this one has begun.
        return ["/bin/sh", "-c", f"touch {root}/begun; echo weights > {out}"]

    monkeypatch.setattr(training, "train_screening_command", train_screening)
    train_with(monkeypatch, f"while ! [ -e {root}/begun ]; do sleep 0.01; done; {TRAINS}")
    (root / "nlu" / "screening").mkdir()
    first = train_all(root, root / "models", root / "var", io.StringIO())
    assert first.engine is not None
    assert (first.engine.read_text(), first.screening.read_text()) == ("model\n", "weights\n")
    assert train_all(root, root / "models", root / "var", io.StringIO()) == first
    (root / "nlu" / "screening" / "new.jsonl").write_text("{}")
    second = train_all(root, root / "models", root / "var", io.StringIO())
    assert second.engine == first.engine
    assert second.screening != first.screening
    assert made == ["screening", "screening"]


def test_of_two_trainings_the_one_that_failed_is_told(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    train_with(monkeypatch, "sleep 600")
    monkeypatch.setattr(
        training,
        "train_screening_command",
        lambda root, out: ["/bin/sh", "-c", "echo 'ValueError: line 3 is wrong'; exit 1"],
    )
    with pytest.raises(ConfigError, match=r"The screening could not be trained.*line 3 is wrong"):
        train_all(root, root / "models", root / "var", io.StringIO())


def test_a_failed_training_tells_the_fault_and_the_log(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    train_with(monkeypatch, "echo 'YamlException: line 3 is wrong'; exit 1")
    with pytest.raises(ConfigError, match=r"YamlException: line 3 is wrong.*training\.log"):
        train(root)
    assert list((root / "models").iterdir()) == []


def test_a_training_that_makes_no_model_has_failed(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    train_with(monkeypatch, "exit 0")
    with pytest.raises(ConfigError, match="it said nothing"):
        train(root)


class CtrlC(io.StringIO):
    """A terminal at which somebody presses Ctrl-C as soon as the training has begun."""

    def __init__(self, sign: Path) -> None:
        super().__init__()
        self.sign = sign

    def write(self, text: str) -> int:
        while not self.sign.exists():
            time.sleep(0.01)
        raise KeyboardInterrupt


def test_ctrl_c_ends_the_training_and_leaves_no_half_model(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pid_path, began = root / "pid", root / "began"
    train_with(monkeypatch, f"sleep 600 & echo $! > {pid_path}; touch {began}; wait")
    with pytest.raises(KeyboardInterrupt):
        train(root, CtrlC(began))
    while command_line_of(int(pid_path.read_text())):
        time.sleep(0.01)
    assert list((root / "models").iterdir()) == []


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_one_line_counts_the_seconds(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    train_with(monkeypatch, TRAINS)
    terminal = Terminal()
    train(root, terminal)
    assert terminal.getvalue().count("\n") == 2
    assert terminal.getvalue().endswith(" s.\n")
    assert "\rTraining the engine's model" in terminal.getvalue()


@pytest.mark.parametrize(
    ("log", "line"),
    [
        ("", "it said nothing."),
        ("one\n\x1b[91mtwo\x1b[0m\n\n", "two"),
        ("Error: here\nEpochs:  3%| 1/2 [00:01, 3it/s]\n", "Error: here"),
        ("Traceback (most recent call last):\n  File x\nValueError: bad\n", "ValueError: bad"),
        (
            "io.py:100: UserWarning: The intent 'x' is not used.\n  more\n"
            "Project validation completed with errors.\n",
            "The intent 'x' is not used.",
        ),
        (
            "YamlSyntaxException: Failed to read 'a.yml'.\nexpected more\n  in a.yml, line 15\n"
            "    ^ (line: 15)\n\nYou can use a checker.\n",
            "YamlSyntaxException: Failed to read 'a.yml'. expected more in a.yml, line 15",
        ),
        ("a.py:3: DeprecationWarning: old\n  import old\nkilled\n", "killed"),
    ],
)
def test_the_last_meaningful_line_is_found(tmp_path: Path, log: str, line: str) -> None:
    (tmp_path / "log").write_text(log)
    assert last_meaningful_line(tmp_path / "log") == line


def test_a_missing_engine_environment_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="make install"):
        engine_python(tmp_path)


def test_the_engines_environment_holds_only_what_it_needs() -> None:
    given = {"PATH": "/bin", "LINDRA_TELEGRAM_TOKEN": "123:abc", "AWS_SECRET": "x"}
    environment = engine_environment(given, "http://127.0.0.1:1/webhook")
    assert environment["PATH"] == "/bin"
    assert not {"LINDRA_TELEGRAM_TOKEN", "AWS_SECRET"} & environment.keys()
    assert environment["LINDRA_ACTION_URL"] == "http://127.0.0.1:1/webhook"
