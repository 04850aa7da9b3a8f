"""A chat as the person in it sees it."""

from __future__ import annotations

from sandbox.bot_api.commands import menu_for
from sandbox.clock import monotonic
from sandbox.state import Chat, Json, Message, Person
from sandbox.world import World

_MEDIA = (
    "voice",
    "audio",
    "video",
    "video_note",
    "animation",
    "sticker",
    "contact",
    "dice",
    "location",
)


def chat_view(world: World, chat: Chat, messages: list[Message]) -> Json:
    """Return what is around some messages: typing, keyboards, the answer to a press, the menu."""
    person = world.person(chat.person_id)
    return {
        "messages": [message_view(message) for message in messages],
        "typing": chat.typing_until > monotonic(),
        "reply_keyboard": chat.reply_keyboard,
        "last_callback_answer": chat.last_callback_answer,
        "pending_presses": [
            {"callback_query_id": p.id, "message_id": p.message_id, "token": p.data}
            for p in chat.open_presses
        ],
        "blocked": person.blocked,
        "started": person.started,
        "commands": menu_for(world, person),
        "revision": chat.revision,
    }


def message_view(message: Message) -> Json:
    """Return one message as it looks on the screen."""
    shown: Json = {
        "message_id": message.message_id,
        "from": "bot" if message.from_bot else "user",
        "date": message.date,
        "text": message.text if message.text is not None else message.caption,
        "entities": message.entities,
        "buttons": _labels(message.inline_keyboard),
        "keyboard": message.inline_keyboard or [],
        "edited": message.edit_date is not None,
        "revision": message.revision,
    }
    if message.reply_keyboard is not None:
        shown["reply_keyboard"] = _labels(message.reply_keyboard)
    if message.reply_to is not None:
        shown["reply_to"] = message.reply_to
    if "forward_origin" in message.content:
        shown["forwarded"] = True
    return shown | _media(message)


def person_view(world: World, person: Person) -> Json:
    """Return one person and the last thing in their chat."""
    chat = world.chats[person.id]
    visible = chat.visible()
    return {
        "id": person.id,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "username": person.username,
        "language_code": person.language_code,
        "role": person.role,
        "started": person.started,
        "blocked": person.blocked,
        "last_message": message_view(visible[-1]) if visible else None,
        "revision": chat.revision,
    }


def _labels(rows: list[list[Json]] | None) -> list[list[str]]:
    return [[button["text"] for button in row] for row in rows or []]


def _media(message: Message) -> Json:
    content = message.content
    shown: Json = {kind: content[kind] for kind in _MEDIA if kind in content}
    if "photo" in content:
        largest = content["photo"][-1]
        shown["photo"] = _address(largest["file_id"]) | {
            "width": largest["width"],
            "height": largest["height"],
        }
    if "file_name" in content.get("animation", {}):  # sent by the bot, with something to see
        animation = content["animation"]
        sizes = {key: animation[key] for key in ("width", "height", "duration")}
        shown["animation"] = _address(animation["file_id"]) | sizes
    elif "document" in content:
        document = content["document"]
        name, size = document["file_name"], document["file_size"]
        shown["document"] = _address(document["file_id"]) | {"file_name": name, "file_size": size}
    return shown


def _address(file_id: str) -> Json:
    is_stored = file_id.startswith("sandbox-file-")
    return {"file_id": file_id, "url": f"/sim/files/{file_id}" if is_stored else None}
