"""What the launcher lets into the engine's log."""

from __future__ import annotations

import importlib.util
import logging
import sys
from pathlib import Path
from types import ModuleType

import pytest

LAUNCH = Path(__file__).parents[3] / "engine" / "launch.py"


@pytest.fixture(scope="module")
def launch() -> ModuleType:
    spec = importlib.util.spec_from_file_location("launch", LAUNCH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _fail() -> None:
    raise ValueError("my secret words")


def test_an_event_keeps_its_name_and_loses_its_words(launch: ModuleType) -> None:
    event = {"event": "rest.message.received.failure", "text": "secret", "anything": "secret"}
    assert launch.drop_words(None, "", event) == {"event": "rest.message.received.failure"}


def test_a_traceback_keeps_its_frames_and_loses_its_message(launch: ModuleType) -> None:
    formatter = launch.FramesOnly("%(message)s")
    try:
        _fail()
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "f", 1, "it failed", None, sys.exc_info())
    written = formatter.format(record)
    assert "_fail" in written
    assert "builtins.ValueError" in written
    assert "secret" not in written


@pytest.mark.parametrize("how", ["flag", "error", "tuple"])
def test_a_structured_exception_keeps_only_its_frames(launch: ModuleType, how: str) -> None:
    try:
        _fail()
    except ValueError as error:
        given = {"flag": True, "error": error, "tuple": sys.exc_info()}[how]
        event = launch.exception_frames(None, "", {"event": "x", "exc_info": given})
    assert event.keys() == {"event", "exception"}
    assert "_fail" in event["exception"]
    assert "secret" not in event["exception"]


def test_an_event_without_an_exception_stays_as_it_is(launch: ModuleType) -> None:
    assert launch.exception_frames(None, "", {"event": "x"}) == {"event": "x"}


def test_without_a_parent_named_nothing_is_watched(
    launch: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(launch.PARENT_PID, raising=False)
    launch.end_with_the_parent()
