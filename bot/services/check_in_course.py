"""Moves a check-in through its items: asks them, records answers, and ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.domain.check_ins import Answer, CheckIn, CheckInStatus
from bot.domain.local_time import local_moment
from bot.domain.patients import Flow, Patient
from bot.library.models.questionnaire import Item
from bot.services import check_in_closing, check_in_words
from bot.services.begun_versions import find_item as find_item
from bot.services.begun_versions import is_withdrawn
from bot.services.begun_versions import questionnaire_of as questionnaire_of
from bot.services.focus import open_check_in, rightful_focus
from bot.services.hearing import Taken
from bot.services.speech import close_question, is_shown, say
from bot.services.work import Work

TEXT_LIMIT = 1000  # characters kept of a free answer
_MIN_OPEN = timedelta(hours=2)  # a check-in begun late in the evening can be finished


@dataclass(frozen=True)
class Given:
    """What was said to an item; neither a number nor words when it was skipped."""

    nrs: int | None = None
    text: str | None = None


def local_today(work: Work, patient: Patient) -> date:
    """Return the patient's local day."""
    return work.now.astimezone(patient.zone).date()


async def begin(work: Work, patient: Patient, questionnaire_id: str) -> CheckIn:
    """Open today's round of a questionnaire at its first item."""
    asked = work.library.questionnaire(questionnaire_id, patient.language)
    today = local_today(work, patient)
    check_in = CheckIn(
        patient_id=_id(patient),
        questionnaire_id=asked.id,
        questionnaire_version=asked.version,
        on_date=today,
        item_id=asked.items[0].id,
        started_at=work.now,
        closes_at=closing_time(work, patient, today),
    )
    work.uow.add(check_in)
    await work.uow.flush()
    return check_in


async def make_way(work: Work, patient: Patient, running: CheckIn) -> None:
    """Set a round aside for one of another questionnaire; its answers are kept."""
    if running.item_id is not None and patient.chat_id is not None:
        question = check_in_words.question_name(running, running.item_id)
        await close_question(work, patient.chat_id, question)
    running.item_id = None
    await work.uow.flush()


def reopen(work: Work, patient: Patient, check_in: CheckIn) -> None:
    """Open a check-in again whose window had ended."""
    check_in.status = CheckInStatus.OPEN
    check_in.closes_at = closing_time(work, patient, check_in.on_date)


def closing_time(work: Work, patient: Patient, day: date) -> datetime:
    """Return until when a round of a local day can be answered."""
    midnight = local_moment(day + timedelta(days=1), time(0), patient.zone)
    return max(midnight, work.now + _MIN_OPEN)


async def ask_item(
    work: Work, patient: Patient, check_in: CheckIn, item: Item, *, lead: str = ""
) -> None:
    """Ask an item, which is then the open one; with a lead when it is asked once more."""
    check_in.item_id = item.id
    patient.focus = Flow.CHECK_IN
    patient.misses = 0
    can_go_back = await last_answered(work, patient, check_in) is not None
    saying = check_in_words.question(work, patient, check_in, item, can_go_back=can_go_back)
    if lead:
        led = f"{lead}\n\n{saying.text}"
        name = check_in_words.question_name(check_in, item.id)
        if not await is_shown(work, patient, name, led):
            saying = replace(saying, text=led)
    await say(work, patient, saying)


async def last_answered(work: Work, patient: Patient, check_in: CheckIn) -> Item | None:
    """Return the item before the open one that was answered last."""
    for answer in reversed(await work.uow.check_ins.answers(_check_in_id(check_in))):
        item = await find_item(work, patient, check_in, answer.item_id)
        if item is not None and item.id != check_in.item_id:
            return item
    return None


async def record(
    work: Work,
    patient: Patient,
    check_in: CheckIn,
    item: Item,
    *,
    nrs: int | None = None,
    text: str | None = None,
) -> Taken:
    """Record an answer, or with neither value that there is none, and go on."""
    given = {item.id: Given(nrs, text)}
    await keep(work, check_in, given)
    taken = await go_on(work, patient, check_in)
    await close_asked(work, patient, check_in, given)
    return taken


