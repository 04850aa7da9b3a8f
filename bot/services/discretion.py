"""Discreet mode: for those who share a phone, unasked messages say nothing before they are opened.

Safety words, answers and news about alerts stay as they are: they must be understood at once.
"""

from __future__ import annotations

from dataclasses import replace

from bot.domain.messages import Button, OutboxMessage, OutboxStatus
from bot.domain.patients import Patient
from bot.domain.prompts import PromptKind
from bot.services.speech import Choice, Saying, say_otherwise
from bot.services.work import Work

# What opens an unasked message, by its purpose. Which one it is stands in its own last button.
OPENS = {
    PromptKind.DAILY_CHECK_IN.value: "prompt.open",
    PromptKind.FOLLOW_UP.value: "prompt.open",
    "exercise_offer": "exercise.resume",
    "flare_up_end": "flare_up.open_end",
}


def veil(
    work: Work, patient: Patient, saying: Saying, opens: Choice, *, is_second: bool = False
) -> Saying:
    """Return an unasked message as this person wants it: as it is, or as a note to be opened.

    Args:
        work: The work at hand.
        patient: Whom it is for.
        saying: The message in plain words.
        opens: What its one button does in discreet mode; the label is put on here.
        is_second: Whether a note about the same was sent already.
    """
    if not patient.is_discreet:
        return saying
    label = work.library.text("prompt.discreet_open_label", patient.language)
    text = _note(work, patient, is_second=is_second)
    return replace(saying, text=text, rows=[[replace(opens, label=label)]])


async def veil_waiting(work: Work, patient: Patient, message: OutboxMessage) -> bool:
    """Put an unasked message into neutral words that was queued before those were wished for.

    Returns:
        Whether it may leave: one that could not be opened says nothing, and is kept back.
    """
    if not patient.is_discreet or message.text in _notes(work, patient):
        return True
    last = await _last_button(work, message)
    verb = OPENS.get(message.purpose)
    if last is None or verb is None:
        message.status, message.detail = OutboxStatus.SUPPRESSED, "discreet"
        return False
    plain = Saying(text=message.text, question=message.question, buttons_expire_at=last.expires_at)
    opens = Choice("", verb, last.payload)
    is_second = message.purpose == PromptKind.FOLLOW_UP.value or await _is_snoozed(work, message)
    say_otherwise(work, message, veil(work, patient, plain, opens, is_second=is_second))
    return True


def _note(work: Work, patient: Patient, *, is_second: bool) -> str:
    key = "discreet_follow_up" if is_second else "discreet"
    return work.library.text(f"prompt.{key}", patient.language)


def _notes(work: Work, patient: Patient) -> list[str]:
    return [_note(work, patient, is_second=is_second) for is_second in (False, True)]


async def _last_button(work: Work, message: OutboxMessage) -> Button | None:
    tokens = [choice["token"] for row in message.buttons for choice in row]
    return await work.uow.buttons.get(tokens[-1]) if tokens else None


async def _is_snoozed(work: Work, message: OutboxMessage) -> bool:
    prompt = await work.uow.prompts.get(message.prompt_id) if message.prompt_id else None
    return prompt is not None and prompt.snoozes > 0
