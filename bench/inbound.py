"""Many people who write at the same moment."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from bench.figures import Sheet, spread
from bench.house import Engine, House, house
from bot.bootstrap import open_office
from bot.storage.tables import inbox
from sandbox.client import BotCall

WORDS = "hello"  # answered by the engine, with one message
PATIENCE_S = 30.0
BOT_RATE = 25.0
WARM_UP_S = 1.0


async def measure(sheet: Sheet, folder: Path, engine: Engine, people: int, messages: int) -> None:
    """Print how fast a crowd is answered, and whether everybody is."""
    each = max(1, round(messages / people))
    total = each * people
    sheet.title("inbound", f"{total} messages from {people} people at once")
    async with house(folder / "inbound", engine) as home:
        await home.fill(people, datetime.now(UTC))
        async with home.coach():
            await asyncio.sleep(WARM_UP_S)
            began = datetime.now(UTC)
            said = await asyncio.gather(*(_say(home, one, each) for one in home.patients))
            calls = await _until_answered(home, total, began)
        handled_s = await _handled(home)
    _show(sheet, dict(zip(home.patients, said, strict=True)), calls, began)
    sheet.line("from stored to dealt with, in our tables", spread(handled_s))


async def _say(home: House, person: int, times: int) -> list[datetime]:
    said = []
    for _ in range(times):
        said.append(datetime.now(UTC))
        await home.sandbox.say(person, WORDS)
    return said


async def _until_answered(home: House, total: int, began: datetime) -> list[BotCall]:
    longest = timedelta(seconds=3 * total / BOT_RATE + PATIENCE_S)
    while True:
        calls = [c for c in await home.sandbox.calls("sendMessage") if c.outcome == "ok"]
        if len(calls) >= total or datetime.now(UTC) - began > longest:
            await asyncio.sleep(2.0)  # a double would come now
            return [c for c in await home.sandbox.calls("sendMessage") if c.outcome == "ok"]
        await asyncio.sleep(0.2)


async def _handled(home: House) -> list[float]:
    """Return how long each update waited in our own tables, in seconds."""
    query = select(inbox.c.received_at, inbox.c.done_at).where(inbox.c.done_at.is_not(None))
    async with open_office(home.settings) as office, office.database.connect() as connection:
        rows = (await connection.execute(query)).all()
    return [(row.done_at - row.received_at).total_seconds() for row in rows]


def _show(
    sheet: Sheet, said: dict[int, list[datetime]], calls: list[BotCall], began: datetime
) -> None:
    answers: dict[int | None, list[datetime]] = defaultdict(list)
    for call in calls:
        answers[call.chat_id].append(call.real_time)
    # In one chat the first answer is to the first message, and so on.
    waits = [
        (answered - asked).total_seconds()
        for person, times in said.items()
        for asked, answered in zip(times, answers[person], strict=False)
    ]
    total = sum(map(len, said.values()))
    took_s = max((call.real_time - began).total_seconds() for call in calls)
    sheet.line("until the last answer", f"{took_s:.1f} s")
    sheet.line("answers a second (Telegram's rate allows 25)", f"{len(calls) / took_s:.1f}")
    sheet.line("from a message to its answer", spread(waits))
    too_many = sum(max(0, len(answers[one]) - len(times)) for one, times in said.items())
    sheet.goal("answered twice", too_many, 0)
    sheet.goal("not answered", total - len(waits), 0)
