"""The rounds of questionnaires that people come back to: their goal, their plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.domain.patients import Patient
from bot.domain.rounds import Round, round_of
from bot.library.models.questionnaire import Questionnaire
from bot.services.work import Work

_SHOWN_LENGTH = 300  # characters of one answer; several must fit into one message


async def latest_round(work: Work, patient: Patient, questionnaire_id: str) -> Round | None:
    """Return the newest complete round of a questionnaire."""
    rounds = await _complete(work, patient, questionnaire_id, _first_day(patient), newest=1)
    return rounds[-1] if rounds else None


async def rounds_since(
    work: Work, patient: Patient, questionnaire_id: str, day: date
) -> Sequence[Round]:
    """Return the complete rounds from a local day on, oldest first."""
    return await _complete(work, patient, questionnaire_id, day)


def find_offered(work: Work, patient: Patient, questionnaire_id: str) -> Questionnaire | None:
    """Return a questionnaire that is in use; None where the clinic has taken it out."""
    offered = work.library.questionnaires(patient.language)
    return next((each for each in offered if each.id == questionnaire_id), None)


def quoted(words: str) -> str:
    """Return a person's own words as they are shown to them again: on one line, not too long."""
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN_LENGTH else f"{line[: _SHOWN_LENGTH - 1]}…"


async def _complete(
    work: Work, patient: Patient, questionnaire_id: str, day: date, newest: int | None = None
) -> Sequence[Round]:
    assert patient.id is not None
    found = await work.uow.check_ins.completed_since(patient.id, day, questionnaire_id)
    kept = found if newest is None else found[-newest:]
    return [round_of(each, await work.uow.check_ins.answers(each.id)) for each in kept if each.id]


def _first_day(patient: Patient) -> date:
    """Return a day before any round; the local one may lie a day before that in UTC."""
    return date.fromordinal(patient.created_at.date().toordinal() - 1)
