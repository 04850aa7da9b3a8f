"""Finding the way at any point: skip, repeat, why, next, stop, resume, correct."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from bot.actions.coach_action import CoachAction, Events, Turn
from bot.actions.skills import SkillAction
from bot.domain.patients import Flow
from bot.services import check_in, exercises, flows, menu, pausing
from bot.services.speech import Saying, say


class Skip(CoachAction):
    """Skips the open question."""

    action_name = "action_skip"
    settles_question = True

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher) -> Events:
        """Skip, or say that there is nothing to skip."""
        if not await flows.skip(turn.work, turn.patient):
            await _say(turn, "general.nothing_to_skip")
            await flows.ask_again(turn.work, turn.patient)
        return []


class Repeat(CoachAction):
    """Repeats the open question."""

    action_name = "action_repeat"
    settles_question = True

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher) -> Events:
        """Ask again, or show what there is."""
        if not await flows.repeat(turn.work, turn.patient):
            await menu.help_(turn.work, turn.patient)
        return []


class ExplainWhy(CoachAction):
    """Says why the open question is asked; then it is offered again."""

    action_name = "action_explain_why"

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher) -> Events:
        """Give the reason from the content."""
        reason = await flows.why(turn.work, turn.patient)
        if reason is None:
            await _say(turn, "general.nothing_asked")
        else:
            await say(turn.work, turn.patient, Saying(text=reason))
        return []


class NextStep(CoachAction):
    """Goes on to the next step of an exercise."""

    action_name = "action_next_step"
    settles_question = True

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher) -> Events:
        """Step on, or repeat what is open."""
        if turn.patient.focus is Flow.EXERCISE:
            await exercises.next_step(turn.work, turn.patient)
        elif not await _take_up(turn):
            await menu.help_(turn.work, turn.patient)
        return []


class Stop(CoachAction):
    """Leaves whatever is open; it can be taken up again."""

    action_name = "action_stop"
    settles_question = True

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher) -> Events:
        """Leave, or say that nothing is running."""
        if not await flows.leave(turn.work, turn.patient):
            await _say(turn, "general.nothing_to_stop")
        return []


class Resume(SkillAction):
    """Takes up again what was left, or else the coach's own messages."""

    action_name = "action_resume"

    async def open(self, turn: Turn) -> None:
        """Go on with the open question, the check-in or the exercise, whichever there is."""
        if await _take_up(turn):
            return
        if turn.patient.paused_until is not None:
            await pausing.resume(turn.work, turn.patient)
        else:
            await _say(turn, "general.nothing_to_resume")


class CorrectAnswer(CoachAction):
    """Changes an earlier answer of the check-in, or goes back to it."""

    action_name = "action_correct_answer"
    settles_question = True

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher) -> Events:
        """Change the answer; without a clear number ask its item again, if there is one."""
        if await check_in.correct_at_once(turn.work, turn.patient, turn.heard):
            if turn.patient.focus is Flow.EXERCISE:
                await flows.ask_again(turn.work, turn.patient)
        elif not await check_in.correct(turn.work, turn.patient, turn.heard):
            await _say(turn, "general.nothing_to_correct")
            await flows.ask_again(turn.work, turn.patient)
        return []


async def _take_up(turn: Turn) -> bool:
    """Go on with whatever is open or was left last; return whether there was anything."""
    return (
        await flows.ask_again(turn.work, turn.patient)
        or await check_in.resume(turn.work, turn.patient)
        or await exercises.resume(turn.work, turn.patient)
    )


async def _say(turn: Turn, key: str) -> None:
    text = turn.work.library.text(key, turn.patient.language)
    await say(turn.work, turn.patient, Saying(text=text))
