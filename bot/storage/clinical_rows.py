"""Check-ins, exercise sessions and prompts in the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.check_ins import DAILY_CHECK_IN_ID, Answer, CheckIn, CheckInStatus
from bot.domain.exercises import ExerciseSession, SessionStatus
from bot.domain.prompts import Prompt, PromptKind, PromptStatus
from bot.services.ports import TICK_BATCH
from bot.storage.tables import answers, check_ins, exercise_sessions, prompts


class CheckInRows:
    """See ``bot.services.ports.CheckIns``."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, check_in_id: int) -> CheckIn | None:
        """Return a check-in by its id."""
        return await self._session.get(CheckIn, check_in_id)

    async def open_of(self, patient_id: int) -> CheckIn | None:
        """Return the check-in that awaits an answer (a correction counts)."""
        return await self._session.scalar(
            select(CheckIn)
            .where(check_ins.c.patient_id == patient_id, check_ins.c.item_id.is_not(None))
            .order_by(check_ins.c.started_at.desc())
            .limit(1)
        )

    async def on_date(
        self, patient_id: int, day: date, questionnaire_id: str = DAILY_CHECK_IN_ID
    ) -> CheckIn | None:
        """Return the round of a questionnaire on a local day."""
        return await self._session.scalar(
            select(CheckIn).where(
                check_ins.c.patient_id == patient_id,
                check_ins.c.questionnaire_id == questionnaire_id,
                check_ins.c.on_date == day,
            )
        )

    async def completed_since(
        self, patient_id: int, day: date, questionnaire_id: str = DAILY_CHECK_IN_ID
    ) -> Sequence[CheckIn]:
        """Return the completed rounds of a questionnaire from ``day`` on, oldest first."""
        found = await self._session.scalars(
            select(CheckIn)
            .where(
                check_ins.c.patient_id == patient_id,
                check_ins.c.questionnaire_id == questionnaire_id,
                check_ins.c.status == CheckInStatus.COMPLETE,
                check_ins.c.on_date >= day,
            )
            .order_by(check_ins.c.on_date)
        )
        return found.all()

    async def overdue(self, now: datetime) -> Sequence[CheckIn]:
        """Return check-ins that still await an answer after their window."""
        found = await self._session.scalars(
            select(CheckIn)
            .where(check_ins.c.item_id.is_not(None), check_ins.c.closes_at <= now)
            .order_by(check_ins.c.closes_at)
            .limit(TICK_BATCH)
            .with_for_update(skip_locked=True)
        )
        return found.all()

    async def answers(self, check_in_id: int) -> Sequence[Answer]:
        """Return the answers that stand, without superseded ones."""
        found = await self._session.scalars(
            select(Answer)
            .where(answers.c.check_in_id == check_in_id, answers.c.superseded_at.is_(None))
            .order_by(answers.c.id)
        )
        return found.all()

    async def live_values(
        self, patient_id: int, since: date, questionnaire_id: str = DAILY_CHECK_IN_ID
    ) -> Sequence[tuple[date, str, int]]:
        """Return (local day, item id, points) of a questionnaire's completed rounds, in order."""
        rows = await self._session.execute(
            select(check_ins.c.on_date, answers.c.item_id, answers.c.value_nrs)
            .join(answers, answers.c.check_in_id == check_ins.c.id)
            .where(
                check_ins.c.patient_id == patient_id,
                check_ins.c.questionnaire_id == questionnaire_id,
                check_ins.c.status == CheckInStatus.COMPLETE,
                check_ins.c.on_date >= since,
                answers.c.superseded_at.is_(None),
                answers.c.value_nrs.is_not(None),
            )
            .order_by(check_ins.c.on_date, answers.c.id)
        )
        return [(row.on_date, row.item_id, row.value_nrs) for row in rows]


