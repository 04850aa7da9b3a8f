"""The daily check-in: asked item by item from content, by buttons or words."""

from __future__ import annotations

from bot.domain.check_ins import DAILY_CHECK_IN_ID, CheckIn, CheckInStatus
from bot.domain.patients import Flow, Patient
from bot.library.models.questionnaire import Item
from bot.services import (
    check_in_beside,
    check_in_corrections,
    check_in_course,
    check_in_leaving,
    check_in_taking,
    check_in_words,
    consent_anew,
)
from bot.services.check_in_course import can_be_changed, find_item, local_today, questionnaire_of
from bot.services.check_in_reading import correction_in, means_correction, ratings_in
from bot.services.focus import open_check_in
from bot.services.hearing import SURE, Heard, Taken, interrupts
from bot.services.presses import Press, PressHandlers
from bot.services.speech import say
from bot.services.typed_words import is_label, is_small_talk, pick, says, says_among
from bot.services.work import Work

TEXT_LIMIT = check_in_course.TEXT_LIMIT
correct = check_in_corrections.correct
correct_at_once = check_in_corrections.correct_at_once
leave = check_in_leaving.leave
expire = check_in_leaving.expire


async def start(work: Work, patient: Patient, questionnaire_id: str = DAILY_CHECK_IN_ID) -> None:
    """Begin today's round of a questionnaire, or go on with it when it is open."""
    running = await open_check_in(work, patient)
    if running is not None and running.questionnaire_id != questionnaire_id:
        await check_in_course.make_way(work, patient, running)
    elif running is not None and running.status is CheckInStatus.OPEN:
        if patient.focus is Flow.CHECK_IN:
            await repeat(work, patient)
        else:
            await _ask(work, patient, running)
        return
    today = local_today(work, patient)
    check_in = await work.uow.check_ins.on_date(_id(patient), today, questionnaire_id)
    if check_in is None:
        begun = await check_in_course.begin(work, patient, questionnaire_id)
        await _ask(work, patient, begun)
    elif check_in.status is CheckInStatus.COMPLETE:
        await say(work, patient, check_in_words.already_done(work, patient, check_in))
    else:  # its window had ended, but the day has not
        check_in_course.reopen(work, patient, check_in)
        await check_in_course.go_on(work, patient, check_in)


async def resume(work: Work, patient: Patient) -> bool:
    """Ask the open item again; return whether there was one."""
    check_in = await open_check_in(work, patient)
    return check_in is not None and await _ask(work, patient, check_in) is Taken.TAKEN


async def ask_again(work: Work, patient: Patient) -> None:
    """Repeat the open question."""
    await resume(work, patient)


async def repeat(work: Work, patient: Patient) -> bool:
    """Ask the open item once more, and say that it is the same; return whether there was one."""
    check_in = await open_check_in(work, patient)
    lead = work.library.text("check-in.again", patient.language)
    return check_in is not None and await _ask(work, patient, check_in, lead) is Taken.TAKEN


async def _ask(work: Work, patient: Patient, check_in: CheckIn, lead: str = "") -> Taken:
    """Ask the open item; one that the content has lost since is passed over."""
    item = await find_item(work, patient, check_in, check_in.item_id)
    if item is None:
        return await check_in_course.go_on(work, patient, check_in)
    await check_in_course.ask_item(work, patient, check_in, item, lead=lead)
    return Taken.TAKEN


