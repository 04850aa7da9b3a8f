"""Serves the sandbox and stops without leaving anybody waiting."""

from __future__ import annotations

import socket
import sys

import uvicorn

from sandbox.app import create_app
from sandbox.connections import ClosableProtocol
from sandbox.world import World

STOP_WITHIN_S = 3


class SandboxServer(uvicorn.Server):
    """A server that ends long polls and streams before it waits for them."""

    def __init__(self, world: World, host: str, port: int) -> None:
        config = uvicorn.Config(
            create_app(world),
            host=host,
            port=port,
            http=ClosableProtocol,
            # Connections are cut on purpose here, which needs asyncio's own transports.
            loop="asyncio",
            ws="none",
            log_level="warning",
            access_log=False,
            # Longer than any client keeps a line open, so that none is cut in mid-use.
            timeout_keep_alive=120,
            timeout_graceful_shutdown=STOP_WITHIN_S,
        )
        super().__init__(config)
        self.world = world
        self.announces = False

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Open the port, and only then say where the page is."""
        await super().startup(sockets)
        if self.started and self.announces:
            address = f"http://{self.config.host}:{self.config.port}/"
            sys.stdout.write(f"Sandbox, no real Telegram: {address}\n")
            sys.stdout.flush()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Send everybody home, then stop."""
        self.world.close()
        await super().shutdown(sockets)
