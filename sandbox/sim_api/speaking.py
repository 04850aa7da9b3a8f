"""What a person says to the bot, turned into updates."""

from __future__ import annotations

import re

from sandbox.entities.spans import Span, utf16_length
from sandbox.errors import SimError
from sandbox.render import message_json
from sandbox.sim_api.attachments import read_attachment
from sandbox.sim_api.bodies import Body
from sandbox.state import Chat, Json, Message, Person
from sandbox.world import World

_COMMAND = re.compile(r"(?<!\S)/[A-Za-z0-9_]{1,32}(@[A-Za-z0-9_]+)?")
_START_CODE = re.compile(r"[A-Za-z0-9_-]{0,64}")


def say(world: World, person: Person, body: Body) -> Json:
    """Let a person send a message, change one, or repeat an update."""
    repeated = repeat_update(world, body)
    if repeated is not None:
        return repeated
    _must_not_block(person)
    if body.integer("edit_of") is not None:
        return _edit(world, person, body)
    chat = world.group_of(person) if body.flag("group") else world.chats[person.id]
    message = _message(world, chat, body)
    person.started = person.started or not chat.is_group
    _hide_one_time_keyboard(chat)
    world.put(chat, message)
    shown = message_json(world, message)
    update_id = world.updates.add("message", shown, body.integer("update_id"))
    return {"message_id": message.message_id, "update_id": update_id}


def open_link(world: World, person: Person, code: str) -> Json:
    """Let a person open the bot through a link, which also ends a block."""
    if not _START_CODE.fullmatch(code):
        raise SimError(400, "A start code has up to 64 of A-Z, a-z, 0-9, _ and -.")
    block(world, person, False)
    return say(world, person, Body({"text": f"/start {code}".strip()}))


def block(world: World, person: Person, blocked: bool) -> None:
    """Let a person block the bot, or let it in again; the bot is told as by Telegram."""
    if person.blocked == blocked:
        return
    person.blocked = blocked
    chat = world.chats[person.id]
    world.touch(chat)
    if person.started:
        world.updates.add("my_chat_member", _membership(world, chat, blocked))


def _message(world: World, chat: Chat, body: Body) -> Message:
    number = world.next_message_id()
    message = Message(number, chat.id, from_bot=False, date=world.clock.unix())
    message.content = read_attachment(body, number) | _forwarded(world, body)
    message.reply_to = body.integer("reply_to")
    text = body.text("text")
    if text is None and not message.content:
        raise SimError(400, "Say what is sent: a text, a voice, a photo, a location ...")
    if message.content.keys() - {"forward_origin"}:
        message.caption = text or body.text("caption")
    else:
        message.text = text or ""
    message.entities = _commands(text or "")
    return message


def _edit(world: World, person: Person, body: Body) -> Json:
    chat = world.group_of(person) if body.flag("group") else world.chats[person.id]
    message = chat.messages.get(body.integer("edit_of") or 0)
    if message is None or message.from_bot or message.deleted:
        raise SimError(404, "There is no message of this person with that id.")
    text = body.text("text")
    if text is None:
        raise SimError(400, '"text" is missing.')
    if message.text is None:
        message.caption = text
    else:
        message.text = text
    message.entities = _commands(text)
    message.edit_date = world.clock.unix()
    world.touch(chat, message)
    update_id = world.updates.add(
        "edited_message", message_json(world, message), body.integer("update_id")
    )
    return {"message_id": message.message_id, "update_id": update_id}


def repeat_update(world: World, body: Body) -> Json | None:
    """Deliver an earlier update once more; None when its id is not one of them."""
    update_id = body.integer("update_id")
    update = None if update_id is None else world.updates.repeat(update_id)
    if update is None:
        return None
    about = update.get("message") or update.get("edited_message") or {}
    shown = {"message_id": about.get("message_id"), "update_id": update_id, "repeated": True}
    if "callback_query" in update:
        shown["callback_query_id"] = update["callback_query"]["id"]
    return shown


def _must_not_block(person: Person) -> None:
    if person.blocked:
        raise SimError(409, f"{person.first_name} has blocked the bot; unblock it first.")


def _forwarded(world: World, body: Body) -> Json:
    if not body.flag("forwarded"):
        return {}
    origin = {"type": "hidden_user", "sender_user_name": "Somebody", "date": world.clock.unix()}
    return {"forward_origin": origin}


def _commands(text: str) -> list[Json]:
    """Mark commands as the Telegram app does; bots look for these marks."""
    return [
        Span("bot_command", utf16_length(text[: m.start()]), len(m.group())).as_json()
        for m in _COMMAND.finditer(text)
    ]


def _hide_one_time_keyboard(chat: Chat) -> None:
    if chat.reply_keyboard and chat.reply_keyboard.get("one_time_keyboard"):
        chat.reply_keyboard = None


def _membership(world: World, chat: Chat, blocked: bool) -> Json:
    message = Message(0, chat.id, from_bot=False, date=world.clock.unix())
    shown = message_json(world, message)
    bot = {"id": world.bot.id, "is_bot": True, "first_name": world.bot.first_name}
    bot["username"] = world.bot.username
    gone = {"user": bot, "status": "kicked", "until_date": 0}
    there = {"user": bot, "status": "member"}
    old, new = (there, gone) if blocked else (gone, there)
    return {
        "chat": shown["chat"],
        "from": shown["from"],
        "date": shown["date"],
        "old_chat_member": old,
        "new_chat_member": new,
    }
