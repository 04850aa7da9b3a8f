"""What happens when a person presses an inline button."""

from __future__ import annotations

from sandbox.errors import SimError
from sandbox.render import inaccessible_message_json, message_json, person_json
from sandbox.sim_api.bodies import Body
from sandbox.sim_api.speaking import repeat_update
from sandbox.state import Chat, Json, Message, Person, Press
from sandbox.world import World


def press(world: World, person: Person, body: Body) -> Json:
    """Press a button by its label, or send raw callback data as a forger would."""
    repeated = repeat_update(world, body)
    if repeated is not None:
        return repeated
    if person.blocked:
        raise SimError(409, f"{person.first_name} has blocked the bot; unblock it first.")
    chat = world.chats[person.id]
    data = body.text("token")
    if data is not None:
        return _send(world, person, data, body.integer("message_id") or 0, body)
    message, button = _find(chat, body)
    if "callback_data" not in button:
        # A link opens in the browser, and the bot hears nothing of it.
        return {"message_id": message.message_id, "url": button.get("url")}
    return _send(world, person, button["callback_data"], message.message_id, body)


def _find(chat: Chat, body: Body) -> tuple[Message, Json]:
    label = body.required_text("button")
    message_id = body.integer("message_id")
    for message in reversed(chat.visible()):
        if message_id not in (None, message.message_id):
            continue
        for button in _buttons(message):
            if button["text"] == label:
                return message, button
    where = f"message {message_id}" if message_id is not None else "any message"
    visible = [b["text"] for m in chat.visible() for b in _buttons(m)]
    raise SimError(404, f'No button "{label}" is visible on {where}; visible are: {visible}')


def _buttons(message: Message) -> list[Json]:
    return [button for row in message.inline_keyboard or [] for button in row]


def _send(world: World, person: Person, data: str, message_id: int, body: Body) -> Json:
    chat = world.chats[person.id]
    person.started = True
    query_id = world.next_query_id()
    pressed = Press(query_id, person.id, message_id, data)
    world.presses[query_id] = pressed
    chat.open_presses.append(pressed)
    world.touch(chat)
    query = {
        "id": query_id,
        "from": person_json(person),
        "message": _message(world, chat, message_id),
        "chat_instance": f"-{person.id}",
        "data": data,
    }
    update_id = world.updates.add("callback_query", query, body.integer("update_id"))
    return {"callback_query_id": query_id, "message_id": message_id, "update_id": update_id}


def _message(world: World, chat: Chat, message_id: int) -> Json:
    message = chat.messages.get(message_id)
    if message is None or message.deleted:
        return inaccessible_message_json(world, chat, message_id)
    return message_json(world, message)
