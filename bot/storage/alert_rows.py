"""Alerts, their log, and safety checks in the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.alerts import Alert, AlertLogEntry, AlertStatus, SafetyCheck
from bot.storage.tables import alert_log, alerts, safety_checks


class AlertRows:
    """See ``bot.services.ports.Alerts``."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, alert_id: int) -> Alert | None:
        """Return an alert by its id, held until the transaction ends.

        Two providers may press at the same moment: the second must see what the first did.
        """
        return await self._session.get(
            Alert, alert_id, with_for_update=True, populate_existing=True
        )

    async def open_of(self, patient_id: int, cause: str) -> Alert | None:
        """Return the open alert of a patient for one cause, held until the transaction ends.

        While a provider closes it, a new event must either be seen by them or raise anew.
        """
        return await self._session.scalar(
            self._open(patient_id, cause)
            .with_for_update()
            .execution_options(populate_existing=True)
        )

    async def peek_open(self, patient_id: int, cause: str) -> Alert | None:
        """Return the open alert as ``open_of`` does, only to look at it."""
        return await self._session.scalar(self._open(patient_id, cause))

    @staticmethod
    def _open(patient_id: int, cause: str) -> Select[Alert]:
        return (
            select(Alert)
            .where(
                alerts.c.patient_id == patient_id,
                alerts.c.cause == cause,
                alerts.c.status != AlertStatus.RESOLVED,
            )
            .order_by(alerts.c.id.desc())
            .limit(1)
        )

    async def last_resolved(self, patient_id: int, cause: str) -> Alert | None:
        """Return the alert of this cause that was resolved last."""
        return await self._session.scalar(
            select(Alert)
            .where(
                alerts.c.patient_id == patient_id,
                alerts.c.cause == cause,
                alerts.c.status == AlertStatus.RESOLVED,
            )
            .order_by(alerts.c.resolved_at.desc())
            .limit(1)
        )

    async def open_all(self) -> Sequence[Alert]:
        """Return every open alert, oldest first."""
        found = await self._session.scalars(
            select(Alert).where(alerts.c.status != AlertStatus.RESOLVED).order_by(alerts.c.id)
        )
        return found.all()

    async def due(self, now: datetime) -> Sequence[Alert]:
        """Return open alerts whose next step has come."""
        found = await self._session.scalars(
            select(Alert)
            .where(alerts.c.status != AlertStatus.RESOLVED, alerts.c.next_step_at <= now)
            .order_by(alerts.c.next_step_at)
            .with_for_update(skip_locked=True)
        )
        return found.all()

    async def log_of(self, alert_id: int) -> Sequence[AlertLogEntry]:
        """Return an alert's history, oldest first."""
        found = await self._session.scalars(
            select(AlertLogEntry).where(alert_log.c.alert_id == alert_id).order_by(alert_log.c.id)
        )
        return found.all()


class SafetyCheckRows:
    """See ``bot.services.ports.SafetyChecks``."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, check_id: int) -> SafetyCheck | None:
        """Return a safety check by its id."""
        return await self._session.get(SafetyCheck, check_id)

    async def open_of(self, patient_id: int) -> SafetyCheck | None:
        """Return the check that still awaits its answer."""
        return await self._session.scalar(
            select(SafetyCheck)
            .where(
                safety_checks.c.patient_id == patient_id,
                safety_checks.c.answered_at.is_(None),
            )
            .order_by(safety_checks.c.id.desc())
            .limit(1)
        )

    async def overdue(self, now: datetime) -> Sequence[SafetyCheck]:
        """Return checks that nobody answered in time."""
        found = await self._session.scalars(
            select(SafetyCheck)
            .where(safety_checks.c.answered_at.is_(None), safety_checks.c.expires_at <= now)
            .with_for_update(skip_locked=True)
        )
        return found.all()
