"""Everything that is kept of one patient, read for their own copy."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.alerts import Alert, AlertLogEntry, SafetyCheck
from bot.domain.check_ins import Answer, CheckIn
from bot.domain.data_reads import DataRead
from bot.domain.exercises import ExerciseSession
from bot.domain.favourites import Favourite
from bot.domain.flare_ups import FlareUp
from bot.domain.messages import InboxUpdate, OutboxMessage
from bot.domain.patient_file import PatientFile
from bot.domain.patients import Patient
from bot.domain.prompts import Prompt
from bot.domain.providers import Invitation
from bot.storage import tables as t

# Rows that are unsealed in one go: some thousandths of a second, then others get a turn.
_AT_ONCE = 100
Entity = TypeVar("Entity")


class ExportRows:
    """See ``bot.services.ports.Exports``."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of(self, patient: Patient) -> PatientFile:
        """Return all rows of a patient."""
        mine, chat = patient.id, patient.chat_id
        check_ins = select(t.check_ins.c.id).where(t.check_ins.c.patient_id == mine)
        alerts = select(t.alerts.c.id).where(t.alerts.c.patient_id == mine)
        to_providers = t.outbox.c.alert_id.in_(alerts) & t.outbox.c.provider_id.is_not(None)
        to_patient = or_(t.outbox.c.patient_id == mine, t.outbox.c.chat_id == chat)
        sessions = t.exercise_sessions.c
        return PatientFile(
            patient=patient,
            check_ins=await self._all(CheckIn, t.check_ins.c.patient_id == mine, t.check_ins.c.id),
            answers=await self._all(Answer, t.answers.c.check_in_id.in_(check_ins), t.answers.c.id),
            exercise_sessions=await self._all(
                ExerciseSession, sessions.patient_id == mine, sessions.id
            ),
            favourites=await self._all(
                Favourite, t.favourites.c.patient_id == mine, t.favourites.c.kept_at
            ),
            prompts=await self._all(Prompt, t.prompts.c.patient_id == mine, t.prompts.c.due_at),
            flare_ups=await self._all(FlareUp, t.flare_ups.c.patient_id == mine, t.flare_ups.c.id),
            received=await self._all(InboxUpdate, t.inbox.c.chat_id == chat, t.inbox.c.update_id),
            sent=await self._all(OutboxMessage, to_patient, t.outbox.c.id),
            sent_to_providers=await self._all(OutboxMessage, to_providers, t.outbox.c.id),
            alerts=await self._all(Alert, t.alerts.c.patient_id == mine, t.alerts.c.id),
            alert_log=await self._all(
                AlertLogEntry, t.alert_log.c.alert_id.in_(alerts), t.alert_log.c.id
            ),
            safety_checks=await self._all(
                SafetyCheck, t.safety_checks.c.patient_id == mine, t.safety_checks.c.id
            ),
            data_reads=await self._all(
                DataRead, t.data_reads.c.patient_id == mine, t.data_reads.c.id
            ),
            invitations=await self._all(
                Invitation, t.invitations.c.patient_id == mine, t.invitations.c.id
            ),
        )

    async def _all(
        self, kind: type[Entity], which: ColumnElement[bool], order: ColumnElement[Any]
    ) -> Sequence[Entity]:
        found: list[Entity] = []
        rows = await self._session.stream_scalars(select(kind).where(which).order_by(order))
        async for part in rows.partitions(_AT_ONCE):
            found.extend(part)
            await asyncio.sleep(0)
        return found
