"""Prompts from plan to close; each function is one idempotent tick over rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.domain.cadence import PlannedPrompt, PromptRules, Rhythm, plan_daily, plan_follow_up
from bot.domain.check_ins import CheckInStatus
from bot.domain.local_time import is_quiet
from bot.domain.patients import Flow, Patient
from bot.domain.prompts import Prompt, PromptKind, PromptStatus
from bot.services import prompt_words, trends
from bot.services.crisis import is_in_crisis
from bot.services.ports import TICK_BATCH
from bot.services.speech import close_question, say
from bot.services.work import Work

RULES = PromptRules()
HISTORY_DAYS = 90
LOOK_AGAIN_AFTER = timedelta(minutes=1)  # at a prompt whose person is busy


async def plan_prompts(work: Work) -> int:
    """Give every patient who takes prompts a next daily prompt; return how many were new.

    Those for whom none can be planned are passed over, page by page: however many they are, they
    keep nobody else from theirs.
    """
    planned, last_id = 0, 0
    while planned < TICK_BATCH:
        patients = await work.uow.patients.without_plan(work.now, last_id, TICK_BATCH)
        if not patients:
            break
        for patient in patients:
            planned += await plan_next(work, patient)
        last_id = _id(patients[-1])
    return planned


async def plan_next(work: Work, patient: Patient) -> bool:
    """Plan the patient's next daily prompt, once the one before it is settled.

    While a prompt awaits its answer, nobody can tell how soon the next one should come.
    """
    if await _standing(work, patient):
        return False
    planned = await _next_plan(work, patient)
    if planned is None:
        return False
    await _write(work, patient, PromptKind.DAILY_CHECK_IN, planned)
    return True


async def next_due_at(work: Work, patient: Patient) -> datetime | None:
    """Return when the patient is asked next, as far as can be told now; None for never.

    A moment that is past means soon: its window is still open.
    """
    if not patient.takes_prompts(work.now):
        return None
    for prompt in await _standing(work, patient):
        if prompt.status is PromptStatus.PLANNED:
            return prompt.due_at
    planned = await _next_plan(work, patient)
    return None if planned is None else planned.due_at


async def replan(work: Work, patient: Patient) -> None:
    """Plan anew after a setting was changed, or somebody is back."""
    for prompt in await _standing(work, patient):
        if prompt.status is PromptStatus.PLANNED and not _is_own_wish(patient, prompt):
            prompt.status = PromptStatus.CANCELLED
            await work.uow.flush()
            await plan_next(work, patient)


def _is_own_wish(patient: Patient, prompt: Prompt) -> bool:
    """Whether a prompt stands as it is: a snooze was the person's own, later wish.

    Quiet hours that were chosen since, over the hour of the snooze, are a later wish still.
    """
    return prompt.snoozes > 0 and not is_quiet(prompt.due_at, patient.zone, patient.quiet_hours)


async def _standing(work: Work, patient: Patient) -> list[Prompt]:
    """Return the daily prompts that are planned or await an answer."""
    prompts = await work.uow.prompts.open_of(_id(patient))
    return [prompt for prompt in prompts if prompt.kind is PromptKind.DAILY_CHECK_IN]


def _last_on_date(history: Sequence[Prompt]) -> date | None:
    """Return the last day whose prompt was asked or has passed; cancelled plans are free."""
    return max((prompt.on_date for prompt in history if _is_past(prompt)), default=None)


def _asked_on(history: Sequence[Prompt]) -> date | None:
    """Return the last day that somebody was asked for."""
    asked = (prompt.on_date for prompt in history if _is_past(prompt) and not _has_lapsed(prompt))
    return max(asked, default=None)


def _is_past(prompt: Prompt) -> bool:
    return prompt.status is not PromptStatus.CANCELLED or prompt.queued_at is not None


def _has_lapsed(prompt: Prompt) -> bool:
    return prompt.status is PromptStatus.LAPSED


async def _history(work: Work, patient: Patient) -> Sequence[Prompt]:
    since = (work.now - timedelta(days=HISTORY_DAYS)).date()
    return await work.uow.prompts.history(_id(patient), PromptKind.DAILY_CHECK_IN, since)


async def _write(work: Work, patient: Patient, kind: PromptKind, planned: PlannedPrompt) -> None:
    """Write a plan as a row: one for each day, so a cancelled one is taken up again."""
    prompt = await work.uow.prompts.on_date(_id(patient), kind, planned.on_date)
    if prompt is None:
        prompt = Prompt(
            patient_id=_id(patient),
            kind=kind,
            on_date=planned.on_date,
            due_at=planned.due_at,
            closes_at=planned.closes_at,
        )
        work.uow.add(prompt)
    elif prompt.queued_at is None:
        prompt.status = PromptStatus.PLANNED
        prompt.due_at, prompt.closes_at = planned.due_at, planned.closes_at


async def _next_plan(work: Work, patient: Patient) -> PlannedPrompt | None:
    """Return the next daily prompt as it would be planned now."""
    if patient.check_in_at is None:
        return None
    rhythm = await _rhythm(work, patient)
    planned = _plan(work, patient, rhythm, _last_on_date(await _history(work, patient)))
    # An hour that had passed before the person was welcomed waits for the next day.
    welcomed_at = patient.onboarded_at
    if planned is not None and welcomed_at is not None and planned.due_at < welcomed_at:
        return _plan(work, patient, Rhythm(), planned.on_date)
    return planned


def _plan(
    work: Work, patient: Patient, rhythm: Rhythm, last_on_date: date | None
) -> PlannedPrompt | None:
    assert patient.check_in_at is not None
    return plan_daily(
        patient.check_in_at,
        patient.zone,
        patient.quiet_hours,
        rhythm,
        last_on_date,
        work.now,
        RULES,
    )


async def _rhythm(work: Work, patient: Patient) -> Rhythm:
    return Rhythm(
        wished_every_days=patient.prompt_every_days,
        missed_in_row=await missed_in_row(work, patient),
        asked_on=_asked_on(await _history(work, patient)),
        lighter_until=patient.lighter_until,
    )


async def missed_in_row(work: Work, patient: Patient) -> int:
    """Count the daily prompts that nobody answered since the person's last check-in."""
    since = (work.now - timedelta(days=HISTORY_DAYS)).date()
    done = await work.uow.check_ins.completed_since(_id(patient), since)
    return sum(
        prompt.status is PromptStatus.MISSED
        for prompt in await _history(work, patient)
        if not done or prompt.on_date > done[-1].on_date
    )


