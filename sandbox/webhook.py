"""Where updates are sent when the bot has set a webhook."""

from __future__ import annotations

from dataclasses import dataclass

FIRST_RETRY_S = 0.5
LONGEST_RETRY_S = 30.0
ANSWER_WITHIN_S = 60.0


@dataclass(slots=True)
class Webhook:
    """The webhook as it is set, and how its last delivery went."""

    url: str = ""
    secret_token: str | None = None
    max_connections: int = 40
    last_error_date: int | None = None
    last_error_message: str | None = None


def retry_delay_s(failures: int) -> float:
    """Return how long to wait after this many failures running."""
    return float(min(LONGEST_RETRY_S, FIRST_RETRY_S * 2 ** min(failures - 1, 16)))
