"""The only reader of time; everything else is told ``now``."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class Clock:
    """The machine's clock, with an offset that a demo or a test may move."""

    def __init__(self, offset: timedelta = timedelta(0)) -> None:
        self._offset = offset

    def now(self) -> datetime:
        """Return the present moment as an aware UTC datetime."""
        return datetime.now(UTC) + self._offset

    def set_offset(self, offset: timedelta) -> bool:
        """Move the clock to ``offset`` from the machine's; return whether it moved."""
        moved = offset != self._offset
        self._offset = offset
        return moved
