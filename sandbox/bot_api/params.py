"""The parameters of one call, whichever way they were sent."""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request

from sandbox.bot_api.multipart import Upload, read_multipart, read_urlencoded
from sandbox.errors import BotApiError, bad_request

MAX_BODY_BYTES = 50 * 1024 * 1024
MAX_INT = 2**63


class Params:
    """Values by name; each reader says in Telegram's words what is wrong."""

    def __init__(self, values: dict[str, Any], request: Request | None = None) -> None:
        self._values = values
        self.request = request

    def text(self, name: str) -> str:
        """Return a string; empty when it is missing."""
        value = self._values.get(name)
        if value is None or isinstance(value, Upload):
            return ""
        return value if isinstance(value, str) else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        """Return a whole number; ``default`` when it is missing or is none."""
        try:
            number = int(self.text(name))
        except ValueError:
            return default
        return number if abs(number) < MAX_INT else default

    def flag(self, name: str) -> bool:
        """Return a yes or no."""
        return self.text(name).lower() in ("true", "yes", "1")

    def value(self, name: str) -> Any:
        """Return structured data, which forms carry as JSON text; None when it is missing.

        Raises:
            BotApiError: The text is no JSON.
        """
        value = self._values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            kind = "reply keyboard markup" if name == "reply_markup" else name
            raise bad_request(f"can't parse {kind} JSON object") from None

    def objects(self, name: str) -> list[dict[str, Any]] | None:
        """Return a list of objects; None when it is missing."""
        value = self.value(name)
        if value is None:
            return None
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise bad_request(f"can't parse {name}: expected an Array of Objects")
        return value

    def upload(self, name: str) -> Upload | None:
        """Return a file sent under this name or, as attach://, under another one."""
        value = self._values.get(name)
        if isinstance(value, str) and value.startswith("attach://"):
            value = self._values.get(value.removeprefix("attach://"))
        return value if isinstance(value, Upload) else None


async def read_params(request: Request) -> Params:
    """Read query and body; the body wins.

    Raises:
        BotApiError: The body is too large or cannot be read.
    """
    values: dict[str, Any] = dict(request.query_params)
    if request.method == "POST":
        if int(request.headers.get("content-length") or 0) > MAX_BODY_BYTES:
            raise BotApiError(413, "Request Entity Too Large")
        values.update(_read_body(await request.body(), request.headers.get("content-type", "")))
    return Params(values, request)


def _read_body(body: bytes, content_type: str) -> dict[str, Any]:
    if not body:
        return {}
    if content_type.startswith("application/json"):
        return _read_json(body)
    if content_type.startswith("multipart/"):
        return dict(read_multipart(body, content_type))
    return dict(read_urlencoded(body))


def _read_json(body: bytes) -> dict[str, Any]:
    try:
        values = json.loads(body)
    except ValueError:
        values = None
    if not isinstance(values, dict):
        raise bad_request("can't parse request JSON object")
    return values
