"""Pressed buttons: checked to be this person's and fresh, then handed to their service.

A press says exactly what is meant, so it needs no understanding: it works while the engine is
away. Only a pressed guess stands for what might have been said, and takes the way of a text.
"""

from __future__ import annotations

from bot.chat.incoming import Incoming
from bot.domain.messages import Button
from bot.domain.patients import Patient, PatientStatus
from bot.domain.providers import Provider
from bot.services import asking_back, menu, press_desk
from bot.services.presses import Press
from bot.services.work import Work

AWAY = (PatientStatus.STOPPED, PatientStatus.DECLINED)
# Also for those who have left: their data are theirs still.
OPEN_TO_ALL = ("menu.", "safety.", "contact.", "onboarding.", "privacy.", "export.", "erase.")


async def meet(
    work: Work, incoming: Incoming, patient: Patient | None, provider: Provider | None
) -> bool:
    """Do what a press asks for; the first press of a question wins, a menu works again and again.

    Returns:
        Whether it stands for words, so that its turn with the engine comes next.
    """
    button = await work.uow.buttons.get(incoming.token)
    language = patient.language if patient is not None else "en"
    if patient is not None:
        patient.show_up()
    toast: str | None = work.library.text("general.stale_press", language)
    stands_for_words = False
    if button is not None and button.chat_id == incoming.chat_id and _is_open(work, button):
        press = Press(
            button=button,
            label=await _label(work, button),
            patient=patient,
            provider=provider,
        )
        toast = None if button.was_just_pressed(work.now) else await _handle(work, press)
        stands_for_words = asking_back.words_of(button) is not None and not _is_away(patient)
    await press_desk.answer_press(work, incoming.chat_id, incoming.press_id, toast)
    return stands_for_words


async def words_for_engine(work: Work, incoming: Incoming) -> str:
    """Return what a press that waits for its turn says to the engine."""
    button = await work.uow.buttons.get(incoming.token)
    assert button is not None  # rows of buttons are not removed while one waits
    words = asking_back.words_of(button)
    assert words is not None
    return words


async def _handle(work: Work, press: Press) -> str | None:
    patient = press.patient
    if _is_away(patient) and not press.button.verb.startswith(OPEN_TO_ALL):
        assert patient is not None
        await menu.meet_former(work, patient)
        return None
    return await press_desk.handle(work, press)


def _is_away(patient: Patient | None) -> bool:
    return patient is not None and patient.status in AWAY


def _is_open(work: Work, button: Button) -> bool:
    """Whether its question has no answer yet, and its time is not over."""
    if button.expires_at is not None and button.expires_at <= work.now:
        return False
    # Whoever wants to stop must never be too late by one step.
    return button.is_open or button.verb == "exercise.stop"


async def _label(work: Work, button: Button) -> str:
    if button.question is None:
        return ""
    for shown in await work.uow.outbox.showing_question(button.chat_id, button.question):
        for row in shown.buttons:
            for choice in row:
                if choice["token"] == button.token:
                    return choice["label"]
    return ""
