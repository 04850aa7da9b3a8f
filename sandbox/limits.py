"""How fast a bot may send: 30 messages a second in all, and a burst a chat when asked for."""

from __future__ import annotations

from collections import deque

WINDOW_S = 1.0


class RateLimits:
    """A sliding second over the whole bot; optionally one token bucket a chat."""

    def __init__(self) -> None:
        self.per_second = 30
        # Telegram asks for one message a second in a chat but lets short bursts pass,
        # so nothing is enforced until a script sets a number.
        self.chat_burst: int | None = None
        self._sent: deque[float] = deque()
        self._buckets: dict[int, tuple[float, float]] = {}

    def wait_s(self, chat_id: int, at: float) -> int:
        """Count one message; return 0, or for how many seconds the bot must wait.

        Args:
            chat_id: Where the message goes.
            at: Seconds on a monotonic clock.
        """
        while self._sent and at - self._sent[0] >= WINDOW_S:
            self._sent.popleft()
        if len(self._sent) >= self.per_second or not self._chat_allows(chat_id, at):
            return 1
        self._sent.append(at)
        return 0

    def _chat_allows(self, chat_id: int, at: float) -> bool:
        if self.chat_burst is None:
            return True
        tokens, since = self._buckets.get(chat_id, (float(self.chat_burst), at))
        tokens = min(float(self.chat_burst), tokens + (at - since))
        self._buckets[chat_id] = (tokens - 1, at) if tokens >= 1 else (tokens, at)
        return tokens >= 1
