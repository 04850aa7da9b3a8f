"""A log of every Bot API call and how it ended."""

from __future__ import annotations

from collections import deque
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Call:
    """One call; ``outcome`` is ok, error, timeout or drop_response."""

    number: int
    time: datetime
    real_time: datetime
    method: str
    chat_id: int | None
    outcome: str
    error_code: int | None = None
    description: str | None = None
    message_id: int | None = None
    text: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the call as a script reads it."""
        shown = asdict(self)
        shown["time"] = self.time.isoformat()
        shown["real_time"] = self.real_time.isoformat()
        return shown


class CallLog:
    """The calls so far, the oldest dropped when there are very many."""

    def __init__(self) -> None:
        self._calls: deque[Call] = deque(maxlen=KEPT)
        self.next_number = 1

    def add(self, call: Call) -> None:
        """Write down one call."""
        self.next_number = call.number + 1
        self._calls.append(call)

    def find(
        self, method: str | None = None, chat_id: int | None = None, after: int = 0
    ) -> list[Call]:
        """Return the calls of one method and one chat, each optional, after a number."""
        return [
            call
            for call in self._calls
            if call.number > after
            and (method is None or call.method.lower() == method.lower())
            and (chat_id is None or call.chat_id == chat_id)
        ]

    def clear(self) -> None:
        """Forget all calls; the numbers go on."""
        self._calls.clear()
