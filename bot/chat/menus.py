"""Tells Telegram what to show: each chat its command menu; and learns the bot's own name."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Sequence

from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import InvalidToken, TelegramError

from bot.chat.patients.commands import COMMANDS
from bot.chat.providers.commands import SHOWN_COMMANDS as PROVIDER_COMMANDS
from bot.errors import ConfigError
from bot.services.provider_words import PROVIDER_LANGUAGE
from bot.services.work import Desk

LOOK_EVERY_S = 15.0
AWAY_PAUSE_S = 3.0  # between two tries while Telegram is away
log = logging.getLogger(__name__)


class Menus:
    """Patients' menu for everybody, and a menu of its own for each provider's chat."""

    def __init__(self, desk: Desk, bot: Bot) -> None:
        self._desk = desk
        self._bot = bot
        self._shown: set[int | None] = {None}

    async def introduce(self) -> bool:
        """Learn the bot's name and show the menu; return whether Telegram could be reached.

        Raises:
            ConfigError: Telegram does not know the token.
        """
        try:
            await self._bot.initialize()
            await self._show_commands()
            self._desk.clinic.bot_username = self._bot.username
        except InvalidToken as fault:
            raise ConfigError(
                "Telegram does not know LINDRA_TELEGRAM_TOKEN: copy it again from @BotFather."
            ) from fault
        except TelegramError as fault:
            log.warning(
                "telegram is away",
                extra={"event": "telegram_away", "fault": type(fault).__name__},
            )
            return False
        return True

    async def keep(self) -> None:
        """Show new providers their menu until cancelled; catch up when Telegram was away."""
        while not self._desk.clinic.bot_username:
            await asyncio.sleep(AWAY_PAUSE_S)
            if await self.introduce():
                log.info("telegram is back", extra={"event": "telegram_back"})
        commands = self._named("provider-commands", PROVIDER_COMMANDS, PROVIDER_LANGUAGE)
        while True:
            async with self._desk.uow_factory() as uow:
                chats = {one.chat_id for one in await uow.providers.all() if one.is_linked}
            for chat_id in chats - self._shown:
                with contextlib.suppress(TelegramError):  # tried again next time
                    await self._bot.set_my_commands(commands, BotCommandScopeChat(chat_id or 0))
                    self._shown.add(chat_id)
            await asyncio.sleep(LOOK_EVERY_S)

    async def _show_commands(self) -> None:
        """Show patients' menu in the language of their Telegram, English where there is no other.

        Telegram knows languages by two letters only.
        """
        first, *others = self._desk.library.languages()
        for language in (first, *(code for code in others if len(code) == 2)):
            commands = self._named("commands", tuple(COMMANDS), language)
            code = None if language == first else language
            await self._bot.set_my_commands(commands, language_code=code)

    def _named(self, texts: str, names: Sequence[str], language: str) -> list[BotCommand]:
        library = self._desk.library
        return [BotCommand(name, library.text(f"{texts}.{name}", language)) for name in names]
