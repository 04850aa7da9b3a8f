"""Corrections in words: "no, I meant 6" changes the right answer at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot.domain.check_ins import DAILY_CHECK_IN_ID, Answer, CheckIn
from bot.domain.corrections import Correction, Mark
from bot.domain.patients import Flow, Patient, PatientStatus
from bot.library.models.questionnaire import Item
from bot.services import check_in_course, check_in_taking, check_in_words
from bot.services.check_in_course import changeable, find_item, questionnaire_of
from bot.services.check_in_reading import correction_in, late_correction_in, on_scale
from bot.services.hearing import Heard
from bot.services.speech import say
from bot.services.work import Work

# "Sorry, 4" long after the last answer asks pardon for the wait.
_FRESH = timedelta(minutes=10)
_HIGHEST = 10  # no answer was ever higher: "5, not 55" does not name the answer it corrects


async def correct_at_once(work: Work, patient: Patient, heard: Heard) -> bool:
    """Change what words that are known for a correction say; return whether they said it."""
    check_in = await _meant_round(work, patient, heard)
    if check_in is None:
        return False
    correction = await _read(work, patient, check_in, heard.text)
    ratings = await resolve(work, patient, check_in, correction, is_sure=True)
    if not ratings:
        return False
    await check_in_taking.take(work, patient, check_in, ratings, is_correction=True)
    return True


async def correct(
    work: Work, patient: Patient, heard: Heard | None = None, meant: CheckIn | None = None
) -> bool:
    """Ask an earlier item again, the named one if any; return whether there was one.

    Args:
        work: The work at hand.
        patient: Who wants to change an answer.
        heard: The words for it; None when a button was pressed.
        meant: The check-in whose answer it is, where that is known.
    """
    check_in = meant or await _meant_round(work, patient, heard)
    if check_in is None:
        return False
    item = await _named(work, patient, check_in, heard)
    if item is None and check_in.item_id is None:
        items = await check_in_course.applying_items(work, patient, check_in)
        saying = check_in_words.which_to_correct(work, patient, check_in, items)
        await say(work, patient, saying)
        return True
    item = item or await check_in_course.last_answered(work, patient, check_in)
    if item is None:
        return False
    await check_in_course.ask_item(work, patient, check_in, item)
    return True


async def reopen_for(work: Work, patient: Patient, heard: Heard) -> bool:
    """Ask an earlier item again for words such as "typo"; return whether they were such."""
    check_in = await _meant_round(work, patient, heard)
    if check_in is None:
        return False
    correction = await _read(work, patient, check_in, heard.text)
    is_one = correction.mark is Mark.CLEAR and correction.is_plain
    return is_one and await correct(work, patient, heard)


async def may_be_meant(work: Work, patient: Patient, check_in: CheckIn, text: str) -> bool:
    """Whether there is an answer that words can correct while another question is open."""
    answers = list((await check_in_taking.standing_answers(work, check_in)).values())
    correction = await _read(work, patient, check_in, text)
    is_marked = correction.mark is Mark.CLEAR or bool(correction.former)
    return bool(answers) and (is_marked or _is_recent(work, answers[-1]))


async def _named(
    work: Work, patient: Patient, check_in: CheckIn, heard: Heard | None
) -> Item | None:
    """Return the one item that words name, if it is open or has an answer."""
    named = () if heard is None else (await _read(work, patient, check_in, heard.text)).named
    if len(named) != 1:
        return None
    is_answered = named[0] in await check_in_taking.standing_answers(work, check_in)
    is_there = is_answered or named[0] == check_in.item_id
    return await find_item(work, patient, check_in, named[0]) if is_there else None


async def take_plain_words(work: Work, patient: Patient, text: str) -> bool:
    """Change an answer while nothing is asked, when words say that and nothing else.

    Such words name the item, mark a correction and give the number ("change mood to 2"), so
    that they need no engine to be understood.
    """
    if patient.status is not PatientStatus.ACTIVE or patient.focus is not None:
        return False
    if not await _take_whole(work, patient, text):
        return False
    patient.forget_idle_misses()
    return True


async def take_for_another(work: Work, patient: Patient, running: CheckIn, text: str) -> bool:
    """Change an answer of another round of today, when words name it and nothing of this one."""
    if (await _read(work, patient, running, text)).named:
        return False
    return await _take_whole(work, patient, text)


async def take_choice(
    work: Work, patient: Patient, check_in: CheckIn, text: str, points: int
) -> bool:
    """Change the choice before the open one: "no, I meant several days"; return whether so."""
    item = await check_in_course.last_answered(work, patient, check_in)
    is_meant = (await _read(work, patient, check_in, text)).mark is Mark.CLEAR
    if item is None or item.kind != "choice" or not is_meant:
        return False
    await check_in_taking.take(work, patient, check_in, {item.id: points}, is_correction=True)
    return True


async def _take_whole(work: Work, patient: Patient, text: str) -> bool:
    """Take a correction that says all there is to know, for the round that it names."""
    # Whether words mark a correction hangs on no item: most texts are done with here.
    daily = work.library.questionnaire(DAILY_CHECK_IN_ID, patient.language)
    if correction_in(work, patient, daily, text, is_late=True).mark is Mark.NONE:
        return False
    for check_in in await changeable(work, patient):
        asked = await questionnaire_of(work, patient, check_in)
        correction = late_correction_in(work, patient, asked, text)
        ratings = correction.ratings if correction is not None else {}
        standing = await check_in_taking.standing_answers(work, check_in)
        if ratings and set(ratings) <= set(standing):
            await check_in_taking.take(work, patient, check_in, ratings, is_correction=True)
            return True
    return False


async def _meant_round(work: Work, patient: Patient, heard: Heard | None) -> CheckIn | None:
    """Return the round that words name an item of; without a name, the likeliest one."""
    rounds = await changeable(work, patient)
    for check_in in rounds if heard is not None else ():
        assert heard is not None
        if (await _read(work, patient, check_in, heard.text)).named:
            return check_in
    return rounds[0] if rounds else None


async def resolve(
    work: Work,
    patient: Patient,
    check_in: CheckIn,
    correction: Correction,
    *,
    is_sure: bool = False,
) -> Mapping[str, int]:
    """Return the right points by item; empty where it is in doubt which answer is meant.

    Args:
        work: The work at hand.
        patient: Whose words these are.
        check_in: The check-in whose answers can be changed.
        correction: What the words say.
        is_sure: Whether it is known otherwise that they are meant for a correction.
    """
    if correction.value is None:
        return correction.ratings
    answers = list((await check_in_taking.standing_answers(work, check_in)).values())
    if correction.is_first:
        first = (await questionnaire_of(work, patient, check_in)).items[0].id
        answers = [answer for answer in answers if answer.item_id == first]
    asked = await find_item(work, patient, check_in, check_in.item_id)
    is_unclear = patient.focus is Flow.CHECK_IN and patient.misses > 0
    if is_unclear and asked is not None and asked.kind == "nrs":
        item_id = asked.id  # what was unclear is said anew
    else:
        meant = _meant(answers, correction)
        is_marked = correction.mark is Mark.CLEAR or bool(correction.former)
        if meant is None or not (is_marked or is_sure or _is_fresh(work, meant, correction)):
            return {}
        # While another question is open, "sorry, I was away. 6" after hours answers that one.
        is_asked = patient.focus is Flow.CHECK_IN and asked is not None
        if is_asked and not is_marked and not _is_recent(work, meant):
            return {}
        item_id = meant.item_id
    asked_in = await questionnaire_of(work, patient, check_in)
    return on_scale(asked_in, item_id, correction.value)


async def _read(work: Work, patient: Patient, check_in: CheckIn, text: str) -> Correction:
    return correction_in(work, patient, await questionnaire_of(work, patient, check_in), text)


def _meant(answers: Sequence[Answer], correction: Correction) -> Answer | None:
    """Return the answer that a number without an item corrects, if that is clear."""
    if not answers:
        return None
    last = answers[-1]
    wrong = [each for each in answers if each.value_nrs in correction.former]
    if wrong:
        return last if last in wrong else wrong[0] if len(wrong) == 1 else None
    if any(number <= _HIGHEST for number in correction.former) or last.value_nrs is None:
        return None
    is_one_of_several = last.update_id is not None and any(
        each.update_id == last.update_id for each in answers[:-1]
    )
    return None if is_one_of_several else last


def _is_fresh(work: Work, answer: Answer, correction: Correction) -> bool:
    return answer.value_nrs != correction.value and _is_recent(work, answer)


def _is_recent(work: Work, answer: Answer) -> bool:
    return work.now - answer.answered_at <= _FRESH
