"""The pace of timed steps, and the end of sessions that nobody comes back to."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.domain.exercises import ExerciseSession
from bot.domain.messages import Lane
from bot.domain.patients import Flow, Patient, PatientStatus
from bot.library.models.script import Script
from bot.services import exercise_course, exercise_words
from bot.services.begun_versions import script_of
from bot.services.crisis import is_in_crisis
from bot.services.discretion import veil
from bot.services.exercise_script import place_at
from bot.services.speech import say
from bot.services.work import Work

TOO_LATE = timedelta(minutes=10)  # nobody breathes along with a step that comes after that
OFFERED_FOR = timedelta(hours=2)


async def advance_timed_steps(work: Work) -> int:
    """Move each session whose place has ended by one step; return how many.

    After a standstill of the coach a session is set aside and offered again, so that nobody
    gets a row of steps they could not follow.
    """
    due = await work.uow.exercises.due_steps(work.now)
    for session in due:
        patient = await work.uow.patients.get(session.patient_id)
        await _move(work, patient, session)
    return len(due)


async def _move(work: Work, patient: Patient, session: ExerciseSession) -> None:
    exercise = await script_of(work, patient, session)
    if exercise is None:
        await exercise_course.set_aside(work, patient, session)  # explained when they come back
    elif place_at(exercise, session.position).seconds is None:
        # Deserted at a tap or a question. No word about it: nobody has to explain a pause.
        await exercise_course.set_aside(work, patient, session, keeps_buttons=True)
    elif not await _has_the_floor(work, patient):
        await exercise_course.set_aside(work, patient, session, keeps_buttons=True)
    elif _is_too_late(work, session):
        await exercise_course.set_aside(work, patient, session)
        await _offer_to_go_on(work, patient, session, exercise)
    else:
        await exercise_course.go_on(work, patient, session, exercise)


def _is_too_late(work: Work, session: ExerciseSession) -> bool:
    return session.next_step_at is not None and work.now - session.next_step_at > TOO_LATE


async def _has_the_floor(work: Work, patient: Patient) -> bool:
    """Whether the patient is there, and nothing more important is going on."""
    assert patient.id is not None
    is_there = patient.status is PatientStatus.ACTIVE and patient.unreachable_since is None
    if not is_there or patient.focus is not Flow.EXERCISE:
        return False
    # No breathing lesson into a talk about danger.
    is_asked = await work.uow.safety_checks.open_of(patient.id) is not None
    return not is_asked and not await is_in_crisis(work, patient)


async def _offer_to_go_on(
    work: Work, patient: Patient, session: ExerciseSession, exercise: Script
) -> None:
    """Offer it once; unasked, so the send gate keeps it out of the night."""
    saying = exercise_words.was_away(work, patient, session, exercise)
    saying = veil(work, patient, saying, exercise_words.go_on(work, patient, session))
    await say(
        work,
        patient,
        replace(
            saying,
            lane=Lane.PROMPT,
            purpose="exercise_offer",
            expires_at=work.now + OFFERED_FOR,
        ),
    )
