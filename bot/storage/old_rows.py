"""Rows whose time is over."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, FromClause, Table, and_, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.alerts import AlertStatus
from bot.domain.messages import InboxStatus, OutboxStatus
from bot.storage import tables as t

_DEALT_WITH = (InboxStatus.DONE, InboxStatus.FAILED)
_UNDER_WAY = (OutboxStatus.PENDING, OutboxStatus.SENDING)


def _awaits_answer(buttons: FromClause) -> ColumnElement[bool]:
    """Whether a button belongs to a question that has no answer yet."""
    return and_(buttons.c.question.is_not(None), buttons.c.pressed_at.is_(None))


def _has_flow_open(chat_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether a chat's patient is in the middle of something, however long ago they wrote."""
    people = t.patients.c
    return select(people.id).where(people.chat_id == chat_id, people.focus.is_not(None)).exists()


class OldRows:
    """See ``bot.services.ports.OldMessages``."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def forget(self, before: datetime, limit: int) -> int:
        """Delete messages and buttons from before a moment; return how many.

        What waits, is on its way, belongs to an open alert, or is changed by a younger message
        stays, and so does a question that somebody has open. Buttons of alerts stay: the alert
        may still be open.
        """
        inbox = t.inbox.c
        received = (inbox.received_at < before) & inbox.status.in_(_DEALT_WITH)
        count = await self._delete(t.inbox, inbox.update_id, received, limit)
        buttons = t.buttons.c
        old = (
            (buttons.created_at < before)
            & ~buttons.verb.like("alert.%")
            & ~and_(_awaits_answer(t.buttons), _has_flow_open(buttons.chat_id))
        )
        count += await self._delete(t.buttons, buttons.token, old, limit)
        return count + await self._forget_sent(before, limit)

    async def _forget_sent(self, before: datetime, limit: int) -> int:
        outbox, change, button = t.outbox.c, t.outbox.alias(), t.buttons.alias()
        closed = select(t.alerts.c.id).where(t.alerts.c.status == AlertStatus.RESOLVED)
        is_changed = select(change.c.id).where(change.c.edits_outbox_id == outbox.id).exists()
        is_open = (
            select(button.c.token)
            .where(
                button.c.chat_id == outbox.chat_id,
                button.c.question == outbox.question,
                _awaits_answer(button),
            )
            .exists()
        )
        settled = (
            (outbox.created_at < before)
            & outbox.status.not_in(_UNDER_WAY)
            & or_(outbox.alert_id.is_(None), outbox.alert_id.in_(closed))
            & ~is_changed
            & ~and_(is_open, _has_flow_open(outbox.chat_id))
        )
        ids = list(await self._session.scalars(select(outbox.id).where(settled).limit(limit)))
        files = t.attachments.c.outbox_id
        await self._delete(t.attachments, files, files.in_(ids))
        return await self._delete(t.outbox, outbox.id, outbox.id.in_(ids))

    async def _delete(
        self,
        table: Table,
        key: ColumnElement[object],
        which: ColumnElement[bool],
        limit: int | None = None,
    ) -> int:
        keys = list(await self._session.scalars(select(key).where(which).limit(limit)))
        await self._session.execute(
            delete(table).where(key.in_(keys)), execution_options={"synchronize_session": False}
        )
        return len(keys)
