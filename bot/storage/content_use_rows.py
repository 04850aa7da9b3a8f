"""How many people are in the middle of which version: counts alone leave this room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.check_ins import CheckInStatus
from bot.domain.content_versions import ContentKind, VersionKey
from bot.domain.exercises import SessionStatus
from bot.services.ports import Use
from bot.storage.tables import check_ins, exercise_sessions, patients

_CONSENT_ID = "consent"
_TAKES_PART = patients.c.left_at.is_(None)


class ContentUseRows:
    """See ``bot.services.ports.ContentUse``."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def scripts(self, stopped_since: datetime) -> Sequence[Use]:
        """Return who is in an exercise or a lesson, or stopped one and can take it up again."""
        sessions = exercise_sessions.c
        is_open = sessions.status == SessionStatus.OPEN
        is_paused = and_(
            sessions.status == SessionStatus.STOPPED, sessions.touched_at >= stopped_since
        )
        key = (sessions.exercise_id, sessions.exercise_version, patients.c.language)
        found = await self._session.execute(
            select(*key, func.count(sessions.patient_id.distinct()), sessions.status)
            .join_from(exercise_sessions, patients)
            .where(_TAKES_PART, or_(is_open, is_paused))
            .group_by(*key, sessions.status)
        )
        return [_use(*row[:4], is_paused=row[4] is SessionStatus.STOPPED) for row in found]

    async def check_ins(self, now: datetime) -> Sequence[Use]:
        """Return who has a check-in with an open question."""
        rounds = check_ins.c
        key = (rounds.questionnaire_id, rounds.questionnaire_version, patients.c.language)
        found = await self._session.execute(
            select(*key, func.count(rounds.patient_id.distinct()))
            .join_from(check_ins, patients)
            .where(_TAKES_PART, rounds.item_id.is_not(None), rounds.closes_at > now)
            .group_by(*key)
        )
        return [_use(*row) for row in found]

    async def consents(self) -> Sequence[Use]:
        """Return who has agreed to which version of the consent."""
        key = (patients.c.consent_version, patients.c.language)
        found = await self._session.execute(
            select(*key, func.count())
            .where(_TAKES_PART, patients.c.consented_at.is_not(None))
            .group_by(*key)
        )
        return [_use(_CONSENT_ID, *row) for row in found]

    async def done(self, key: VersionKey, languages: Sequence[str]) -> int:
        """Return how many have been through another version of the same to its end."""
        sessions, rounds = exercise_sessions.c, check_ins.c
        if key.kind is ContentKind.QUESTIONNAIRE:
            people = select(rounds.patient_id).where(
                rounds.questionnaire_id == key.content_id,
                rounds.questionnaire_version != key.version,
                rounds.status == CheckInStatus.COMPLETE,
            )
        else:
            people = select(sessions.patient_id).where(
                sessions.exercise_id == key.content_id,
                sessions.exercise_version != key.version,
                sessions.status == SessionStatus.COMPLETE,
            )
        counted = select(func.count()).where(
            _TAKES_PART, patients.c.language.in_(languages), patients.c.id.in_(people)
        )
        return await self._session.scalar(counted) or 0


def _use(
    content_id: str, version: int, language: str, people: int, *, is_paused: bool = False
) -> Use:
    return Use(
        content_id=content_id,
        version=version,
        language=language,
        people=people,
        is_paused=is_paused,
    )
