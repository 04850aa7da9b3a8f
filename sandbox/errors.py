"""What may go wrong: for the bot in Telegram's own words, for scripts in plain ones."""

from __future__ import annotations


class BotApiError(Exception):
    """The Bot API refuses a call."""

    def __init__(self, code: int, description: str, retry_after_s: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after_s = retry_after_s


class SimError(Exception):
    """A script or the page asks for something that cannot be done."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


def bad_request(description: str) -> BotApiError:
    """Return Telegram's answer to a call that is wrong in itself."""
    return BotApiError(400, f"Bad Request: {description}")


def forbidden(description: str) -> BotApiError:
    """Return Telegram's answer to a call that the person does not allow."""
    return BotApiError(403, f"Forbidden: {description}")


def conflict(description: str) -> BotApiError:
    """Return Telegram's answer when polling and webhook, or two pollers, meet."""
    return BotApiError(409, f"Conflict: {description}")


def too_many_requests(retry_after_s: int) -> BotApiError:
    """Return Telegram's answer to a bot that is too fast."""
    description = f"Too Many Requests: retry after {retry_after_s}"
    return BotApiError(429, description, retry_after_s)
