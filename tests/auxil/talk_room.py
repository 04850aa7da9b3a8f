"""Where conversations are played: one house with the real engine, and a look at its tables."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from sqlalchemy import Executable, func, select, update

from bot.bootstrap import Office, open_office
from bot.domain.alerts import AlertStatus
from bot.domain.messages import InboxStatus, OutboxStatus
from bot.domain.patients import Patient, PatientStatus
from bot.storage.tables import alerts, inbox, outbox, patients
from tests.auxil.engine_door import EngineDoor
from tests.auxil.house import House, NotSeen, Person
from tests.auxil.real_engine import START_S, RunningEngine
from tests.auxil.residents import patient_row

PATIENCE_S = 20.0
LOOK_EVERY_S = 0.02
NOON = datetime(2026, 11, 30, 11, 0, tzinfo=UTC)  # 12:00 in Oslo, a Monday
LONGEST_MORNING = timedelta(hours=1)  # a conversation begins between 12 and 13
_UNDER_WAY = (OutboxStatus.PENDING, OutboxStatus.SENDING)
_RETRY_IS_DUE_S = 4.0
_AT_ONCE = timedelta(seconds=2)  # the coach's clock may be a moment ahead of ours


@dataclass
class TalkRoom:
    """A house that stands while many patients come and go, one after the other."""

    house: House
    office: Office
    engine: RunningEngine
    door: EngineDoor

    async def welcome(self, name: str, **changes: Any) -> tuple[Person, str]:
        """Let a new patient in, known to the coach already; return them with their conversation."""
        await self._begin_at_noon()
        person = await self.house.person(name)
        async with self.office.uow_factory() as uow:
            row = patient_row(self.office.desk.work(uow), person)
            for key, value in changes.items():
                setattr(row, key, value)
            uow.add(row)
            await uow.commit()
        return person, row.conversation_id

    async def _begin_at_noon(self) -> None:
        """Move on to the next noon, when the prompts of the morning are over."""
        now = await self._read_clock()
        noon = now.replace(hour=NOON.hour, minute=0, second=0, microsecond=0)
        if now - noon > LONGEST_MORNING or now < noon:
            await self.house.live_to(noon + timedelta(days=1) if now > noon else noon)
            await self._read_clock()

    async def _read_clock(self) -> datetime:
        clock = await self.house.sandbox.get("/sim/clock")
        self.office.clock.set_offset(timedelta(seconds=clock["offset_s"]))
        return datetime.fromisoformat(clock["now"])

    async def farewell(self, person: Person) -> None:
        """Let nothing more be sent to, or about, somebody whose conversation is over."""
        patient = select(patients.c.id).where(patients.c.chat_id == person.id).scalar_subquery()
        now = self.office.clock.now()
        async with self.office.database.begin() as connection:
            await connection.execute(
                update(patients)
                .where(patients.c.chat_id == person.id)
                .values(status=PatientStatus.STOPPED)
            )
            await connection.execute(
                update(alerts)
                .where(alerts.c.patient_id == patient, alerts.c.status != AlertStatus.RESOLVED)
                .values(status=AlertStatus.RESOLVED, next_step_at=None, resolved_at=now)
            )

    async def look(self, query: Executable) -> Sequence[Any]:
        async with self.office.database.connect() as connection:
            return (await connection.execute(query)).all()

    async def patient(self, person: Person) -> Patient:
        async with self.office.uow_factory() as uow:
            found = await uow.patients.by_chat(person.id)
        assert found is not None
        return found

    async def settle(self, person: Person) -> None:
        """Wait until all that a person sent is dealt with, and all that is due has reached them."""
        deadline = time.monotonic() + PATIENCE_S
        while not await self._is_still(person):
            if time.monotonic() > deadline:
                raise NotSeen(f"{person.name}'s words are not dealt with")
            await asyncio.sleep(LOOK_EVERY_S)

    async def _is_still(self, person: Person) -> bool:
        if (await self.house.sandbox.get("/sim/updates"))["pending"]:
            return False
        open_rows = (
            select(inbox.c.status, inbox.c.retry_at)
            .where(inbox.c.chat_id == person.id)
            .where(inbox.c.status.in_([InboxStatus.NEW, InboxStatus.WAITING]))
            .order_by(inbox.c.update_id)
        )
        rows = await self.look(open_rows)
        if rows and not (self.door.is_shut and _all_wait(rows)):
            return False
        unsent = (
            select(func.count())
            .select_from(outbox)
            .where(outbox.c.chat_id == person.id, outbox.c.status.in_(_UNDER_WAY))
            .where(outbox.c.due_at <= self.office.clock.now() + _AT_ONCE)
        )
        return not (await self.look(unsent))[0][0]

    async def wait(self, person: Person, duration: timedelta) -> None:
        """Move the clock on, and let what is due happen."""
        until = await self._read_clock() + duration
        if duration >= timedelta(minutes=1):
            await self.house.live_to(until)
        else:  # as in a timed step: whatever comes next is waited for
            await self.house.sandbox.clock_to(until)
            await person.hears("", timeout_s=5)
        await self._read_clock()

    async def steer_engine(self, order: str, conversation_id: str) -> None:
        """Do to the engine what a script orders."""
        if order == "away":
            self.door.shut()
        elif order == "back":
            self.door.open()
            await self.house.sandbox.forward(seconds=_RETRY_IS_DUE_S)
            await self._read_clock()
        elif order == "restarts":
            await self.engine.stop()
            await self.engine.start()
            await self.engine.wait_ready(START_S)
        else:
            await self._expire(conversation_id)

    async def _expire(self, conversation_id: str) -> None:
        """Let the engine lose the conversation, as after an expired session."""
        path = f"{self.engine.url}/conversations/{conversation_id}/tracker/events"
        events = [{"event": "restart"}, {"event": "session_started"}]
        async with httpx.AsyncClient() as http:
            answer = await http.post(path, json=events, timeout=PATIENCE_S)
        assert answer.is_success, answer.text


def _all_wait(rows: Sequence[Any]) -> bool:
    """Whether everything is in line behind a text that the engine could not take."""
    return rows[0].retry_at is not None and all(row.status == InboxStatus.WAITING for row in rows)


@asynccontextmanager
async def room_in(house: House, engine: RunningEngine, door: EngineDoor) -> AsyncIterator[TalkRoom]:
    """Open the room; nothing may stand in the coach's log as an error when it is closed."""
    async with open_office(house.settings) as office:
        yield TalkRoom(house, office, engine, door)
