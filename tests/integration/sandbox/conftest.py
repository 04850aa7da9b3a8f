"""The sandbox on a real port, people in it, and a real bot library that talks to it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from sandbox.server import SandboxServer
from sandbox.world import DEFAULT_TOKEN, World

# Nothing here is encrypted, and reading all certificates takes longer than most tests.
PLAIN = {"verify": False, "trust_env": False}


class Sandbox:
    """What a script does with the sandbox."""

    def __init__(self, client: httpx.AsyncClient, world: World) -> None:
        self.client = client
        self.world = world

    async def ask(self, method: str, path: str, status: int = 200, /, **body: Any) -> dict:
        answer = await self.client.request(method, f"/sim{path}", json=body or None)
        assert answer.status_code == status, answer.text
        return answer.json()

    async def get(self, path: str, status: int = 200) -> dict:
        return await self.ask("GET", path, status)

    async def post(self, path: str, status: int = 200, /, **body: Any) -> dict:
        return await self.ask("POST", path, status, **body)

    async def person(self, name: str = "Anna", started: bool = True, **more: Any) -> int:
        made = await self.post("/users", 201, first_name=name, **more)
        if started:
            await self.say(made["id"], text="/start")
        return made["id"]

    async def say(self, person: int, status: int = 200, **message: Any) -> dict:
        return await self.post(f"/users/{person}/messages", status, **message)

    async def press(self, person: int, status: int = 200, **press: Any) -> dict:
        return await self.post(f"/users/{person}/presses", status, **press)

    async def chat(self, person: int, query: str = "") -> dict:
        return await self.get(f"/users/{person}/chat{query}")

    async def texts(self, person: int) -> list[str]:
        return [m["text"] for m in (await self.chat(person))["messages"] if m["from"] == "bot"]

    async def call(self, method: str, /, **parameters: Any) -> httpx.Response:
        return await self.client.post(f"/bot{DEFAULT_TOKEN}/{method}", json=parameters)


@pytest.fixture
async def server() -> AsyncIterator[SandboxServer]:
    # Started and stopped by hand, as uvicorn's own way takes a fifth of a second each time.
    server = SandboxServer(World(), "127.0.0.1", 0)
    server.config.load()
    server.lifespan = server.config.lifespan_class(server.config)
    await server.startup()
    yield server
    if not server.should_exit:
        server.world.close()
        for listener in server.servers:
            listener.close()
        await server.lifespan.shutdown()


@pytest.fixture
def address(server: SandboxServer) -> str:
    port = server.servers[0].sockets[0].getsockname()[1]
    return f"http://127.0.0.1:{port}"


@pytest.fixture
async def sandbox(server: SandboxServer, address: str) -> AsyncIterator[Sandbox]:
    async with httpx.AsyncClient(base_url=address, timeout=20, **PLAIN) as client:
        yield Sandbox(client, server.world)


@pytest.fixture
async def bot(address: str) -> AsyncIterator[Bot]:
    lines = [HTTPXRequest(httpx_kwargs=PLAIN) for _ in range(2)]
    async with Bot(
        DEFAULT_TOKEN, f"{address}/bot", request=lines[0], get_updates_request=lines[1]
    ) as bot:
        yield bot
