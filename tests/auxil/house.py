"""The whole house for a test: a sandbox, a coach as its own process, and people who use it."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import Executable, select, text

from bot.bootstrap import open_office, require_data_keys
from bot.domain.messages import OutboxStatus
from bot.domain.providers import Position
from bot.services import inviting
from bot.services.audit import HEARTBEAT
from bot.services.work import Desk, Work
from bot.settings import Settings, load_settings
from bot.storage.engine import open_database
from bot.storage.tables import outbox, tick_runs
from tests.auxil.data_keys import DATA_KEY
from tests.auxil.engine_at_work import ROOT, free_port
from tests.auxil.warm_coach import WarmCoaches

TOKEN = "100000:a-token-of-the-tests"
PATIENCE_S = 20.0
LAST_TICK = "settle_orphans"  # of those that run after a move of the clock


class NotSeen(AssertionError):
    """What a test waited for did not come."""


@dataclass
class Sandbox:
    """A running sandbox, as tests use it."""

    url: str
    http: httpx.AsyncClient

    async def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        answer = await self.http.post(self.url + path, json=body)
        assert answer.is_success, answer.text
        return answer.json()

    async def get(self, path: str) -> dict[str, Any]:
        answer = await self.http.get(self.url + path)
        assert answer.is_success, answer.text
        return answer.json()

    async def forward(self, **duration: float) -> None:
        await self.post("/sim/clock", {"advance_s": timedelta(**duration).total_seconds()})

    async def clock_to(self, at: datetime) -> None:
        await self.post("/sim/clock", {"at": at.isoformat()})

    async def now(self) -> datetime:
        return datetime.fromisoformat((await self.get("/sim/clock"))["now"])

    async def fault(self, **fault: Any) -> None:
        await self.post("/sim/faults", fault)

    async def clear_faults(self) -> None:
        answer = await self.http.delete(f"{self.url}/sim/faults")
        assert answer.is_success, answer.text

    async def delete_webhook(self) -> None:
        await self.post(f"/bot{TOKEN}/deleteWebhook", {})

    async def calls(self, method: str) -> list[dict[str, Any]]:
        return (await self.get(f"/sim/calls?method={method}"))["calls"]

    async def sends(self, words: str) -> list[dict[str, Any]]:
        """Every try to send a message with these words, whatever came of it."""
        calls = await self.calls("sendMessage")
        return [call for call in calls if words.lower() in (call["text"] or "").lower()]

    async def until_taken(self) -> None:
        """Wait until the bot has acknowledged every update."""
        deadline = time.monotonic() + PATIENCE_S
        while (await self.get("/sim/updates"))["pending"]:
            if time.monotonic() > deadline:
                raise NotSeen("the bot leaves updates unacknowledged")
            await asyncio.sleep(0.02)

    async def tried(self, words: str, outcome: str, times: int = 1) -> None:
        """Wait until a message with these words was tried and ended so."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            tries = [call["outcome"] for call in await self.sends(words)]
            if tries.count(outcome) >= times:
                return
            if time.monotonic() > deadline:
                raise NotSeen(f"no try of {words!r} ended in {outcome}; they ended in {tries}")
            await asyncio.sleep(0.02)


