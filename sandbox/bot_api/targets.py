"""Where a call is aimed: the chat, and the message in it."""

from __future__ import annotations

from sandbox.bot_api.params import Params
from sandbox.clock import monotonic
from sandbox.errors import bad_request, forbidden, too_many_requests
from sandbox.state import Chat, Message
from sandbox.world import World


def known_chat(world: World, params: Params) -> Chat:
    """Return the chat a call names, whether or not the bot may write there."""
    if not params.text("chat_id"):
        raise bad_request("chat_id is empty")
    chat = world.chats.get(params.integer("chat_id"))
    if chat is None:
        raise bad_request("chat not found")
    return chat


def open_chat(world: World, params: Params) -> Chat:
    """Return the chat a call names, if the bot may write there."""
    chat = known_chat(world, params)
    person = world.people[chat.person_id]
    if chat.is_group:
        if chat.bot_left:
            raise forbidden("bot is not a member of the group chat")
        return chat
    if not person.started:
        raise forbidden("bot can't initiate conversation with a user")
    if person.blocked:
        raise forbidden("bot was blocked by the user")
    return chat


def within_limits(world: World, chat: Chat) -> None:
    """Count one message against the bot's rates."""
    wait_s = world.limits.wait_s(chat.id, monotonic())
    if wait_s:
        raise too_many_requests(wait_s)


def message_to_edit(chat: Chat, params: Params) -> Message:
    """Return the bot's own message that a call wants to change."""
    message = _find(chat, params)
    if message is None:
        raise bad_request("message to edit not found")
    if not message.from_bot or message.reply_keyboard or message.other_markup:
        raise bad_request("message can't be edited")
    return message


def message_to_delete(chat: Chat, params: Params) -> Message:
    """Return the message that a call wants to take away."""
    message = _find(chat, params)
    if message is None:
        raise bad_request("message to delete not found")
    return message


def _find(chat: Chat, params: Params) -> Message | None:
    if not params.text("message_id"):
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(params.integer("message_id"))
    return None if message is None or message.deleted else message
