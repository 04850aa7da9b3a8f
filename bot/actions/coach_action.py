"""What every custom action shares: one transaction, one effect a text, and no leaks."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.domain.messages import InboxStatus, InboxUpdate
from bot.domain.patients import Flow, Patient
from bot.services.hearing import INTENT_SIGN, UNCLEAR, Heard
from bot.services.work import Desk, Work

Events = list[dict[str, Any]]
log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One text of one patient, on its way through the engine."""

    work: Work
    patient: Patient
    update: InboxUpdate
    heard: Heard
    tracker: Tracker


class CoachAction(Action):  # type: ignore[misc]  # rasa-sdk ships no types
    """An action that calls a service and commits what it did together with its replies."""

    action_name = ""
    # Whether the service itself has repeated, moved or closed the open question. When it has
    # not, the engine goes back to the form and the open question is offered again.
    settles_question = False
    # Whether what the patient wanted was clear: then no miss before it counts any more.
    is_understood = True

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def name(self) -> str:
        """Return the name that the engine knows."""
        return self.action_name

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Act once for the text; a fault puts the turn off and tells the engine nothing."""
        async with self._desk.uow_factory() as uow:
            turn = await self._open_turn(self._desk.work(uow, update_id_of(tracker)), tracker)
            if turn is None:
                return []
            focus = turn.patient.focus
            events = await self.act(turn, dispatcher)
            if self.is_understood:
                turn.patient.forget_idle_misses()
            turn.update.effect_at = turn.work.now
            await uow.commit()
        return events + self._dialogue_events(focus, turn.patient.focus)

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher) -> Events:
        """Call the service."""
        raise NotImplementedError  # pragma: no cover - every action has its own

    def _dialogue_events(self, before: Flow | None, after: Flow | None) -> Events:
        if before is None:
            return []
        if before is not after:
            return [
                ActiveLoop(None),
                SlotSet("requested_slot", None),
                SlotSet(f"{before}_answer", None),
            ]
        return [SlotSet(f"{before}_answer", None)] if self.settles_question else []

    async def _open_turn(self, work: Work, tracker: Tracker) -> Turn | None:
        """Return the turn; None for one that was given up, or answered, in the meantime."""
        if work.update_id is None:
            return None
        update = await work.uow.inbox.get(work.update_id)
        patient = await work.uow.patients.by_conversation(tracker.sender_id)
        if update is None or patient is None or update.status is InboxStatus.DONE:
            return None
        if tracker.latest_message.get("metadata", {}).get("attempt") != update.attempts:
            log.warning("late action", extra={"event": "action_late", "action": self.name()})
            return None
        return Turn(
            work=work, patient=patient, update=update, heard=_heard(tracker), tracker=tracker
        )


def update_id_of(tracker: Tracker) -> int | None:
    """Return the number of the update whose text the engine is dealing with."""
    found = tracker.latest_message.get("metadata", {}).get("update_id")
    return found if isinstance(found, int) else None


def _heard(tracker: Tracker) -> Heard:
    message = tracker.latest_message
    intent = message.get("intent") or {}
    text = message.get("text") or ""
    ranked = (guess.get("name") or "" for guess in message.get("intent_ranking") or [])
    return Heard(
        # A pressed guess comes as an intent: there were no words.
        text="" if text.startswith(INTENT_SIGN) else text,
        intent=intent.get("name") or "",
        confidence=float(intent.get("confidence") or 0.0),
        ranking=tuple(name for name in ranked if name not in ("", UNCLEAR)),
    )
