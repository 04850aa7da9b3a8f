"""sendMessage, deleteMessage, sendChatAction, leaveChat."""

from __future__ import annotations

from sandbox.bot_api.params import Params
from sandbox.bot_api.sending import new_message, send
from sandbox.bot_api.targets import known_chat, message_to_delete, open_chat
from sandbox.bot_api.texts import read_message_text
from sandbox.clock import monotonic
from sandbox.errors import bad_request
from sandbox.state import Json
from sandbox.world import World

TYPING_S = 5.0
DELETABLE_S = 48 * 3600
_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


async def send_message(world: World, params: Params) -> Json:
    """Send a text."""
    chat = open_chat(world, params)
    words = read_message_text(params)
    message = new_message(world, chat, params)
    message.text, message.entities = words.text, words.entities
    return send(world, chat, message, params)


async def delete_message(world: World, params: Params) -> bool:
    """Take a message away; Telegram allows it for 48 hours."""
    chat = known_chat(world, params)
    message = message_to_delete(chat, params)
    if world.clock.unix() - message.date > DELETABLE_S:
        raise bad_request("message can't be deleted for everyone")
    message.deleted = True
    world.touch(chat, message)
    return True


async def send_chat_action(world: World, params: Params) -> bool:
    """Show for five seconds that the bot is doing something."""
    chat = open_chat(world, params)
    if params.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.typing_until = monotonic() + TYPING_S
    world.touch(chat)
    return True


async def leave_chat(world: World, params: Params) -> bool:
    """Leave a group."""
    chat = known_chat(world, params)
    if not chat.is_group:
        raise bad_request("chat member status can't be changed in private chats")
    chat.bot_left = True
    world.touch(chat)
    return True
