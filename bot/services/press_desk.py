"""Takes a pressed button to the service that knows its verb."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.messages import Lane, OutboxMessage
from bot.services import (
    alert_answers,
    asking_back,
    check_in,
    consent_anew,
    contact,
    erasing,
    exercises,
    exporting,
    favourites,
    flare_up,
    flare_up_end,
    flare_up_plan,
    goal_look_back,
    goals,
    menu,
    onboarding,
    pausing,
    privacy,
    programme,
    progress,
    prompt_opening,
    provider_desk,
    questionnaire_offer,
    safety_response,
    settings_menu,
    snoozing,
)
from bot.services.presses import Press, PressHandlers
from bot.services.speech import close_question
from bot.services.work import Work

PRESS_ANSWER_LIFE = timedelta(seconds=30)  # Telegram forgets a press soon after

PRESSES: PressHandlers = {
    **alert_answers.PRESSES,
    **asking_back.PRESSES,
    **check_in.PRESSES,
    **consent_anew.PRESSES,
    **contact.PRESSES,
    **erasing.PRESSES,
    **exercises.PRESSES,
    **exporting.PRESSES,
    **favourites.PRESSES,
    **flare_up.PRESSES,
    **flare_up_end.PRESSES,
    **flare_up_plan.PRESSES,
    **goal_look_back.PRESSES,
    **goals.PRESSES,
    **privacy.PRESSES,
    **programme.PRESSES,
    **progress.PRESSES,
    **menu.PRESSES,
    **onboarding.PRESSES,
    **pausing.PRESSES,
    **prompt_opening.PRESSES,
    **provider_desk.PRESSES,
    **questionnaire_offer.PRESSES,
    **safety_response.PRESSES,
    **settings_menu.PRESSES,
    **snoozing.PRESSES,
}


async def handle(work: Work, press: Press) -> str | None:
    """Do what the press asks for; return the words of its toast."""
    button = press.button
    button.pressed_at = work.now
    if button.question is not None:
        # Closed before it is handled: the service may ask the same thing anew.
        await close_question(work, button.chat_id, button.question, chosen=press.label or None)
    return await PRESSES[button.verb](work, press)


async def answer_press(work: Work, chat_id: int, press_id: str, toast: str | None) -> None:
    """Stop the button's spinner, with a few words or none."""
    work.uow.add(
        OutboxMessage(
            lane=Lane.REPLY,
            chat_id=chat_id,
            text=toast or "",
            created_at=work.now,
            due_at=work.now,
            expires_at=work.now + PRESS_ANSWER_LIFE,
            press_id=press_id,
            purpose="press_answer",
        )
    )
