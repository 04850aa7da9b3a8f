"""Which flow has the open question, once another one has ended."""

from __future__ import annotations

from bot.domain.check_ins import CheckIn
from bot.domain.patients import Flow, Patient, PatientStatus
from bot.services.begun_versions import is_withdrawn
from bot.services.work import Work


async def rightful_focus(work: Work, patient: Patient) -> Flow | None:
    """Return the flow that is still open: onboarding, the exercise, then the check-in."""
    assert patient.id is not None
    if patient.status is PatientStatus.ONBOARDING:
        return Flow.ONBOARDING
    if await work.uow.exercises.open_of(patient.id) is not None:
        return Flow.EXERCISE
    return Flow.CHECK_IN if await open_check_in(work, patient) else None


async def open_check_in(work: Work, patient: Patient) -> CheckIn | None:
    """Return the check-in that awaits an answer; not after its window, nor once withdrawn."""
    assert patient.id is not None
    check_in = await work.uow.check_ins.open_of(patient.id)
    if check_in is None or check_in.closes_at <= work.now:
        return None
    return None if is_withdrawn(work, patient, check_in) else check_in
