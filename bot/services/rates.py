"""Telegram's rates: about 30 messages a second for a bot, one a second for a chat.

Source: the figures that python-telegram-bot publishes as ``FloodLimit``. A short burst within a
chat is allowed in practice, and makes an answer of two messages arrive as one.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field

from bot.domain.messages import Lane

PER_BOT_S = 30.0
PER_CHAT_S = 1.0
CHAT_BURST = 6.0
KEPT_FOR_SAFETY = 5.0  # of the bot's rate, which only the safety lane may use up
_FORGET_AT = 10_000  # chats whose buckets are kept


@dataclass
class Bucket:
    """Tokens that refill with time; taking one may mean a wait."""

    rate_s: float
    size: float
    tokens: float = field(init=False)
    filled_at: float = field(default_factory=lambda: time.monotonic())

    def __post_init__(self) -> None:
        """Begin full."""
        self.tokens = self.size

    def take(self, floor: float = 0.0) -> float:
        """Take a token; return how long to wait, in seconds, for it to be there."""
        now = time.monotonic()
        self.tokens = min(self.size, self.tokens + (now - self.filled_at) * self.rate_s)
        self.filled_at = now
        self.tokens -= 1
        return max(0.0, (floor - self.tokens) / self.rate_s)


class Rates:
    """Keeps every send within the rates; a lane that was told to wait, waits alone."""

    def __init__(self, per_bot_s: float = PER_BOT_S, per_chat_s: float = PER_CHAT_S) -> None:
        self._bot = Bucket(per_bot_s, per_bot_s)
        self._per_chat_s = per_chat_s
        self._chats: dict[int, Bucket] = {}
        self._paused_until: dict[Lane, float] = {}

    async def wait(self, lane: Lane, chat_id: int) -> None:
        """Wait until one more message may go to this chat."""
        if len(self._chats) > _FORGET_AT:
            self._chats.clear()
        chat = self._chats.setdefault(chat_id, Bucket(self._per_chat_s, CHAT_BURST))
        floor = 0.0 if lane is Lane.SAFETY else KEPT_FOR_SAFETY
        wait_s = max(chat.take(), self._bot.take(floor))
        if lane is Lane.SAFETY:
            wait_s = min(wait_s, 1.0)
        if wait_s:
            await asyncio.sleep(wait_s)

    def pause(self, lane: Lane, seconds: float) -> None:
        """Hold one lane back for as long as Telegram said, and no longer."""
        self._paused_until[lane] = time.monotonic() + seconds

    def is_paused(self, lane: Lane) -> bool:
        """Whether a lane is being held back."""
        return time.monotonic() < self._paused_until.get(lane, 0.0)