async def keep(work: Work, check_in: CheckIn, given: Mapping[str, Given]) -> None:
    """Keep answers by item; those that stood before are superseded and kept."""
    for earlier in await work.uow.check_ins.answers(_check_in_id(check_in)):
        if earlier.item_id in given:
            earlier.superseded_at = work.now
    await work.uow.flush()  # only one answer may stand at any moment
    for item_id, answer in given.items():
        work.uow.add(
            Answer(
                check_in_id=_check_in_id(check_in),
                item_id=item_id,
                value_nrs=answer.nrs,
                value_text=answer.text,
                is_skipped=answer.nrs is None and answer.text is None,
                answered_at=work.now,
                update_id=work.update_id,
            )
        )
        await work.uow.flush()  # what is said last in a message is the last answer


async def close_asked(
    work: Work, patient: Patient, check_in: CheckIn, given: Mapping[str, Given]
) -> None:
    """Take the buttons off the questions that were answered, showing the number."""
    assert patient.chat_id is not None
    for item_id, answer in given.items():
        item = await find_item(work, patient, check_in, item_id)
        question = check_in_words.question_name(check_in, item_id)
        chosen = item.label_of(answer.nrs) if item and answer.nrs is not None else None
        await close_question(work, patient.chat_id, question, chosen)


async def go_on(work: Work, patient: Patient, check_in: CheckIn) -> Taken:
    """Ask the first item that has no answer yet, or end the check-in."""
    patient.misses = 0
    unanswered = await first_unanswered(work, patient, check_in)
    if unanswered is not None:
        await ask_item(work, patient, check_in, unanswered)
        return Taken.TAKEN
    was_complete = check_in.status is CheckInStatus.COMPLETE
    check_in.item_id = None
    await work.uow.flush()
    patient.focus = await rightful_focus(work, patient)
    asked = await questionnaire_of(work, patient, check_in)
    await check_in_closing.close(work, patient, check_in, asked, is_correction=was_complete)
    return Taken.DONE


async def first_unanswered(work: Work, patient: Patient, check_in: CheckIn) -> Item | None:
    """Return the first item that has no answer yet."""
    answers = await work.uow.check_ins.answers(_check_in_id(check_in))
    answered = {answer.item_id for answer in answers}
    items = await applying_items(work, patient, check_in)
    return next((item for item in items if item.id not in answered), None)


async def applying_items(work: Work, patient: Patient, check_in: CheckIn) -> Sequence[Item]:
    """Return the items that are for somebody who has answered as this person has so far."""
    answers = await work.uow.check_ins.answers(_check_in_id(check_in))
    points = {answer.item_id: answer.value_nrs for answer in answers}
    items = (await questionnaire_of(work, patient, check_in)).items
    return [item for item in items if item.applies(points)]


async def changeable(work: Work, patient: Patient) -> Sequence[CheckIn]:
    """Return the rounds whose answers can be changed: the open one, then today's, newest first."""
    running = await open_check_in(work, patient)
    complete = []
    for asked in work.library.questionnaires(patient.language):
        todays = await work.uow.check_ins.on_date(
            _id(patient), local_today(work, patient), asked.id
        )
        if todays not in (None, running) and can_be_changed(work, patient, todays):
            complete.append(todays)
    complete.sort(key=lambda each: (each.completed_at or each.started_at, each.id), reverse=True)
    return complete if running is None else [running, *complete]


def can_be_changed(work: Work, patient: Patient, check_in: CheckIn) -> bool:
    """Whether a complete check-in is of today, its window has not ended, and it is still asked."""
    is_complete = check_in.status is CheckInStatus.COMPLETE
    is_todays = check_in.on_date == local_today(work, patient)
    is_there = check_in.closes_at > work.now and not is_withdrawn(work, patient, check_in)
    return is_complete and is_todays and is_there


def _id(patient: Patient) -> int:
    assert patient.id is not None
    return patient.id


def _check_in_id(check_in: CheckIn) -> int:
    assert check_in.id is not None
    return check_in.id
