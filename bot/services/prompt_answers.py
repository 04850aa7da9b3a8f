"""A finished check-in answers its day's prompts."""

from __future__ import annotations

from datetime import date

from bot.domain.messages import OutboxStatus
from bot.domain.patients import Patient
from bot.domain.prompts import Prompt, PromptStatus
from bot.services import prompting
from bot.services.prompt_words import question_name
from bot.services.speech import close_question
from bot.services.work import Work


async def mark_answered(work: Work, patient: Patient, on_date: date) -> None:
    """Close the day's prompts and keep back what has not left; who answers is asked as before."""
    assert patient.id is not None
    for prompt in await work.uow.prompts.open_of(patient.id):
        if prompt.on_date == on_date:
            prompt.status = PromptStatus.ANSWERED
            await withdraw(work, patient, prompt)
    await work.uow.flush()
    await prompting.replan(work, patient)


async def withdraw(work: Work, patient: Patient, prompt: Prompt) -> None:
    """Take a prompt's buttons away and stop messages that are still waiting to leave."""
    assert prompt.id is not None
    for message in await work.uow.outbox.unsent_of_prompt(prompt.id):
        message.status = OutboxStatus.SUPPRESSED
        message.detail = "prompt no longer open"
    if patient.chat_id is not None:
        await close_question(work, patient.chat_id, question_name(prompt))
