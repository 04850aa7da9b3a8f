"""What happens when the last item is answered: feedback, an offer, and trends for the team."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot.domain.baseline import Trend
from bot.domain.check_ins import DAILY_CHECK_IN_ID, CheckIn, CheckInStatus
from bot.domain.goals import GOAL_ID, LOOK_BACK_ID
from bot.domain.patients import Patient
from bot.library.models.questionnaire import Questionnaire
from bot.services import (
    check_in_words,
    exercises,
    goal_words,
    offers,
    prompt_answers,
    scores,
    trends,
)
from bot.services.check_in_feedback import feedback_lines
from bot.services.speech import Choice, Rows, Saying, say
from bot.services.work import Work

USUAL_DAYS = 14  # feedback is against the person's own last two weeks


async def close(
    work: Work,
    patient: Patient,
    check_in: CheckIn,
    questionnaire: Questionnaire,
    *,
    is_correction: bool,
) -> None:
    """Complete a check-in, or take in a change to a complete one."""
    check_in.status = CheckInStatus.COMPLETE
    check_in.completed_at = check_in.completed_at or work.now
    await work.uow.flush()
    if check_in.questionnaire_id in (GOAL_ID, LOOK_BACK_ID):
        await goal_words.say_how_it_stands(work, patient, check_in, is_correction=is_correction)
    elif is_correction:
        await _say_changed(work, patient)
    elif check_in.questionnaire_id == DAILY_CHECK_IN_ID:
        values = await _todays_values(work, check_in, questionnaire)
        await prompt_answers.mark_answered(work, patient, check_in.on_date)
        await _say_feedback(work, patient, check_in, questionnaire, values)
    else:
        await _say_thanks(work, patient, check_in, questionnaire)
    await trends.watch_round(work, patient, check_in)
    if check_in.questionnaire_id == DAILY_CHECK_IN_ID and not is_correction:
        await offers.offer_one(work, patient, check_in)


async def _say_thanks(
    work: Work, patient: Patient, check_in: CheckIn, questionnaire: Questionnaire
) -> None:
    thanks = questionnaire.thanks or work.library.text("check-in.taken", patient.language)
    beside = await _beside_the_last(work, patient, check_in, questionnaire)
    text = "\n\n".join(part for part in (thanks, beside) if part)
    rows = [[check_in_words.change_choice(work, patient, check_in)]]
    await say(work, patient, Saying(text=text, rows=rows, purpose="check_in"))


async def _beside_the_last(
    work: Work, patient: Patient, check_in: CheckIn, questionnaire: Questionnaire
) -> str:
    """Return what is said beside the last round: whether, never by how much or from what."""
    compared = questionnaire.compared
    if compared is None:
        return ""
    trend = await scores.beside_the_last(work, patient, questionnaire, check_in.on_date)
    words = {
        Trend.BETTER: compared.better,
        Trend.SAME: compared.same,
        Trend.WORSE: compared.worse,
    }
    return "" if trend is None else words[trend]


async def _todays_values(
    work: Work, check_in: CheckIn, questionnaire: Questionnaire
) -> Mapping[str, int]:
    assert check_in.id is not None
    measures = {item.id: item.measure for item in questionnaire.items}
    return {
        measures[answer.item_id]: answer.value_nrs
        for answer in await work.uow.check_ins.answers(check_in.id)
        if answer.value_nrs is not None and answer.item_id in measures
    }


async def _say_changed(work: Work, patient: Patient) -> None:
    text = work.library.text("check-in.changed", patient.language)
    await say(work, patient, Saying(text=text, purpose="check_in"))


async def _say_feedback(
    work: Work,
    patient: Patient,
    check_in: CheckIn,
    questionnaire: Questionnaire,
    values: Mapping[str, int],
) -> None:
    assert patient.id is not None
    since = check_in.on_date - timedelta(days=USUAL_DAYS)
    history = await work.uow.check_ins.live_values(patient.id, since)
    lines = feedback_lines(questionnaire, history, values, check_in.on_date)
    thanks = work.library.text(_thanks_key(patient), patient.language, name=patient.called_name)
    offer_text, rows = await _offer(work, patient, check_in, values)
    text = "\n\n".join(part for part in (thanks, "\n".join(lines), offer_text) if part)
    await say(work, patient, Saying(text=text, rows=rows, purpose="check_in"))


def _thanks_key(patient: Patient) -> str:
    return "check-in.thanks_name" if patient.called_name else "check-in.thanks"


async def _offer(
    work: Work, patient: Patient, check_in: CheckIn, values: Mapping[str, int]
) -> tuple[str, Sequence[Sequence[Choice]]]:
    rows: Rows = [[check_in_words.change_choice(work, patient, check_in)]]
    if patient.has_lighter_load(work.now):  # exercises are for the asking then
        return "", rows
    exercise = await exercises.fitting_offer(work, patient, values)
    if exercise is None:
        return "", rows
    choice = Choice(
        work.library.text("check-in.try_label", patient.language, title=exercise.title)[:30],
        "exercise.start",
        {"exercise_id": exercise.id},
    )
    return exercise.offer, [[choice], *rows]
