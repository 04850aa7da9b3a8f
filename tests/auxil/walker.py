"""Somebody who goes through exercises and lessons, by buttons or by words.

What they hear is held against the content message by message: each once, in order, and nothing
between them.
"""

from __future__ import annotations

import asyncio
import re
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import cycle
from typing import Any

from bot.services.exercise_script import Place, PlaceKind
from tests.auxil.house import NotSeen, Person, Sandbox
from tests.auxil.ways import Play

HEARD_WITHIN_S = 60.0
LOOK_EVERY_S = 0.05
AT_LEAST = timedelta(seconds=30)  # steps that end soon after each other end by one move
BEFORE_NRS = 5
AFTER_NRS = (3, 5, 7)  # by turns lower than before, the same, and higher
MINUTES = 15
EXAMPLE = re.compile(r"such as: “?(?P<words>.+?)(?:, or .*)?\.?”?$", re.IGNORECASE)


@dataclass
class Listener:
    """Reads a chat message by message; whatever comes unexpected is a fault."""

    person: Person
    read_to: int = 0  # the last message that was read
    shown: dict[str, Any] = field(default_factory=dict)  # the last of the coach's messages

    async def hears(self, text: str) -> None:
        """Wait for the next message, which has to be this one."""
        self.shown = await self._next(text)
        if self.shown["text"] != text:
            raise NotSeen(f"instead of {text!r} came {self.shown['text']!r}")

    async def hears_no_more(self) -> None:
        """Look that nothing has come beyond what was heard."""
        if more := await self._unread(0):
            raise NotSeen(f"{self.person.name} also heard {more[0]['text']!r}")

    async def _next(self, text: str) -> dict[str, Any]:
        try:
            async with asyncio.timeout(HEARD_WITHIN_S):
                while not (unread := await self._unread(5)):
                    pass
        except TimeoutError:
            raise NotSeen(f"never came: {text!r}") from None
        self.read_to = unread[0]["message_id"]
        return unread[0]

    async def _unread(self, wait_s: float) -> list[dict[str, Any]]:
        path = f"/sim/users/{self.person.id}/chat?after={self.read_to}&wait_s={wait_s}"
        messages = (await self.person.sandbox.get(path))["messages"]
        unread = [message for message in messages if message["from"] == "bot"]
        if messages and not unread:
            self.read_to = messages[-1]["message_id"]  # their own words
        return unread

    @property
    def labels(self) -> list[str]:
        """The buttons below the last message."""
        return [label for row in self.shown["buttons"] for label in row]

    async def presses(self, label: str) -> None:
        """Press a button of the last message."""
        if label not in self.labels:
            raise NotSeen(f"no button {label!r} below {self.shown['text']!r}: {self.labels}")
        await self.person.presses(label, self.shown)

    async def taps_command(self, name: str) -> None:
        """Tap a command in the menu beside the text field."""
        chat = await self.person.sandbox.get(f"/sim/users/{self.person.id}/chat")
        assert name in {command["command"] for command in chat["commands"]}, chat["commands"]
        await self.person.says(f"/{name}")

    async def says(self, words: str) -> None:
        await self.person.says(words)


@dataclass
class Pace:
    """Moves the clock to the end of timed steps, whenever nobody has one behind them."""

    sandbox: Sandbox
    ends: dict[int, datetime] = field(default_factory=dict)  # by person

    async def begin(self, person: Person, seconds: int) -> None:
        self.ends[person.id] = await self.sandbox.now() + timedelta(seconds=seconds)

    def end(self, person: Person) -> None:
        """Note that somebody has heard what comes next, or will not any more."""
        self.ends.pop(person.id, None)

    async def keep(self) -> None:
        """Move the clock until cancelled."""
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            now = await self.sandbox.now()
            if self.ends and (first := min(self.ends.values())) > now:
                await self.sandbox.clock_to(max(first, now + AT_LEAST))


class Walker(ABC):
    """Goes through one script after the other."""

    def __init__(self, listener: Listener, pace: Pace) -> None:
        self.listener = listener
        self.pace = pace
        self.heard = 0  # places and closing words
        self._after_nrs = cycle(AFTER_NRS)

    async def go_through(self, play: Play, addition: str = "") -> None:
        """Go from the introduction, which is on its way, to the closing words."""
        for place in play.line:
            await self._hears(play.words_at(place))
            await self.move_on(play, place)
        await self._hears(play.last_words(addition))

    async def _hears(self, words: str) -> None:
        try:
            await self.listener.hears(words)
        finally:
            self.pace.end(self.listener.person)
        self.heard += 1

    async def move_on(self, play: Play, place: Place) -> None:
        """Do what leads from one place to the next."""
        if place.is_rating:
            is_first = place.kind is PlaceKind.RATING_BEFORE
            await self.rate(play, place, BEFORE_NRS if is_first else next(self._after_nrs))
        elif place.step is None or not place.step.asks:
            await self.go_on(place)
        elif place.step.kind == "choice":
            await self.choose(play.option_at(place))
            play.keep(place, play.way[place.step.id])
        elif place.can_be_skipped and self.skips(play):
            await self.skip()
        else:
            value = str(MINUTES) if place.step.kind == "number" else _example(place)
            await self.listener.says(value)
            play.keep(place, value)

    async def rate(self, play: Play, place: Place, value_nrs: int) -> None:
        await self.choose(str(value_nrs))
        play.keep(place, str(value_nrs))

    @abstractmethod
    async def go_on(self, place: Place) -> None: ...

    @abstractmethod
    async def choose(self, label: str) -> None: ...

    @abstractmethod
    async def skip(self) -> None: ...

    @abstractmethod
    def skips(self, play: Play) -> bool: ...


class Tapper(Walker):
    """Goes by buttons; only what has none is written, and timed steps take their time."""

    async def go_on(self, place: Place) -> None:
        if place.seconds is not None:
            await self.pace.begin(self.listener.person, place.seconds)
        else:
            await self.choose("Start" if place.kind is PlaceKind.INTRO else "Next")

    async def choose(self, label: str) -> None:
        await self.listener.presses(label)

    async def skip(self) -> None:
        await self.listener.presses("Skip")

    def skips(self, play: Play) -> bool:
        return True


class Writer(Walker):
    """Goes by words; the buttons are only looked at."""

    def __init__(self, listener: Listener, pace: Pace) -> None:
        super().__init__(listener, pace)
        self._willing = cycle(("next", "go on", "done", "I'm ready", "continue"))
        self._numbers = cycle(("{}", "about a {}", "{}/10"))

    async def go_on(self, place: Place) -> None:
        await self.listener.says(next(self._willing))

    async def rate(self, play: Play, place: Place, value_nrs: int) -> None:
        await self.listener.says(next(self._numbers).format(value_nrs))
        play.keep(place, str(value_nrs))

    async def choose(self, label: str) -> None:
        await self.listener.says(label)

    async def skip(self) -> None:
        await self.listener.says("skip")

    def skips(self, play: Play) -> bool:
        return play.number > 0


def _example(place: Place) -> str:
    """Return what the coach itself gives as an example, where it gives one."""
    assert place.step is not None
    given = EXAMPLE.search(place.step.re_ask or "")
    return given["words"] if given else "a cup of tea by the window"
