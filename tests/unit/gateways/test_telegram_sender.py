"""What each fault of Telegram's means for a message, and what is sent to begin with."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from telegram import InlineKeyboardMarkup, ReplyKeyboardMarkup
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    PassportDecryptionError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.domain.messages import Attachment, Lane, OutboxMessage
from bot.gateways.telegram_sender import TelegramSender, open_bot, read_fault
from bot.services.ports import SendState

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def durations_as_they_will_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


def caused_by(fault: TelegramError, cause: Exception | None) -> TelegramError:
    fault.__cause__ = cause
    return fault


FAULTS = [
    (Forbidden("Forbidden: bot was blocked by the user"), SendState.BLOCKED),
    (Forbidden("Forbidden: bot can't initiate conversation with a user"), SendState.BLOCKED),
    (BadRequest("Chat not found"), SendState.BLOCKED),
    (BadRequest("Forbidden: user is deactivated"), SendState.BLOCKED),
    (BadRequest("PEER_ID_INVALID"), SendState.BLOCKED),
    (BadRequest("Message is not modified: specified new message content"), SendState.UNCHANGED),
    (BadRequest("Can't parse entities: unsupported start tag"), SendState.FORMAT),
    (BadRequest("Can't find end of the entity starting at byte offset 3"), SendState.FORMAT),
    (BadRequest("Button_data_invalid"), SendState.FORMAT),
    (BadRequest("Inline keyboard expected"), SendState.FORMAT),
    (BadRequest("Can't parse reply keyboard markup JSON object"), SendState.FORMAT),
    (BadRequest("Message to edit not found"), SendState.FAILED),
    (BadRequest("Message is too long"), SendState.FAILED),
    (BadRequest("Message text is empty"), SendState.FAILED),
    (BadRequest("Query is too old and response timeout expired"), SendState.FAILED),
    (ChatMigrated(-100), SendState.FAILED),
    # Said of any 401 or 404, also by a proxy while the Bot API restarts.
    (InvalidToken("Unauthorized"), SendState.RETRY),
    # The connection was never made: it surely did not arrive.
    (caused_by(NetworkError("x"), httpx.ConnectError("x")), SendState.RETRY),
    (caused_by(TimedOut(), httpx.ConnectTimeout("x")), SendState.RETRY),
    (caused_by(TimedOut(), httpx.PoolTimeout("x")), SendState.RETRY),
    # It was made: the answer may be all that was lost.
    (caused_by(TimedOut(), httpx.ReadTimeout("x")), SendState.UNKNOWN),
    (caused_by(TimedOut(), httpx.WriteTimeout("x")), SendState.UNKNOWN),
    (caused_by(NetworkError("x"), httpx.ReadError("x")), SendState.UNKNOWN),
    (caused_by(NetworkError("x"), httpx.RemoteProtocolError("x")), SendState.UNKNOWN),
    (NetworkError("Bad Gateway"), SendState.UNKNOWN),
    (TimedOut(), SendState.UNKNOWN),
    # An answer that cannot be read says nothing about the message.
    (Conflict("terminated by other getUpdates request"), SendState.UNKNOWN),
    (PassportDecryptionError("no"), SendState.UNKNOWN),
    (TelegramError("anything else"), SendState.UNKNOWN),
]


@pytest.mark.parametrize(("fault", "state"), FAULTS, ids=lambda each: repr(each))
def test_each_fault_has_one_meaning(fault: TelegramError, state: str):
    result = read_fault(fault)
    assert result.state == state
    assert result.detail == type(fault).__name__


@pytest.mark.parametrize("after", [17, timedelta(seconds=17)])
def test_telegrams_waiting_time_is_read_in_seconds(after: int | timedelta):
    result = read_fault(RetryAfter(after))
    assert (result.state, result.retry_after_s) == (SendState.RETRY, 17.0)


def test_what_a_fault_says_stays_out_of_the_record():
    result = read_fault(BadRequest("Can't parse entities: my neighbour Olaf"))
    assert "Olaf" not in repr(result)


class FakeBot:
    """Notes each call; fails when told to."""

    def __init__(self, fault: TelegramError | None = None) -> None:
        self.calls: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = []
        self.fault = fault

    def __getattr__(self, name: str) -> Any:
        async def call(*args: Any, **more: Any) -> Any:
            self.calls.append((name, args, more))
            if self.fault is not None:
                raise self.fault
            return SimpleNamespace(message_id=77) if name.startswith("send_") else True

        return call


def row(**more: Any) -> OutboxMessage:
    values: dict[str, Any] = {"lane": Lane.REPLY, "chat_id": 501, "text": "Hello"}
    return OutboxMessage(created_at=NOW, due_at=NOW, **{**values, **more})


BUTTONS = [[{"label": "6", "token": "a"}, {"label": "7", "token": "b"}]]


async def send(
    message: OutboxMessage,
    edited: int | None = None,
    attachment: Attachment | None = None,
    **more: Any,
) -> Any:
    bot = FakeBot()
    sender = TelegramSender(bot)  # type: ignore[arg-type]
    result = await sender.send(message, edited, attachment, **more)
    assert result.state == SendState.SENT
    ((name, args, rest),) = bot.calls
    return result, name, args, rest


async def test_a_message_is_sent_as_plain_text_with_its_number_kept():
    result, name, args, more = await send(row())
    assert (name, args, more) == ("send_message", (501, "Hello"), {"reply_markup": None})
    assert result.message_id == 77


async def test_buttons_carry_their_tokens_alone():
    _, _, _, more = await send(row(buttons=BUTTONS))
    keyboard = more["reply_markup"]
    assert isinstance(keyboard, InlineKeyboardMarkup)
    shown = [(each.text, each.callback_data) for each in keyboard.inline_keyboard[0]]
    assert shown == [("6", "a"), ("7", "b")]


async def test_a_place_is_asked_for_with_the_phones_own_button():
    _, _, _, more = await send(row(request_location="Share"))
    keyboard = more["reply_markup"]
    assert isinstance(keyboard, ReplyKeyboardMarkup)
    assert keyboard.keyboard[0][0].request_location


@pytest.mark.parametrize("more", [{"buttons": BUTTONS}, {"request_location": "Share"}])
async def test_sent_plain_a_message_has_no_keyboard(more: dict[str, Any]):
    _, _, _, rest = await send(row(**more), is_plain=True)
    assert rest["reply_markup"] is None


@pytest.mark.parametrize("is_plain", [True, False])
async def test_an_edit_goes_to_the_message_it_changes(is_plain: bool):
    result, name, args, more = await send(row(buttons=BUTTONS), 9, is_plain=is_plain)
    assert (name, args) == ("edit_message_text", ("Hello",))
    assert (more["chat_id"], more["message_id"]) == (501, 9)
    assert (more["reply_markup"] is None) is is_plain
    assert result.message_id == 9


@pytest.mark.parametrize(("text", "toast"), [("", None), ("Too late", "Too late")])
async def test_a_press_is_answered_with_a_toast_or_without(text: str, toast: str | None):
    result, name, args, _ = await send(row(press_id="p", text=text))
    assert (name, args) == ("answer_callback_query", ("p", toast))
    assert result.message_id is None


async def test_a_text_that_is_too_long_for_telegram_is_cut_and_not_lost():
    _, _, args, _ = await send(row(text="x" * 5000))
    assert len(args[1]) == 4096


@pytest.mark.parametrize(
    ("file", "method"),
    [
        ("week.png", "send_photo"),
        ("breathing.gif", "send_animation"),
        ("lindra-copy.zip", "send_document"),
    ],
)
@pytest.mark.parametrize("is_plain", [True, False])
async def test_a_file_goes_with_the_words_below_it(file: str, method: str, is_plain: bool):
    attachment = Attachment(outbox_id=1, name=file, content=b"content")
    result, name, args, more = await send(row(buttons=BUTTONS), None, attachment, is_plain=is_plain)
    assert (name, args) == (method, (501, b"content"))
    assert (more["caption"], more["filename"]) == ("Hello", file)
    assert (more["reply_markup"] is None) is is_plain
    assert result.message_id == 77


async def test_a_caption_that_is_too_long_for_telegram_is_cut_and_the_picture_arrives():
    picture = Attachment(outbox_id=1, name="week.png", content=b"content")
    _, _, _, more = await send(row(text="x" * 2000), None, picture)
    assert len(more["caption"]) == 1024


class BotWithPicture(FakeBot):
    """Refuses a new text for a message, as Telegram does where it is a picture."""

    def __init__(self, refusal: str) -> None:
        super().__init__()
        self.refusal = refusal

    async def edit_message_text(self, *args: Any, **more: Any) -> Any:
        raise BadRequest(self.refusal)


async def test_an_edit_of_a_picture_changes_the_words_below_it():
    bot = BotWithPicture("There is no text in the message to edit")
    message = row(text="x" * 2000, buttons=BUTTONS)
    result = await TelegramSender(bot).send(message, 9)  # type: ignore[arg-type]
    ((name, _, more),) = bot.calls
    assert (name, more["chat_id"], more["message_id"]) == ("edit_message_caption", 501, 9)
    assert more["caption"] == "x" * 1024
    assert isinstance(more["reply_markup"], InlineKeyboardMarkup)
    assert (result.state, result.message_id) == (SendState.SENT, 9)


async def test_an_edit_that_is_refused_for_another_reason_is_not_tried_otherwise():
    bot = BotWithPicture("Message to edit not found")
    result = await TelegramSender(bot).send(row(), 9)  # type: ignore[arg-type]
    assert (result.state, bot.calls) == (SendState.FAILED, [])


async def test_what_telegram_or_the_network_do_is_a_result_and_no_exception():
    sender = TelegramSender(FakeBot(Forbidden("no")))  # type: ignore[arg-type]
    assert (await sender.send(row(), None)).state == SendState.BLOCKED


async def test_a_bot_speaks_to_the_address_that_is_set(monkeypatch: pytest.MonkeyPatch):
    bot = open_bot("100:token", "http://127.0.0.1:9/")
    assert bot.base_url == "http://127.0.0.1:9/bot100:token"
    assert bot.base_file_url == "http://127.0.0.1:9/file/bot100:token"
