"""The daily check-in: asked item by item from content, by buttons or words."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from bot.domain.check_ins import Answer, CheckIn, CheckInStatus
from bot.domain.local_time import local_moment
from bot.domain.nrs import read_nrs
from bot.domain.patients import Flow, Patient
from bot.library.models.questionnaire import Item, Questionnaire
from bot.services import check_in_closing, check_in_words
from bot.services.hearing import Heard, Taken, interrupts
from bot.services.presses import Press, PressHandlers
from bot.services.speech import close_question, say
from bot.services.work import Work

QUESTIONNAIRE_ID = "daily-check-in"
MISSES_BEFORE_LEAVING = 3
TEXT_LIMIT = 1000  # characters kept of a free answer
_MIN_OPEN = timedelta(hours=2)  # a check-in begun late in the evening can be finished


async def start(work: Work, patient: Patient) -> None:
    """Begin today's check-in, or go on where it stopped."""
    today = local_today(work, patient)
    check_in = await work.uow.check_ins.on_date(_id(patient), today)
    if check_in is not None and check_in.status is CheckInStatus.COMPLETE:
        await say(work, patient, check_in_words.already_done(work, patient))
        return
    if check_in is None:
        check_in = await _open(work, patient, today)
    elif check_in.item_id is None:  # its window had ended, but the day has not
        await _reopen(work, patient, check_in)
    await _ask(work, patient, check_in)


async def _open(work: Work, patient: Patient, today: date) -> CheckIn:
    questionnaire = _questionnaire(work, patient)
    check_in = CheckIn(
        patient_id=_id(patient),
        questionnaire_id=questionnaire.id,
        questionnaire_version=questionnaire.version,
        on_date=today,
        item_id=questionnaire.items[0].id,
        started_at=work.now,
        closes_at=_closing_time(work, patient, today),
    )
    work.uow.add(check_in)
    await work.uow.flush()
    return check_in


async def _reopen(work: Work, patient: Patient, check_in: CheckIn) -> None:
    check_in.status = CheckInStatus.OPEN
    check_in.closes_at = _closing_time(work, patient, check_in.on_date)
    unanswered = await _first_unanswered(work, patient, check_in)
    assert unanswered is not None  # an expired check-in lacks at least one answer
    check_in.item_id = unanswered.id


async def resume(work: Work, patient: Patient) -> bool:
    """Ask the open item again; return whether there was one."""
    check_in = await work.uow.check_ins.open_of(_id(patient))
    if check_in is None:
        return False
    await _ask(work, patient, check_in)
    return True


async def ask_again(work: Work, patient: Patient) -> None:
    """Repeat the open question."""
    await resume(work, patient)


async def answer_text(work: Work, patient: Patient, heard: Heard) -> Taken:
    """Take a patient's words as the answer to the open item, when they are one."""
    check_in = await work.uow.check_ins.open_of(_id(patient))
    if check_in is None or check_in.item_id is None:
        return Taken.NOT_AN_ANSWER
    item = _item(work, patient, check_in.item_id)
    if item.kind == "text":
        if interrupts(heard, is_open_question=True):
            return Taken.NOT_AN_ANSWER
        return await _record(work, patient, check_in, item, text=heard.text[:TEXT_LIMIT])
    reading = read_nrs(heard.text, item.min, item.max)
    if interrupts(heard, is_open_question=reading.value is not None):
        return Taken.NOT_AN_ANSWER
    if reading.value is None or _is_doubtful_nothing(heard.text, reading.value, item):
        return await _miss(work, patient, check_in, item)
    return await _record(work, patient, check_in, item, nrs=reading.value)


def _is_doubtful_nothing(text: str, value: int, item: Item) -> bool:
    """Whether a 0 was heard in words like "none", where that could mean "no bother at all"."""
    says_zero = any(char.isdigit() for char in text) or "zero" in text.lower()
    return value == 0 and item.higher_is == "better" and not says_zero


async def skip(work: Work, patient: Patient) -> bool:
    """Leave the open item unanswered and go on; return whether there was one."""
    check_in = await work.uow.check_ins.open_of(_id(patient))
    if check_in is None or check_in.item_id is None:
        return False
    await _record(work, patient, check_in, _item(work, patient, check_in.item_id))
    return True


async def why(work: Work, patient: Patient) -> str | None:
    """Return why the open item is asked."""
    check_in = await work.uow.check_ins.open_of(_id(patient))
    if check_in is None or check_in.item_id is None:
        return None
    return _item(work, patient, check_in.item_id).why


async def leave(work: Work, patient: Patient) -> None:
    """Set the check-in aside; it can be taken up again until its window ends."""
    patient.focus = None
    patient.misses = 0
    await say(work, patient, check_in_words.left(work, patient))


async def correct(work: Work, patient: Patient) -> bool:
    """Go back to an earlier answer; return whether there was one to change."""
    check_in = await work.uow.check_ins.open_of(_id(patient))
    if check_in is None:
        return await _offer_correction(work, patient)
    answers = await work.uow.check_ins.answers(_check_in_id(check_in))
    if not answers:
        return False
    await _ask_item(work, patient, check_in, answers[-1].item_id)
    return True


async def _offer_correction(work: Work, patient: Patient) -> bool:
    check_in = await work.uow.check_ins.on_date(_id(patient), local_today(work, patient))
    if check_in is None or check_in.status is not CheckInStatus.COMPLETE:
        return False
    items = _questionnaire(work, patient).items
    await say(work, patient, check_in_words.which_to_correct(work, patient, check_in, items))
    return True


