"""Telegram's JSON for people, chats and messages."""

from __future__ import annotations

from sandbox.state import Chat, Json, Message, Person
from sandbox.world import World


def person_json(person: Person) -> Json:
    """Return a person as Telegram's User."""
    optional = {"last_name": person.last_name, "username": person.username}
    shown = {"id": person.id, "is_bot": False, "first_name": person.first_name}
    shown |= {key: value for key, value in optional.items() if value}
    return shown | {"language_code": person.language_code}


def bot_json(world: World) -> Json:
    """Return the bot as Telegram's User."""
    return {
        "id": world.bot.id,
        "is_bot": True,
        "first_name": world.bot.first_name,
        "username": world.bot.username,
    }


def chat_json(world: World, chat: Chat) -> Json:
    """Return a chat as Telegram's Chat."""
    person = world.people[chat.person_id]
    if chat.is_group:
        return {"id": chat.id, "type": "group", "title": f"{person.first_name}'s group"}
    shown: Json = {"id": chat.id, "type": "private", "first_name": person.first_name}
    optional = {"last_name": person.last_name, "username": person.username}
    return shown | {key: value for key, value in optional.items() if value}


def message_json(world: World, message: Message, with_reply: bool = True) -> Json:
    """Return a message as Telegram's Message."""
    chat = world.chats[message.chat_id]
    sender = bot_json(world) if message.from_bot else person_json(world.people[chat.person_id])
    shown: Json = {
        "message_id": message.message_id,
        "from": sender,
        "chat": chat_json(world, chat),
        "date": message.date,
    }
    shown |= _words(message) | message.content
    if message.edit_date is not None:
        shown["edit_date"] = message.edit_date
    if message.inline_keyboard is not None:
        shown["reply_markup"] = {"inline_keyboard": message.inline_keyboard}
    if with_reply and message.reply_to in chat.messages:
        shown["reply_to_message"] = message_json(world, chat.messages[message.reply_to], False)
    return shown


def inaccessible_message_json(world: World, chat: Chat, message_id: int) -> Json:
    """Return a message that is gone, as Telegram's InaccessibleMessage."""
    return {"chat": chat_json(world, chat), "message_id": message_id, "date": 0}


def _words(message: Message) -> Json:
    words: Json = {}
    if message.text is not None:
        words["text"] = message.text
    if message.caption is not None:
        words["caption"] = message.caption
    if message.entities:
        words["entities" if message.text is not None else "caption_entities"] = message.entities
    return words
