"""Takes ratings that one message gave: new ones, changed ones, and what is asked then."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.check_ins import Answer, CheckIn, CheckInStatus
from bot.domain.patients import Flow, Patient
from bot.services import check_in_change_words, check_in_course, trends
from bot.services.check_in_course import Given, find_item, questionnaire_of
from bot.services.focus import rightful_focus
from bot.services.hearing import Taken
from bot.services.speech import say
from bot.services.work import Work


async def take(
    work: Work,
    patient: Patient,
    check_in: CheckIn,
    ratings: Mapping[str, int],
    *,
    is_correction: bool = False,
) -> Taken:
    """Keep ratings by item, say what was changed by them, and ask what is open.

    Args:
        work: The work at hand.
        patient: Whose ratings these are.
        check_in: The open check-in, or one that is complete and can be changed.
        ratings: Points by item.
        is_correction: Whether the person said that an answer was wrong.
    """
    item = await find_item(work, patient, check_in, check_in.item_id)
    if item is not None and set(ratings) == {item.id}:
        return await check_in_course.record(work, patient, check_in, item, nrs=ratings[item.id])
    given = await _changes(work, patient, check_in, ratings, is_correction=is_correction)
    return await keep_and_go_on(work, patient, check_in, given)


async def take_given(
    work: Work, patient: Patient, check_in: CheckIn, given: Mapping[str, Given]
) -> Taken:
    """Keep answers of any kind by item, and ask what is open."""
    item = await find_item(work, patient, check_in, check_in.item_id)
    if item is not None and set(given) == {item.id}:
        answer = given[item.id]
        return await check_in_course.record(
            work, patient, check_in, item, nrs=answer.nrs, text=answer.text
        )
    return await take(work, patient, check_in, _points(given))


async def take_unasked(
    work: Work, patient: Patient, check_in: CheckIn, given: Mapping[str, Given]
) -> None:
    """Keep ratings by item; the next item is the open one then, but it is left to others to ask.

    A round that has all its answers ends.
    """
    changes = await _changes(work, patient, check_in, _points(given))
    await check_in_course.keep(work, check_in, changes)
    following = await check_in_course.first_unanswered(work, patient, check_in)
    if check_in.status is CheckInStatus.COMPLETE or following is None:
        await _go_on(work, patient, check_in, changes)
    elif check_in.item_id in changes:
        check_in.item_id, patient.misses = following.id, 0
    await check_in_course.close_asked(work, patient, check_in, changes)


def _points(given: Mapping[str, Given]) -> dict[str, int]:
    return {item_id: answer.nrs for item_id, answer in given.items() if answer.nrs is not None}


async def _changes(
    work: Work,
    patient: Patient,
    check_in: CheckIn,
    ratings: Mapping[str, int],
    *,
    is_correction: bool = False,
) -> dict[str, Given]:
    """Return the ratings that are not yet so, and say which of them change an answer."""
    asked = await questionnaire_of(work, patient, check_in)
    standing = await standing_answers(work, check_in)
    given = {
        item_id: Given(nrs=points)
        for item_id, points in ratings.items()
        if item_id not in standing or standing[item_id].value_nrs != points
    }
    # A new answer is met by the next question; where none follows, by a word.
    is_asked = patient.focus is Flow.CHECK_IN
    told = {each: ratings[each] for each in given if each in standing or not is_asked}
    if told:
        await say(work, patient, check_in_change_words.corrected(work, patient, asked, told))
    elif is_correction and not given:
        await say(work, patient, check_in_change_words.already_so(work, patient, asked, ratings))
    return given


async def keep_and_go_on(
    work: Work, patient: Patient, check_in: CheckIn, given: Mapping[str, Given]
) -> Taken:
    """Keep answers, and ask the open item, or the next when that is among them."""
    await check_in_course.keep(work, check_in, given)
    taken = await _go_on(work, patient, check_in, given)
    await check_in_course.close_asked(work, patient, check_in, given)
    return taken


async def standing_answers(work: Work, check_in: CheckIn) -> dict[str, Answer]:
    """Return the answers that stand, by item, the latest last."""
    assert check_in.id is not None
    return {each.item_id: each for each in await work.uow.check_ins.answers(check_in.id)}


async def _go_on(
    work: Work, patient: Patient, check_in: CheckIn, given: Mapping[str, Given]
) -> Taken:
    is_answered = check_in.item_id in given
    if check_in.status is CheckInStatus.COMPLETE and given:
        await _note_change(work, patient, check_in, is_answered=is_answered)
    elif is_answered:
        return await check_in_course.go_on(work, patient, check_in)
    item = await find_item(work, patient, check_in, check_in.item_id)
    if item is None or patient.focus is not Flow.CHECK_IN:
        return Taken.DONE
    await check_in_course.ask_item(work, patient, check_in, item)
    return Taken.TAKEN


async def _note_change(
    work: Work, patient: Patient, check_in: CheckIn, *, is_answered: bool
) -> None:
    """Take a change into a complete check-in, which may make a trend."""
    if is_answered:
        check_in.item_id = None
        await work.uow.flush()
        if patient.focus is Flow.CHECK_IN:
            patient.focus = await rightful_focus(work, patient)
    await trends.watch_round(work, patient, check_in)