async def expire(work: Work) -> int:
    """Close check-ins whose window has ended; what was answered is kept."""
    overdue = await work.uow.check_ins.overdue(work.now)
    for check_in in overdue:
        if check_in.status is CheckInStatus.OPEN:
            check_in.status = CheckInStatus.EXPIRED
        check_in.item_id = None
        patient = await work.uow.patients.get(check_in.patient_id)
        if patient.focus is Flow.CHECK_IN:
            patient.focus = None
    return len(overdue)


def local_today(work: Work, patient: Patient) -> date:
    """Return the patient's local day."""
    return work.now.astimezone(patient.zone).date()


def _closing_time(work: Work, patient: Patient, day: date) -> datetime:
    midnight = local_moment(day + timedelta(days=1), time(0), patient.zone)
    return max(midnight, work.now + _MIN_OPEN)


async def _ask(work: Work, patient: Patient, check_in: CheckIn) -> None:
    assert check_in.item_id is not None
    await _ask_item(work, patient, check_in, check_in.item_id)


async def _ask_item(work: Work, patient: Patient, check_in: CheckIn, item_id: str) -> None:
    item = _item(work, patient, item_id)
    check_in.item_id = item.id
    patient.focus = Flow.CHECK_IN
    patient.misses = 0
    answers = await work.uow.check_ins.answers(_check_in_id(check_in))
    can_go_back = any(answer.item_id != item.id for answer in answers)
    saying = check_in_words.question(work, patient, check_in, item, can_go_back=can_go_back)
    await say(work, patient, saying)


async def _miss(work: Work, patient: Patient, check_in: CheckIn, item: Item) -> Taken:
    patient.misses += 1
    if patient.misses >= MISSES_BEFORE_LEAVING:
        await leave(work, patient)
        return Taken.DONE
    await say(work, patient, check_in_words.re_ask(work, patient, check_in, item))
    return Taken.TAKEN


async def _record(
    work: Work,
    patient: Patient,
    check_in: CheckIn,
    item: Item,
    *,
    nrs: int | None = None,
    text: str | None = None,
) -> Taken:
    for earlier in await work.uow.check_ins.answers(_check_in_id(check_in)):
        if earlier.item_id == item.id:
            earlier.superseded_at = work.now
    work.uow.add(
        Answer(
            check_in_id=_check_in_id(check_in),
            item_id=item.id,
            value_nrs=nrs,
            value_text=text,
            is_skipped=nrs is None and text is None,
            answered_at=work.now,
            update_id=work.update_id,
        )
    )
    await work.uow.flush()
    patient.misses = 0
    return await _advance(work, patient, check_in, item, nrs)


async def _advance(
    work: Work, patient: Patient, check_in: CheckIn, answered: Item, nrs: int | None
) -> Taken:
    unanswered = await _first_unanswered(work, patient, check_in)
    if unanswered is not None:
        await _ask_item(work, patient, check_in, unanswered.id)
    else:
        was_complete = check_in.status is CheckInStatus.COMPLETE
        check_in.item_id = None
        patient.focus = None
        await check_in_closing.close(
            work, patient, check_in, _questionnaire(work, patient), is_correction=was_complete
        )
    assert patient.chat_id is not None
    await close_question(
        work,
        patient.chat_id,
        check_in_words.question_name(check_in, answered.id),
        chosen=None if nrs is None else str(nrs),
    )
    return Taken.DONE if unanswered is None else Taken.TAKEN


async def _first_unanswered(work: Work, patient: Patient, check_in: CheckIn) -> Item | None:
    answers = await work.uow.check_ins.answers(_check_in_id(check_in))
    answered = {answer.item_id for answer in answers}
    items = _questionnaire(work, patient).items
    return next((item for item in items if item.id not in answered), None)


async def _start_pressed(work: Work, press: Press) -> str | None:
    assert press.patient is not None
    await start(work, press.patient)
    return None


async def _resume_pressed(work: Work, press: Press) -> str | None:
    assert press.patient is not None
    if not await resume(work, press.patient):
        await start(work, press.patient)
    return None


async def _later_pressed(work: Work, press: Press) -> str | None:
    assert press.patient is not None
    if await work.uow.check_ins.open_of(_id(press.patient)) is not None:
        await leave(work, press.patient)
    return None


async def _answer_pressed(work: Work, press: Press) -> str | None:
    patient, payload = press.patient, press.button.payload
    assert patient is not None
    check_in = await work.uow.check_ins.get(payload["check_in_id"])
    if check_in is None or check_in.item_id != payload["item_id"]:
        return work.library.text("check-in.stale_press", patient.language)
    item = _item(work, patient, payload["item_id"])
    await _record(work, patient, check_in, item, nrs=payload.get("value"))
    return None


async def _correct_pressed(work: Work, press: Press) -> str | None:
    patient, payload = press.patient, press.button.payload
    assert patient is not None
    if "item_id" not in payload:
        await correct(work, patient)
        return None
    check_in = await work.uow.check_ins.get(payload["check_in_id"])
    if check_in is None or check_in.on_date != local_today(work, patient):
        return work.library.text("check-in.stale_press", patient.language)
    await _ask_item(work, patient, check_in, payload["item_id"])
    return None


def _questionnaire(work: Work, patient: Patient) -> Questionnaire:
    return work.library.questionnaire(QUESTIONNAIRE_ID, patient.language)


def _item(work: Work, patient: Patient, item_id: str) -> Item:
    return next(item for item in _questionnaire(work, patient).items if item.id == item_id)


def _id(patient: Patient) -> int:
    assert patient.id is not None
    return patient.id


def _check_in_id(check_in: CheckIn) -> int:
    assert check_in.id is not None
    return check_in.id


PRESSES: PressHandlers = {
    "check_in.start": _start_pressed,
    "check_in.resume": _resume_pressed,
    "check_in.later": _later_pressed,
    "check_in.answer": _answer_pressed,
    "check_in.correct": _correct_pressed,
}
