"""Snoozing a prompt, or leaving it for today."""

from __future__ import annotations

from bot.domain.cadence import PlannedPrompt, SnoozeOption, snooze, snooze_until
from bot.domain.patients import Patient
from bot.domain.prompts import Prompt, PromptKind, PromptStatus
from bot.services import prompt_answers
from bot.services.presses import Press, PressHandlers
from bot.services.prompting import RULES
from bot.services.speech import Saying, say
from bot.services.work import Work


async def _snooze_pressed(work: Work, press: Press) -> str | None:
    patient, prompt = await _prompt_of(work, press)
    if prompt is None:
        return work.library.text("general.stale_press", patient.language)
    option = SnoozeOption(press.button.payload["option"])
    until = snooze_until(option, work.now, patient.zone, patient.quiet_hours)
    if until is None:
        text = work.library.text("prompt.snooze_too_late", patient.language)
        await say(work, patient, Saying(text=text))
        return None
    await _set_aside_follow_up(work, prompt)
    now_open = PlannedPrompt(prompt.on_date, prompt.due_at, prompt.closes_at)
    later = snooze(now_open, until, patient.zone, patient.quiet_hours, RULES)
    prompt.status = PromptStatus.PLANNED
    prompt.due_at, prompt.closes_at = later.due_at, later.closes_at
    prompt.snoozes += 1
    local = until.astimezone(patient.zone)
    text = work.library.text("prompt.snoozed", patient.language, time=f"{local:%H:%M}")
    await say(work, patient, Saying(text=text))
    return None


async def _not_today_pressed(work: Work, press: Press) -> str | None:
    patient, prompt = await _prompt_of(work, press)
    if prompt is None:
        return work.library.text("general.stale_press", patient.language)
    prompt.status = PromptStatus.CANCELLED
    assert patient.id is not None
    for other in await work.uow.prompts.open_of(patient.id):
        if other.on_date == prompt.on_date:
            other.status = PromptStatus.CANCELLED
            await prompt_answers.withdraw(work, patient, other)
    text = work.library.text("prompt.not_today", patient.language)
    await say(work, patient, Saying(text=text))
    return None


async def _prompt_of(work: Work, press: Press) -> tuple[Patient, Prompt | None]:
    assert press.patient is not None
    prompt = await work.uow.prompts.get(press.button.payload["prompt_id"])
    if prompt is None or prompt.status is not PromptStatus.QUEUED:
        return press.patient, None
    return press.patient, prompt


async def _set_aside_follow_up(work: Work, prompt: Prompt) -> None:
    if prompt.kind is not PromptKind.DAILY_CHECK_IN:
        return
    follow_up = await work.uow.prompts.on_date(
        prompt.patient_id, PromptKind.FOLLOW_UP, prompt.on_date
    )
    if follow_up is not None and follow_up.status is PromptStatus.PLANNED:
        follow_up.status = PromptStatus.CANCELLED


PRESSES: PressHandlers = {
    "prompt.snooze": _snooze_pressed,
    "prompt.not_today": _not_today_pressed,
}
