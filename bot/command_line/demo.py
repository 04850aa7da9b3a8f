"""``lindra demo``: the whole thing on one machine, without a Telegram account."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import click
import httpx

from bot.bootstrap import Office, is_port_free, open_office
from bot.command_line.played_page import begin_on_page
from bot.command_line.progress import Progress
from bot.command_line.running import running, stop_on_signals, train
from bot.domain.providers import Position
from bot.errors import ConfigError
from bot.gateways.training import Trained
from bot.logs import set_up_logging
from bot.services import provider_desk
from bot.services.playing import Play
from bot.settings import Settings, load_settings
from bot.storage.sealer import new_data_key

TOKEN = "100000:demo-only-no-real-telegram"  # noqa: S105 - opens the sandbox and nothing else
BOT_NAME = "lindra_sandbox_bot"
PROVIDERS = (("Kari (nurse)", Position.FIRST), ("Jonas (physiotherapist)", Position.BACKUP))
SANDBOX_START_S = 30.0
DEMO_ENGINE_PORT, DEMO_HTTP_PORT = 5005, 8080


@click.command()
@click.option("--port", default=8081, show_default=True, help="Where the page is.")
@click.option("--no-browser", is_flag=True, help="Do not open the page.")
def demo(port: int, *, no_browser: bool) -> None:
    """Show everything working: sandbox, throwaway database, one clinic, coach and engine."""
    show(demo_settings(port), port, opens_browser=not no_browser)


def show(settings: Settings, port: int, *, opens_browser: bool, plays: Play | None = None) -> None:
    """Run the demo until it is stopped.

    Args:
        settings: The demo's own.
        port: Where the page is.
        opens_browser: Whether to open the page.
        plays: What the patient, welcomed already, is in the middle of; also a draft.
    """
    set_up_logging(settings.log_level, settings.var_dir / "log" / "coach.log")
    shutil.rmtree(settings.var_dir / "demo", ignore_errors=True)
    trained = train(settings, needs_engine=settings.is_engine_supervised)
    asyncio.run(_demo(settings, trained, port, opens_browser=opens_browser, plays=plays))


def demo_settings(port: int) -> Settings:
    """Return settings that reach no real Telegram and keep nothing."""
    sandbox = f"http://127.0.0.1:{port}"
    engine_port, http_port = _free_ports(DEMO_ENGINE_PORT, DEMO_HTTP_PORT)
    var_dir = load_settings(_env_file=None).var_dir
    return load_settings(
        _env_file=None,
        telegram_token=TOKEN,
        telegram_api_url=sandbox,
        database_url=f"sqlite+aiosqlite:///{var_dir}/demo/lindra.sqlite3",
        data_keys=new_data_key(),  # thrown away with the database
        clinic_name="Demo Pain Clinic",
        clock_url=f"{sandbox}/sim/clock",
        webhook_url="",
        engine_url="",
        engine_port=engine_port,
        http_port=http_port,
        roles="chat,ticks,actions",
    )


def _free_ports(*wanted: int) -> list[int]:
    """Return the wanted ports, or the next free ones: a demo must not fail for a number."""
    found: list[int] = []
    for port in wanted:
        while port in found or not is_port_free(port):
            port += 1
        found.append(port)
    return found


async def _demo(
    settings: Settings, trained: Trained, port: int, *, opens_browser: bool, plays: Play | None
) -> None:
    stop, progress = stop_on_signals(), Progress()
    takes_drafts = plays is not None
    async with sandbox_running(port, progress):
        links = await seed(settings, plays)
        async with running(settings, trained, stop, progress, takes_drafts=takes_drafts):
            progress.say(_welcome(port, links))
            if opens_browser and sys.stdout.isatty():
                webbrowser.open(f"http://127.0.0.1:{port}/")
            await stop.wait()
            progress.say("\nStopping. The demo's database is thrown away at the next start.")


@asynccontextmanager
async def sandbox_running(port: int, progress: Progress) -> AsyncIterator[None]:
    """Run the sandbox as a process of its own, gone when we are."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "sandbox", "--port", str(port), "--token", TOKEN),
        *("--username", BOT_NAME, "--with-parent", str(os.getpid())),
        stdout=asyncio.subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C reaches us; we end it after the coach has said goodbye
    )
    try:
        with progress.step("Starting the sandbox"):
            await _wait_for_sandbox(port, process)
        yield
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()


async def _wait_for_sandbox(port: int, process: asyncio.subprocess.Process) -> None:
    async with httpx.AsyncClient() as http, asyncio.timeout(SANDBOX_START_S):
        while True:
            if process.returncode is not None:
                raise ConfigError(
                    f"The sandbox could not start on port {port}: another program may be using "
                    "it. Stop that one, or choose another with --port."
                )
            try:
                answer = await http.get(f"http://127.0.0.1:{port}/sim/clock")
            except httpx.HTTPError:
                await asyncio.sleep(0.1)
                continue
            if answer.is_success:
                return


async def seed(settings: Settings, plays: Play | None = None) -> dict[str, str]:
    """Make one clinic with two providers and an invited patient; return their links.

    A patient who is in the middle of something needs no link: the page shows them.
    """
    page, is_played = settings.telegram_api_url, plays is not None
    async with (
        open_office(settings, takes_drafts=is_played) as office,
        httpx.AsyncClient() as http,
    ):
        codes = await _invite(office)
        links = {}
        for name, role in _people():
            body = {"first_name": name, "language_code": "en", "role": role}
            answer = await http.post(f"{page}/sim/users", json=body)
            person_id = answer.raise_for_status().json()["id"]
            links[name] = f"{page}/?start={codes[name]}&role={role}&user={person_id}"
            if plays is not None and role == "patient":
                await begin_on_page(office, http, f"{page}/bot{TOKEN}", person_id, plays)
                links[name] = f"{page}/"
        return links


def _people() -> list[tuple[str, str]]:
    return [("Ellen", "patient"), *((name, "provider") for name, _ in PROVIDERS)]


async def _invite(office: Office) -> dict[str, str]:
    codes = {}
    async with office.uow_factory() as uow:
        work = office.desk.work(uow)
        for name, position in PROVIDERS:
            _, codes[name] = await provider_desk.invite_provider(work, name, position)
        _, codes["Ellen"] = await provider_desk.invite_patient(work, None)
        await uow.commit()
    return codes


def _welcome(port: int, links: dict[str, str]) -> str:
    lines = [
        "",
        f"The demo is running: http://127.0.0.1:{port}/",
        "Open these links in the browser, in this order, to begin:",
        *(f"  {name}: {link}" for name, link in _providers_first(links)),
        "Nothing here is real: no Telegram, no patient. Ctrl-C stops it.",
    ]
    return "\n".join(lines)


def _providers_first(links: dict[str, str]) -> list[tuple[str, str]]:
    return sorted(links.items(), key=lambda link: link[0] == "Ellen")
