"""Calm progress on the terminal: one line a step, with its seconds."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO


class Progress:
    """Says what is being done, and how long it took."""

    def __init__(self, terminal: TextIO = sys.stderr) -> None:
        self._terminal = terminal

    def say(self, line: str) -> None:
        """Print one line."""
        self._terminal.write(line + "\n")
        self._terminal.flush()

    @contextmanager
    def step(self, what: str) -> Iterator[None]:
        """Name a step, and its seconds when it is done."""
        self._terminal.write(f"{what} ... ")
        self._terminal.flush()
        began = time.monotonic()
        try:
            yield
        except BaseException:
            self.say("stopped")
            raise
        self.say(f"{time.monotonic() - began:.0f} s")
