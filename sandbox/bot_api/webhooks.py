"""setWebhook, deleteWebhook, getWebhookInfo."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from sandbox.bot_api.params import Params
from sandbox.bot_api.polling import read_allowed_updates
from sandbox.bot_api.replies import Reply
from sandbox.errors import bad_request
from sandbox.state import Json
from sandbox.webhook import Webhook
from sandbox.world import World

MOST_CONNECTIONS = 100
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


async def set_webhook(world: World, params: Params) -> Reply:
    """Send updates to an address from now on; unlike Telegram, plain http is allowed."""
    url = params.text("url")
    if not url:
        return await delete_webhook(world, params)
    if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
        raise bad_request("bad webhook: invalid webhook URL specified")
    read_allowed_updates(world, params)
    _drop_if_asked(world, params)
    hook = Webhook(url, _secret(params), _connections(params))
    is_same = (world.webhook.url, world.webhook.secret_token) == (url, hook.secret_token)
    world.webhook = hook
    world.updates.arrived.wake()
    return Reply(True, "Webhook is already set" if is_same else "Webhook was set")


async def delete_webhook(world: World, params: Params) -> Reply:
    """Go back to getUpdates."""
    was_set = bool(world.webhook.url)
    _drop_if_asked(world, params)
    world.webhook = Webhook()
    world.updates.arrived.wake()
    return Reply(True, "Webhook was deleted" if was_set else "Webhook is already deleted")


async def get_webhook_info(world: World, params: Params) -> Json:
    """Return where updates are sent and how that goes."""
    hook = world.webhook
    info: Json = {
        "url": hook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.pending()),
    }
    if hook.url:
        info["max_connections"] = hook.max_connections
    if hook.last_error_message:
        info["last_error_date"] = hook.last_error_date
        info["last_error_message"] = hook.last_error_message
    if world.updates.allowed:
        info["allowed_updates"] = sorted(world.updates.allowed)
    return info


def _drop_if_asked(world: World, params: Params) -> None:
    if params.flag("drop_pending_updates"):
        for entry in world.updates.pending():
            world.updates.remove(entry)


def _secret(params: Params) -> str | None:
    secret = params.text("secret_token")
    if secret and not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    return secret or None


def _connections(params: Params) -> int:
    return min(MOST_CONNECTIONS, max(1, params.integer("max_connections", 40)))
