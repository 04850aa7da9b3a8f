"""A message that was changed after it gave an answer: the answer follows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.check_ins import Answer, CheckIn
from bot.domain.corrections import Mark
from bot.domain.messages import InboxUpdate
from bot.domain.patients import Patient, PatientStatus
from bot.library.models.questionnaire import Questionnaire
from bot.services import check_in_change_words, check_in_taking
from bot.services.check_in_course import (
    TEXT_LIMIT,
    Given,
    changeable,
    questionnaire_of,
)
from bot.services.check_in_reading import correction_in, on_scale, ratings_in
from bot.services.speech import say
from bot.services.work import Work


async def take_edit(work: Work, patient: Patient, message_id: int, text: str) -> bool:
    """Correct the answers that a message gave by its new words; return whether any changed."""
    if patient.status is not PatientStatus.ACTIVE:
        return False
    for check_in in await changeable(work, patient):
        answers, asked = await _given_by(work, check_in, message_id)
        if answers:
            return await _follow(work, patient, check_in, answers, asked, text)
    return False


async def _follow(
    work: Work,
    patient: Patient,
    check_in: CheckIn,
    answers: Sequence[Answer],
    asked: str | None,
    text: str,
) -> bool:
    """Change the answers that a message gave to what it says now; return whether any changed."""
    questions = await questionnaire_of(work, patient, check_in)
    item_ids = [answer.item_id for answer in answers]
    ratings = _ratings(work, patient, questions, item_ids, asked, text)
    given = _changes(questions, answers, ratings, text)
    if not given:
        return await _confirm(work, patient, questions, answers, ratings)
    points = {item_id: new.nrs for item_id, new in given.items() if new.nrs is not None}
    await say(work, patient, check_in_change_words.edit_taken(work, patient, questions, points))
    await check_in_taking.keep_and_go_on(work, patient, check_in, given)
    return True


async def _confirm(
    work: Work,
    patient: Patient,
    questions: Questionnaire,
    answers: Sequence[Answer],
    ratings: Mapping[str, int],
) -> bool:
    """Say what stands when the new words give the same ratings; return whether they do."""
    same = {
        answer.item_id: answer.value_nrs
        for answer in answers
        if answer.value_nrs is not None and ratings.get(answer.item_id) == answer.value_nrs
    }
    if same:
        await say(work, patient, check_in_change_words.already_so(work, patient, questions, same))
    return bool(same)


async def _given_by(
    work: Work, check_in: CheckIn, message_id: int
) -> tuple[list[Answer], str | None]:
    """Return the standing answers that a message gave, and the item that was open then."""
    found, asked = [], None
    for answer in (await check_in_taking.standing_answers(work, check_in)).values():
        update = None
        if answer.update_id is not None:
            update = await work.uow.inbox.get(answer.update_id)
        if update is not None and _message_id(update) == message_id:
            found.append(answer)
            asked = (update.asked or "").rpartition(":")[2] or asked
    return found, asked


def _message_id(update: InboxUpdate) -> int | None:
    """Return the number of a text, which it keeps through its edits; None for a press."""
    message: Mapping[str, Any] = (
        update.payload.get("message") or update.payload.get("edited_message") or {}
    )
    number = message.get("message_id")
    return number if isinstance(number, int) else None


def _changes(
    questions: Questionnaire, answers: Sequence[Answer], ratings: Mapping[str, int], text: str
) -> dict[str, Given]:
    given: dict[str, Given] = {}
    in_words = {item.id for item in questions.items if item.kind == "text"}
    for answer in answers:
        if answer.item_id in in_words:
            words = text.strip()[:TEXT_LIMIT]
            if words != (answer.value_text or "").strip() and any(map(str.isalnum, words)):
                given[answer.item_id] = Given(text=words)
        elif ratings.get(answer.item_id, answer.value_nrs) != answer.value_nrs:
            given[answer.item_id] = Given(nrs=ratings[answer.item_id])
    return given


def _ratings(
    work: Work,
    patient: Patient,
    questions: Questionnaire,
    item_ids: Sequence[str],
    asked: str | None,
    text: str,
) -> Mapping[str, int]:
    """Return what the new words say of the items that the old ones answered, and of no other."""
    if len(item_ids) == 1:
        asked = item_ids[0]
        correction = correction_in(work, patient, questions, text)
        if correction.mark > Mark.NONE and correction.is_plain and correction.value is not None:
            return on_scale(questions, asked, correction.value)
    open_item = asked if asked in item_ids else None
    return ratings_in(questions, text, open_item)
