"""Whatever is deleted: nothing is sent because of it, and an open question can be answered."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain.patients import PatientStatus
from bot.domain.providers import Position
from bot.domain.retention import Retention
from bot.scheduler import TICKS
from bot.services import check_in, forgetting, onboarding, pausing
from bot.services.work import Desk
from bot.storage import tables as t
from tests.auxil.front_door import FrontDoor, asking
from tests.auxil.postman import Postman
from tests.integration.conftest import MovableClock
from tests.integration.people import add_patient, add_provider

SHORTEST = Retention(messages_days=30, left_days=3650)
STEPS = [tick for tick in TICKS if tick.name not in ("forget_old", "audit")]
chats = count(10_000)


@dataclass
class House:
    """Somebody who takes part, somebody in their first talk, and a provider, in a clinic."""

    door: FrontDoor
    clock: MovableClock
    postman: Postman = field(default_factory=Postman)
    active: int = field(default_factory=lambda: next(chats))
    newcomer: int = field(default_factory=lambda: next(chats))
    provider: int = field(default_factory=lambda: next(chats))

    async def open(self) -> House:
        self.door.last_update = self.active * 1000  # another example's numbers are known already
        async with self.door.desk.uow_factory() as uow:
            work = self.door.desk.work(uow)
            await add_patient(work, self.active, onboarded_at=work.now)
            await onboarding.begin(work, await add_patient(work, self.newcomer, **UNKNOWN))
            await add_provider(work, self.provider, Position.FIRST)
            await uow.commit()
        await self.settle()
        return self

    async def close(self) -> None:
        for chat_id in (self.active, self.newcomer):
            await asking(chat_id)(self.door, pausing.stop_everything)

    async def settle(self) -> None:
        """Let everything happen that is due now, and leave."""
        quiet_rounds = 0
        while quiet_rounds < 2:  # what one round plans, the next one sends
            posted = len(self.postman.posted)
            for step in STEPS:
                async with self.door.desk.uow_factory() as uow:
                    await step.run(self.door.desk.work(uow))
                    await uow.commit()
            await self.postman.deliver(self.door.desk)
            quiet_rounds = quiet_rounds + 1 if posted == len(self.postman.posted) else 0

    async def forget(self) -> None:
        """Delete what may go, and find that nobody hears anything of it."""
        posted, alerts = len(self.postman.posted), await self.count(t.alert_log)
        forgotten = 1
        while forgotten:
            async with self.door.desk.uow_factory() as uow:
                forgotten = await forgetting.forget_old(self.door.desk.work(uow))
                await uow.commit()
        await self.settle()
        assert [each.purpose for each in self.postman.posted[posted:]] == []
        assert await self.count(t.alert_log) == alerts

    async def count(self, table: object) -> int:
        async with self.door.database.connect() as connection:
            return await connection.scalar(select(func.count()).select_from(table)) or 0  # type: ignore[arg-type]

    async def do(self, act: str, number: int) -> None:
        acts: dict[str, Callable[[int], Awaitable[object]]] = {
            "check_in": lambda _: asking(self.active)(self.door, check_in.start),
            "help": lambda _: self.door.text(self.active, "/help"),
            "exercises": lambda _: self.door.text(self.active, "/exercises"),
            "team": lambda _: self.door.text(self.active, "/team"),
            "press": lambda place: self.press(self.active, place),
            "begin": lambda place: self.press(self.newcomer, place),
            "answer": lambda place: self.press(self.provider, place),
            "wait": self.wait,
        }
        await acts[act](number)
        await self.settle()

    async def wait(self, days: int) -> None:
        self.clock.forward(days=days)

    async def press(self, chat_id: int, place: int) -> None:
        """Press a button of the newest message that has some."""
        for seen in reversed(await self.door.chat(chat_id)):
            if seen.tokens:
                await self.door.press(chat_id, list(seen.tokens.values())[place % len(seen.tokens)])
                return

    async def open_question(self) -> str | None:
        """Return a button of what the newcomer is being asked, when that has buttons."""
        async with self.door.desk.uow_factory() as uow:
            patient = await uow.patients.by_chat(self.newcomer)
        assert patient is not None
        for seen in reversed(await self.door.chat(self.newcomer)):
            asked = seen.row.question if seen.row else None
            if patient.focus and asked == f"onboarding:{patient.onboarding_step}" and seen.tokens:
                return next(iter(seen.tokens.values()))
        return None

    async def is_taken(self, token: str) -> bool:
        await self.door.press(self.newcomer, token)
        stale = self.door.desk.library.text("general.stale_press", "en")
        return (await self.door.toasts(self.newcomer))[-1] != stale


UNKNOWN = {
    "status": PatientStatus.ONBOARDING,
    "onboarded_at": None,
    "country": None,
    "timezone": None,
    "check_in_at": None,
    "called_name": None,
}
ACTS = st.tuples(
    st.sampled_from(
        ["check_in", "help", "exercises", "team", "press", "press", "begin", "begin", "answer"]
        + ["wait", "wait"]
    ),
    st.integers(0, 45),
)


@pytest.fixture
def house(desk: Desk, database: AsyncEngine, clock: MovableClock) -> Callable[[], House]:
    own = replace(desk, retention=SHORTEST)
    return lambda: House(FrontDoor.open(own, database), clock)


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=st.lists(ACTS, min_size=3, max_size=12), days=st.integers(25, 120))
async def test_nobody_hears_of_a_deletion_and_open_questions_can_be_answered(
    house: Callable[[], House], acts: list[tuple[str, int]], days: int
) -> None:
    here = await house().open()
    for act, number in acts:
        await here.do(act, number)
        await here.forget()
    await here.wait(days)
    await here.settle()
    open_button = await here.open_question()
    await here.forget()
    assert open_button is None or await here.is_taken(open_button)
    await here.close()
