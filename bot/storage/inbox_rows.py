"""The inbox and its lanes in the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime

from sqlalchemy import ColumnElement, case, exists, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.messages import InboxStatus, InboxUpdate
from bot.storage.tables import inbox, lanes


class InboxRows:
    """See ``bot.services.ports.Inbox``."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        # Both say "on conflict", each in a module of its own.
        dialect = session.get_bind().dialect.name
        self._insert = sqlite.insert if dialect == "sqlite" else postgresql.insert

    async def add_if_new(self, update_: InboxUpdate) -> bool:
        """Keep an update unless its number is known; return whether it was new."""
        columns = {field.name: getattr(update_, field.name) for field in fields(update_)}
        added = await self._session.scalar(
            self._insert(inbox)
            .values(columns)
            .on_conflict_do_nothing()
            .returning(inbox.c.update_id)
        )
        return added is not None

    async def get(self, update_id: int) -> InboxUpdate | None:
        """Return an update by its number."""
        return await self._session.get(InboxUpdate, update_id)

    async def next_new(self, chat_id: int) -> InboxUpdate | None:
        """Return the oldest update of a chat that nobody has looked at."""
        return await self._first(chat_id, inbox.c.status == InboxStatus.NEW)

    async def next_waiting(self, chat_id: int, now: datetime) -> InboxUpdate | None:
        """Return the oldest update that waits for the engine, once its time has come."""
        waiting = await self.first_waiting(chat_id)
        if waiting is None or (waiting.retry_at is not None and waiting.retry_at > now):
            return None
        return waiting

    async def first_waiting(self, chat_id: int) -> InboxUpdate | None:
        """Return the oldest update that waits for the engine, also before its time."""
        return await self._first(chat_id, inbox.c.status == InboxStatus.WAITING)

    async def has_open(self, chat_id: int) -> bool:
        """Whether a chat has updates that are still to be dealt with."""
        is_open = inbox.c.status.in_([InboxStatus.NEW, InboxStatus.WAITING])
        return await self._first(chat_id, is_open) is not None

    async def _first(self, chat_id: int, condition: object) -> InboxUpdate | None:
        return await self._session.scalar(
            select(InboxUpdate)
            .where(inbox.c.chat_id == chat_id, condition)  # type: ignore[arg-type]
            .order_by(inbox.c.update_id)
            .limit(1)
        )

    async def claim_lanes(
        self, owner: str, now: datetime, until: datetime, limit: int, running: Sequence[int] = ()
    ) -> Sequence[int]:
        """Lease up to ``limit`` chats with work to ``owner``, but for those it is ``running``.

        Chats with something nobody has looked at come first, so that words of danger never
        queue behind texts that wait for the engine; then the oldest work.
        """
        chats = await self._chats_with_work(now, limit * 4)
        if not chats:
            return []
        await self._know_lanes(chats)
        oldest_first = case({chat: at for at, chat in enumerate(chats)}, value=lanes.c.chat_id)
        free = await self._session.scalars(
            select(lanes.c.chat_id)
            .where(
                lanes.c.chat_id.in_(chats),
                lanes.c.chat_id.not_in(running),
                # One's own that nobody runs is left over from a commit that seemed to fail.
                or_(_is_free(now), lanes.c.leased_by == owner),
            )
            .order_by(oldest_first)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        mine = list(free)
        if mine:
            await self._session.execute(
                update(lanes)
                .where(lanes.c.chat_id.in_(mine))
                .values(leased_by=owner, leased_until=until)
            )
        return sorted(mine, key=chats.index)

    async def _chats_with_work(self, now: datetime, limit: int) -> list[int]:
        """Return chats with something to do, new words first, then the oldest."""
        put_off = inbox.alias()
        # One that was put off holds back those behind it: they are no work before it is.
        is_held_back = exists().where(
            put_off.c.chat_id == inbox.c.chat_id,
            put_off.c.status == InboxStatus.WAITING,
            put_off.c.retry_at > now,
        )
        has_work = or_(
            inbox.c.status == InboxStatus.NEW,
            (inbox.c.status == InboxStatus.WAITING) & ~is_held_back,
        )
        oldest = func.min(inbox.c.update_id).label("oldest")
        is_known = func.min(case((inbox.c.status == InboxStatus.NEW, 0), else_=1))
        found = await self._session.scalars(
            select(inbox.c.chat_id)
            .where(has_work)
            .group_by(inbox.c.chat_id)
            .order_by(is_known, oldest)
            .limit(limit)
        )
        return list(found)

    async def _know_lanes(self, chats: Sequence[int]) -> None:
        known = set(
            await self._session.scalars(select(lanes.c.chat_id).where(lanes.c.chat_id.in_(chats)))
        )
        # Only the unknown ones: an insert would wait for whoever is leasing a known one.
        met = [{"chat_id": chat_id} for chat_id in sorted(set(chats) - known)]
        if met:
            await self._session.execute(self._insert(lanes).values(met).on_conflict_do_nothing())

    async def take_lane(self, chat_id: int, owner: str, now: datetime, until: datetime) -> bool:
        """Lease one chat to ``owner``; return whether it was free."""
        lease = {"leased_by": owner, "leased_until": until}
        taken = await self._session.scalar(
            update(lanes)
            .where(lanes.c.chat_id == chat_id, _is_free(now))
            .values(**lease)
            .returning(lanes.c.chat_id)
        )
        if taken is None:  # somebody's, or a chat that nobody has met
            taken = await self._session.scalar(
                self._insert(lanes)
                .values(chat_id=chat_id, **lease)
                .on_conflict_do_nothing()
                .returning(lanes.c.chat_id)
            )
        return taken is not None

    async def renew_lanes(self, owner: str, chat_ids: Sequence[int], until: datetime) -> None:
        """Hold on to lanes of ``owner`` that it is running."""
        await self._session.execute(
            update(lanes)
            .where(lanes.c.leased_by == owner, lanes.c.chat_id.in_(chat_ids))
            .values(leased_until=until)
        )

    async def release_lane(self, chat_id: int, owner: str) -> None:
        """Give a lane back."""
        await self._session.execute(
            update(lanes)
            .where(lanes.c.chat_id == chat_id, lanes.c.leased_by == owner)
            .values(leased_by=None, leased_until=None)
        )

    async def release_all_lanes(self) -> None:
        """Forget every lease: right only where this process is the only coach."""
        await self._session.execute(update(lanes).values(leased_by=None, leased_until=None))


def _is_free(now: datetime) -> ColumnElement[bool]:
    """Whether a lane is nobody's.

    One's own is not free: its holder may be about to give it back, and a lease taken anew would
    go with it.
    """
    return or_(lanes.c.leased_by.is_(None), lanes.c.leased_until < now)
