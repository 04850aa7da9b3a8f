"""Inline and reply keyboards, checked as Telegram checks them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sandbox.bot_api.params import Params
from sandbox.errors import BotApiError, bad_request
from sandbox.state import Json

MAX_CALLBACK_BYTES = 64
MAX_BUTTONS = 100
_ACTIONS = ("url", "callback_data", "web_app", "switch_inline_query", "copy_text", "login_url")

Rows = list[list[Json]]


@dataclass(frozen=True, slots=True)
class Markup:
    """What hangs on a message: inline buttons, or a change of the reply keyboard."""

    inline: Rows | None = None
    reply: Json | None = None
    removes_reply: bool = False
    force_reply: bool = False


def read_markup(params: Params) -> Markup:
    """Read reply_markup.

    Raises:
        BotApiError: The markup or one of its buttons is not allowed.
    """
    value = params.value("reply_markup")
    if value is None:
        return Markup()
    if not isinstance(value, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in value:
        return Markup(inline=_inline_rows(value["inline_keyboard"]))
    if "keyboard" in value:
        return Markup(reply=value | {"keyboard": _reply_rows(value["keyboard"])})
    return Markup(
        removes_reply=bool(value.get("remove_keyboard")), force_reply="force_reply" in value
    )


def read_inline_markup(params: Params) -> Rows | None:
    """Read the reply_markup of an edit, which can only be inline."""
    markup = read_markup(params)
    if markup.reply or markup.removes_reply or markup.force_reply:
        raise bad_request("inline keyboard expected")
    return markup.inline


def _rows(value: Any, name: str) -> list[list[Any]]:
    if not isinstance(value, list) or not all(isinstance(row, list) for row in value):
        raise bad_request(f'field "{name}" of the {_owner(name)} must be an Array of Arrays')
    if sum(len(row) for row in value) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    return [row for row in value if row]


def _owner(name: str) -> str:
    return "InlineKeyboardMarkup" if name == "inline_keyboard" else "ReplyKeyboardMarkup"


def _inline_rows(value: Any) -> Rows | None:
    rows = _rows(value, "inline_keyboard")
    return [[_inline_button(button) for button in row] for row in rows] or None


def _inline_button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise _bad_inline_button("expected an Object")
    if not isinstance(button.get("text"), str):
        raise _bad_inline_button('Can\'t find field "text"')
    if not button["text"].strip():
        raise _bad_inline_button("Button text must be non-empty")
    if not any(action in button for action in _ACTIONS):
        raise _bad_inline_button("Text buttons are unallowed in the inline keyboard")
    if "callback_data" in button:
        _check_callback_data(button["callback_data"])
    if "url" in button:
        _check_url(button["url"])
    return button


def _check_callback_data(data: Any) -> None:
    if not isinstance(data, str) or not 1 <= len(data.encode()) <= MAX_CALLBACK_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")


def _check_url(url: Any) -> None:
    if not isinstance(url, str) or not url.startswith(("http://", "https://", "tg://")):
        raise bad_request("BUTTON_URL_INVALID")


def _reply_rows(value: Any) -> Rows:
    rows = [[_reply_button(button) for button in row] for row in _rows(value, "keyboard")]
    if not rows:
        raise bad_request("reply keyboard must have at least one button")
    return rows


def _reply_button(button: Any) -> Json:
    button = {"text": button} if isinstance(button, str) else button
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise bad_request("can't parse keyboard button: KeyboardButton must be a String or Object")
    if not button["text"].strip():
        raise bad_request("keyboard button text must be non-empty")
    return button


def _bad_inline_button(problem: str) -> BotApiError:
    return bad_request(f"can't parse inline keyboard button: {problem}")
