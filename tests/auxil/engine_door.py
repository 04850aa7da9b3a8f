"""A door between the coach and the real engine: shut, and the engine is away at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

_AT_ONCE = 65536  # bytes


class EngineDoor:
    """Passes calls on to the engine; what is under way when it is shut is cut off."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._under_way: set[asyncio.Task[None]] = set()
        self.is_shut = False
        self.url = ""

    def shut(self) -> None:
        self.is_shut = True
        for one in self._under_way:
            one.cancel()

    def open(self) -> None:
        self.is_shut = False

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Pass one connection on, both ways, until either end has had enough."""
        task = asyncio.current_task()
        assert task is not None
        self._under_way.add(task)
        try:
            if not self.is_shut:
                await self._pass_on(reader, writer)
        except (OSError, asyncio.CancelledError):
            pass  # the caller sees a connection that ended
        finally:
            self._under_way.discard(task)
            writer.close()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        from_engine, to_engine = await asyncio.open_connection("127.0.0.1", self._port)
        ways = [
            asyncio.create_task(_copy(reader, to_engine)),
            asyncio.create_task(_copy(from_engine, writer)),
        ]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            to_engine.close()


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while part := await reader.read(_AT_ONCE):
            writer.write(part)
            await writer.drain()


@asynccontextmanager
async def door_before(port: int) -> AsyncIterator[EngineDoor]:
    """Put a door before the engine's port."""
    door = EngineDoor(port)
    server = await asyncio.start_server(door.take, "127.0.0.1", 0)
    door.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield door
    finally:
        door.shut()
        server.close()
        await server.wait_closed()
