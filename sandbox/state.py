"""What the sandbox knows: people, chats, messages, presses."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Json = dict[str, Any]


class Role(StrEnum):
    """On which side of the page a person is shown."""

    PATIENT = "patient"
    PROVIDER = "provider"


@dataclass(slots=True)
class Person:
    """Somebody with a Telegram account."""

    id: int
    first_name: str
    language_code: str = "en"
    role: Role | None = None
    last_name: str | None = None
    username: str | None = None
    started: bool = False
    blocked: bool = False


@dataclass(slots=True)
class Message:
    """One message in one chat; ``content`` holds Telegram's own fields for media."""

    message_id: int
    chat_id: int
    from_bot: bool
    date: int
    text: str | None = None
    entities: list[Json] = field(default_factory=list)
    caption: str | None = None
    content: Json = field(default_factory=dict)
    inline_keyboard: list[list[Json]] | None = None
    reply_keyboard: list[list[Json]] | None = None
    other_markup: bool = False
    reply_to: int | None = None
    edit_date: int | None = None
    deleted: bool = False
    revision: int = 0


@dataclass(slots=True)
class Press:
    """One press of an inline button, open until the bot answers it."""

    id: str
    person_id: int
    message_id: int
    data: str
    answered: bool = False


@dataclass(slots=True)
class Chat:
    """The conversation of one person with the bot, or a group with both in it."""

    id: int
    person_id: int
    is_group: bool = False
    messages: dict[int, Message] = field(default_factory=dict)
    reply_keyboard: Json | None = None
    typing_until: float = 0.0
    open_presses: list[Press] = field(default_factory=list)
    last_callback_answer: Json | None = None
    revision: int = 0
    bot_left: bool = False

    def visible(self) -> list[Message]:
        """Return the messages a person sees, oldest first."""
        return [message for message in self.messages.values() if not message.deleted]


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A picture or a file that the bot has sent."""

    file_id: str
    name: str
    mime_type: str
    data: bytes
