"""The message of a prompt."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.domain.cadence import SnoozeOption, snooze_until
from bot.domain.messages import Lane
from bot.domain.patients import Patient
from bot.domain.prompts import Prompt, PromptKind
from bot.services.discretion import veil
from bot.services.speech import Choice, Saying
from bot.services.work import Work

LATE_AFTER = timedelta(minutes=60)
# A snooze is a promise to ask again: no more are offered than the daily cap lets through.
MOST_SNOOZES = {PromptKind.DAILY_CHECK_IN: 2, PromptKind.FOLLOW_UP: 1}


def question_name(prompt: Prompt) -> str:
    """Name the prompt as it was asked this time: a snoozed one is asked anew."""
    return f"prompt:{prompt.id}:{prompt.snoozes}"


def invitation(work: Work, patient: Patient, prompt: Prompt) -> Saying:
    """Return the message that invites to the check-in, unasked."""
    saying = replace(
        opened(work, patient, prompt),
        lane=Lane.PROMPT,
        purpose=prompt.kind.value,
        dedup_key=question_name(prompt),
    )
    is_second = prompt.kind is PromptKind.FOLLOW_UP or prompt.snoozes > 0
    opens = Choice("", "prompt.open", {"prompt_id": prompt.id})
    return veil(work, patient, saying, opens, is_second=is_second)


def opened(work: Work, patient: Patient, prompt: Prompt) -> Saying:
    """Return the same as an answer, for somebody who has opened a discreet note."""
    text = work.library.text(
        f"prompt.{_key(work, prompt)}", patient.language, name=patient.called_name or ""
    )
    return Saying(
        text=text.replace(" ,", ",").replace("  ", " ").strip(),
        rows=_rows(work, patient, prompt),
        question=question_name(prompt),
        purpose="prompt_opened",
        prompt_id=prompt.id,
        expires_at=prompt.closes_at,
        buttons_expire_at=prompt.closes_at,
    )


def _key(work: Work, prompt: Prompt) -> str:
    if prompt.kind is PromptKind.FOLLOW_UP:
        return "follow_up"
    asked_at = prompt.queued_at or work.now
    return "daily_late" if asked_at - prompt.due_at > LATE_AFTER else "daily"


def _rows(work: Work, patient: Patient, prompt: Prompt) -> list[list[Choice]]:
    start = Choice(work.library.text("prompt.start_label", patient.language), "check_in.start")
    later = [
        Choice(
            work.library.text(f"prompt.snooze_{option.value}", patient.language),
            "prompt.snooze",
            {"prompt_id": prompt.id, "option": option.value},
        )
        for option in SnoozeOption
        if prompt.snoozes < MOST_SNOOZES[prompt.kind] and _is_open_to(work, patient, option)
    ]
    not_today = Choice(
        work.library.text("prompt.not_today_label", patient.language),
        "prompt.not_today",
        {"prompt_id": prompt.id},
    )
    return [[start], later, [not_today]] if later else [[start], [not_today]]


def _is_open_to(work: Work, patient: Patient, option: SnoozeOption) -> bool:
    """Whether this snooze would still fall before the quiet hours."""
    return snooze_until(option, work.now, patient.zone, patient.quiet_hours) is not None