async def dispatch_due_prompts(work: Work) -> int:
    """Queue the messages of due prompts; return how many."""
    queued = 0
    for prompt in await work.uow.prompts.due(work.now):
        patient = await work.uow.patients.get(prompt.patient_id)
        if await _dispatch(work, patient, prompt):
            queued += 1
    return queued


async def _dispatch(work: Work, patient: Patient, prompt: Prompt) -> bool:
    if prompt.closes_at <= work.now:
        prompt.status = PromptStatus.LAPSED
        return False
    if not patient.takes_prompts(work.now) or _is_too_much(work, patient, prompt):
        prompt.status = PromptStatus.CANCELLED
        return False
    if await _is_checked_in(work, prompt):
        prompt.status = PromptStatus.ANSWERED
        return False
    if await _is_busy(work, patient):
        # Looked at again in a minute, until its window ends; others are not held up by it.
        prompt.due_at = min(work.now + LOOK_AGAIN_AFTER, prompt.closes_at)
        return False
    prompt.status = PromptStatus.QUEUED
    prompt.queued_at = work.now
    if patient.focus is Flow.CHECK_IN:
        return False  # the person is at it already: nothing to ask for
    await say(work, patient, prompt_words.invitation(work, patient, prompt))
    if prompt.kind is PromptKind.DAILY_CHECK_IN:
        await _plan_follow_up(work, patient, prompt)
    return True


def _is_too_much(work: Work, patient: Patient, prompt: Prompt) -> bool:
    """Whether it is a follow-up, planned before the lighter days began."""
    return prompt.kind is PromptKind.FOLLOW_UP and patient.has_lighter_load(work.now)


async def _is_checked_in(work: Work, prompt: Prompt) -> bool:
    check_in = await work.uow.check_ins.on_date(prompt.patient_id, prompt.on_date)
    return check_in is not None and check_in.status is CheckInStatus.COMPLETE


async def _is_busy(work: Work, patient: Patient) -> bool:
    if await work.uow.exercises.open_of(_id(patient)) is not None:
        return True
    return await is_in_crisis(work, patient)


async def _plan_follow_up(work: Work, patient: Patient, prompt: Prompt) -> None:
    asked = PlannedPrompt(prompt.on_date, prompt.due_at, prompt.closes_at)
    rhythm = await _rhythm(work, patient)
    planned = plan_follow_up(asked, work.now, patient.zone, patient.quiet_hours, rhythm, RULES)
    if planned is not None:
        await _write(work, patient, PromptKind.FOLLOW_UP, planned)


async def close_prompts(work: Work) -> int:
    """Close prompts whose window has ended; silence after a bad day may concern the team."""
    closed = await work.uow.prompts.to_close(work.now)
    for prompt in closed:
        patient = await work.uow.patients.get(prompt.patient_id)
        await _close(work, patient, prompt)
    return len(closed)


async def _close(work: Work, patient: Patient, prompt: Prompt) -> None:
    assert prompt.id is not None
    if await _is_checked_in(work, prompt):
        prompt.status = PromptStatus.ANSWERED
    elif await work.uow.outbox.prompt_was_sent(prompt.id):
        prompt.status = PromptStatus.MISSED
    else:
        prompt.status = PromptStatus.LAPSED  # nobody was asked, so nobody was silent
    if patient.chat_id is not None:
        await close_question(work, patient.chat_id, prompt_words.question_name(prompt))
    if prompt.kind is PromptKind.DAILY_CHECK_IN and prompt.status is PromptStatus.MISSED:
        await work.uow.flush()
        await trends.watch(work, patient, prompt.on_date)


def _id(patient: Patient) -> int:
    assert patient.id is not None
    return patient.id
