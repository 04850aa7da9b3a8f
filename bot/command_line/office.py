"""One transaction at the office, for commands that do one thing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram.error import TelegramError

from bot.bootstrap import open_office
from bot.gateways.telegram_sender import open_bot
from bot.services.work import Work
from bot.settings import Settings, load_settings

Result = TypeVar("Result")


def at_office(do: Callable[[Work], Awaitable[Result]], *, asks_telegram: bool = False) -> Result:
    """Do one piece of work in its own transaction and return what came of it."""
    return asyncio.run(_at_office(load_settings(), do, asks_telegram=asks_telegram))


async def _at_office(
    settings: Settings, do: Callable[[Work], Awaitable[Result]], *, asks_telegram: bool
) -> Result:
    async with open_office(settings) as office:
        if asks_telegram:
            office.desk.clinic.bot_username = await _bot_username(settings)
        async with office.uow_factory() as uow:
            result = await do(office.desk.work(uow))
            await uow.commit()
            return result


async def _bot_username(settings: Settings) -> str:
    """Return the bot's name for links; empty when Telegram cannot be asked."""
    token = settings.telegram_token.get_secret_value()
    if not token:
        return ""
    try:
        async with open_bot(token, settings.telegram_api_url) as bot:
            return bot.username
    except TelegramError:
        return ""
