"""The flow that has a question open, whichever it is."""

from __future__ import annotations

from types import ModuleType

from bot.domain.patients import Flow, Patient
from bot.services import (
    check_in,
    check_in_words,
    exercise_words,
    exercises,
    onboarding,
)
from bot.services.begun_versions import script_of
from bot.services.exercise_script import place_at
from bot.services.hearing import Heard, Taken
from bot.services.work import Work

_FLOWS: dict[Flow, ModuleType] = {
    Flow.ONBOARDING: onboarding,
    Flow.CHECK_IN: check_in,
    Flow.EXERCISE: exercises,
}


async def open_question(work: Work, patient: Patient) -> str | None:
    """Name the open question, so that words that waited can be told from its answer."""
    assert patient.id is not None
    if patient.focus is Flow.ONBOARDING:
        return f"onboarding:{patient.onboarding_step}"
    if patient.focus is Flow.CHECK_IN:
        open_check_in = await work.uow.check_ins.open_of(patient.id)
        if open_check_in is not None and open_check_in.item_id is not None:
            return check_in_words.question_name(open_check_in, open_check_in.item_id)
    if patient.focus is Flow.EXERCISE:
        return await _open_place(work, patient)
    return None


async def _open_place(work: Work, patient: Patient) -> str | None:
    """Name the place of the running exercise, where that awaits an answer."""
    assert patient.id is not None
    session = await work.uow.exercises.open_of(patient.id)
    if session is None:
        return None
    exercise = await script_of(work, patient, session)
    if exercise is None:
        return None
    asks = place_at(exercise, session.position).asks
    return exercise_words.question_name(session) if asks else None


async def answer_text(work: Work, patient: Patient, flow: Flow, heard: Heard) -> Taken:
    """Offer a patient's words to a flow as the answer to its open question."""
    taken: Taken = await _FLOWS[flow].answer_text(work, patient, heard)
    return taken


async def is_option(work: Work, patient: Patient, text: str) -> bool:
    """Whether words are, as a whole, what stands on a button of the open question."""
    if patient.focus is Flow.CHECK_IN:
        return await check_in.is_option(work, patient, text)
    return patient.focus is Flow.EXERCISE and await exercises.is_option(work, patient, text)


async def ask_again(work: Work, patient: Patient) -> bool:
    """Repeat the open question; return whether there is one."""
    if patient.focus is None:
        return False
    if patient.focus is Flow.CHECK_IN:  # its window may have ended a moment ago
        return await check_in.resume(work, patient)
    await _FLOWS[patient.focus].ask_again(work, patient)
    return True


async def repeat(work: Work, patient: Patient) -> bool:
    """Repeat the open question to somebody who asks for that; return whether there is one."""
    if patient.focus is Flow.CHECK_IN:
        return await check_in.repeat(work, patient)
    return await ask_again(work, patient)


async def skip(work: Work, patient: Patient) -> bool:
    """Skip the open question; return whether there was one that can be skipped."""
    if patient.focus is None:
        return False
    skipped: bool = await _FLOWS[patient.focus].skip(work, patient)
    return skipped


async def why(work: Work, patient: Patient) -> str | None:
    """Return why the open question is asked."""
    if patient.focus is None:
        return await check_in.why(work, patient)  # its last item may have just been answered
    reason: str | None = await _FLOWS[patient.focus].why(work, patient)
    return reason


async def leave(work: Work, patient: Patient) -> bool:
    """Set the open flow aside; return whether there was one."""
    if patient.focus is None:
        return False
    await _FLOWS[patient.focus].leave(work, patient)
    return True
