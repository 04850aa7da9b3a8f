"""The two actions that every form has: take an answer, and ask the open question again.

Each form loops over content: its one slot is set back to None while questions remain and to
"done" after the last. A text that is no answer leaves the slot alone, so the form rejects it
and the ordinary rules deal with it.
"""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.coach_action import CoachAction, Events, Turn, update_id_of
from bot.domain.patients import Flow
from bot.services import flows
from bot.services.hearing import Taken, interrupts
from bot.services.speech import Saying, say
from bot.services.work import Desk

DONE = "done"
# Travels back among the engine's own words, so that it keeps its place in their order.
ASK_AGAIN = {"ask_again": True}


class TakeAnswer(CoachAction):
    """Offers the text to the flow as the answer to its open question."""

    def __init__(self, desk: Desk, flow: Flow) -> None:
        super().__init__(desk)
        self.flow = flow
        self.action_name = f"validate_{flow}_form"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, object]
    ) -> Events:
        """Commit only when the text was an answer; otherwise leave no trace."""
        async with self._desk.uow_factory() as uow:
            turn = await self._open_turn(self._desk.work(uow, update_id_of(tracker)), tracker)
            if turn is None or not _is_answer_turn(tracker, f"{self.flow}_form"):
                return []
            taken = await self._take(turn)
            if taken is Taken.NOT_AN_ANSWER:
                return []
            if taken is Taken.BESIDE:  # the wish beside the answer is still to be met
                await uow.commit()
                return []
            turn.update.effect_at = turn.work.now
            await uow.commit()
        is_done = taken is Taken.DONE or turn.patient.focus is not self.flow
        return [SlotSet(f"{self.flow}_answer", DONE if is_done else None)]

    async def _take(self, turn: Turn) -> Taken:
        if not turn.heard.text:
            return Taken.NOT_AN_ANSWER  # a pressed guess: a wish, whatever has opened since
        asked = await flows.open_question(turn.work, turn.patient)
        if turn.update.asked != asked:
            # The text waited for the engine, and another question is open by now: it must not
            # count for that one.
            if turn.update.asked is None or interrupts(turn.heard, is_open_question=False):
                return Taken.NOT_AN_ANSWER
            await _say_late(turn, self.flow)
            return Taken.TAKEN
        return await flows.answer_text(turn.work, turn.patient, self.flow, turn.heard)


class AskAgain(CoachAction):
    """Offers the open question again after something else was answered."""

    def __init__(self, desk: Desk, flow: Flow) -> None:
        super().__init__(desk)
        self.flow = flow
        self.action_name = f"action_ask_{flow}_answer"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, object]
    ) -> Events:
        """Ask again unless the question was put, or answered, in this very turn."""
        if not _is_settled(tracker, self.flow):
            dispatcher.utter_message(json_message=dict(ASK_AGAIN))
        return []


async def _say_late(turn: Turn, flow: Flow) -> None:
    """Say once, also for a burst, that words crossed with what was said next."""
    assert turn.patient.id is not None
    minute = turn.work.now.replace(second=0, microsecond=0)
    # Only a check-in has a button to change the last answer.
    name = "late_words" if flow is Flow.CHECK_IN else "late_words_elsewhere"
    text = turn.work.library.text(f"general.{name}", turn.patient.language)
    key = f"late_words:{turn.patient.id}:{minute:%Y%m%d%H%M}"
    await say(turn.work, turn.patient, Saying(text=text, dedup_key=key))


def _is_answer_turn(tracker: Tracker, form: str) -> bool:
    """Whether the patient's words are still to be taken for an answer.

    The engine also calls this action when the form opens, and when it comes back after an
    interruption. Then some action, or the form's own refusal, lies between the words and now.
    """
    for event in reversed(tracker.events):
        if event["event"] == "user":
            return True
        if event["event"] == "action_execution_rejected":
            return False
        if event["event"] == "action" and event["name"] != form:
            return False
    return False


def _is_settled(tracker: Tracker, flow: Flow) -> bool:
    slot = f"{flow}_answer"
    for event in reversed(tracker.events):
        if event.get("event") == "user":
            return False
        if event.get("event") == "slot" and event.get("name") == slot:
            return True
    return False
