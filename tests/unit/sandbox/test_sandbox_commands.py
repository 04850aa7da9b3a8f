import pytest

from sandbox.bot_api.commands import menu_for, set_my_commands
from sandbox.bot_api.params import Params
from sandbox.errors import BotApiError


def menu(name: str) -> list[dict]:
    return [{"command": name, "description": "What it does"}]


async def put(world, name, scope=None, language=""):
    values = {"commands": menu(name), "language_code": language}
    await set_my_commands(world, Params(values | ({"scope": scope} if scope else {})))


async def test_narrowest_scope_and_own_language_win(world):
    person = world.add_person("Anna", "nb")
    for name, scope, language in [
        ("default_any", None, ""),
        ("default_nb", None, "nb"),
        ("private_any", {"type": "all_private_chats"}, ""),
        ("chat_any", {"type": "chat", "chat_id": person.id}, ""),
    ]:
        await put(world, name, scope, language)
        assert menu_for(world, person) == menu(name)


async def test_menu_of_one_chat_is_not_shown_in_another(world):
    anna, ida = world.add_person("Anna"), world.add_person("Ida")
    await put(world, "alerts", {"type": "chat", "chat_id": ida.id})
    assert menu_for(world, anna) == []


@pytest.mark.parametrize(
    ("command", "problem"),
    [
        ({"command": "Check-In", "description": "x"}, "BOT_COMMAND_INVALID"),
        ({"command": "x" * 33, "description": "x"}, "BOT_COMMAND_INVALID"),
        ({"command": "x", "description": " "}, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ],
)
async def test_wrong_command_is_refused(world, command, problem):
    with pytest.raises(BotApiError, match=problem):
        await set_my_commands(world, Params({"commands": [command]}))


async def test_menu_for_an_unknown_chat_is_refused(world):
    with pytest.raises(BotApiError, match="chat not found"):
        await put(world, "x", {"type": "chat", "chat_id": 5})