class ExerciseRows:
    """See ``bot.services.ports.Exercises``."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, session_id: int) -> ExerciseSession | None:
        """Return a session by its id."""
        return await self._session.get(ExerciseSession, session_id)

    async def open_of(self, patient_id: int) -> ExerciseSession | None:
        """Return the running session."""
        return await self._latest(patient_id, SessionStatus.OPEN)

    async def last_stopped(self, patient_id: int) -> ExerciseSession | None:
        """Return the session that was stopped last."""
        return await self._latest(patient_id, SessionStatus.STOPPED)

    async def _latest(self, patient_id: int, status: SessionStatus) -> ExerciseSession | None:
        return await self._session.scalar(
            select(ExerciseSession)
            .where(
                exercise_sessions.c.patient_id == patient_id,
                exercise_sessions.c.status == status,
            )
            .order_by(exercise_sessions.c.touched_at.desc(), exercise_sessions.c.id.desc())
            .limit(1)
        )

    async def recent(self, patient_id: int, since: datetime) -> Sequence[ExerciseSession]:
        """Return the sessions begun since a moment, newest first."""
        found = await self._session.scalars(
            select(ExerciseSession)
            .where(
                exercise_sessions.c.patient_id == patient_id,
                exercise_sessions.c.started_at >= since,
            )
            .order_by(exercise_sessions.c.started_at.desc())
        )
        return found.all()

    async def completed(self, patient_id: int) -> Mapping[str, int]:
        """Return how often each exercise and lesson was completed, by its id."""
        found = await self._session.execute(
            select(exercise_sessions.c.exercise_id, func.count())
            .where(
                exercise_sessions.c.patient_id == patient_id,
                exercise_sessions.c.status == SessionStatus.COMPLETE,
            )
            .group_by(exercise_sessions.c.exercise_id)
        )
        return {exercise_id: count for exercise_id, count in found}

    async def due_steps(self, now: datetime) -> Sequence[ExerciseSession]:
        """Return running sessions whose timed step has ended."""
        found = await self._session.scalars(
            select(ExerciseSession)
            .where(
                exercise_sessions.c.status == SessionStatus.OPEN,
                exercise_sessions.c.next_step_at <= now,
            )
            .with_for_update(skip_locked=True)
        )
        return found.all()


class PromptRows:
    """See ``bot.services.ports.Prompts``."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, prompt_id: int) -> Prompt | None:
        """Return a prompt by its id."""
        return await self._session.get(Prompt, prompt_id)

    async def on_date(self, patient_id: int, kind: PromptKind, day: date) -> Prompt | None:
        """Return the prompt of a local day."""
        return await self._session.scalar(
            select(Prompt).where(
                prompts.c.patient_id == patient_id,
                prompts.c.kind == kind,
                prompts.c.on_date == day,
            )
        )

    async def last(self, patient_id: int, kind: PromptKind) -> Prompt | None:
        """Return the prompt with the latest local day."""
        return await self._session.scalar(
            select(Prompt)
            .where(prompts.c.patient_id == patient_id, prompts.c.kind == kind)
            .order_by(prompts.c.on_date.desc())
            .limit(1)
        )

    async def due(self, now: datetime) -> Sequence[Prompt]:
        """Return planned prompts whose time has come."""
        found = await self._session.scalars(
            select(Prompt)
            .where(prompts.c.status == PromptStatus.PLANNED, prompts.c.due_at <= now)
            .order_by(prompts.c.due_at)
            .limit(TICK_BATCH)
            .with_for_update(skip_locked=True)
        )
        return found.all()

    async def to_close(self, now: datetime) -> Sequence[Prompt]:
        """Return queued prompts whose window has ended."""
        found = await self._session.scalars(
            select(Prompt)
            .where(prompts.c.status == PromptStatus.QUEUED, prompts.c.closes_at <= now)
            .order_by(prompts.c.closes_at)
            .limit(TICK_BATCH)
            .with_for_update(skip_locked=True)
        )
        return found.all()

    async def open_of(self, patient_id: int) -> Sequence[Prompt]:
        """Return the patient's prompts that are planned or await an answer."""
        found = await self._session.scalars(
            select(Prompt)
            .where(
                prompts.c.patient_id == patient_id,
                prompts.c.status.in_([PromptStatus.PLANNED, PromptStatus.QUEUED]),
            )
            .order_by(prompts.c.due_at)
        )
        return found.all()

    async def history(self, patient_id: int, kind: PromptKind, since: date) -> Sequence[Prompt]:
        """Return the patient's prompts of a kind from ``since`` on, oldest first."""
        found = await self._session.scalars(
            select(Prompt)
            .where(
                prompts.c.patient_id == patient_id,
                prompts.c.kind == kind,
                prompts.c.on_date >= since,
            )
            .order_by(prompts.c.on_date)
        )
        return found.all()
