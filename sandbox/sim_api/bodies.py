"""Reads what scripts send, and says plainly what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request

from sandbox.errors import SimError


class Body:
    """A JSON object whose values are read by name and kind."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = values

    def text(self, name: str) -> str | None:
        """Return a string; None when it is missing."""
        value: str | None = self._read(name, str, "a string")
        return value

    def required_text(self, name: str) -> str:
        """Return a string that has to be there and say something."""
        value = self.text(name)
        if not value or not value.strip():
            raise SimError(400, f'"{name}" is missing.')
        return value

    def integer(self, name: str) -> int | None:
        """Return a whole number; None when it is missing."""
        value: int | None = self._read(name, int, "a whole number")
        return value

    def flag(self, name: str) -> bool:
        """Return a yes or no; no when it is missing."""
        return bool(self._read(name, bool, "true or false"))

    def number(self, name: str) -> float | None:
        """Return a number; None when it is missing."""
        value = self._read(name, (int, float), "a number")
        return None if value is None else float(value)

    def _read(self, name: str, kind: Any, wanted: str) -> Any:
        value = self.values.get(name)
        # A bool is an int in Python, and never one in JSON.
        is_odd_bool = isinstance(value, bool) and kind is not bool
        if value is not None and (is_odd_bool or not isinstance(value, kind)):
            raise SimError(400, f'"{name}" has to be {wanted}.')
        return value


async def read_body(request: Request) -> Body:
    """Read the JSON object of a request; an empty body is an empty object."""
    raw = await request.body()
    try:
        values = json.loads(raw) if raw else {}
    except ValueError:
        raise SimError(400, "The body is no JSON.") from None
    if not isinstance(values, dict):
        raise SimError(400, "The body has to be a JSON object.")
    return Body(values)


def query_integer(request: Request, name: str, default: int = 0) -> int:
    """Return a whole number from the address."""
    raw = request.query_params.get(name)
    try:
        return default if raw is None else int(raw)
    except ValueError:
        raise SimError(400, f'"{name}" has to be a whole number.') from None


def wait_s(request: Request) -> float:
    """Return for how many seconds a request is willing to wait."""
    raw = request.query_params.get("wait_s", "0")
    try:
        return max(0.0, min(60.0, float(raw)))
    except ValueError:
        raise SimError(400, '"wait_s" has to be a number.') from None
