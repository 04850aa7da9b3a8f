"""Lets the sandbox hang up on a caller, which an ordinary web server never does."""

from __future__ import annotations

import asyncio
from typing import cast
from weakref import WeakValueDictionary

from starlette.types import Scope
from uvicorn.protocols.http.h11_impl import H11Protocol

_Address = tuple[str, int]
_open: WeakValueDictionary[_Address, asyncio.Transport] = WeakValueDictionary()


class ClosableProtocol(H11Protocol):
    """uvicorn's protocol, with its connections to be found by the caller's address."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Note a new connection."""
        super().connection_made(transport)
        _open[cast(_Address, tuple(transport.get_extra_info("peername")[:2]))] = transport


def close_connection(scope: Scope) -> None:
    """Cut the line to the caller of this request, without an answer."""
    transport = _open.get(scope.get("client") or ("", 0))
    if transport is not None:
        transport.close()
