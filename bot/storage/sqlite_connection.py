"""SQLite without a trip to another thread for every statement.

Inside a transaction of ours nothing can wait: the pen is held, and a statement takes some
millionths of a second, far less than handing it to a thread and back, four times each. What can
wait goes to the thread as before: beginning (for another writer), committing (for the disk),
opening and closing.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from functools import partial
from typing import Any

import aiosqlite

_QUICK = frozenset({"cursor", "fetchone", "fetchmany", "fetchall", "rollback"})
_QUICK_IN_TRANSACTION = frozenset({"execute", "executemany"})
_BREATHE_EVERY = 50  # statements; then others of this process get a turn


class QuickConnection(aiosqlite.Connection):
    """A connection that runs what cannot wait at once, and all else in its thread."""

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connector, iter_chunk_size=64)
        self._thread.daemon = True  # a coach that ends does not wait for it
        # Two counters, each written by one thread only: work that was cancelled half-way must
        # end before anything else is done.
        self._handed_over = 0
        self._come_back = 0
        self._statements = 0

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Do one thing on the connection; aiosqlite does everything through here."""
        if self._handed_over != self._come_back or not self._is_quick(fn):
            self._handed_over += 1
            return await super()._execute(  # type: ignore[no-untyped-call]
                self._in_thread, partial(fn, *args, **kwargs)
            )
        self._statements += 1
        if self._statements % _BREATHE_EVERY == 0:
            await asyncio.sleep(0)
        return fn(*args, **kwargs)

    def _in_thread(self, work: Callable[[], Any]) -> Any:
        try:
            return work()
        finally:
            self._come_back += 1

    def _is_quick(self, fn: Callable[..., Any]) -> bool:
        name = getattr(fn, "__name__", "")
        if name in _QUICK_IN_TRANSACTION:
            return self._conn.in_transaction
        owner = getattr(fn, "__self__", None)
        return name in _QUICK or (name == "close" and isinstance(owner, sqlite3.Cursor))


async def connect(database: str, patience_s: float) -> aiosqlite.Connection:
    """Open a database; a writer waits so long for the one that writes now."""

    def connector() -> sqlite3.Connection:
        # Two threads use it, never at once.
        return sqlite3.connect(database, timeout=patience_s, check_same_thread=False)

    return await QuickConnection(connector)
