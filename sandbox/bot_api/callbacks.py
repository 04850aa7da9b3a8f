"""answerCallbackQuery."""

from __future__ import annotations

from sandbox.bot_api.params import Params
from sandbox.errors import bad_request
from sandbox.world import World

MAX_ANSWER = 200


async def answer_callback_query(world: World, params: Params) -> bool:
    """Stop the button's spinner and show a short text; each press is answered once."""
    press = world.presses.get(params.text("callback_query_id"))
    if press is None or press.answered:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    text = params.text("text")
    if len(text) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    press.answered = True
    chat = world.chats[press.person_id]
    chat.open_presses.remove(press)
    chat.last_callback_answer = {
        "callback_query_id": press.id,
        "message_id": press.message_id,
        "text": text,
        "show_alert": params.flag("show_alert"),
        "date": world.clock.unix(),
    }
    world.touch(chat)
    return True
