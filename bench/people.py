"""People for the measurements, put into the database as if they had enrolled."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from bot.bootstrap import Office
from bot.domain.patients import Patient, PatientStatus
from bot.domain.providers import Position, Provider

ZONE = "Europe/Oslo"


async def enrol(
    office: Office, chat_ids: Sequence[int], at: datetime, check_in_at: time | None
) -> None:
    """Let these people be patients who were welcomed a day before ``at``.

    Without an hour for their check-in they are never prompted.
    """
    welcomed_at = at - timedelta(days=1)
    async with office.uow_factory() as uow:
        for number, chat_id in enumerate(chat_ids):
            uow.add(
                Patient(
                    ref=f"L-{number:04d}",
                    conversation_id=uuid.uuid4().hex,
                    status=PatientStatus.ACTIVE,
                    chat_id=chat_id,
                    created_at=welcomed_at,
                    called_name="Kari",
                    country="no",
                    timezone=ZONE,
                    check_in_at=check_in_at,
                    consent_version=office.library.consent("en").version,
                    consented_at=welcomed_at,
                    onboarded_at=welcomed_at,
                )
            )
        await uow.commit()


async def employ(office: Office, chat_id: int, at: datetime) -> None:
    """Let this person be the clinic's first provider, who reads alerts at any hour."""
    async with office.uow_factory() as uow:
        uow.add(
            Provider(
                display_name="Nurse",
                position=Position.FIRST,
                chat_id=chat_id,
                created_at=at,
                linked_at=at,
            )
        )
        await uow.commit()