async def answer_text(work: Work, patient: Patient, heard: Heard) -> Taken:
    """Take a patient's words as the answer to the open item, when they are one."""
    check_in = await open_check_in(work, patient)
    if check_in is None:
        return Taken.NOT_AN_ANSWER
    item = await find_item(work, patient, check_in, check_in.item_id)
    if item is None:
        return await check_in_course.go_on(work, patient, check_in)
    if says(work, patient, "stop", heard.text):
        await leave(work, patient)
        return Taken.DONE
    if says(work, patient, "back", heard.text) and await correct(work, patient):
        return Taken.TAKEN
    taken = await _correct(work, patient, check_in, item, heard)
    if taken is None:
        taken = await check_in_beside.meet(work, patient, check_in, item, heard)
    if taken is not None:
        return taken
    if item.kind == "text":
        return await _take_words(work, patient, check_in, item, heard)
    if item.kind == "choice":
        return await _take_choice(work, patient, check_in, item, heard)
    asked = await questionnaire_of(work, patient, check_in)
    ratings = ratings_in(asked, heard.text, item.id)
    if await _is_wish(work, patient, check_in, heard, has_ratings=bool(ratings)):
        return Taken.NOT_AN_ANSWER
    if ratings:
        return await check_in_taking.take(work, patient, check_in, ratings)
    if says_among(work, patient, "stop", heard.text):  # "shattered, maybe later"
        await leave(work, patient)
        return Taken.DONE
    if await check_in_corrections.reopen_for(work, patient, heard):
        return Taken.TAKEN
    return await check_in_leaving.miss(work, patient, check_in, item)


async def _is_wish(
    work: Work, patient: Patient, check_in: CheckIn, heard: Heard, *, has_ratings: bool
) -> bool:
    """Whether words ask for something else than to be taken for the answer."""
    if not interrupts(heard, is_open_question=has_ratings):
        return False
    if heard.intent != "correct_answer" or not has_ratings:
        return True
    return await check_in_corrections.may_be_meant(work, patient, check_in, heard.text)


async def _take_words(
    work: Work, patient: Patient, check_in: CheckIn, item: Item, heard: Heard
) -> Taken:
    """Take free words, but for those that cannot be meant for an answer."""
    if item.optional and says(work, patient, "skip", heard.text):
        return await check_in_course.record(work, patient, check_in, item)
    is_wish = interrupts(heard, is_open_question=True, names_help=item.names_help)
    if is_wish or is_small_talk(work, patient, heard.text):
        return Taken.NOT_AN_ANSWER
    words = heard.text[:TEXT_LIMIT]
    return await check_in_course.record(work, patient, check_in, item, text=words)


async def _take_choice(
    work: Work, patient: Patient, check_in: CheckIn, item: Item, heard: Heard
) -> Taken:
    """Take the option that words name; a bare number names none."""
    if item.optional and says(work, patient, "skip", heard.text):
        return await check_in_course.record(work, patient, check_in, item)
    labels = {str(option.value): option.label for option in item.options}
    picked = None if heard.text.strip().isdigit() else pick(work, patient, heard.text, labels)
    if picked is not None:
        points = int(picked)
        if await check_in_corrections.take_choice(work, patient, check_in, heard.text, points):
            return Taken.TAKEN
        return await check_in_course.record(work, patient, check_in, item, nrs=points)
    if interrupts(heard, is_open_question=False) or is_small_talk(work, patient, heard.text):
        return Taken.NOT_AN_ANSWER
    if says_among(work, patient, "stop", heard.text):
        await leave(work, patient)
        return Taken.DONE
    return await check_in_leaving.miss(work, patient, check_in, item)


async def _correct(
    work: Work, patient: Patient, check_in: CheckIn, item: Item, heard: Heard
) -> Taken | None:
    """Take words for a correction of earlier answers; None when they are none that is clear."""
    if await check_in_corrections.take_for_another(work, patient, check_in, heard.text):
        await resume(work, patient)
        return Taken.TAKEN
    asked = await questionnaire_of(work, patient, check_in)
    correction = correction_in(work, patient, asked, heard.text)
    if not means_correction(correction, heard, is_free_text=item.kind == "text"):
        return None
    is_sure = heard.intent == "correct_answer" and heard.confidence >= SURE
    is_other_wish = not is_sure and interrupts(heard, is_open_question=True)
    if is_other_wish and not correction.ratings:  # "change it to 8" may be the hour of prompts
        return None
    ratings = await check_in_corrections.resolve(
        work, patient, check_in, correction, is_sure=is_sure
    )
    if ratings:
        return await check_in_taking.take(work, patient, check_in, ratings, is_correction=True)
    is_asked_again = await check_in_corrections.reopen_for(work, patient, heard)
    return Taken.TAKEN if is_asked_again else None


