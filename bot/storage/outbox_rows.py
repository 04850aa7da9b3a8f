"""The outbox and its buttons in the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import case, delete, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.messages import Attachment, Button, Lane, OutboxMessage, OutboxStatus
from bot.storage.tables import attachments, buttons, outbox

FROM_ONE_CHAT = 5  # rows of a lane at a time: nobody's queue may crowd out the others
_PRIORITY = case({lane.value: place for place, lane in enumerate(Lane)}, value=outbox.c.lane)

_NEVER_LEAVES = (OutboxStatus.FAILED, OutboxStatus.SUPPRESSED, OutboxStatus.EXPIRED)


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

    async def with_key(self, dedup_key: str) -> OutboxMessage | None:
        """Return the message that was queued under this key."""
        return await self._session.scalar(
            select(OutboxMessage).where(outbox.c.dedup_key == dedup_key)
        )

    async def attachment(self, outbox_id: int) -> Attachment | None:
        """Return the picture or file that goes with a message."""
        return await self._session.get(Attachment, outbox_id)

    async def drop_attachment(self, outbox_id: int) -> None:
        """Forget the picture or file of a message that has left, or never will."""
        await self._session.execute(
            delete(attachments).where(attachments.c.outbox_id == outbox_id),
            execution_options={"synchronize_session": "fetch"},
        )

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

    async def has_unsent(self, patient_id: int) -> bool:
        """Whether a patient has messages that wait to leave, or are leaving."""
        waiting = [OutboxStatus.PENDING, OutboxStatus.SENDING]
        query = select(outbox.c.id).where(
            outbox.c.patient_id == patient_id, outbox.c.status.in_(waiting)
        )
        return await self._session.scalar(query.limit(1)) is not None

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

    async def last_queued_at(self, patient_id: int, purpose: str) -> datetime | None:
        """Return when a message of this purpose was last queued that left, or still may."""
        return await self._session.scalar(
            select(outbox.c.created_at)
            .where(
                outbox.c.patient_id == patient_id,
                outbox.c.purpose == purpose,
                outbox.c.status.not_in(_NEVER_LEAVES),
            )
            .order_by(outbox.c.created_at.desc())
            .limit(1)
        )

    async def newest(self, patient_id: int) -> OutboxMessage | None:
        """Return the last message in a patient's chat, as far as it left or still may."""
        return await self._session.scalar(
            select(OutboxMessage)
            .where(
                outbox.c.patient_id == patient_id,
                outbox.c.edits_outbox_id.is_(None),
                outbox.c.status.not_in(_NEVER_LEAVES),
            )
            .order_by(outbox.c.id.desc())
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
