"""Inbox, outbox and buttons in the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime

from sqlalchemy import ColumnElement, case, exists, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.messages import (
    Button,
    InboxStatus,
    InboxUpdate,
    Lane,
    OutboxMessage,
    OutboxStatus,
)
from bot.storage.tables import buttons, inbox, lanes, outbox

FROM_ONE_CHAT = 5  # rows of a lane at a time: nobody's queue may crowd out the others
_PRIORITY = case({lane.value: place for place, lane in enumerate(Lane)}, value=outbox.c.lane)


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
        with_work = await self._session.execute(
            select(inbox.c.chat_id, oldest)
            .where(has_work)
            .group_by(inbox.c.chat_id)
            .order_by(is_known, oldest)
            .limit(limit * 4)
        )
        chats = [row.chat_id for row in with_work]
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


class OutboxRows:
    """See ``bot.services.ports.Outbox``."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, outbox_id: int) -> OutboxMessage | None:
        """Return a message by its id."""
        return await self._session.get(OutboxMessage, outbox_id)

    async def has_key(self, dedup_key: str) -> bool:
        """Whether a message with this key was ever queued."""
        found = await self._session.scalar(
            select(outbox.c.id).where(outbox.c.dedup_key == dedup_key)
        )
        return found is not None

    async def due(self, now: datetime, limit: int) -> Sequence[OutboxMessage]:
        """Return pending messages whose time has come, most urgent lane first.

        One that is being sent, or must be tried again, holds back those behind it in its chat
        and lane, so that they keep their order; a safety text never waits for another.
        """
        earlier = outbox.alias()
        is_held_back = exists().where(
            earlier.c.chat_id == outbox.c.chat_id,
            earlier.c.lane == outbox.c.lane,
            earlier.c.id < outbox.c.id,
            or_(
                earlier.c.status == OutboxStatus.SENDING,
                (earlier.c.status == OutboxStatus.PENDING)
                & (earlier.c.attempts > 0)
                & (earlier.c.due_at > now),
            ),
        )
        place = func.row_number().over(
            partition_by=(outbox.c.chat_id, outbox.c.lane), order_by=outbox.c.id
        )
        ranked = (
            select(outbox.c.id, place.label("place"))
            .where(
                outbox.c.status == OutboxStatus.PENDING,
                outbox.c.due_at <= now,
                or_(outbox.c.lane == Lane.SAFETY, ~is_held_back),
            )
            .subquery()
        )
        found = await self._session.scalars(
            select(OutboxMessage)
            .join(ranked, ranked.c.id == outbox.c.id)
            .where(ranked.c.place <= FROM_ONE_CHAT)
            .order_by(_PRIORITY, outbox.c.id)
            .limit(limit)
        )
        return found.all()

    async def hold_pending(self, outbox_id: int) -> OutboxMessage | None:
        """Return a pending message, held until the transaction ends; None when another has it."""
        return await self._session.scalar(
            select(OutboxMessage)
            .where(outbox.c.id == outbox_id, outbox.c.status == OutboxStatus.PENDING)
            .with_for_update(skip_locked=True)
        )

    async def has_earlier(self, message: OutboxMessage, now: datetime) -> bool:
        """Whether an earlier message of the same chat and lane has to leave first.

        One that is to leave later by its own wish holds nothing back.
        """
        is_under_way = or_(
            outbox.c.status == OutboxStatus.SENDING,
            (outbox.c.status == OutboxStatus.PENDING)
            & or_(outbox.c.due_at <= now, outbox.c.attempts > 0),
        )
        found = await self._session.scalar(
            select(outbox.c.id)
            .where(
                is_under_way,
                outbox.c.chat_id == message.chat_id,
                outbox.c.lane == message.lane,
                outbox.c.id < message.id,
            )
            .limit(1)
        )
        return found is not None

    async def sending_since_before(self, moment: datetime) -> Sequence[OutboxMessage]:
        """Return messages handed to Telegram before ``moment`` without a known outcome."""
        found = await self._session.scalars(
            select(OutboxMessage).where(
                outbox.c.status == OutboxStatus.SENDING, outbox.c.sending_since < moment
            )
        )
        return found.all()

    async def showing_question(self, chat_id: int, question: str) -> Sequence[OutboxMessage]:
        """Return the messages whose buttons answer ``question``."""
        found = await self._session.scalars(
            select(OutboxMessage)
            .where(
                outbox.c.chat_id == chat_id,
                outbox.c.question == question,
                outbox.c.edits_outbox_id.is_(None),
            )
            .order_by(outbox.c.id)
        )
        return found.all()

    async def of_alert(self, alert_id: int) -> Sequence[OutboxMessage]:
        """Return the alert's messages to providers, oldest first; edits left out."""
        found = await self._session.scalars(
            select(OutboxMessage)
            .where(
                outbox.c.alert_id == alert_id,
                outbox.c.provider_id.is_not(None),
                outbox.c.edits_outbox_id.is_(None),
            )
            .order_by(outbox.c.id)
        )
        return found.all()

    async def unsent_of_prompt(self, prompt_id: int) -> Sequence[OutboxMessage]:
        """Return the prompt's messages that are still waiting to leave."""
        found = await self._session.scalars(
            select(OutboxMessage).where(
                outbox.c.prompt_id == prompt_id, outbox.c.status == OutboxStatus.PENDING
            )
        )
        return found.all()

    async def prompt_was_sent(self, prompt_id: int) -> bool:
        """Whether a message of the prompt reached Telegram, or may have."""
        found = await self._session.scalar(
            select(outbox.c.id)
            .where(
                outbox.c.prompt_id == prompt_id,
                outbox.c.status.in_([OutboxStatus.SENT, OutboxStatus.UNKNOWN]),
            )
            .limit(1)
        )
        return found is not None

    async def count_sent(
        self, patient_id: int, lane: str, since: datetime, purpose: str | None = None
    ) -> int:
        """Count a patient's messages of one lane that left, or may have, since a moment."""
        query = (
            select(func.count())
            .select_from(outbox)
            .where(
                outbox.c.patient_id == patient_id,
                outbox.c.lane == Lane(lane),
                outbox.c.status.in_(
                    [OutboxStatus.SENT, OutboxStatus.UNKNOWN, OutboxStatus.SENDING]
                ),
                outbox.c.edits_outbox_id.is_(None),
                outbox.c.sending_since >= since,
            )
        )
        if purpose is not None:
            query = query.where(outbox.c.purpose == purpose)
        return await self._session.scalar(query) or 0

    async def last_sent_at(self, patient_id: int, purpose: str) -> datetime | None:
        """Return when a message of this purpose last left."""
        return await self._session.scalar(
            select(outbox.c.sent_at)
            .where(
                outbox.c.patient_id == patient_id,
                outbox.c.purpose == purpose,
                outbox.c.sent_at.is_not(None),
            )
            .order_by(outbox.c.sent_at.desc())
            .limit(1)
        )


class ButtonRows:
    """See ``bot.services.ports.Buttons``."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, token: str) -> Button | None:
        """Return a button by its token."""
        return await self._session.get(Button, token)

    async def close_question(self, chat_id: int, question: str, now: datetime) -> None:
        """Make every button of a question stale."""
        await self._session.execute(
            update(Button)
            .where(
                buttons.c.chat_id == chat_id,
                buttons.c.question == question,
                buttons.c.pressed_at.is_(None),
            )
            .values(pressed_at=now)
            .execution_options(synchronize_session="fetch")
        )
