"""Ways to make Telegram fail on purpose."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sandbox.errors import BotApiError, too_many_requests


class FaultKind(StrEnum):
    """What goes wrong."""

    TOO_MANY = "429"
    BAD_REQUEST = "400"
    FORBIDDEN = "403"
    SERVER_ERROR = "500"
    # Never answers and does nothing.
    TIMEOUT = "timeout"
    # Does what it is asked, and the answer is lost.
    DROP_RESPONSE = "drop_response"


# A fault without a method spares the calls that a bot needs only to be there.
_SPARED = frozenset({"getupdates", "getme", "setwebhook", "deletewebhook", "getwebhookinfo"})

_DESCRIPTIONS = {
    FaultKind.BAD_REQUEST: (400, "Bad Request: can't parse entities: fault set in the sandbox"),
    FaultKind.FORBIDDEN: (403, "Forbidden: bot was blocked by the user"),
    FaultKind.SERVER_ERROR: (500, "Internal Server Error"),
}


@dataclass(slots=True)
class Fault:
    """One fault that waits for a call it fits."""

    id: int
    kind: FaultKind
    method: str | None = None
    user_id: int | None = None
    # None: until it is cleared.
    remaining: int | None = 1
    retry_after_s: int = 1
    description: str | None = None

    def fits(self, method: str, user_id: int | None) -> bool:
        """Return whether a call of ``method`` (lower case) to this person shall fail."""
        if self.user_id is not None and self.user_id != user_id:
            return False
        if self.method is None:
            return method not in _SPARED
        return self.method.lower() == method

    def error(self) -> BotApiError | None:
        """Return the answer the bot gets; None when it gets no answer at all."""
        if self.kind is FaultKind.TOO_MANY:
            return too_many_requests(self.retry_after_s)
        if self.kind not in _DESCRIPTIONS:
            return None
        code, description = _DESCRIPTIONS[self.kind]
        return BotApiError(code, self.description or description)


class Faults:
    """All faults that are set; the oldest that fits is used first."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._next_id = 1

    def add(self, fault: Fault) -> Fault:
        """Set a fault and give it an id."""
        fault.id = self._next_id
        self._next_id += 1
        self._faults.append(fault)
        return fault

    def take(self, method: str, user_id: int | None) -> Fault | None:
        """Use up and return the fault for this call, if there is one."""
        for fault in self._faults:
            if fault.fits(method, user_id):
                self._use(fault)
                return fault
        return None

    def active(self) -> list[Fault]:
        """Return the faults that still wait."""
        return list(self._faults)

    def clear(self) -> None:
        """Let everything work again."""
        self._faults.clear()

    def _use(self, fault: Fault) -> None:
        if fault.remaining is None:
            return
        fault.remaining -= 1
        if fault.remaining <= 0:
            self._faults.remove(fault)
