"""A turn through the whole coach against the engine's bare turn for the same words."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import httpx

from bench.figures import Sheet, in_ms, percentile, spread
from bench.house import Engine, House, house
from bot.domain.patients import Flow

MOST_TIMES = 2.0  # a coach's turn, in bare turns
REST_S = 0.1  # between two turns, so that none pays for what follows the one before
PATIENCE_S = 20.0
WARM_UP = 5  # turns of each kind that are not counted
SMALL_TALK = ("hello", "thanks", "how are you", "are you a bot", "bye")
RATINGS = ("6", "about a 4", "3", "seven")
POINTS = 4  # items of the daily check-in that take a rating


@dataclass
class Pairs:
    """Turns of one kind, taken in turns: bare, coach, bare, coach."""

    bare_s: list[float] = field(default_factory=list)
    coach_s: list[float] = field(default_factory=list)

    def show(self, sheet: Sheet, name: str) -> None:
        """Print both, and how they compare."""
        sheet.line(f"{name}, bare engine", spread(self.bare_s))
        sheet.line(f"{name}, whole coach", spread(self.coach_s))
        ratio = percentile(self.coach_s, 0.5) / percentile(self.bare_s, 0.5)
        sheet.goal(f"{name}, coach / bare at p50", ratio, MOST_TIMES)


class BareEngine:
    """An engine whose actions are answered at once."""

    def __init__(self, url: str, http: httpx.AsyncClient) -> None:
        self._url = url
        self._http = http

    async def turn(self, words: str, flow: Flow | None) -> float:
        """Return how long one text takes, in seconds; what prepares it is not counted."""
        conversation = uuid.uuid4().hex
        await self._open(conversation, flow)
        await asyncio.sleep(REST_S)
        began = time.perf_counter()
        answer = await self._http.post(
            f"{self._url}/webhooks/rest/webhook", json={"sender": conversation, "message": words}
        )
        took = time.perf_counter() - began
        answer.raise_for_status()
        return took

    async def _open(self, conversation: str, flow: Flow | None) -> None:
        events: list[dict[str, object]] = [{"event": "action", "name": "action_listen"}]
        if flow is not None:
            events += [
                {"event": "active_loop", "name": f"{flow}_form"},
                {"event": "slot", "name": "requested_slot", "value": f"{flow}_answer"},
            ]
        url = f"{self._url}/conversations/{conversation}/tracker/events"
        (await self._http.put(url, json=events)).raise_for_status()


class CoachTurns:
    """What a patient does, and how long the coach takes: between Telegram's two stamps.

    From the moment at which Telegram has handed the update over to the one at which it has the
    answer; how long a phone takes to Telegram is not the coach's.
    """

    def __init__(self, home: House) -> None:
        self._sandbox = home.sandbox

    async def said(self, person: int, words: str) -> float:
        """Return how long the answer to a text took, in seconds."""
        mark = await self._mark()
        await asyncio.sleep(REST_S)
        await self._sandbox.say(person, words)
        return await self._until_told(person, mark)

    async def pressed(self, person: int, button: str) -> float:
        """Return how long the answer to a pressed button took, in seconds."""
        mark = await self._mark()
        await asyncio.sleep(REST_S)
        await self._sandbox.press(person, button)
        return await self._until_told(person, mark)

    async def _mark(self) -> int:
        calls = await self._sandbox.calls()
        return calls[-1].number if calls else 0

    async def _until_told(self, person: int, mark: int) -> float:
        """Wait for the next message; the sandbox's own stamps say how long it took."""
        began = datetime.now(UTC)
        messages = await self._sandbox.messages(person)
        while True:
            told = await self._sandbox.calls("sendMessage", person, mark)
            for call in told:
                if call.outcome == "ok":
                    handed_over = (await self._sandbox.calls("getUpdates", after=mark))[0]
                    return (call.real_time - handed_over.real_time).total_seconds()
            if (datetime.now(UTC) - began).total_seconds() > PATIENCE_S:
                raise TimeoutError("The coach did not answer; run with --keep and read its log.")
            newest = messages[-1]["message_id"] if messages else 0
            messages = await self._sandbox.messages(person, newest, wait_s=1)


async def measure(sheet: Sheet, folder: Path, engine: Engine, twin: Engine, turns: int) -> None:
    """Print the three kinds of turn."""
    sheet.title("turn", "from Telegram's handing a message over to its having the answer")
    async with house(folder / "turn", engine) as home, httpx.AsyncClient(timeout=30) as http:
        each = max(1, turns // POINTS)  # people, so that none is told more than one a second
        await home.fill(3 * each, datetime.now(UTC))
        talkers, writers, pressers = (home.patients[n * each : (n + 1) * each] for n in range(3))
        async with home.coach():
            bare, coach = BareEngine(twin.url, http), CoachTurns(home)
            (await _small_talk(bare, coach, talkers, turns)).show(sheet, "small talk")
            (await _check_in(bare, coach, writers)).show(sheet, "a rating in words")
            pressed_s = await _presses(coach, pressers)
            sheet.line("a pressed button, whole coach", spread(pressed_s))
            own = await _small_talk(BareEngine(engine.url, http), coach, talkers, 20)
            sheet.line("the coach's own engine, bare (as a check)", in_ms(_middle(own.bare_s)))


def _middle(values: Sequence[float]) -> float:
    return percentile(values, 0.5)


async def _small_talk(
    bare: BareEngine, coach: CoachTurns, people: Sequence[int], turns: int
) -> Pairs:
    pairs = Pairs()
    for number in range(WARM_UP + turns):
        words = SMALL_TALK[number % len(SMALL_TALK)]
        bare_s = await bare.turn(words, None)
        coach_s = await coach.said(people[number % len(people)], words)
        if number >= WARM_UP:
            pairs.bare_s.append(bare_s)
            pairs.coach_s.append(coach_s)
    return pairs


async def _check_in(bare: BareEngine, coach: CoachTurns, people: Sequence[int]) -> Pairs:
    pairs = Pairs()
    for person in people:
        await coach.said(person, "/checkin")
    for words in RATINGS[:POINTS]:
        for person in people:
            pairs.bare_s.append(await bare.turn(words, Flow.CHECK_IN))
            pairs.coach_s.append(await coach.said(person, words))
    return pairs


async def _presses(coach: CoachTurns, people: Sequence[int]) -> list[float]:
    for person in people:
        await coach.said(person, "/checkin")
    return [await coach.pressed(person, "6") for _ in range(POINTS) for person in people]
