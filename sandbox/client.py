"""A small client of the sandbox, for scripts, tests and measurements."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

import httpx

Json = dict[str, Any]
LONG_POLL_S = 25.0


class SandboxRefused(RuntimeError):
    """The sandbox did not do what it was asked, and said why."""


@dataclass(frozen=True)
class BotCall:
    """One call of the bot, as the sandbox logged it."""

    number: int
    method: str
    chat_id: int | None
    outcome: str  # ok, error, timeout or drop_response
    real_time: datetime  # the machine's time, whatever the sandbox's clock says
    error_code: int | None
    message_id: int | None
    text: str | None

    @classmethod
    def read(cls, shown: Json) -> BotCall:
        """Read one entry of ``/sim/calls``."""
        return cls(
            number=shown["number"],
            method=shown["method"],
            chat_id=shown["chat_id"],
            outcome=shown["outcome"],
            real_time=datetime.fromisoformat(shown["real_time"]),
            error_code=shown["error_code"],
            message_id=shown["message_id"],
            text=shown["text"],
        )


class SandboxClient:
    """A running sandbox."""

    def __init__(self, url: str, http: httpx.AsyncClient) -> None:
        self.url = url.rstrip("/")
        self._http = http

    async def wait_until_up(self, timeout_s: float = 20.0) -> None:
        """Return as soon as the sandbox answers.

        Raises:
            SandboxRefused: It does not, in all that time.
        """
        try:
            async with asyncio.timeout(timeout_s):
                while not await self._answers():  # noqa: ASYNC110 - another process, no event
                    await asyncio.sleep(0.05)
        except TimeoutError as error:
            raise SandboxRefused(f"No sandbox at {self.url} after {timeout_s:.0f} s.") from error

    async def _answers(self) -> bool:
        try:
            answer = await self._http.get(f"{self.url}/sim/clock")
        except httpx.HTTPError:
            return False
        return answer.status_code == HTTPStatus.OK

    async def get(self, path: str, **parameters: Any) -> Json:
        """Ask for something; parameters that are None are left out."""
        wait_s = float(parameters.get("wait_s") or 0)
        given = {name: value for name, value in parameters.items() if value is not None}
        answer = await self._http.get(self.url + path, params=given, timeout=wait_s + 30)
        return _read(answer)

    async def post(self, path: str, **body: Any) -> Json:
        """Have something done."""
        return _read(await self._http.post(self.url + path, json=body, timeout=30))

    async def add_person(self, first_name: str, role: str = "patient") -> int:
        """Let somebody new in; return their id, which is their chat's id as well."""
        added = await self.post("/sim/users", first_name=first_name, role=role)
        return int(added["id"])

    async def say(self, person_id: int, text: str) -> int:
        """Say something to the bot; return the message's id."""
        said = await self.post(f"/sim/users/{person_id}/messages", text=text)
        return int(said["message_id"])

    async def press(self, person_id: int, button: str, message_id: int | None = None) -> None:
        """Press a visible button by its label; the newest one of that name by default."""
        where = {} if message_id is None else {"message_id": message_id}
        await self.post(f"/sim/users/{person_id}/presses", button=button, **where)

    async def messages(self, person_id: int, after: int = 0, wait_s: float = 0) -> list[Json]:
        """Return what a person sees after a message, waiting for something if asked to."""
        path = f"/sim/users/{person_id}/chat"
        shown = await self.get(path, after=after, wait_s=wait_s)
        return list(shown["messages"])

    async def calls(
        self, method: str | None = None, chat_id: int | None = None, after: int = 0
    ) -> list[BotCall]:
        """Return the bot's calls after one of that number."""
        shown = await self.get("/sim/calls", method=method, user_id=chat_id, after=after)
        return [BotCall.read(call) for call in shown["calls"]]

    async def pending_updates(self) -> int:
        """Return how many updates the bot has not taken yet."""
        return int((await self.get("/sim/updates"))["pending"])

    async def drop_updates(self, token: str) -> None:
        """Take all waiting updates in the bot's place, so that nobody answers them."""
        shown = await self.get("/sim/updates")
        newest = max((update["update_id"] for update in shown["updates"]), default=0)
        await self._http.post(
            f"{self.url}/bot{token}/getUpdates", json={"offset": newest + 1, "timeout": 0}
        )

    async def set_clock(self, at: datetime) -> None:
        """Move the sandbox's time to an aware moment; it goes on running from there."""
        await self.post("/sim/clock", at=at.isoformat())

    async def set_limits(self, per_second: int, chat_burst: int | None = None) -> None:
        """Set how fast the bot may send."""
        await self.post("/sim/limits", per_second=per_second, chat_burst=chat_burst)

    async def add_fault(self, kind: str, **more: Any) -> None:
        """Make the bot's calls fail on purpose."""
        await self.post("/sim/faults", kind=kind, **more)

    async def reset(self) -> None:
        """Begin again with nobody here."""
        await self.post("/sim/reset")


def _read(answer: httpx.Response) -> Json:
    if not answer.is_success:
        raise SandboxRefused(f"{answer.status_code}: {answer.text}")
    read: Json = answer.json()
    return read
