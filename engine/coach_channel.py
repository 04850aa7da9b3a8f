"""The door through which the coach hands over a text: one call for one turn.

Rasa's own REST channel takes a text only; what the coach needs besides, an open form set
beforehand and a sign that the text was dealt with, cost two more calls for each text. Here the
conversation is replaced by an empty one that waits for what the coach says, and the text is dealt
with, under one lock.

A connector of one's own is an ordinary extension of Rasa; ``credentials.yml`` names this one.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from rasa.shared.core.constants import ACTION_LISTEN_NAME, REQUESTED_SLOT
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

log = logging.getLogger(__name__)


class CoachChannel(InputChannel):
    """Takes turns from the coach, over loopback."""

    @classmethod
    def name(cls) -> str:
        """Return the name in the address: ``/webhooks/coach``."""
        return "coach"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Return the one route of this channel."""
        door = Blueprint("coach_channel", "coach_channel")

        @door.route("/turn", methods=["POST"])
        async def turn(request: Request) -> HTTPResponse:
            # An error must not carry the words of a patient back, nor into the log.
            try:
                replies = await take_turn(request.app.ctx.agent, request.json)
            except Exception:
                log.exception("coach.turn.failure")
                return json({"is_dealt_with": False, "replies": []})
            return json({"is_dealt_with": True, "replies": replies})

        return door


async def take_turn(agent: Any, turn: dict[str, Any]) -> list[dict[str, Any]]:
    """Set the conversation to what the coach says, hand over the text, return what is said to it.

    Args:
        agent: Rasa's agent.
        turn: ``sender``, ``message`` and ``metadata`` as in Rasa's REST channel, and ``form`` and
            ``slot``: the open form and the slot it asks for, both null when none is open.
    """
    sender = turn["sender"]
    said = CollectingOutputChannel()
    message = UserMessage(
        turn["message"], said, sender, input_channel="coach", metadata=turn["metadata"]
    )
    async with agent.lock_store.lock(sender):
        language = turn["metadata"].get("language")
        await _replace(agent, sender, waiting_for(turn["form"], turn["slot"], language))
        try:
            await agent.processor.handle_message(message)
        finally:
            await _replace(agent, sender, [])  # nothing of what was said stays here
    return said.messages


async def _replace(agent: Any, sender: str, events: list[Event]) -> None:
    tracker = DialogueStateTracker.from_events(sender, events, slots=agent.domain.slots)
    await agent.tracker_store.save(tracker)


def waiting_for(form: str | None, slot: str | None, language: str | None = None) -> list[Event]:
    """Return the events of a conversation that waits for the patient.

    Args:
        form: The open form, if one is.
        slot: What that form asks for.
        language: In which the patient is spoken to.
    """
    # Without the first the engine would begin a session of its own.
    listening: list[Event] = [ActionExecuted(ACTION_LISTEN_NAME)]
    if language is not None:
        listening.append(SlotSet("language", language))
    if form is None:
        return listening
    return [*listening, ActiveLoop(form), SlotSet(REQUESTED_SLOT, slot)]
