"""People for integration tests, put straight into the database."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sqlalchemy import select

from bot.domain.check_ins import DAILY_CHECK_IN_ID, CheckIn
from bot.domain.messages import OutboxMessage
from bot.domain.patients import Patient, PatientStatus
from bot.domain.providers import Position, Provider
from bot.services.work import Work


async def add_patient(work: Work, chat_id: int = 501, **more: object) -> Patient:
    """An active patient in Oslo with a check-in at nine."""
    values: dict[str, object] = {
        "ref": f"L-T{chat_id}",
        "conversation_id": f"conversation-{chat_id}",
        "status": PatientStatus.ACTIVE,
        "chat_id": chat_id,
        "created_at": work.now,
        "called_name": "Ellen",
        "country": "no",
        "timezone": "Europe/Oslo",
        "check_in_at": time(9, 0),
        "consent_version": work.library.consent("en").version,
        "onboarded_at": datetime(2026, 1, 1, tzinfo=work.now.tzinfo),
        **more,
    }
    patient = Patient(**values)  # type: ignore[arg-type]
    work.uow.add(patient)
    await work.uow.flush()
    return patient


async def add_check_in(work: Work, patient: Patient, **more: object) -> None:
    """A daily check-in of today that awaits its first answer for three hours."""
    values: dict[str, object] = {
        "patient_id": patient.id,
        "questionnaire_id": DAILY_CHECK_IN_ID,
        "questionnaire_version": 1,
        "on_date": work.now.date(),
        "item_id": "pain",
        "started_at": work.now,
        "closes_at": work.now + timedelta(hours=3),
        **more,
    }
    work.uow.add(CheckIn(**values))  # type: ignore[arg-type]


async def add_provider(
    work: Work, chat_id: int, position: Position, name: str = "Kari", **more: object
) -> Provider:
    provider = Provider(
        display_name=name,
        position=position,
        chat_id=chat_id,
        created_at=work.now,
        linked_at=work.now,
        **more,  # type: ignore[arg-type]
    )
    work.uow.add(provider)
    await work.uow.flush()
    return provider


async def outbox(work: Work, chat_id: int) -> list[OutboxMessage]:
    """Everything queued for a chat, oldest first."""
    from bot.storage.tables import outbox as table

    found = await work.uow._session.scalars(  # type: ignore[attr-defined]
        select(OutboxMessage).where(table.c.chat_id == chat_id).order_by(table.c.id)
    )
    return list(found)
