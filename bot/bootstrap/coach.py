"""A running coach: every role of this process, and how it stops."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from telegram.error import TelegramError

from bot.actions.endpoint import action_route
from bot.actions.register import build_executor
from bot.bootstrap.office import Office
from bot.bootstrap.ports import LOOPBACK, is_port_free
from bot.chat.intake import Intake
from bot.chat.lanes import Lanes
from bot.chat.menus import Menus
from bot.chat.polling import Polling
from bot.chat.router import Router
from bot.chat.webhook import announce, webhook_route
from bot.errors import ConfigError
from bot.gateways.engine_client import EngineClient
from bot.gateways.sandbox_clock import SandboxClock
from bot.gateways.telegram_sender import TelegramSender, open_bot
from bot.scheduler import Tick, Ticks
from bot.services import content_news
from bot.services.outbox_drain import OutboxDrain
from bot.services.work import Work
from bot.settings import Settings

JOB_PAUSE_S = 1.0  # before a job that failed begins anew
HUSH_S = 3  # how long calls under way may take when the coach stops
log = logging.getLogger(__name__)


class QuietServer(uvicorn.Server):
    """uvicorn without its own signal handlers: the coach stops as one."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to the coach."""
        yield


def require_token(settings: Settings) -> str:
    """Return the bot's token.

    Raises:
        ConfigError: There is none.
    """
    token = settings.telegram_token.get_secret_value().strip()
    if not token:
        raise ConfigError(
            "LINDRA_TELEGRAM_TOKEN is missing: get one from @BotFather and put it into .env."
        )
    return token


class Coach:
    """Everything that runs, in the roles this process has."""

    def __init__(self, office: Office, http: httpx.AsyncClient) -> None:
        settings = office.settings
        self._office = office
        self._http = http
        self.bot = open_bot(require_token(settings), settings.telegram_api_url)
        self._drain = OutboxDrain(office.desk, TelegramSender(self.bot))
        self.engine = EngineClient(settings.engine_base_url, settings.engine_deadline_s, http)
        window = timedelta(minutes=settings.engine_wait_window_min)
        self._lanes = Lanes(office.desk, Router(office.desk, self.engine, window))
        self._menus = Menus(office.desk, self.bot)
        self._intake = Intake(office.desk, self._lanes)
        self._polling = Polling(self._intake, self.bot)
        self._ticks = Ticks(office.desk, [Tick("settle_orphans", 30, self._settle_orphans)])
        self._sandbox_clock = self._follow_sandbox() if settings.clock_url else None
        self._is_running = False
        office.uow_factory.when_outbox_grows(self._drain.offer)

    @property
    def _is_only_coach(self) -> bool:
        return self._office.database.dialect.name == "sqlite"

    async def _settle_orphans(self, work: Work) -> int:
        return await self._drain.settle_orphans(work, is_only_coach=False)

    async def prepare(self) -> None:
        """Check the token, and take over from a coach that died.

        Raises:
            ConfigError: Telegram does not know the token, or our port is taken.
        """
        if not is_port_free(self._office.settings.http_port):
            raise ConfigError(
                f"Port {self._office.settings.http_port} is in use by another program; "
                "stop that one, or set LINDRA_HTTP_PORT to a free port."
            )
        await self._menus.introduce()
        await self._take_over()
        await self._take_stock()

    async def _take_over(self) -> None:
        """Settle what a coach that died has left; its rows are in this clock's time."""
        if self._sandbox_clock is not None:
            await self._sandbox_clock.sync()
        async with self._office.uow_factory() as uow:
            work = self._office.desk.work(uow)
            await self._drain.settle_orphans(work, is_only_coach=self._is_only_coach)
            if self._is_only_coach:
                await uow.inbox.release_all_lanes()
            await uow.commit()

    async def _take_stock(self) -> None:
        """Keep the content as it is now: whoever begins it can finish it, whatever comes."""
        async with self._office.uow_factory() as uow:
            await content_news.take_stock(self._office.desk.work(uow))
            await uow.commit()

    async def run(self, stop: asyncio.Event) -> None:
        """Run every role of this process until told to stop."""
        settings = self._office.settings
        self._is_running = True
        jobs: list[asyncio.Task[object]] = []
        server = self._server()
        if self._sandbox_clock is not None:
            jobs.append(_task(_keep_going(self._sandbox_clock.run, "clock"), "clock"))
        jobs.append(_task(server.serve(), "http"))
        if "chat" in settings.roles:
            jobs += [
                _task(_keep_going(run, name), name)
                for name, run in (
                    ("lanes", self._lanes.run),
                    ("outbox", self._drain.run),
                    ("updates", self._take_updates),
                    ("menus", self._menus.keep),
                )
            ]
        stopping = _task(stop.wait(), "stop")
        try:
            if "ticks" in settings.roles:
                await self._ticks.run_all()
                self._ticks.start()
            done, _ = await asyncio.wait({stopping, *jobs}, return_when=asyncio.FIRST_COMPLETED)
            for job in done:
                job.result()  # a job that ended by a fault ends the coach, loudly
        finally:
            await self._stop(server, [stopping, *jobs])

    async def _stop(self, server: QuietServer, jobs: list[asyncio.Task[object]]) -> None:
        await self._ticks.stop()
        server.should_exit = True
        for job in jobs:
            if job.get_name() != "http":
                job.cancel()
        await asyncio.gather(*jobs, return_exceptions=True)
        with contextlib.suppress(TelegramError):
            await self.bot.shutdown()

    async def _take_updates(self) -> None:
        settings = self._office.settings
        if not settings.webhook_url:
            await self._polling.run()
            return
        await announce(self.bot, settings.webhook_url, settings.webhook_secret.get_secret_value())
        await asyncio.Event().wait()  # the web server takes them from here

    def _server(self) -> QuietServer:
        settings = self._office.settings
        routes = [Route("/health", self._health)]
        if "actions" in settings.roles:
            routes.append(action_route(build_executor(self._office.desk)))
        if "chat" in settings.roles and settings.webhook_url:
            secret = settings.webhook_secret.get_secret_value()
            routes.append(webhook_route(self._intake, secret))
        return QuietServer(
            uvicorn.Config(
                Starlette(routes=routes),
                host=LOOPBACK,
                port=settings.http_port,
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                timeout_graceful_shutdown=HUSH_S,
            )
        )

    async def _health(self, request: Request) -> JSONResponse:
        return JSONResponse({"coach": "up", "engine": await self.engine.is_ready()})

    def _follow_sandbox(self) -> SandboxClock:
        url = self._office.settings.clock_url
        return SandboxClock(self._office.clock, url, self._http, self._when_clock_moved)

    async def _when_clock_moved(self) -> None:
        if not self._is_running:
            return
        if "ticks" in self._office.settings.roles:
            await self._ticks.run_all()
        self._lanes.wake()
        self._drain.wake()


async def _keep_going(run: Callable[[], Awaitable[None]], name: str) -> None:
    """Begin a job anew after a fault: a database that was away must not end the coach."""
    while True:
        try:
            await run()
        except ConfigError:  # that needs a person
            raise
        except Exception:
            log.exception("job failed", extra={"event": "job_failed", "job": name})
            await asyncio.sleep(JOB_PAUSE_S)


def _task(work: object, name: str) -> asyncio.Task[object]:
    return asyncio.create_task(work, name=name)  # type: ignore[arg-type]
