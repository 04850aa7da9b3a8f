"""The ticks: each in transactions of its own, recorded, and none stopped by another's fault."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from bot import scheduler
from bot.domain.patients import PatientStatus
from bot.domain.prompts import PromptKind, PromptStatus
from bot.errors import EscalationStalled
from bot.scheduler import RECORD_EVERY, TICKS, Tick, Ticks
from bot.services import audit, prompting
from bot.services.ports import TICK_BATCH, TickRun
from bot.services.work import Desk, Work
from tests.auxil.waiting import eventually
from tests.integration.conftest import MovableClock
from tests.integration.people import add_patient

SIX = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)  # in Oslo


async def runs(desk: Desk) -> dict[str, TickRun]:
    async with desk.uow_factory() as uow:
        return {run.name: run for run in await uow.tick_runs.all()}


def tick(run: Any, name: str = "test", every_s: float = 60) -> Tick:
    return Tick(name, every_s, run)


async def run_once(desk: Desk, one: Tick) -> None:
    await Ticks(desk, [one]).run_tick(one)


class TestOneTick:
    async def test_what_it_did_is_committed_and_recorded(self, desk: Desk, clock: MovableClock):
        async def work_on(work: Work) -> int:
            await add_patient(work, 501)
            clock.forward(seconds=2)
            return 1

        await run_once(desk, tick(work_on))
        run = (await runs(desk))["test"]
        assert (run.handled, run.error) == (1, None)
        assert run.finished_at - run.started_at == timedelta(seconds=2)
        async with desk.uow_factory() as uow:
            assert await uow.patients.by_chat(501) is not None

    async def test_a_fault_undoes_it_and_is_recorded_by_its_kind_alone(
        self, desk: Desk, caplog: pytest.LogCaptureFixture
    ):
        async def fail(work: Work) -> int:
            await add_patient(work, 501)
            raise ValueError("my neighbour Olaf")

        await run_once(desk, tick(fail))
        run = (await runs(desk))["test"]
        assert (run.handled, run.error) == (0, "ValueError")
        async with desk.uow_factory() as uow:
            assert await uow.patients.by_chat(501) is None
        assert any("tick failed" in record.message for record in caplog.records)

    async def test_what_the_auditor_has_set_going_is_kept_although_it_raises_the_alarm(
        self, desk: Desk, caplog: pytest.LogCaptureFixture
    ):
        async def stall(work: Work) -> int:
            await add_patient(work, 501)
            raise EscalationStalled

        await run_once(desk, tick(stall))
        assert (await runs(desk))["test"].error == "EscalationStalled"
        async with desk.uow_factory() as uow:
            assert await uow.patients.by_chat(501) is not None
        assert any(record.levelname == "CRITICAL" for record in caplog.records)

    async def test_an_idle_tick_is_recorded_now_and_then(self, desk: Desk, clock: MovableClock):
        async def idle(work: Work) -> int:
            return 0

        ticks = Ticks(desk, [tick(idle)])
        await ticks.run_tick(tick(idle))
        first = (await runs(desk))["test"].started_at
        clock.forward(seconds=RECORD_EVERY.total_seconds() - 1)
        await ticks.run_tick(tick(idle))
        assert (await runs(desk))["test"].started_at == first
        clock.forward(seconds=1)
        await ticks.run_tick(tick(idle))
        assert (await runs(desk))["test"].started_at == clock.at

    async def test_a_busy_one_is_recorded_each_time(self, desk: Desk, clock: MovableClock):
        async def busy(work: Work) -> int:
            return 1

        ticks = Ticks(desk, [tick(busy)])
        await ticks.run_tick(tick(busy))
        clock.forward(seconds=1)
        await ticks.run_tick(tick(busy))
        assert (await runs(desk))["test"].started_at == clock.at

    async def test_much_work_is_done_in_several_small_transactions(self, desk: Desk):
        left = [TICK_BATCH, TICK_BATCH, 3]

        async def some(work: Work) -> int:
            return left.pop(0)

        await run_once(desk, tick(some))
        assert left == []
        assert (await runs(desk))["test"].handled == 2 * TICK_BATCH + 3

    async def test_it_never_runs_twice_at_a_time(self, desk: Desk):
        at_once, most = 0, 0

        async def slow(work: Work) -> int:
            nonlocal at_once, most
            at_once += 1
            most = max(most, at_once)
            await asyncio.sleep(0.01)
            at_once -= 1
            return 0

        ticks = Ticks(desk, [tick(slow)])
        await asyncio.gather(*(ticks.run_tick(tick(slow)) for _ in range(3)))
        assert most == 1


class TestAllOfThem:
    async def test_they_run_once_each_in_their_order(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ):
        ran: list[str] = []

        def noting(name: str) -> Any:
            async def run(work: Work) -> int:
                ran.append(name)
                return 0

            return run

        noted = tuple(Tick(each.name, each.every_s, noting(each.name)) for each in TICKS)
        monkeypatch.setattr(scheduler, "TICKS", noted)
        await Ticks(desk, [tick(noting("extra"), "extra")]).run_all()
        assert ran == [*(each.name for each in TICKS), "extra"]
        # What is over is closed before anything new is planned and asked; the auditor is last.
        order = {name: place for place, name in enumerate(ran)}
        assert order["close_prompts"] < order["plan_prompts"] < order["dispatch_prompts"]
        assert order["audit"] == len(TICKS) - 1

    async def test_on_an_empty_clinic_none_of_them_fails(self, desk: Desk):
        await Ticks(desk).run_all()
        assert {run.error for run in (await runs(desk)).values()} == {None}
        assert set(await runs(desk)) == {*(each.name for each in TICKS), audit.HEARTBEAT}

    async def test_the_fault_of_one_stops_no_other(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ):
        async def fail(work: Work) -> int:
            raise ValueError

        broken = (tick(fail, "first"), *TICKS)
        monkeypatch.setattr(scheduler, "TICKS", broken)
        await Ticks(desk).run_all()
        found = await runs(desk)
        assert found["first"].error == "ValueError"
        assert found["audit"].error is None

    async def test_they_tick_by_themselves_until_they_are_stopped(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ):
        ran: list[int] = []

        async def note(work: Work) -> int:
            ran.append(1)
            return 0

        monkeypatch.setattr(scheduler, "TICKS", ())
        ticks = Ticks(desk, [tick(note, every_s=0.02)])
        ticks.start()
        await eventually(lambda: len(ran) >= 2)
        await ticks.stop()
        after = len(ran)
        await asyncio.sleep(0.1)
        assert len(ran) == after
        await ticks.stop()  # stopping twice is no fault

    async def test_while_a_moved_clock_is_caught_up_with_no_tick_comes_in_between(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ):
        ran: list[str] = []

        async def first(work: Work) -> int:
            ran.append("first")
            await ticks._run_on_time(second_tick)  # its time came meanwhile
            return 0

        async def second(work: Work) -> int:
            ran.append("second")
            return 0

        second_tick = tick(second, "second")
        monkeypatch.setattr(scheduler, "TICKS", (tick(first, "first"), second_tick))
        ticks = Ticks(desk)
        await ticks.run_all()
        assert ran == ["first", "second"]
        await ticks._run_on_time(second_tick)
        assert ran == ["first", "second", "second"]


class TestManyPatients:
    COUNT = 2 * TICK_BATCH + 5

    async def clinic(self, desk: Desk, count: int, first: int = 1000) -> None:
        async with desk.uow_factory() as uow:
            work = desk.work(uow)
            for chat_id in range(first, first + count):
                await add_patient(work, chat_id, check_in_at=time(9, 0))
            await uow.commit()

    async def clinic_of_the_night(self, desk: Desk) -> None:
        """People who can never be asked: their hour is within their quiet hours."""
        await self.clinic(desk, self.COUNT)
        async with desk.uow_factory() as uow:
            for patient in await uow.patients.active():
                patient.check_in_at = time(23, 0)
            await uow.commit()

    async def statuses(self, desk: Desk) -> list[PromptStatus]:
        async with desk.uow_factory() as uow:
            found = []
            for patient in await uow.patients.active():
                history = await uow.prompts.history(
                    patient.id or 0, PromptKind.DAILY_CHECK_IN, SIX.date()
                )
                found += [prompt.status for prompt in history]
        return found

    async def test_one_round_of_ticks_serves_them_all(self, desk: Desk, clock: MovableClock):
        clock.at = SIX
        await self.clinic(desk, self.COUNT)
        ticks = Ticks(desk)
        await ticks.run_all()
        assert await self.statuses(desk) == [PromptStatus.PLANNED] * self.COUNT
        clock.forward(hours=3)
        await ticks.run_all()
        assert await self.statuses(desk) == [PromptStatus.QUEUED] * self.COUNT
        clock.forward(hours=6)
        await ticks.run_all()
        statuses = await self.statuses(desk)
        assert statuses.count(PromptStatus.LAPSED) == self.COUNT  # nothing was sent here
        assert statuses.count(PromptStatus.PLANNED) == self.COUNT

    async def test_many_open_prompts_keep_nobody_new_from_getting_theirs(
        self, desk: Desk, clock: MovableClock
    ):
        clock.at = SIX
        await self.clinic(desk, self.COUNT)
        ticks = Ticks(desk)
        await ticks.run_all()
        clock.forward(hours=3)
        await ticks.run_all()
        await self.clinic(desk, 1, first=5000)
        async with desk.uow_factory() as uow:
            newcomer = await uow.patients.by_chat(5000)
            assert newcomer is not None
            newcomer.check_in_at = time(11, 0)
            await uow.commit()
        await ticks.run_all()
        async with desk.uow_factory() as uow:
            planned = await uow.prompts.open_of(newcomer.id or 0)
        assert [prompt.status for prompt in planned] == [PromptStatus.PLANNED]

    async def test_who_cannot_be_asked_is_not_tried_in_a_loop(
        self, desk: Desk, clock: MovableClock
    ):
        clock.at = SIX
        await self.clinic_of_the_night(desk)
        async with desk.uow_factory() as uow:
            assert await prompting.plan_prompts(desk.work(uow)) == 0
        assert await self.statuses(desk) == []

    async def test_many_who_cannot_be_asked_keep_nobody_from_getting_theirs(
        self, desk: Desk, clock: MovableClock
    ):
        clock.at = SIX
        await self.clinic_of_the_night(desk)
        await self.clinic(desk, 1, first=5000)
        await Ticks(desk).run_all()
        assert await self.statuses(desk) == [PromptStatus.PLANNED]

    async def test_people_who_have_left_are_not_looked_at(self, desk: Desk, clock: MovableClock):
        clock.at = SIX
        await self.clinic(desk, 3)
        async with desk.uow_factory() as uow:
            for patient in await uow.patients.active():
                patient.status = PatientStatus.STOPPED
            await uow.commit()
        async with desk.uow_factory() as uow:
            assert await uow.patients.without_plan(clock.at, 0, 10) == []