async def is_option(work: Work, patient: Patient, text: str) -> bool:
    """Whether words are the whole label of an option of the open item."""
    standing = await _open_item(work, patient)
    labels = [] if standing is None else [option.label for option in standing[1].options]
    return is_label(work, patient, text, labels)


async def skip(work: Work, patient: Patient) -> bool:
    """Leave the open item unanswered and go on; return whether there was one."""
    standing = await _open_item(work, patient)
    if standing is None:
        return False
    await check_in_course.record(work, patient, *standing)
    return True


async def why(work: Work, patient: Patient) -> str | None:
    """Return why the open item is asked, or the one that was answered in the same message."""
    standing = await _open_item(work, patient)
    return await check_in_beside.why(work, patient, None if standing is None else standing[1])


async def _start_pressed(work: Work, press: Press) -> str | None:
    assert press.patient is not None
    questionnaire_id = press.button.payload.get("questionnaire_id", DAILY_CHECK_IN_ID)
    asked = work.library.questionnaire(questionnaire_id, press.patient.language)
    if not await consent_anew.was_needed(work, press.patient, asked):
        await start(work, press.patient, questionnaire_id)
    return None


async def _resume_pressed(work: Work, press: Press) -> str | None:
    assert press.patient is not None
    if not await resume(work, press.patient):
        await start(work, press.patient)
    return None


async def _later_pressed(work: Work, press: Press) -> str | None:
    assert press.patient is not None
    if await open_check_in(work, press.patient) is None:
        return work.library.text("general.stale_press", press.patient.language)
    await leave(work, press.patient)
    return None


async def _answer_pressed(work: Work, press: Press) -> str | None:
    patient, payload = press.patient, press.button.payload
    assert patient is not None
    standing = await _open_item(work, patient)
    if standing is None or (standing[0].id, standing[1].id) != _named(payload):
        return work.library.text("check-in.stale_press", patient.language)
    await check_in_course.record(work, patient, *standing, nrs=payload.get("value"))
    return None


async def _correct_pressed(work: Work, press: Press) -> str | None:
    patient, payload = press.patient, press.button.payload
    assert patient is not None
    if "check_in_id" not in payload:
        if await correct(work, patient):
            return None
        return work.library.text("general.nothing_to_correct", patient.language)
    check_in = await work.uow.check_ins.get(payload["check_in_id"])
    can_change = check_in is not None and can_be_changed(work, patient, check_in)
    if check_in is None or not can_change:
        key = "stale_press" if "item_id" in payload else "nothing_to_correct"
        return work.library.text(f"general.{key}", patient.language)
    if "item_id" not in payload:
        await correct(work, patient, meant=check_in)
        return None
    item = await find_item(work, patient, check_in, payload["item_id"])
    if item is None:
        return work.library.text("general.stale_press", patient.language)
    await check_in_course.ask_item(work, patient, check_in, item)
    return None


def _named(payload: dict[str, object]) -> tuple[object, object]:
    return payload["check_in_id"], payload["item_id"]


async def _open_item(work: Work, patient: Patient) -> tuple[CheckIn, Item] | None:
    check_in = await open_check_in(work, patient)
    if check_in is None:
        return None
    item = await find_item(work, patient, check_in, check_in.item_id)
    return None if item is None else (check_in, item)


def _id(patient: Patient) -> int:
    assert patient.id is not None
    return patient.id


PRESSES: PressHandlers = {
    "check_in.start": _start_pressed,
    "check_in.resume": _resume_pressed,
    "check_in.later": _later_pressed,
    "check_in.answer": _answer_pressed,
    "check_in.correct": _correct_pressed,
}
