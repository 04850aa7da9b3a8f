"""Pressed buttons: checked to be this person's and fresh, then handed to their service.

A press says exactly what is meant, so it needs no understanding: it never goes to the engine,
and it works while the engine is away.
"""

from __future__ import annotations

from bot.chat.incoming import Incoming
from bot.domain.messages import Button
from bot.domain.patients import Patient, PatientStatus
from bot.domain.providers import Provider
from bot.services import menu, press_desk
from bot.services.presses import Press
from bot.services.work import Work

AWAY = (PatientStatus.STOPPED, PatientStatus.DECLINED)
OPEN_TO_ALL = ("menu.", "safety.", "contact.", "onboarding.")  # also for those who have left


async def meet(
    work: Work, incoming: Incoming, patient: Patient | None, provider: Provider | None
) -> None:
    """Do what a press asks for; the first press of a question wins."""
    button = await work.uow.buttons.get(incoming.token)
    language = patient.language if patient is not None else "en"
    if patient is not None:
        patient.unreachable_since = None
    toast: str | None = work.library.text("general.stale_press", language)
    if button is not None and button.chat_id == incoming.chat_id and _is_open(work, button):
        press = Press(
            button=button,
            label=await _label(work, button),
            patient=patient,
            provider=provider,
        )
        toast = await _handle(work, press)
    await press_desk.answer_press(work, incoming.chat_id, incoming.press_id, toast)


async def _handle(work: Work, press: Press) -> str | None:
    patient = press.patient
    is_away = patient is not None and patient.status in AWAY
    if is_away and not press.button.verb.startswith(OPEN_TO_ALL):
        assert patient is not None
        await menu.meet_former(work, patient)
        return None
    return await press_desk.handle(work, press)


def _is_open(work: Work, button: Button) -> bool:
    """Whether nobody has answered the question, and its time is not over."""
    if button.expires_at is not None and button.expires_at <= work.now:
        return False
    # Whoever wants to stop must never be too late by one step.
    return button.pressed_at is None or button.verb == "exercise.stop"


async def _label(work: Work, button: Button) -> str:
    if button.question is None:
        return ""
    for shown in await work.uow.outbox.showing_question(button.chat_id, button.question):
        for row in shown.buttons:
            for choice in row:
                if choice["token"] == button.token:
                    return choice["label"]
    return ""
