"""Sends one outbox row through Telegram's Bot API and says honestly how it ended."""

from __future__ import annotations

import os
from typing import Any

import httpx
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.constants import MessageLimit
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import HTTPXRequest

from bot.domain.messages import Attachment, OutboxMessage
from bot.services.ports import SendResult, SendState

CONNECT_S = 5.0
ANSWER_S = 20.0
_FORMAT_FAULTS = ("can't parse", "entit", "button", "keyboard", "markup")
_NO_TEXT_FAULT = "no text in the message to edit"
_UNREACHABLE_FAULTS = ("chat not found", "user is deactivated", "peer_id_invalid")
_BEFORE_CONTACT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)

Keyboard = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove


def open_bot(token: str, api_url: str) -> Bot:
    """Return a Bot that speaks to ``api_url``; calls to get updates have their own connections."""
    # The library's own switch for telling waiting times as durations, as it will do by itself.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    return Bot(
        token,
        base_url=f"{api_url.rstrip('/')}/bot",
        base_file_url=f"{api_url.rstrip('/')}/file/bot",
        request=HTTPXRequest(
            connection_pool_size=32,
            connect_timeout=CONNECT_S,
            read_timeout=ANSWER_S,
            write_timeout=ANSWER_S,
            pool_timeout=CONNECT_S,
        ),
        get_updates_request=HTTPXRequest(connect_timeout=CONNECT_S, read_timeout=ANSWER_S),
    )


class TelegramSender:
    """See ``bot.services.ports.MessageSender``."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def send(
        self,
        message: OutboxMessage,
        edited_message_id: int | None,
        attachment: Attachment | None = None,
        *,
        is_plain: bool = False,
    ) -> SendResult:
        """Send, edit or answer once; never raises for what Telegram or the network does."""
        try:
            if attachment is not None:
                sent = await self._send_file(message, attachment, is_plain=is_plain)
            else:
                sent = await self._call(message, edited_message_id, is_plain=is_plain)
        except TelegramError as fault:
            return read_fault(fault)
        return SendResult(SendState.SENT, message_id=sent)

    async def _call(
        self, message: OutboxMessage, edited_message_id: int | None, *, is_plain: bool
    ) -> int | None:
        if message.press_id is not None:
            await self._bot.answer_callback_query(message.press_id, message.text or None)
            return None
        if edited_message_id is not None:
            keyboard = None if is_plain else _inline(message)
            return await self._edit(message, edited_message_id, keyboard)
        sent = await self._bot.send_message(
            message.chat_id,
            message.text[: MessageLimit.MAX_TEXT_LENGTH],
            reply_markup=None if is_plain else _keyboard(message),
        )
        return sent.message_id

    async def _edit(
        self, message: OutboxMessage, message_id: int, keyboard: InlineKeyboardMarkup | None
    ) -> int:
        """Change a message's words and buttons, below a picture if it has one.

        Whether it has one only Telegram knows: what went with a message is forgotten with it.
        """
        which: dict[str, Any] = {"chat_id": message.chat_id, "message_id": message_id}
        try:
            edited = await self._bot.edit_message_text(
                message.text[: MessageLimit.MAX_TEXT_LENGTH], reply_markup=keyboard, **which
            )
        except BadRequest as fault:
            if _NO_TEXT_FAULT not in fault.message.lower():
                raise
            caption = message.text[: MessageLimit.CAPTION_LENGTH]
            edited = await self._bot.edit_message_caption(
                caption=caption, reply_markup=keyboard, **which
            )
        return edited.message_id if isinstance(edited, Message) else message_id

    async def _send_file(
        self, message: OutboxMessage, attachment: Attachment, *, is_plain: bool
    ) -> int | None:
        parts = message.chat_id, attachment.content
        around: dict[str, Any] = {
            "caption": message.text[: MessageLimit.CAPTION_LENGTH],
            "filename": attachment.name,
            "reply_markup": None if is_plain else _keyboard(message),
        }
        if attachment.is_animation:
            sent = await self._bot.send_animation(*parts, **around)
        elif attachment.is_picture:
            sent = await self._bot.send_photo(*parts, **around)
        else:
            sent = await self._bot.send_document(*parts, **around)
        return sent.message_id


def _keyboard(message: OutboxMessage) -> Keyboard | None:
    if message.request_location is not None:
        button = KeyboardButton(message.request_location, request_location=True)
        return ReplyKeyboardMarkup([[button]], resize_keyboard=True, one_time_keyboard=True)
    return _inline(message)


def _inline(message: OutboxMessage) -> InlineKeyboardMarkup | None:
    if not message.buttons:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(shown["label"], callback_data=shown["token"]) for shown in row]
            for row in message.buttons
        ]
    )


def read_fault(fault: TelegramError) -> SendResult:
    """Return what a fault of Telegram's means for the row; most specific first.

    ``BadRequest`` and ``TimedOut`` both derive from ``NetworkError``: the order matters, or a
    malformed message would be tried for ever.
    """
    name = type(fault).__name__
    if isinstance(fault, RetryAfter):
        return SendResult(SendState.RETRY, retry_after_s=_seconds(fault), detail=name)
    if isinstance(fault, Forbidden):
        return SendResult(SendState.BLOCKED, detail=name)
    if isinstance(fault, BadRequest):
        return SendResult(_read_refusal(fault.message.lower()), detail=name)
    if isinstance(fault, ChatMigrated):
        return SendResult(SendState.FAILED, detail=name)
    if isinstance(fault, InvalidToken):
        # Said of any 401 or 404, also by a proxy while the Bot API restarts: nothing was sent.
        return SendResult(SendState.RETRY, detail=name)
    if isinstance(fault, TimedOut | NetworkError):
        is_sure = isinstance(fault.__cause__, _BEFORE_CONTACT)
        return SendResult(SendState.RETRY if is_sure else SendState.UNKNOWN, detail=name)
    return SendResult(SendState.UNKNOWN, detail=name)  # an answer that cannot be read


def _read_refusal(words: str) -> str:
    if "message is not modified" in words:
        return SendState.UNCHANGED
    if any(fault in words for fault in _UNREACHABLE_FAULTS):
        return SendState.BLOCKED
    if any(fault in words for fault in _FORMAT_FAULTS):
        return SendState.FORMAT
    return SendState.FAILED


def _seconds(fault: RetryAfter) -> float:
    after = fault.retry_after
    return float(after) if isinstance(after, int | float) else after.total_seconds()
