"""Pressed buttons: checked to be this person's and fresh, then handed to their service.

A press says exactly what is meant, so it needs no understanding: it never goes to the engine,
and it works while the engine is away.
"""

from __future__ import annotations

from bot.chat.incoming import Incoming
from bot.domain.messages import Button
from bot.domain.patients import Patient
from bot.domain.providers import Provider
from bot.services import press_desk
from bot.services.presses import Press
from bot.services.work import Work


async def meet(
    work: Work, incoming: Incoming, patient: Patient | None, provider: Provider | None
) -> None:
    """Do what a press asks for; the first press of a question wins."""
    button = await work.uow.buttons.get(incoming.token)
    language = patient.language if patient is not None else "en"
    if patient is not None:
        patient.unreachable_since = None
    if button is None or button.chat_id != incoming.chat_id:
        await press_desk.answer_press(
            work, incoming.chat_id, incoming.press_id, _stale(work, language)
        )
        return
    if button.pressed_at is not None or _is_over(work, button):
        await press_desk.answer_press(
            work, incoming.chat_id, incoming.press_id, _stale(work, language)
        )
        return
    press = Press(
        button=button,
        label=await _label(work, button),
        patient=patient,
        provider=provider,
    )
    toast = await press_desk.handle(work, press)
    await press_desk.answer_press(work, incoming.chat_id, incoming.press_id, toast)


def _is_over(work: Work, button: Button) -> bool:
    return button.expires_at is not None and button.expires_at <= work.now


def _stale(work: Work, language: str) -> str:
    return work.library.text("general.stale_press", language)


async def _label(work: Work, button: Button) -> str:
    if button.question is None:
        return ""
    for shown in await work.uow.outbox.showing_question(button.chat_id, button.question):
        for row in shown.buttons:
            for choice in row:
                if choice["token"] == button.token:
                    return choice["label"]
    return ""
