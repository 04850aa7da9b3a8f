"""The patient's goal and next step: shown, looked back on, changed."""

from __future__ import annotations

from bot.domain.check_ins import CheckInStatus
from bot.domain.goals import GOAL_ID, LOOK_BACK_ID, GoalItem, LookBackItem, Went
from bot.domain.patients import Patient
from bot.domain.rounds import Round
from bot.services import check_in, check_in_course
from bot.services.check_in_course import Given, find_item, local_today
from bot.services.focus import open_check_in
from bot.services.goal_state import has_goals, standing_goal
from bot.services.goal_words import PURPOSE, as_it_stands, set_choice, text
from bot.services.own_rounds import latest_round
from bot.services.presses import Press, PressHandlers
from bot.services.speech import Choice, Rows, Saying, in_pairs, say
from bot.services.work import Work

_KEPT = (GoalItem.VALUE, GoalItem.OWN_VALUE, GoalItem.AIM)  # when only the step changes


async def show(work: Work, patient: Patient) -> None:
    """Show the goal and its next step in the person's own words, or offer to set one."""
    if not has_goals(work, patient):
        await _say(work, patient, text(work, patient, "not_offered"))
        return
    goal = await standing_goal(work, patient)
    if goal is None:
        rows = [[set_choice(work, patient, "set_label")]]
        await _say(work, patient, text(work, patient, "none"), rows)
        return
    await _say(work, patient, as_it_stands(work, patient, goal), _rows(work, patient))


async def meet_progress(work: Work, patient: Patient) -> bool:
    """Ask whether what was done is the step of the goal; return whether there is a goal."""
    goal = await standing_goal(work, patient) if has_goals(work, patient) else None
    if goal is None:
        return False
    heard = text(work, patient, "progress_heard")
    words = f"{heard}\n\n{as_it_stands(work, patient, goal)}"
    await _say(work, patient, words, _rows(work, patient))
    return True


async def praise(work: Work, patient: Patient) -> None:
    """Meet what somebody did who has no goal here."""
    await _say(work, patient, text(work, patient, "step_heard"))


async def look_back_done(work: Work, patient: Patient) -> None:
    """Begin a look back whose first answer is given: the step was done."""
    await check_in.start(work, patient, LOOK_BACK_ID)
    running = await open_check_in(work, patient)
    if running is None or running.questionnaire_id != LOOK_BACK_ID:
        return
    item = await find_item(work, patient, running, running.item_id)
    if item is not None and item.id == LookBackItem.WENT:
        await check_in_course.record(work, patient, running, item, nrs=Went.DONE)


async def change_step(work: Work, patient: Patient) -> None:
    """Ask for another step of the same goal, and how sure the person is of that one."""
    assert patient.id is not None
    today = local_today(work, patient)
    todays = await work.uow.check_ins.on_date(patient.id, today, GOAL_ID)
    set_as = await latest_round(work, patient, GOAL_ID)
    if set_as is None or await standing_goal(work, patient) is None:
        await _say(work, patient, text(work, patient, "no_goal"))
    elif todays is None:
        await _begin_with_new_step(work, patient, set_as)
    elif todays.status is CheckInStatus.COMPLETE:
        await _ask_step_again(work, patient, todays.id)
    else:  # a new goal was begun today, and left open
        await check_in.start(work, patient, GOAL_ID)


async def _begin_with_new_step(work: Work, patient: Patient, set_as: Round) -> None:
    """Begin a round of today that holds the same goal, and lacks its step."""
    await _make_way(work, patient)
    begun = await check_in_course.begin(work, patient, GOAL_ID)
    given = {
        str(item): Given(set_as.points.get(item), set_as.words.get(item))
        for item in _KEPT
        if item in set_as.points or item in set_as.words
    }
    await check_in_course.keep(work, begun, given)
    await check_in_course.go_on(work, patient, begun)


async def _ask_step_again(work: Work, patient: Patient, check_in_id: int | None) -> None:
    """Ask for the step of today's goal once more; how sure of it is then an open question."""
    assert check_in_id is not None
    todays = await work.uow.check_ins.get(check_in_id)
    assert todays is not None
    item = await find_item(work, patient, todays, GoalItem.STEP)
    if item is None:
        return
    await _make_way(work, patient)
    for answer in await work.uow.check_ins.answers(check_in_id):
        if answer.item_id == GoalItem.SURENESS:
            answer.superseded_at = work.now
    await work.uow.flush()
    await check_in_course.ask_item(work, patient, todays, item)


async def _make_way(work: Work, patient: Patient) -> None:
    running = await open_check_in(work, patient)
    if running is not None:
        await check_in_course.make_way(work, patient, running)


def _rows(work: Work, patient: Patient) -> Rows:
    did_it = Choice(text(work, patient, "did_it_label"), "goal.did_it")
    step = Choice(text(work, patient, "change_step_label"), "goal.step")
    return in_pairs([did_it, step, set_choice(work, patient, "new_goal_label")])


async def _say(work: Work, patient: Patient, words: str, rows: Rows = ()) -> None:
    await say(work, patient, Saying(text=words, rows=rows, purpose=PURPOSE))


async def _show_pressed(work: Work, press: Press) -> str | None:
    assert press.patient is not None
    await show(work, press.patient)
    return None


async def _did_it_pressed(work: Work, press: Press) -> str | None:
    assert press.patient is not None
    if await standing_goal(work, press.patient) is None:
        return work.library.text("general.stale_press", press.patient.language)
    await look_back_done(work, press.patient)
    return None


async def _step_pressed(work: Work, press: Press) -> str | None:
    assert press.patient is not None
    await change_step(work, press.patient)
    return None


PRESSES: PressHandlers = {
    "goal.show": _show_pressed,
    "goal.did_it": _did_it_pressed,
    "goal.step": _step_pressed,
}
