"""Content tried out before it is live: a patient made up for it, and the item begun for them.

All else goes the way of every patient: the same services, buttons and words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from bot.domain.patients import Flow, Patient, PatientStatus
from bot.library.library import Playable
from bot.library.models import Module, Questionnaire
from bot.services import check_in, exercises, invitations, inviting, programme
from bot.services.exercise_script import Place, place_at
from bot.services.work import Work

CALLED_NAME = "Ellen"
CHECK_IN_AT = time(9)


@dataclass(frozen=True)
class Play:
    """What is to be tried, and in which language."""

    item_id: str
    language: str


@dataclass(frozen=True)
class Standing:
    """Where somebody stands: what a chat in Telegram shows by itself, and a terminal does not."""

    is_open: bool  # something waits for an answer, a tap or its time
    takes_number: bool = False  # and the answer is a number that is typed
    ends_at: datetime | None = None  # when it goes on by itself
    seconds: int | None = None  # how long it lasts from its beginning


async def welcome(work: Work, chat_id: int, language: str) -> Patient:
    """Let somebody in by an invitation, with every question of the welcome answered."""
    _, code = await inviting.invite_patient(work, None)
    patient = (await invitations.redeem(work, code, chat_id, language)).patient
    assert patient is not None  # the code is a moment old
    patient.status = PatientStatus.ACTIVE
    patient.called_name = CALLED_NAME
    patient.country = work.library.countries()[0]
    patient.timezone = str(work.clinic.zone)
    patient.check_in_at = CHECK_IN_AT
    patient.consent_version = work.library.consent(language).version
    patient.consented_at = patient.onboarded_at = work.now
    await work.uow.flush()
    return patient


async def begin(work: Work, patient: Patient, item: Playable) -> None:
    """Begin an item as a tap on its button would."""
    if isinstance(item, Questionnaire):
        await check_in.start(work, patient, item.id)
    elif isinstance(item, Module):
        await programme.show_module(work, patient, item.id)
    else:
        await exercises.start(work, patient, item.id)


async def standing(work: Work, patient: Patient) -> Standing:
    """Return where a patient stands."""
    assert patient.id is not None
    session = await work.uow.exercises.open_of(patient.id)
    if session is None or patient.focus is not Flow.EXERCISE:
        return Standing(is_open=patient.focus is not None)
    place = place_at(work.library.script(session.exercise_id, patient.language), session.position)
    is_timed = place.seconds is not None
    return Standing(
        is_open=True,
        takes_number=_takes_number(place),
        ends_at=session.next_step_at if is_timed else None,
        seconds=place.seconds,
    )


def _takes_number(place: Place) -> bool:
    return place.is_rating or (place.step is not None and place.step.kind == "number")
