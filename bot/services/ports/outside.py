"""What is no store: the engine, the sender, the detector of languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from bot.domain.messages import Attachment, OutboxMessage
from bot.domain.patients import Flow


@dataclass(frozen=True)
class Utterance:
    """Words of the engine's own for the patient, or its wish to ask the open question again."""

    text: str
    asks_again: bool = False


class DialogueEngine(Protocol):
    """The dialogue engine, as the services see it."""

    async def converse(
        self, conversation_id: str, text: str, flow: Flow | None, metadata: dict[str, Any]
    ) -> Sequence[Utterance]:
        """Hand one text over, with ``flow`` as the open form.

        Raises:
            EngineUnavailable: No answer within the deadline.
        """
        ...

    async def is_ready(self) -> bool: ...


class LanguageDetector(Protocol):
    """Recognises languages, offline."""

    def other_than(self, own: str, text: str) -> str | None:
        """Return the language of ``text`` where it is surely another one than ``own``."""
        ...


class SendState:
    """How a send ended; see ``SendResult``."""

    SENT = "sent"
    RETRY = "retry"  # the message surely did not arrive; try again later
    UNKNOWN = "unknown"  # it may have arrived
    BLOCKED = "blocked"  # the person blocked the bot, or never started it
    FORMAT = "format"  # Telegram cannot read the formatting
    UNCHANGED = "unchanged"  # an edit that changes nothing
    FAILED = "failed"  # refused for good


@dataclass(frozen=True)
class SendResult:
    """The outcome of one send."""

    state: str
    message_id: int | None = None
    retry_after_s: float = 0.0
    detail: str = ""


class MessageSender(Protocol):
    """Sends one outbox row to Telegram, once."""

    async def send(
        self,
        message: OutboxMessage,
        edited_message_id: int | None,
        attachment: Attachment | None = None,
        *,
        is_plain: bool = False,
    ) -> SendResult: ...
