"""Many patients due at the same minute, and somebody in danger in the middle of it."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bench.figures import Sheet
from bench.house import Engine, House, house
from bench.people import ZONE
from sandbox.client import BotCall

DUE = time(9, 0)
BEFORE_S = 6.0  # the coach's clock stands so long before the minute when it starts
PATIENCE_S = 30.0  # beyond what the rate allows
BOT_RATE = 25.0  # messages a second; of Telegram's 30 the coach keeps 5 for safety texts
CRISIS = "I want to kill myself"
SAFE_WITHIN_S = 2.0
FAULTS = 8  # answers of 429, spread over the sending
FAULT_WAIT_S = 2


async def measure(sheet: Sheet, folder: Path, engine: Engine, patients: int) -> None:
    """Print the figures without and with a Telegram that slows us down."""
    sheet.title("prompts", f"{patients} patients due at the same minute, 30 messages a second")
    for name, faults in (("calm", 0), ("with 429s", FAULTS)):
        async with house(folder / f"prompts-{faults}", engine) as home:
            await _measure_one(sheet, home, name, patients, faults)


async def _measure_one(sheet: Sheet, home: House, name: str, count: int, faults: int) -> None:
    due_at = _next_due()
    await home.fill(count + 1, due_at, DUE)
    in_danger = home.patients[-1]
    await home.sandbox.set_clock(due_at - timedelta(seconds=BEFORE_S))
    async with home.coach():
        began = await _wait_for_first(home)
        disturbing = asyncio.create_task(_disturb(home, faults))
        await asyncio.sleep(count / BOT_RATE / 3)
        said_at = datetime.now(UTC)
        await home.sandbox.say(in_danger, CRISIS)
        calls = await _until_all_told(home, count, began)
        await disturbing
    _show(sheet, home, name, calls, began)
    _show_crisis(sheet, home, name, calls, said_at)


def _next_due() -> datetime:
    """Return tomorrow's hour of the check-in, in UTC."""
    zone = ZoneInfo(ZONE)
    tomorrow: date = datetime.now(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, DUE, zone).astimezone(UTC)


async def _wait_for_first(home: House) -> datetime:
    """Return when the first prompt left."""
    async with asyncio.timeout(PATIENCE_S + BEFORE_S):
        while not (calls := await home.sandbox.calls("sendMessage")):
            await asyncio.sleep(0.05)
    return calls[0].real_time


async def _disturb(home: House, faults: int) -> None:
    for _ in range(faults):
        await home.sandbox.add_fault("429", method="sendMessage", retry_after_s=FAULT_WAIT_S)
        await asyncio.sleep(1.0)


async def _until_all_told(home: House, count: int, began: datetime) -> list[BotCall]:
    """Wait until everybody was told something, or for much longer than that should take."""
    longest = timedelta(seconds=2 * count / BOT_RATE + FAULTS * FAULT_WAIT_S + PATIENCE_S)
    while True:
        calls = await home.sandbox.calls("sendMessage")
        told = {call.chat_id for call in calls if call.outcome == "ok"}
        is_late = datetime.now(UTC) - began > longest
        if told >= set(home.patients) or is_late:
            await asyncio.sleep(2.0)  # a double would come now
            return await home.sandbox.calls("sendMessage")
        await asyncio.sleep(0.2)


def _show(sheet: Sheet, home: House, name: str, calls: list[BotCall], began: datetime) -> None:
    expected = home.patients[:-1]
    arrived = [call for call in calls if call.outcome == "ok" and call.chat_id in set(expected)]
    times = Counter(call.chat_id for call in arrived)
    last_s = max((call.real_time - began).total_seconds() for call in arrived)
    refused = sum(call.error_code == 429 for call in calls)
    sheet.line(f"{name}: from the first to the last prompt", f"{last_s:.1f} s")
    sheet.line(f"{name}: messages a second", f"{len(arrived) / last_s:.1f}")
    sheet.line(f"{name}: answers of 429", f"{refused}")
    sheet.goal(f"{name}: told twice", sum(count > 1 for count in times.values()), 0)
    sheet.goal(f"{name}: not told", len(set(expected) - times.keys()), 0)


def _show_crisis(
    sheet: Sheet, home: House, name: str, calls: list[BotCall], said_at: datetime
) -> None:
    in_danger = home.patients[-1]
    for who, chat in (("the help line", in_danger), ("the alert to the provider", home.provider)):
        waits = [
            (call.real_time - said_at).total_seconds()
            for call in calls
            if call.chat_id == chat and call.outcome == "ok" and call.real_time > said_at
        ]
        wait_s = min(waits, default=float("inf"))
        sheet.goal(f"{name}: in the middle of it, {who}", wait_s, SAFE_WITHIN_S, " s")
