"""Which exercise fits a day; on lighter days none is offered that asks for much."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.domain.exercises import SessionStatus
from bot.domain.patients import Patient
from bot.library.models.exercise import Exercise
from bot.services.work import Work

REST = timedelta(days=1)  # not the same again within a day, unless nothing else fits
REMEMBERED = timedelta(days=14)


async def fitting_offer(work: Work, patient: Patient, values: Mapping[str, int]) -> Exercise | None:
    """Return one exercise that fits today's answers; None when none does.

    Args:
        work: The work at hand.
        patient: Whom it is for.
        values: Points by measure.
    """
    done = await _last_done(work, patient)
    fitting = [exercise for exercise in _to_offer(work, patient) if _matches(exercise, values) > 0]
    rested = [exercise for exercise in fitting if not _is_fresh(work, done.get(exercise.id))]
    return min(
        rested or fitting,
        key=lambda exercise: (
            -_matches(exercise, values),
            done.get(exercise.id, datetime.min.replace(tzinfo=work.now.tzinfo)),
            exercise.minutes,
            exercise.id,
        ),
        default=None,
    )


def shortest_of(work: Work, patient: Patient, skill: str) -> Exercise | None:
    """Return the shortest exercise of a skill to offer; None when there is none."""
    return _first_of(_to_offer(work, patient), skill)


def shortest_wished(work: Work, patient: Patient, skill: str) -> Exercise | None:
    """Return the shortest exercise of a skill for somebody who asks for it, on any day."""
    every = work.library.exercises(patient.language)
    return shortest_of(work, patient, skill) or _first_of(every, skill)


def _to_offer(work: Work, patient: Patient) -> Sequence[Exercise]:
    every = work.library.exercises(patient.language)
    is_lighter_day = patient.has_lighter_load(work.now)
    return [exercise for exercise in every if exercise.is_light or not is_lighter_day]


def _first_of(exercises: Sequence[Exercise], skill: str) -> Exercise | None:
    return next((exercise for exercise in exercises if exercise.skill == skill), None)


async def _last_done(work: Work, patient: Patient) -> dict[str, datetime]:
    assert patient.id is not None
    done: dict[str, datetime] = {}
    for session in await work.uow.exercises.recent(patient.id, work.now - REMEMBERED):
        if session.status is SessionStatus.COMPLETE and session.ended_at is not None:
            done[session.exercise_id] = max(
                session.ended_at, done.get(session.exercise_id, session.ended_at)
            )
    return done


def _is_fresh(work: Work, done_at: datetime | None) -> bool:
    return done_at is not None and work.now - done_at < REST


def _matches(exercise: Exercise, values: Mapping[str, int]) -> int:
    return sum(fit.measure in values and fit.suits(values[fit.measure]) for fit in exercise.fits)
