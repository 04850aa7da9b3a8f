"""``lindra up`` and ``lindra train``: the engine and the coach, supervised."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import click
import httpx

from bot.bootstrap import (
    Coach,
    open_office,
    require_data_keys,
    require_token,
    supervised_engine,
)
from bot.command_line.progress import Progress
from bot.gateways.training import Trained, train_all
from bot.logs import set_up_logging
from bot.settings import Settings, load_settings

ENGINE_START_S = 180.0


@click.command()
def up() -> None:
    """Run engine and coach with the settings in .env, supervised."""
    settings = load_settings()
    require_token(settings)  # before minutes of training, not after
    require_data_keys(settings)
    set_up_logging(settings.log_level, settings.var_dir / "log" / "coach.log")
    trained = train(settings, needs_engine=settings.is_engine_supervised, is_quiet=True)
    asyncio.run(_up(settings, trained))


@click.command(name="train")
def train_command() -> None:
    """Check the training data, and train engine and screening when something changed."""
    train(load_settings())


def train(settings: Settings, *, needs_engine: bool = True, is_quiet: bool = False) -> Trained:
    """Return what the present training data makes; trained now if need be."""
    root = Path.cwd()
    logs = settings.var_dir / "log"
    return train_all(
        *(root, root / "models", logs, sys.stderr), needs_engine=needs_engine, is_quiet=is_quiet
    )


async def _up(settings: Settings, trained: Trained) -> None:
    stop = stop_on_signals()
    progress = Progress()
    async with running(settings, trained, stop, progress):
        progress.say("Lindra is running. Ctrl-C stops it; its log is in var/log/coach.log.")
        await stop.wait()
        progress.say("Stopping.")


def stop_on_signals() -> asyncio.Event:
    """Return an event that Ctrl-C, or being asked to end, sets."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    return stop


@asynccontextmanager
async def running(
    settings: Settings,
    trained: Trained,
    stop: asyncio.Event,
    progress: Progress,
    *,
    takes_drafts: bool = False,
) -> AsyncIterator[None]:
    """Run coach and engine; both are up, or said to be late, when the body begins."""
    async with (
        httpx.AsyncClient() as http,
        open_office(
            settings, trained.screening, takes_new_key=True, takes_drafts=takes_drafts
        ) as office,
    ):
        coach = Coach(office, http)
        await coach.prepare()
        engine = None
        if trained.engine is not None:
            engine = supervised_engine(settings, Path.cwd(), trained.engine, http)
            await engine.start()
        work = asyncio.create_task(coach.run(stop), name="coach")
        work.add_done_callback(lambda _: stop.set())  # a coach that ended must not seem to run
        try:
            if engine is not None:
                await _wait_for_engine(engine.wait_ready(ENGINE_START_S), work, stop, progress)
            yield
        finally:
            stop.set()
            try:
                await work
            finally:
                if engine is not None:
                    await engine.stop()


async def _wait_for_engine(
    ready: object, work: asyncio.Task[None], stop: asyncio.Event, progress: Progress
) -> None:
    waiting = asyncio.ensure_future(ready)  # type: ignore[call-overload]
    stopped = asyncio.create_task(stop.wait())
    with progress.step("Starting the dialogue engine"):
        await asyncio.wait({waiting, work, stopped}, return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if work.done():
        waiting.cancel()
        work.result()
    elif waiting.done():
        waiting.result()
    else:
        waiting.cancel()
