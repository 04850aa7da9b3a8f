"""Answers what screening found, before any dialogue and without the engine."""

from __future__ import annotations

from bot.domain.patients import Patient
from bot.safety.kinds import Outcome
from bot.safety.screening import Screening
from bot.services.crisis import is_in_crisis
from bot.services.safety_acting import act, act_without_screening
from bot.services.safety_checks import PRESSES, answer_check, ask, close_same, expire_checks
from bot.services.work import Work

__all__ = [
    "PRESSES",
    "answer_check",
    "expire_checks",
    "is_in_crisis",
    "respond",
    "respond_fail_closed",
]


async def respond(work: Work, patient: Patient, screening: Screening) -> None:
    """Act on danger, or ask one direct question where the words are not clear.

    An open question of a flow is left as it is; it can be answered afterwards.
    """
    if screening.outcome is Outcome.ACT:
        await close_same(work, patient, screening.kind)
        await act(work, patient, screening.kind)
    elif screening.outcome is Outcome.ASK:
        await ask(work, patient, screening.kind)


async def respond_fail_closed(work: Work, patient: Patient) -> None:
    """Take the careful way when a message could not be screened at all."""
    await act_without_screening(work, patient)
