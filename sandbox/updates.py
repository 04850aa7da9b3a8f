"""The queue of updates on their way to the bot."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from sandbox.signal import Signal
from sandbox.state import Json

FIRST_UPDATE_ID = 510_000_001
REMEMBERED = 5_000


@dataclass(slots=True)
class Pending:
    """One update that the bot has not acknowledged."""

    update: Json
    # A repeat is delivered although its id was acknowledged before.
    is_repeat: bool = False
    handed_out: bool = False

    @property
    def update_id(self) -> int:
        """Return the update's number."""
        return int(self.update["update_id"])

    @property
    def lane(self) -> int:
        """Return the chat it belongs to; updates of one chat are delivered in order."""
        return lane_of(self.update)


class UpdateQueue:
    """Updates in order, until they are acknowledged."""

    def __init__(self) -> None:
        self.arrived = Signal()
        self.allowed: frozenset[str] | None = None
        # Each getUpdates takes the next number; an older one that still waits must give way.
        self.poll_number = 0
        self._pending: list[Pending] = []
        self._history: OrderedDict[int, Json] = OrderedDict()
        self._next_id = FIRST_UPDATE_ID

    def add(self, kind: str, payload: Json, update_id: int | None = None) -> int:
        """Queue a new update and return its id; kinds that are not wanted are dropped."""
        number = self._next_id if update_id is None else update_id
        self._next_id = max(self._next_id, number + 1)
        update = {"update_id": number, kind: payload}
        self._remember(number, update)
        if self.allowed is None or kind in self.allowed:
            self._queue(Pending(update))
        return number

    def repeat(self, update_id: int) -> Json | None:
        """Queue an earlier update once more, unchanged; None when there was none."""
        update = self._history.get(update_id)
        if update is not None:
            self._queue(Pending(update, is_repeat=True))
        return update

    def acknowledge(self, offset: int) -> None:
        """Forget all updates before ``offset``; a negative one keeps that many of the last."""
        if offset < 0:
            self._pending = self._pending[offset:]
        else:
            self._pending = [entry for entry in self._pending if _still_open(entry, offset)]

    def hand_out(self, limit: int) -> list[Json]:
        """Return the next updates; they stay queued until they are acknowledged."""
        batch = self._pending[:limit]
        for entry in batch:
            entry.handed_out = True
        return [entry.update for entry in batch]

    def remove(self, entry: Pending) -> None:
        """Forget one update that was delivered."""
        if entry in self._pending:
            self._pending.remove(entry)

    def pending(self) -> list[Pending]:
        """Return what has not been acknowledged, oldest first."""
        return list(self._pending)

    def known(self) -> list[Json]:
        """Return the updates so far, oldest first."""
        return list(self._history.values())

    def clear(self) -> None:
        """Forget all updates; the numbers go on, as the bot may remember them."""
        self._pending.clear()
        self._history.clear()

    def _queue(self, entry: Pending) -> None:
        self._pending.append(entry)
        self.arrived.notify()

    def _remember(self, number: int, update: Json) -> None:
        self._history[number] = update
        while len(self._history) > REMEMBERED:
            self._history.popitem(last=False)


def lane_of(update: Json) -> int:
    """Return the id of the chat that an update is about."""
    for kind in ("message", "edited_message", "my_chat_member"):
        if kind in update:
            return int(update[kind]["chat"]["id"])
    return int(update["callback_query"]["from"]["id"])


def _still_open(entry: Pending, offset: int) -> bool:
    if entry.update_id >= offset:
        return True
    return entry.is_repeat and not entry.handed_out
