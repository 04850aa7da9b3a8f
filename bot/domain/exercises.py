"""A run through an exercise."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class SessionStatus(StrEnum):
    """The life of an exercise session."""

    OPEN = "open"  # running: it waits for a tap, an answer or its next pace
    STOPPED = "stopped"  # can be taken up again where it stopped
    COMPLETE = "complete"
    ABANDONED = "abandoned"  # stopped, and too old to take up again


@dataclass(kw_only=True)
class ExerciseSession:
    """One run of one patient through one version of an exercise.

    ``position`` counts through caution, rating before, the steps, and rating after;
    ``bot.services.exercises`` gives the places their meaning.
    """

    id: int | None = None
    patient_id: int
    exercise_id: str
    exercise_version: int
    status: SessionStatus = SessionStatus.OPEN
    position: int = 0
    choices: dict[str, str] = field(default_factory=dict)
    rating_before_nrs: int | None = None
    rating_after_nrs: int | None = None
    started_at: datetime
    touched_at: datetime
    # A timed step ends then; any other place is set aside then, when nobody has come back to it.
    next_step_at: datetime | None = None
    ended_at: datetime | None = None
