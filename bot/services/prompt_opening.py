"""Opening a prompt that came as a discreet note."""

from __future__ import annotations

from bot.domain.prompts import PromptStatus
from bot.services import prompt_words
from bot.services.presses import Press, PressHandlers
from bot.services.speech import say
from bot.services.work import Work


async def _open_pressed(work: Work, press: Press) -> str | None:
    patient = press.patient
    assert patient is not None
    prompt = await work.uow.prompts.get(press.button.payload["prompt_id"])
    if prompt is None or prompt.status is not PromptStatus.QUEUED:
        return work.library.text("general.stale_press", patient.language)
    await say(work, patient, prompt_words.opened(work, patient, prompt))
    return None


PRESSES: PressHandlers = {"prompt.open": _open_pressed}
