"""Patients, providers and invitations in the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.alerts import AlertStatus
from bot.domain.patients import Patient, PatientStatus
from bot.domain.prompts import PromptKind, PromptStatus
from bot.domain.providers import Invitation, Provider
from bot.errors import DomainError, UnknownPatient
from bot.storage import tables


class PatientRows:
    """See ``bot.services.ports.Patients``."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, patient_id: int) -> Patient:
        """Return the patient, or raise ``UnknownPatient``."""
        patient = await self._session.get(Patient, patient_id)
        if patient is None:
            raise UnknownPatient
        return patient

    async def by_chat(self, chat_id: int) -> Patient | None:
        """Return the patient of a Telegram chat."""
        return await self._one(tables.patients.c.chat_id == chat_id)

    async def by_conversation(self, conversation_id: str) -> Patient | None:
        """Return the patient of an engine conversation."""
        return await self._one(tables.patients.c.conversation_id == conversation_id)

    async def by_ref(self, ref: str) -> Patient | None:
        """Return the patient whom providers know by ``ref``."""
        return await self._one(tables.patients.c.ref == ref)

    async def left_before(self, moment: datetime, limit: int) -> Sequence[Patient]:
        """Return patients who left before a moment, those who left first, held until the end.

        Whose erasure is under way is left out, and who has an open alert: they must not take
        the places of others. One who writes just now is held by that, and passed over.
        """
        people, wishes, alerts = tables.patients.c, tables.erasures.c, tables.alerts.c
        is_going = exists().where(wishes.patient_id == people.id)
        has_alert = exists().where(
            alerts.patient_id == people.id, alerts.status != AlertStatus.RESOLVED
        )
        found = await self._session.scalars(
            select(Patient)
            .where(people.left_at < moment, ~is_going, ~has_alert)
            .order_by(people.left_at, people.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
            .execution_options(populate_existing=True)
        )
        return found.all()

    async def silent_since(self, moment: datetime, limit: int) -> Sequence[Patient]:
        """Return newcomers from whom nothing came since a moment, and who is out of reach as long.

        Held until the end; whoever writes just now is held by that, and passed over.
        """
        people, inbox = tables.patients.c, tables.inbox.c
        has_come = exists().where(inbox.chat_id == people.chat_id, inbox.received_at >= moment)
        is_newcomer = people.status.in_([PatientStatus.INVITED, PatientStatus.ONBOARDING])
        has_dropped_out = is_newcomer & (people.created_at < moment) & ~has_come
        found = await self._session.scalars(
            select(Patient)
            .where(
                people.left_at.is_(None),
                or_(has_dropped_out, people.unreachable_since < moment),
            )
            .order_by(people.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
            .execution_options(populate_existing=True)
        )
        return found.all()

    async def without_plan(self, now: datetime, after_id: int, limit: int) -> Sequence[Patient]:
        """Return patients beyond ``after_id`` who take prompts and have none planned or open."""
        people, prompts = tables.patients.c, tables.prompts.c
        has_plan = exists().where(
            prompts.patient_id == people.id,
            prompts.kind == PromptKind.DAILY_CHECK_IN,
            prompts.status.in_([PromptStatus.PLANNED, PromptStatus.QUEUED]),
        )
        found = await self._session.scalars(
            select(Patient)
            .where(
                people.id > after_id,
                people.status == PatientStatus.ACTIVE,
                people.chat_id.is_not(None),
                people.check_in_at.is_not(None),
                people.unreachable_since.is_(None),
                or_(people.paused_until.is_(None), people.paused_until <= now),
                ~has_plan,
            )
            .order_by(people.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return found.all()

    async def active(self) -> Sequence[Patient]:
        """Return everyone who has finished onboarding and not stopped."""
        found = await self._session.scalars(
            select(Patient)
            .where(tables.patients.c.status == PatientStatus.ACTIVE)
            .order_by(tables.patients.c.id)
        )
        return found.all()

    async def _one(self, condition: object) -> Patient | None:
        """Return a patient, held until the transaction ends.

        A press and a typed answer of one person may be dealt with at the same moment: the
        second must see what the first did.
        """
        return await self._session.scalar(
            select(Patient)
            .where(condition)  # type: ignore[arg-type]
            .with_for_update()
            .execution_options(populate_existing=True)
        )


class ProviderRows:
    """See ``bot.services.ports.Providers``."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, provider_id: int) -> Provider:
        """Return the provider, or raise ``DomainError``."""
        provider = await self._session.get(Provider, provider_id)
        if provider is None:
            raise DomainError("No provider with this id.")
        return provider

    async def by_chat(self, chat_id: int) -> Provider | None:
        """Return the provider of a Telegram chat."""
        return await self._session.scalar(
            select(Provider).where(tables.providers.c.chat_id == chat_id)
        )

    async def all(self) -> Sequence[Provider]:
        """Return every provider, in the order in which they were added."""
        found = await self._session.scalars(select(Provider).order_by(tables.providers.c.id))
        return found.all()


class InvitationRows:
    """See ``bot.services.ports.Invitations``."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def by_code_hash(self, code_hash: str) -> Invitation | None:
        """Return the invitation of a code, held until the transaction ends: it opens once."""
        return await self._session.scalar(
            select(Invitation).where(tables.invitations.c.code_hash == code_hash).with_for_update()
        )
