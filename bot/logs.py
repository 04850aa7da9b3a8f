"""Logging: fixed event names and ids; never words, names, scores or tokens."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

_PLAIN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
# These log addresses that hold the bot's token, or the words of a request.
_HUSHED = ("httpx", "httpcore", "apscheduler", "rasa_sdk", "uvicorn.access", "asyncio")
_SILENCED = ("telegram",)  # prints updates it cannot read; what goes wrong there, we log ourselves


class EventFormatter(logging.Formatter):
    """One line an event: time, level, message, and the fields that came with it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; an exception shows its type and place, never its words."""
        fields = " ".join(
            f"{name}={value}" for name, value in vars(record).items() if name not in _PLAIN
        )
        # Other libraries fill in whatever they hold, such as an answer of Telegram's in full, or
        # an exception on a second line.
        is_ours = record.name.partition(".")[0] == "bot"
        message = record.getMessage() if is_ours else str(record.msg).partition("\n")[0]
        line = f"{self.formatTime(record)} {record.levelname} {record.name}: {message}"
        if record.exc_info and record.exc_info[1] is not None:
            fields += (
                f" fault={type(record.exc_info[1]).__name__} at={place_of(record.exc_info[1])}"
            )
        return f"{line} {fields}".rstrip()


def place_of(fault: BaseException) -> str:
    """Name the deepest place of ours in a traceback: a traceback's own text may quote words."""
    trace, place = fault.__traceback__, "?"
    while trace is not None:
        code = trace.tb_frame.f_code
        if "/bot/" in code.co_filename:
            place = f"{code.co_filename.rsplit('/bot/', 1)[1]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def set_up_logging(level: str, log_path: Path | None = None) -> None:
    """Send our log to a file when one is named, to standard error otherwise."""
    handler: logging.Handler
    if log_path is None:
        handler = logging.StreamHandler(sys.stderr)
    else:
        log_path.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.FileHandler(log_path, encoding="utf-8")
    handler.setFormatter(EventFormatter())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in _HUSHED:
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in _SILENCED:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
