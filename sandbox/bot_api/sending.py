"""Puts a message of the bot into a chat; shared by everything that sends."""

from __future__ import annotations

from sandbox.bot_api.keyboards import Markup, read_markup
from sandbox.bot_api.params import Params
from sandbox.bot_api.targets import within_limits
from sandbox.errors import bad_request
from sandbox.render import message_json
from sandbox.state import Chat, Json, Message
from sandbox.world import World


def new_message(world: World, chat: Chat, params: Params) -> Message:
    """Return a message of the bot, still without words, that is allowed to be sent now."""
    markup = read_markup(params)
    reply_to = _reply_to(chat, params)
    within_limits(world, chat)
    return Message(
        message_id=world.next_message_id(),
        chat_id=chat.id,
        from_bot=True,
        date=world.clock.unix(),
        inline_keyboard=markup.inline,
        reply_keyboard=markup.reply["keyboard"] if markup.reply else None,
        other_markup=markup.removes_reply or markup.force_reply,
        reply_to=reply_to,
    )


def send(world: World, chat: Chat, message: Message, params: Params) -> Json:
    """Show the message and return it as Telegram does."""
    _change_reply_keyboard(chat, read_markup(params))
    world.put(chat, message)
    return message_json(world, message)


def _change_reply_keyboard(chat: Chat, markup: Markup) -> None:
    if markup.reply is not None:
        chat.reply_keyboard = markup.reply
    elif markup.removes_reply:
        chat.reply_keyboard = None


def _reply_to(chat: Chat, params: Params) -> int | None:
    reply = params.value("reply_parameters") or {}
    message_id = reply.get("message_id") or params.integer("reply_to_message_id")
    if not message_id:
        return None
    message = chat.messages.get(int(message_id))
    if message is not None and not message.deleted:
        return message.message_id
    optional = params.flag("allow_sending_without_reply")
    if reply.get("allow_sending_without_reply") or optional:
        return None
    raise bad_request("message to be replied not found")
