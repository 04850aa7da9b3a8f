"""What a conversation leaves behind in the tables, against what its script says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from bot.domain.messages import InboxStatus
from bot.storage.tables import alerts, answers, check_ins, exercise_sessions, inbox, patients
from tests.auxil.house import Person
from tests.auxil.talk_room import TalkRoom

_EXERCISE = ("status", "before", "after", "choices")
_PATIENT = ("status", "name", "country", "timezone", "hour", "step")


async def check_ends(room: TalkRoom, person: Person, ends: Mapping[str, Any]) -> None:
    """See whether all that was sent is done with, and what is kept is what the script says."""
    failed = await room.look(
        select(inbox.c.update_id)
        .where(inbox.c.chat_id == person.id)
        .where(inbox.c.status != InboxStatus.DONE)
    )
    assert not failed, f"left undone: {failed}"
    looks = {
        "answers": _answers,
        "exercise": _exercise,
        "patient": _patient,
        "alerts": _alerts,
    }
    for key, expected in ends.items():
        found = await looks[key](room, person)
        if key in ("exercise", "patient"):
            known = {"exercise": _EXERCISE, "patient": _PATIENT}[key]
            unknown = set(expected) - set(known)
            assert not unknown, f"{key} has no {unknown}, only {known}"
            found = {name: found.get(name) for name in expected}
        assert found == expected, f"{key} in the tables: {found}; in the script: {expected}"


async def _answers(room: TalkRoom, person: Person) -> dict[str, int | str | None]:
    """Return the answers that stand; None for an item that was skipped."""
    standing = (
        select(answers.c.item_id, answers.c.value_nrs, answers.c.value_text)
        .join(check_ins, answers.c.check_in_id == check_ins.c.id)
        .join(patients, check_ins.c.patient_id == patients.c.id)
        .where(patients.c.chat_id == person.id, answers.c.superseded_at.is_(None))
    )
    rows = await room.look(standing)
    items = [row.item_id for row in rows]
    assert len(items) == len(set(items)), f"an item has two answers that stand: {rows}"
    return {
        row.item_id: row.value_nrs if row.value_nrs is not None else row.value_text for row in rows
    }


async def _exercise(room: TalkRoom, person: Person) -> dict[str, Any]:
    last = (
        select(exercise_sessions)
        .join(patients, exercise_sessions.c.patient_id == patients.c.id)
        .where(patients.c.chat_id == person.id)
        .order_by(exercise_sessions.c.id.desc())
        .limit(1)
    )
    rows = await room.look(last)
    if not rows:
        return {"status": None}
    return {
        "status": str(rows[0].status),
        "before": rows[0].rating_before_nrs,
        "after": rows[0].rating_after_nrs,
        "choices": rows[0].choices,
    }


async def _patient(room: TalkRoom, person: Person) -> dict[str, Any]:
    found = await room.patient(person)
    return {
        "status": str(found.status),
        "name": found.called_name,
        "country": found.country,
        "timezone": found.timezone,
        "hour": f"{found.check_in_at:%H:%M}" if found.check_in_at is not None else None,
        "step": found.onboarding_step,
    }


async def _alerts(room: TalkRoom, person: Person) -> list[str]:
    raised = (
        select(alerts.c.cause)
        .join(patients, alerts.c.patient_id == patients.c.id)
        .where(patients.c.chat_id == person.id)
        .order_by(alerts.c.id)
    )
    return [row.cause for row in await room.look(raised)]
