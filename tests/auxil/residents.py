"""People whom the coach knows already, for tests that are about something else."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import time

from bot.domain.patients import Patient, PatientStatus
from bot.domain.providers import Position, Provider
from bot.services.work import Work
from tests.auxil.house import House, Person

CLINIC = {"Kari": Position.FIRST, "Jonas": Position.BACKUP}


async def move_in(house: House, name: str = "Ellen") -> Person:
    """A patient who is through the onboarding; lives in Oslo, checks in at nine."""
    return (await move_in_together(house, [name]))[0]


async def move_in_together(house: House, names: Sequence[str]) -> list[Person]:
    """Several such patients."""
    people = [await house.person(name) for name in names]
    async with house.at_work() as work:
        for person in people:
            work.uow.add(patient_row(work, person))
    for person in people:
        await person.says("/start")
    for person in people:
        await person.hears("chat coach")
    return people


async def staff(house: House) -> tuple[Person, Person]:
    """Kari, who is told first, and Jonas, the back-up; both read at any hour."""
    kari, jonas = [await house.person(name, "provider") for name in CLINIC]
    async with house.at_work() as work:
        for person in (kari, jonas):
            work.uow.add(_provider(work, person))
    for person in (kari, jonas):
        await person.says("/help")
        await person.hears("What you can do here")
    return kari, jonas


def patient_row(work: Work, person: Person) -> Patient:
    """Return such a patient as a row that is not added yet."""
    return Patient(
        ref=f"L-{person.id}",
        conversation_id=uuid.uuid4().hex,
        status=PatientStatus.ACTIVE,
        chat_id=person.id,
        created_at=work.now,
        called_name=person.name,
        country="no",
        timezone="Europe/Oslo",
        check_in_at=time(9),
        consent_version=work.library.consent("en").version,
        consented_at=work.now,
        onboarded_at=work.now,
    )


def _provider(work: Work, person: Person) -> Provider:
    return Provider(
        display_name=person.name,
        position=CLINIC[person.name],
        chat_id=person.id,
        created_at=work.now,
        linked_at=work.now,
    )
