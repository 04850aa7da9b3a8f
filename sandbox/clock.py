"""The sandbox's time, which can be moved; the only reader of the machine's clocks."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

from sandbox.signal import Signal


class SandboxClock:
    """The machine's clock with an offset; it goes on running after a move."""

    def __init__(self) -> None:
        self._offset = timedelta(0)
        self.moved = Signal()

    @property
    def version(self) -> int:
        """Return a number that is different after each move."""
        return self.moved.version

    @property
    def offset_s(self) -> float:
        """Return how far the sandbox is ahead of the machine, in seconds."""
        return self._offset.total_seconds()

    def now(self) -> datetime:
        """Return the sandbox's present moment as an aware UTC datetime."""
        return datetime.now(UTC) + self._offset

    def unix(self) -> int:
        """Return the sandbox's present moment as Telegram writes it."""
        return int(self.now().timestamp())

    def advance(self, seconds: float) -> None:
        """Move the clock forward; back, when ``seconds`` is negative."""
        self._move(self._offset + timedelta(seconds=seconds))

    def set_to(self, moment: datetime) -> None:
        """Move the clock to ``moment`` (aware)."""
        self._move(moment - datetime.now(UTC))

    def reset(self) -> None:
        """Go back to the machine's time."""
        self._move(timedelta(0))

    def _move(self, offset: timedelta) -> None:
        # A moment beyond what a datetime can hold must fail here, not at the next reading.
        datetime.now(UTC) + offset
        self._offset = offset
        self.moved.notify()


def real_now() -> datetime:
    """Return the machine's time, for logs that measure how long something took."""
    return datetime.now(UTC)


def monotonic() -> float:
    """Return seconds on a clock that nobody can move."""
    return time.monotonic()
