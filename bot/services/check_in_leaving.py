"""Setting a check-in aside, by wish or after unclear answers; it can be taken up again."""

from __future__ import annotations

from bot.domain.check_ins import CheckIn, CheckInStatus
from bot.domain.patients import Flow, Patient
from bot.library.models.questionnaire import Item
from bot.services import check_in_words
from bot.services.focus import open_check_in, rightful_focus
from bot.services.hearing import Taken
from bot.services.speech import say
from bot.services.work import Work

MISSES_BEFORE_LEAVING = 2


async def leave(work: Work, patient: Patient) -> None:
    """Set the check-in aside; it can be taken up again until its window ends."""
    await _give_floor_back(work, patient)
    await say(work, patient, check_in_words.left(work, patient))


async def miss(work: Work, patient: Patient, check_in: CheckIn, item: Item) -> Taken:
    """Ask again after an unclear answer; after the second one running, offer something else."""
    assert patient.chat_id is not None
    patient.misses += 1
    if patient.misses >= MISSES_BEFORE_LEAVING:
        await _set_aside(work, patient, check_in)
        return Taken.DONE
    question = check_in_words.question_name(check_in, item.id)
    shown = await work.uow.outbox.showing_question(patient.chat_id, question)
    said = [message.text for message in shown]
    await say(work, patient, check_in_words.re_ask(work, patient, check_in, item, said=said))
    return Taken.TAKEN


async def expire(work: Work) -> int:
    """Close check-ins whose window has ended; what was answered is kept."""
    overdue = await work.uow.check_ins.overdue(work.now)
    for check_in in overdue:
        if check_in.status is CheckInStatus.OPEN:
            check_in.status = CheckInStatus.EXPIRED
        check_in.item_id = None
        await work.uow.flush()
        patient = await work.uow.patients.get(check_in.patient_id)
        if patient.focus is Flow.CHECK_IN and await open_check_in(work, patient) is None:
            patient.focus = None
    return len(overdue)


async def _set_aside(work: Work, patient: Patient, check_in: CheckIn) -> None:
    await _give_floor_back(work, patient)
    times = 0
    while await work.uow.outbox.has_key(check_in_words.set_aside_key(check_in, times)):
        times += 1
    await say(work, patient, check_in_words.set_aside(work, patient, check_in, times=times))


async def _give_floor_back(work: Work, patient: Patient) -> None:
    floor = await rightful_focus(work, patient)
    patient.focus = None if floor is Flow.CHECK_IN else floor
    patient.misses = 0
