"""Long polling: every update is stored before Telegram is told that it arrived."""

from __future__ import annotations

import asyncio
import logging

from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError, TimedOut

from bot.chat.intake import Intake
from bot.errors import ConfigError

WAIT_S = 25  # how long Telegram may hold a call that has nothing to say
FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 30.0
ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
log = logging.getLogger(__name__)


def _seconds(fault: RetryAfter) -> float:
    after = fault.retry_after
    return float(after) if isinstance(after, int | float) else after.total_seconds()


class Polling:
    """Fetches updates until cancelled."""

    def __init__(self, intake: Intake, bot: Bot) -> None:
        self._intake = intake
        self._bot = bot
        self._offset: int | None = None
        self._has_webhook = True  # an earlier set-up may have left one; polling needs it gone

    async def run(self) -> None:
        """Fetch, store, and only then ask for the ones after."""
        pause_s = FIRST_PAUSE_S
        while True:
            try:
                await self._fetch()
                pause_s = FIRST_PAUSE_S
            except TimedOut:
                continue
            except InvalidToken as fault:
                raise ConfigError(
                    "Telegram does not know LINDRA_TELEGRAM_TOKEN: copy it again from @BotFather."
                ) from fault
            except TelegramError as fault:
                pause_s = await self._pause(fault, pause_s)

    async def _fetch(self) -> None:
        if self._has_webhook:
            await self._bot.delete_webhook()
            self._has_webhook = False
        updates = await self._bot.get_updates(
            offset=self._offset, timeout=WAIT_S, allowed_updates=ALLOWED_UPDATES
        )
        if not updates:
            return
        await self._intake.store([update.to_dict() for update in updates])
        # Telegram forgets what is below the offset: it moves only after the commit.
        self._offset = updates[-1].update_id + 1

    async def _pause(self, fault: TelegramError, pause_s: float) -> float:
        if isinstance(fault, Conflict):
            log.error("another coach polls this bot", extra={"event": "polling_conflict"})
        else:
            log.warning(
                "polling failed",
                extra={"event": "polling_failed", "fault": type(fault).__name__},
            )
        if isinstance(fault, RetryAfter):
            pause_s = max(pause_s, _seconds(fault))
        await asyncio.sleep(pause_s)
        return min(pause_s * 2, LONGEST_PAUSE_S)