@dataclass
class Person:
    """Somebody with a phone."""

    sandbox: Sandbox
    id: int
    name: str
    seen: int = 0  # the last message this person has read

    async def says(self, words: str, **more: Any) -> dict[str, Any]:
        return await self.sandbox.post(f"/sim/users/{self.id}/messages", {"text": words, **more})

    async def sends(self, **message: Any) -> dict[str, Any]:
        return await self.sandbox.post(f"/sim/users/{self.id}/messages", message)

    async def chat(self) -> list[dict[str, Any]]:
        return (await self.sandbox.get(f"/sim/users/{self.id}/chat"))["messages"]

    async def told(self) -> list[dict[str, Any]]:
        """Everything the coach has sent so far."""
        return [message for message in await self.chat() if message["from"] == "bot"]

    async def words(self) -> str:
        return "\n".join(message["text"] for message in await self.told())

    async def hears(
        self, *parts: str, button: str | None = None, timeout_s: float = PATIENCE_S
    ) -> dict[str, Any]:
        """Wait for a new message that holds every part; what came before it counts as read."""

        def fits(message: dict[str, Any]) -> bool:
            labels = [label for row in message.get("buttons") or [] for label in row]
            holds = all(part.lower() in message["text"].lower() for part in parts)
            return (
                message["message_id"] > self.seen and holds and (button is None or button in labels)
            )

        message = await self._wait(fits, f"{parts} {button or ''}", timeout_s)
        self.seen = message["message_id"]
        return message

    async def sees(self, *parts: str, timeout_s: float = PATIENCE_S) -> dict[str, Any]:
        """Wait for any message, old or edited, that holds every part."""
        return await self._wait(
            lambda message: all(part.lower() in message["text"].lower() for part in parts),
            str(parts),
            timeout_s,
        )

    async def _wait(
        self, fits: Callable[[dict[str, Any]], bool], what: str, timeout_s: float
    ) -> dict[str, Any]:
        deadline = time.monotonic() + timeout_s
        while True:
            told = await self.told()
            for message in told:
                if fits(message):
                    return message
            if time.monotonic() > deadline:
                last = [
                    (message["message_id"], message["text"], message.get("buttons"))
                    for message in told[-5:]
                ]
                raise NotSeen(f"{self.name} never saw {what}; the last they saw: {last}")
            await asyncio.sleep(0.02)

    async def presses(self, label: str, message: dict[str, Any] | None = None) -> dict[str, Any]:
        """Press a visible button, on the newest message that shows it."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            shown = [message] if message else list(reversed(await self.told()))
            for one in shown:
                if label in [name for row in one.get("buttons") or [] for name in row]:
                    return await self.sandbox.post(
                        f"/sim/users/{self.id}/presses",
                        {"message_id": one["message_id"], "button": label},
                    )
            if time.monotonic() > deadline:
                last = [(one["text"], one.get("buttons")) for one in shown[:4]]
                raise NotSeen(f"{self.name} sees no button {label!r}; they see: {last}")
            await asyncio.sleep(0.02)


@dataclass
class House:
    """A sandbox, a database, and a coach that can be killed and started again."""

    sandbox: Sandbox
    folder: Path
    engine_url: str
    http_port: int
    more_settings: dict[str, str] = field(default_factory=dict)
    process: asyncio.subprocess.Process | None = None
    warm_coaches: WarmCoaches | None = None
    excused: set[str] = field(default_factory=set)  # what may stand in the log as an error

    @property
    def settings(self) -> Settings:
        values = {
            name.removeprefix("LINDRA_").lower(): value
            for name, value in self.environment.items()
            if name.startswith("LINDRA_")
        }
        return load_settings(_env_file=None, **values)

    @property
    def environment(self) -> dict[str, str]:
        return {
            "LINDRA_TELEGRAM_TOKEN": TOKEN,
            "LINDRA_TELEGRAM_API_URL": self.sandbox.url,
            "LINDRA_DATABASE_URL": f"sqlite+aiosqlite:///{self.folder}/lindra.sqlite3",
            "LINDRA_DATA_KEYS": DATA_KEY,
            "LINDRA_CLINIC_NAME": "Test Clinic",
            "LINDRA_ENGINE_URL": self.engine_url,
            "LINDRA_HTTP_PORT": str(self.http_port),
            "LINDRA_CLOCK_URL": f"{self.sandbox.url}/sim/clock",
            "LINDRA_VAR_DIR": str(self.folder),
            **self.more_settings,
        }

    async def start_coach(self) -> None:
        terminal = self.folder / "coach-terminal.log"
        if self.warm_coaches is not None:
            self.process = await self.warm_coaches.start(self.environment, terminal)
        else:
            self.process = await self._start_cold(terminal)
        await self._until_up()

    async def _start_cold(self, terminal: Path) -> asyncio.subprocess.Process:
        outside = {k: v for k, v in os.environ.items() if not k.startswith("LINDRA_")}
        with terminal.open("ab") as errors:
            return await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "up"),
                cwd=ROOT,
                env={**outside, **self.environment, "PYTHONPATH": str(ROOT)},
                stdout=asyncio.subprocess.DEVNULL,
                stderr=errors,
                start_new_session=True,
            )

    async def _until_up(self) -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            assert self.process is not None
            if self.process.returncode is not None:
                raise NotSeen((self.folder / "coach-terminal.log").read_text())
            try:
                answer = await self.sandbox.http.get(f"http://127.0.0.1:{self.http_port}/health")
            except httpx.HTTPError:
                await asyncio.sleep(0.05)
                continue
            if answer.is_success:
                return
        raise NotSeen("the coach did not come up")

    async def kill_coach(self) -> None:
        """Kill -9, as a power cut would."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        await self.process.wait()
        self.process = None

    async def start_again(self) -> None:
        await self.kill_coach()
        await self.start_coach()

    async def stop_coach(self) -> None:
        """Ask the coach to end, as a service manager does; it must end well."""
        process, self.process = self.process, None
        if process is None:
            return
        if process.returncode is None:
            process.terminate()
        try:
            async with asyncio.timeout(20):
                code = await process.wait()
        except TimeoutError:
            os.killpg(process.pid, signal.SIGKILL)
            await process.wait()
            raise
        assert code == 0, (self.folder / "coach-terminal.log").read_text()

    async def person(self, name: str, role: str = "patient") -> Person:
        made = await self.sandbox.post("/sim/users", {"first_name": name, "role": role})
        return Person(self.sandbox, made["id"], name)

    async def provider(self, name: str, position: Position) -> Person:
        """A provider who has opened their link."""
        async with self.at_work() as work:
            _, code = await inviting.invite_provider(work, name, position)
        person = await self.person(name, "provider")
        await person.says(f"/start {code}")
        await person.hears("Welcome")
        return person

    async def invitation(self) -> str:
        async with self.at_work() as work:
            _, code = await inviting.invite_patient(work, None)
        return code

    @asynccontextmanager
    async def at_desk(self) -> AsyncIterator[Desk]:
        """The coach's own desk, beside the coach and in the same time."""
        offset_s = (await self.sandbox.get("/sim/clock"))["offset_s"]
        async with open_office(self.settings) as office:
            office.clock.set_offset(timedelta(seconds=offset_s))
            yield office.desk

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[Work]:
        """One piece of work in a transaction of its own."""
        async with self.at_desk() as desk, desk.uow_factory() as uow:
            yield desk.work(uow)
            await uow.commit()

    async def rows(self, query: str | Executable) -> list[Any]:
        """Look into the database."""
        database = open_database(self.settings.database_url, require_data_keys(self.settings))
        try:
            async with database.connect() as connection:
                asked = text(query) if isinstance(query, str) else query
                return list(await connection.execute(asked))
        finally:
            await database.dispose()

    async def until_rows(self, query: str | Executable, holds: Callable[[list[Any]], bool]) -> None:
        """Wait until what stands in the database is as it should be."""
        deadline = time.monotonic() + PATIENCE_S
        while not holds(found := await self.rows(query)):
            if time.monotonic() > deadline:
                raise NotSeen(f"{query} never came to what was waited for: {found}")
            await asyncio.sleep(0.05)

    async def until_log(self, words: str) -> None:
        """Wait until the coach's log says so."""
        deadline = time.monotonic() + PATIENCE_S
        while words not in self.log():
            if time.monotonic() > deadline:
                raise NotSeen(f"the log never said {words!r}: {self.log()[-2000:]}")
            await asyncio.sleep(0.05)

    async def live_to(self, at: datetime) -> None:
        """Move the clock on, and wait until all that was due by then has been done."""
        await self.sandbox.clock_to(at)
        await self.until_rows(
            select(tick_runs.c.name, tick_runs.c.started_at).where(tick_runs.c.name != HEARTBEAT),
            lambda found: LAST_TICK in dict(found) and min(dict(found).values()) >= at,
        )
        await self.until_all_sent()

    async def until_all_sent(self) -> None:
        """Wait until nothing that is due is left to send."""
        under_way = [OutboxStatus.PENDING, OutboxStatus.SENDING]
        now = await self.sandbox.now()
        await self.until_rows(
            select(outbox.c.id).where(outbox.c.status.in_(under_way), outbox.c.due_at <= now),
            lambda found: not found,
        )

    def complaints(self) -> list[str]:
        """What the coach has logged as an error, but for what a test expects."""
        return [
            line
            for line in self.log().splitlines()
            if (" ERROR " in line or " CRITICAL " in line)
            and not any(words in line for words in self.excused)
        ]

    def log(self) -> str:
        path = self.folder / "log" / "coach.log"
        return path.read_text(encoding="utf-8") if path.exists() else ""


@asynccontextmanager
async def sandbox_running(port: int = 0, token: str = TOKEN) -> AsyncIterator[Sandbox]:
    port = port or free_port()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "sandbox", "--port", str(port), "--token", token),
        cwd=ROOT,
        stdout=asyncio.subprocess.DEVNULL,
    )
    try:
        async with httpx.AsyncClient(timeout=30) as http:
            sandbox = Sandbox(f"http://127.0.0.1:{port}", http)
            for _ in range(300):
                try:
                    await sandbox.get("/sim/clock")
                    break
                except httpx.HTTPError:
                    await asyncio.sleep(0.05)
            yield sandbox
    finally:
        process.terminate()
        await process.wait()
