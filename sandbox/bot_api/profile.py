"""getMe and the bot's words about itself."""

from __future__ import annotations

from sandbox.bot_api.params import Params
from sandbox.errors import bad_request
from sandbox.render import bot_json
from sandbox.state import Json
from sandbox.world import World

MAX_DESCRIPTION = 512
MAX_SHORT_DESCRIPTION = 120


async def get_me(world: World, params: Params) -> Json:
    """Return the bot."""
    return bot_json(world) | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def set_my_description(world: World, params: Params) -> bool:
    """Set what a person reads before they start the bot."""
    world.bot.description = _within(params.text("description"), MAX_DESCRIPTION)
    world.changed.notify()
    return True


async def get_my_description(world: World, params: Params) -> Json:
    """Return what a person reads before they start the bot."""
    return {"description": world.bot.description}


async def set_my_short_description(world: World, params: Params) -> bool:
    """Set the line on the bot's profile."""
    words = params.text("short_description")
    world.bot.short_description = _within(words, MAX_SHORT_DESCRIPTION)
    world.changed.notify()
    return True


async def get_my_short_description(world: World, params: Params) -> Json:
    """Return the line on the bot's profile."""
    return {"short_description": world.bot.short_description}


def _within(words: str, longest: int) -> str:
    if len(words) > longest:
        raise bad_request("BOT_DESCRIPTION_INVALID")
    return words
