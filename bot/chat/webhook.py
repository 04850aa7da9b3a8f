"""The webhook: a path nobody can guess, a secret that Telegram repeats, and the inbox first."""

from __future__ import annotations

import hashlib
import hmac
import logging
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Bot, Update

from bot.chat.polling import ALLOWED_UPDATES, store
from bot.services.work import Desk

HEADER = "X-Telegram-Bot-Api-Secret-Token"
MAX_BYTES = 1_000_000  # far above any update; below what could hurt
log = logging.getLogger(__name__)


def secret_path(secret: str) -> str:
    """Return the webhook's path: made from the secret, so it cannot be guessed."""
    digest = hmac.new(secret.encode(), b"webhook path", hashlib.sha256).hexdigest()
    return f"/telegram/{digest[:40]}"


def webhook_route(desk: Desk, secret: str) -> Route:
    """Return the route that takes Telegram's updates."""

    async def take(request: Request) -> Response:
        if not hmac.compare_digest(request.headers.get(HEADER, ""), secret):
            log.warning("webhook refused", extra={"event": "webhook_refused"})
            return Response(status_code=HTTPStatus.FORBIDDEN)
        body = await request.body()
        if len(body) > MAX_BYTES:
            return Response(status_code=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        try:
            update = Update.de_json(await request.json(), None)
        except (ValueError, TypeError, KeyError, AttributeError):
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        # Answered only once it is stored: Telegram sends again what was not answered.
        await store(desk, [update])
        return Response(status_code=HTTPStatus.OK)

    return Route(secret_path(secret), take, methods=["POST"])


async def announce(bot: Bot, url: str, secret: str) -> None:
    """Tell Telegram where the webhook is."""
    await bot.set_webhook(
        url.rstrip("/") + secret_path(secret),
        secret_token=secret,
        allowed_updates=ALLOWED_UPDATES,
    )
