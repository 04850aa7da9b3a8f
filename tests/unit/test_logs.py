"""The log holds event names, ids, kinds and places; never words, names, scores or tokens."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import clock
from bot.logs import EventFormatter, set_up_logging

SECRET = "my neighbour Olaf hit me"
TOKEN = "100000:a-token"


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    """Our logging, set up as in a running coach; put back afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in logging.root.manager.loggerDict}
    root.handlers = []
    path = tmp_path / "deep" / "coach.log"
    set_up_logging("debug", path)
    yield path
    for handler in root.handlers:
        handler.close()
    root.handlers = handlers
    root.setLevel(level)
    for name, kept in levels.items():
        logging.getLogger(name).setLevel(kept)


def record(name: str = "bot.test", **more: object) -> logging.LogRecord:
    values = {"msg": "something happened", "args": (), "exc_info": None, **more}
    return logging.LogRecord(name, logging.ERROR, "/x/bot/test.py", 1, **values)  # type: ignore[arg-type]


def written(found: logging.LogRecord) -> str:
    return EventFormatter().format(found)


def failing() -> logging.LogRecord:
    try:
        clock.Clock().set_offset(SECRET)  # type: ignore[arg-type]
        raise ValueError(SECRET)
    except ValueError as fault:
        return record(exc_info=(type(fault), fault, fault.__traceback__))


def test_an_event_is_one_line_with_its_fields():
    found = record()
    found.event, found.alert_id = "alert_raised", 7
    line = written(found)
    assert line.endswith("ERROR bot.test: something happened event=alert_raised alert_id=7")
    assert "\n" not in line


def test_an_exception_shows_its_kind_and_never_its_words():
    line = written(failing())
    assert "fault=ValueError" in line
    assert "Olaf" not in line
    assert "\n" not in line


def test_it_shows_the_deepest_place_of_ours():
    try:
        load_nothing()
    except Exception as fault:
        line = written(record(exc_info=(type(fault), fault, fault.__traceback__)))
    assert "at=library/loader.py:" in line or "at=library/yaml_source.py:" in line


def load_nothing() -> None:
    from bot.library.loader import load_library

    load_library(Path("/nowhere/at/all"))


def test_a_fault_that_never_went_through_our_code_has_no_place():
    try:
        int("x")
    except ValueError as fault:
        line = written(record(exc_info=(type(fault), fault, fault.__traceback__)))
    assert "at=?" in line


def test_without_an_exception_in_hand_the_line_is_plain():
    assert "fault=" not in written(record(exc_info=(None, None, None)))


@pytest.mark.parametrize("name", ["uvicorn.error", "sqlalchemy.pool", "aiosqlite", "rasa_sdk.x"])
def test_what_other_libraries_fill_in_is_left_out(name: str):
    line = written(record(name, msg="executing %s", args=(SECRET,)))
    assert line.endswith(f"{name}: executing %s")


def test_a_second_line_of_another_library_is_left_out():
    line = written(record("asyncio", msg=f"Task was lost\nfuture: <Task {SECRET}>"))
    assert line.endswith("asyncio: Task was lost")


async def test_a_task_that_died_unnoticed_gives_nothing_away(log_file: Path):
    async def die() -> None:
        raise ValueError(SECRET)

    loop = asyncio.get_running_loop()
    task = loop.create_task(die())
    await asyncio.wait({task})
    del task
    gc.collect()
    text = log_file.read_text(encoding="utf-8")
    assert "Task exception was never retrieved" in text
    assert "fault=ValueError" in text
    assert "Olaf" not in text


@pytest.mark.parametrize("name", ["httpx", "httpcore", "apscheduler", "uvicorn.access"])
def test_what_is_chatty_about_addresses_is_hushed(log_file: Path, name: str):
    logging.getLogger(name).info("POST https://api.telegram.org/bot%s/getMe", TOKEN)
    assert TOKEN not in log_file.read_text(encoding="utf-8")


def test_telegrams_own_library_says_nothing_at_all(log_file: Path):
    logging.getLogger("telegram.Bot").critical("Received data was %r", SECRET)
    assert log_file.read_text(encoding="utf-8") == ""


def test_a_token_in_an_exception_of_the_network_is_not_written(log_file: Path):
    try:
        raise ConnectionError(f"https://api.telegram.org/bot{TOKEN}/getMe")
    except ConnectionError:
        logging.getLogger("bot.chat").exception("polling failed")
    text = log_file.read_text(encoding="utf-8")
    assert "polling failed" in text
    assert TOKEN not in text


def test_the_log_goes_to_its_file_whose_folder_is_made(log_file: Path):
    logging.getLogger("bot.chat").debug("quiet", extra={"event": "whisper"})
    assert "event=whisper" in log_file.read_text(encoding="utf-8")


def test_without_a_file_it_goes_to_standard_error(
    log_file: Path, capsys: pytest.CaptureFixture[str]
):
    set_up_logging("INFO")
    logging.getLogger("bot.chat").info("loud", extra={"event": "shout"})
    assert "event=shout" in capsys.readouterr().err
