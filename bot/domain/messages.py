"""Messages on their way in and out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

CAPTION_LENGTH = 1024  # characters that Telegram shows below a picture
DOUBLE_TAP = timedelta(seconds=3)


class InboxStatus(StrEnum):
    """How far an update has come."""

    NEW = "new"
    WAITING = "waiting"  # screened; waits for its turn with the engine
    DONE = "done"
    FAILED = "failed"  # gave up after repeated faults; the patient was told


@dataclass(kw_only=True)
class InboxUpdate:
    """A raw Telegram update, kept before anything is done with it."""

    update_id: int
    chat_id: int  # the lane: one chat's updates are handled in order
    payload: dict[str, Any]
    received_at: datetime
    status: InboxStatus = InboxStatus.NEW
    attempts: int = 0
    retry_at: datetime | None = None
    asked: str | None = None  # the question that was open when it was screened
    effect_at: datetime | None = None  # an action has answered it; never repeat that
    done_at: datetime | None = None


class Lane(StrEnum):
    """The four lanes of the outbox, most urgent first."""

    SAFETY = "safety"
    REPLY = "reply"
    PROMPT = "prompt"
    BULK = "bulk"


class OutboxStatus(StrEnum):
    """How far a message to a person has come."""

    PENDING = "pending"
    SENDING = "sending"  # handed to Telegram; the outcome is not known yet
    SENT = "sent"
    UNKNOWN = "unknown"  # the answer was lost; routine, so it is not repeated
    FAILED = "failed"  # refused for good
    SUPPRESSED = "suppressed"  # the send gate kept it back
    EXPIRED = "expired"  # its time was over before it could be sent


@dataclass(kw_only=True)
class OutboxMessage:
    """A message to one chat. Rows are written with the change that caused them."""

    id: int | None = None
    lane: Lane
    chat_id: int
    text: str
    created_at: datetime
    due_at: datetime
    buttons: list[list[dict[str, str]]] = field(default_factory=list)  # {"label", "token"}
    request_location: str | None = None  # label of a location-sharing button
    press_id: str | None = None  # answers that press (its toast is ``text``), sends nothing
    patient_id: int | None = None
    provider_id: int | None = None
    alert_id: int | None = None
    prompt_id: int | None = None
    purpose: str = "reply"  # a stable name, for the gate and for people who read rows
    question: str | None = None  # its buttons answer this question
    dedup_key: str | None = None  # unique: the same thing is never queued twice
    edits_outbox_id: int | None = None  # edit that message instead of sending a new one
    expires_at: datetime | None = None
    status: OutboxStatus = OutboxStatus.PENDING
    attempts: int = 0
    sending_since: datetime | None = None
    sent_at: datetime | None = None
    telegram_message_id: int | None = None
    detail: str | None = None  # why it failed or was kept back; never message text

    def may_be_seen_at(self, moment: datetime) -> bool:
        """Whether it had been handed to Telegram by ``moment``; before, nobody can answer it."""
        is_out = self.status in (OutboxStatus.SENDING, OutboxStatus.SENT, OutboxStatus.UNKNOWN)
        return is_out and self.sending_since is not None and self.sending_since <= moment


@dataclass(kw_only=True)
class Attachment:
    """A picture or a file that goes with a message; kept only until that has left."""

    outbox_id: int
    name: str  # as the person saves it; a ".png" or ".gif" is shown in the chat
    content: bytes

    @property
    def is_picture(self) -> bool:
        """Whether it is shown in the chat rather than offered as a file."""
        return self.name.endswith(".png")

    @property
    def is_animation(self) -> bool:
        """Whether it is played in the chat, over and over."""
        return self.name.endswith(".gif")


@dataclass(kw_only=True)
class Button:
    """What an inline button stands for; the token is all that travels."""

    token: str
    chat_id: int
    verb: str  # "check_in.answer", "alert.acknowledge", ...
    payload: dict[str, Any]
    question: str | None  # buttons of one question share it: the first press wins
    created_at: datetime
    expires_at: datetime | None = None
    pressed_at: datetime | None = None  # the last time, where it can be pressed again

    @property
    def is_open(self) -> bool:
        """Whether a press counts: a question is answered once, a menu opens again and again."""
        return self.question is None or self.pressed_at is None

    def was_just_pressed(self, moment: datetime) -> bool:
        """Whether a press of a menu at ``moment`` is the last one over again: by a hasty thumb."""
        if self.question is not None or self.pressed_at is None:
            return False
        return moment - self.pressed_at < DOUBLE_TAP
