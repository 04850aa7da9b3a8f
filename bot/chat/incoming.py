"""Telegram's updates, reduced to what the coach can meet."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from telegram import Chat, ChatMember, Message, Update


class Kind(StrEnum):
    """What somebody sent."""

    TEXT = "text"
    EDITED = "edited"
    PRESS = "press"
    LOCATION = "location"
    MEDIA = "media"  # voice, photo, sticker, and whatever else has no readable words
    GROUP = "group"
    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"
    OTHER = "other"  # nothing that a person said to us


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """One update in plain terms."""

    kind: Kind
    chat_id: int
    message_id: int = field(default=0, compare=False)  # kept when it is edited; says nothing
    text: str = ""  # the words of a text, or the caption of a picture
    media: str = ""  # voice, photo, sticker, ...
    is_forwarded: bool = False
    language: str = ""
    token: str = ""  # of a pressed button
    press_id: str = ""  # Telegram's id of the press; must be answered
    latitude: float = 0.0
    longitude: float = 0.0


_MEDIA = (
    "voice",
    "photo",
    "sticker",
    "video",
    "video_note",
    "audio",
    "document",
    "animation",
    "contact",
    "poll",
    "dice",
)
# What Telegram reports about a chat in the form of a message; nobody said it to us.
_REPORTS = (
    "pinned_message",
    "message_auto_delete_timer_changed",
    "write_access_allowed",
    "chat_background_set",
)


def read_update(payload: dict[str, Any]) -> Incoming:
    """Return what an update means; anything unknown becomes ``Kind.OTHER``."""
    update = Update.de_json(payload, None)
    if update.callback_query is not None:
        return _read_press(update)
    if update.my_chat_member is not None:
        return _read_membership(update)
    message = update.message or update.edited_message
    if message is None:
        return Incoming(kind=Kind.OTHER, chat_id=_chat_id(update))
    return _read_message(message, is_edited=update.message is None)


def _chat_id(update: Update) -> int:
    return update.effective_chat.id if update.effective_chat is not None else 0


def _read_press(update: Update) -> Incoming:
    query = update.callback_query
    assert query is not None
    return Incoming(
        kind=Kind.PRESS, chat_id=query.from_user.id, token=query.data or "", press_id=query.id
    )


def _read_membership(update: Update) -> Incoming:
    change = update.my_chat_member
    assert change is not None
    if change.chat.type != Chat.PRIVATE:
        return Incoming(kind=Kind.OTHER, chat_id=change.chat.id)
    is_blocked = change.new_chat_member.status == ChatMember.BANNED
    kind = Kind.BLOCKED if is_blocked else Kind.UNBLOCKED
    return Incoming(kind=kind, chat_id=change.chat.id)


def _read_message(message: Message, *, is_edited: bool) -> Incoming:
    words = message.text or message.caption or ""
    sender = message.from_user
    language = (sender.language_code or "") if sender is not None else ""
    if message.chat.type != Chat.PRIVATE:
        return Incoming(kind=Kind.GROUP, chat_id=message.chat.id)
    is_report = any(getattr(message, name) for name in _REPORTS)
    if is_report or (is_edited and message.location is not None):  # a place that moves on
        return Incoming(kind=Kind.OTHER, chat_id=message.chat.id)
    if message.location is not None:
        return Incoming(
            kind=Kind.LOCATION,
            chat_id=message.chat.id,
            latitude=message.location.latitude,
            longitude=message.location.longitude,
        )
    media = next((name for name in _MEDIA if getattr(message, name)), "")
    kind = Kind.EDITED if is_edited else Kind.MEDIA if media else Kind.TEXT
    return Incoming(
        kind=kind,
        chat_id=message.chat.id,
        message_id=message.message_id,
        text=words,
        media=media,
        is_forwarded=message.forward_origin is not None,
        language=language,
    )
