"""setMyCommands, getMyCommands, deleteMyCommands and which menu a person sees."""

from __future__ import annotations

import re

from sandbox.bot_api.params import Params
from sandbox.errors import bad_request
from sandbox.state import Json, Person
from sandbox.world import World

MAX_COMMANDS = 100
MAX_DESCRIPTION = 256
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_SCOPES = frozenset(
    {"default", "all_private_chats", "all_group_chats", "all_chat_administrators", "chat"}
)

Key = tuple[str, int, str]


async def set_my_commands(world: World, params: Params) -> bool:
    """Set the menu for a scope and a language."""
    commands = params.objects("commands")
    if commands is None:
        raise bad_request('parameter "commands" is required')
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    world.bot.commands[_key(world, params)] = [_checked(command) for command in commands]
    world.changed.notify()
    return True


async def get_my_commands(world: World, params: Params) -> list[Json]:
    """Return the menu of exactly this scope and language."""
    return world.bot.commands.get(_key(world, params), [])


async def delete_my_commands(world: World, params: Params) -> bool:
    """Take a menu away; the next wider one shows."""
    world.bot.commands.pop(_key(world, params), None)
    world.changed.notify()
    return True


def menu_for(world: World, person: Person) -> list[Json]:
    """Return the menu in a person's private chat, by Telegram's order of scopes."""
    for scope, chat_id in (("chat", person.id), ("all_private_chats", 0), ("default", 0)):
        for language in (person.language_code, ""):
            menu = world.bot.commands.get((scope, chat_id, language))
            if menu:
                return menu
    return []


def _key(world: World, params: Params) -> Key:
    scope = params.value("scope") or {"type": "default"}
    kind = scope.get("type") if isinstance(scope, dict) else None
    if kind not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    chat_id = 0
    if kind == "chat":
        chat_id = Params(scope).integer("chat_id")
        if chat_id not in world.chats:
            raise bad_request("chat not found")
    return kind, chat_id, params.text("language_code")


def _checked(command: Json) -> Json:
    name = str(command.get("command", "")).removeprefix("/")
    description = str(command.get("description", "")).strip()
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= MAX_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}
