"""A walk through an item on a terminal: what is typed goes the way of a patient's words."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.bootstrap import Office
from bot.chat import presses
from bot.chat.incoming import Incoming, Kind
from bot.chat.patients import entrance
from bot.command_line.played_chat import PlayedChat
from bot.domain.patients import Patient
from bot.services import exercises, flows, playing
from bot.services.hearing import Heard, Taken
from bot.services.playing import Play, Standing
from bot.services.work import Work

CHAT_ID = 1
TIME_PASSES = "Enter: the {seconds} seconds pass"
NOTHING_TYPED = "Press a button or write something; Ctrl-D ends."
FOR_THE_ENGINE = "With patients, the dialogue engine would answer these words; it has no part here."


@dataclass
class Walk:
    """One person at a terminal, on the services that patients have."""

    office: Office
    chat: PlayedChat
    read: Callable[[], str | None]  # the next line; None when there is none any more
    wait: Callable[[float], Awaitable[None]] | None = None  # None: time is moved on, not awaited
    _passed: timedelta = field(default=timedelta(0), init=False)
    _updates: int = field(default=0, init=False)

    async def through(self, play: Play) -> None:
        """Walk through an item until it ends, or nothing more is typed."""
        async with self._work() as work:
            patient = await playing.welcome(work, CHAT_ID, play.language)
            item = work.library.playable(play.language)[play.item_id]
            await playing.begin(work, patient, item)
        while await self._goes_on():
            pass

    async def _goes_on(self) -> bool:
        """Show what has come and take one answer; return whether there is more."""
        await self.chat.receive(self.office.desk)
        async with self._work() as work:
            here = await playing.standing(work, await self._patient(work))
        if here.ends_at is not None and here.seconds is not None and self.wait is not None:
            self.chat.note(f"{here.seconds} seconds")
            await self.wait(here.seconds)
            await self._let_pass(here.ends_at)
            return True
        if not here.is_open and not self.chat.has_buttons:
            return False
        self.chat.offer(takes_number=here.takes_number)
        if here.seconds is not None:
            self.chat.note(TIME_PASSES.format(seconds=here.seconds))
        return await self._take(self.read(), here)

    async def _take(self, typed: str | None, here: Standing) -> bool:
        if typed is None or (not typed.strip() and not here.is_open):
            return False
        if token := self.chat.token(typed):
            await self._press(token)
        elif typed.strip():
            await self._say(typed.strip().strip('"'))  # "2" is words, where 2 is a button
        elif here.ends_at is not None:
            await self._let_pass(here.ends_at)
        else:
            self.chat.note(NOTHING_TYPED)
        return True

    async def _let_pass(self, moment: datetime) -> None:
        """Move the clock on to a moment, where it is not there yet, and do what is due then."""
        self._passed += max(moment - self.office.clock.now(), timedelta(0))
        self.office.clock.set_offset(self._passed)
        async with self._work() as work:
            await exercises.advance_timed_steps(work)

    async def _press(self, token: str) -> None:
        async with self._work() as work:
            press_id = f"press-{self._updates}"
            pressed = Incoming(kind=Kind.PRESS, chat_id=CHAT_ID, token=token, press_id=press_id)
            await presses.meet(work, pressed, await self._patient(work), None)

    async def _say(self, words: str) -> None:
        async with self._work() as work:
            patient = await self._patient(work)
            said = Incoming(kind=Kind.TEXT, chat_id=CHAT_ID, message_id=self._updates, text=words)
            if await entrance.meet(work, patient, said):
                return
            flow = patient.focus
            taken = flow and await flows.answer_text(work, patient, flow, Heard(words))
            if taken is None or taken is Taken.NOT_AN_ANSWER:
                self.chat.note(FOR_THE_ENGINE)

    @asynccontextmanager
    async def _work(self) -> AsyncIterator[Work]:
        self._updates += 1
        async with self.office.uow_factory() as uow:
            yield self.office.desk.work(uow, self._updates)
            await uow.commit()

    async def _patient(self, work: Work) -> Patient:
        patient = await work.uow.patients.by_chat(CHAT_ID)
        assert patient is not None
        return patient
