"""editMessageText, editMessageCaption, editMessageReplyMarkup."""

from __future__ import annotations

from sandbox.bot_api.keyboards import Rows, read_inline_markup
from sandbox.bot_api.params import Params
from sandbox.bot_api.targets import message_to_edit, open_chat
from sandbox.bot_api.texts import read_caption, read_message_text
from sandbox.errors import bad_request
from sandbox.render import message_json
from sandbox.state import Chat, Json, Message
from sandbox.world import World

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)


async def edit_message_text(world: World, params: Params) -> Json:
    """Change the text; without a keyboard in the call, the keyboard goes."""
    chat = open_chat(world, params)
    words = read_message_text(params)
    keyboard = read_inline_markup(params)
    message = message_to_edit(chat, params)
    if message.text is None:
        raise bad_request("there is no text in the message to edit")
    before = (message.text, message.entities, message.inline_keyboard)
    if (words.text, words.entities, keyboard) == before:
        raise bad_request(_NOT_MODIFIED)
    message.text, message.entities = words.text, words.entities
    return _edited(world, chat, message, keyboard)


async def edit_message_caption(world: World, params: Params) -> Json:
    """Change the caption of a picture or a file."""
    chat = open_chat(world, params)
    words = read_caption(params)
    keyboard = read_inline_markup(params)
    message = message_to_edit(chat, params)
    if message.text is not None:
        raise bad_request("there is no caption in the message to edit")
    before = (message.caption, message.entities, message.inline_keyboard)
    if (words.text or None, words.entities, keyboard) == before:
        raise bad_request(_NOT_MODIFIED)
    message.caption, message.entities = words.text or None, words.entities
    return _edited(world, chat, message, keyboard)


async def edit_message_reply_markup(world: World, params: Params) -> Json:
    """Change or take away the inline keyboard alone."""
    chat = open_chat(world, params)
    keyboard = read_inline_markup(params)
    message = message_to_edit(chat, params)
    if keyboard == message.inline_keyboard:
        raise bad_request(_NOT_MODIFIED)
    # Telegram shows no "edited" mark when only the buttons change.
    message.inline_keyboard = keyboard
    world.touch(chat, message)
    return message_json(world, message)


def _edited(world: World, chat: Chat, message: Message, keyboard: Rows | None) -> Json:
    message.inline_keyboard = keyboard
    message.edit_date = world.clock.unix()
    world.touch(chat, message)
    return message_json(world, message)
