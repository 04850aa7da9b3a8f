"""The webhook: a path nobody can guess, a secret that Telegram repeats, and the inbox first."""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Bot

from bot.chat.intake import Intake
from bot.chat.polling import ALLOWED_UPDATES

HEADER = "X-Telegram-Bot-Api-Secret-Token"
MAX_BYTES = 1_000_000  # far above any update; below what could hurt
log = logging.getLogger(__name__)


def secret_path(secret: str) -> str:
    """Return the webhook's path: made from the secret, so it cannot be guessed."""
    digest = hmac.new(secret.encode(), b"webhook path", hashlib.sha256).hexdigest()
    return f"/telegram/{digest[:40]}"


def webhook_route(intake: Intake, secret: str) -> Route:
    """Return the route that takes Telegram's updates."""

    async def take(request: Request) -> Response:
        given = request.headers.get(HEADER, "")
        if not hmac.compare_digest(given.encode(), secret.encode()):
            log.warning("webhook refused", extra={"event": "webhook_refused"})
            return Response(status_code=HTTPStatus.FORBIDDEN)
        body = await request.body()
        if len(body) > MAX_BYTES:
            return Response(status_code=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        try:
            payload = json.loads(body)
        except ValueError:
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        if not isinstance(payload, dict) or not _is_number(payload.get("update_id")):
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        # Answered only once it is stored: Telegram sends again what was not answered.
        await intake.store([payload])
        return Response(status_code=HTTPStatus.OK)

    return Route(secret_path(secret), take, methods=["POST"])


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


async def announce(bot: Bot, url: str, secret: str) -> None:
    """Tell Telegram where the webhook is."""
    await bot.set_webhook(
        url.rstrip("/") + secret_path(secret),
        secret_token=secret,
        allowed_updates=ALLOWED_UPDATES,
    )
