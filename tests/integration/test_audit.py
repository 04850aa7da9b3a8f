"""The auditor finds what stands still, sets it going, and keeps the heart from beating."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.messages import Lane, OutboxMessage, OutboxStatus
from bot.errors import EscalationStalled
from bot.services.audit import HEARTBEAT, WATCHED_TICKS, audit
from bot.services.ports import TickRun
from tests.auxil.practice import Practice


@pytest.fixture
def practice(desk, database, clock) -> Practice:
    return Practice(desk, database, clock)


async def ticks_ran(practice: Practice, **errors: str) -> None:
    async with practice.work() as work:
        for name in WATCHED_TICKS:
            now = practice.clock.now()
            run = TickRun(
                name=name, started_at=now, finished_at=now, handled=0, error=errors.get(name)
            )
            await work.uow.tick_runs.record(run)


async def audited(practice: Practice) -> int:
    """Audit as the scheduler does: what was set going is kept even when something was found."""
    async with practice.desk.uow_factory() as uow:
        try:
            return await audit(practice.desk.work(uow))
        finally:
            await uow.commit()


async def beats(practice: Practice) -> bool:
    async with practice.work() as work:
        return HEARTBEAT in {run.name for run in await work.uow.tick_runs.all()}


def found(caplog) -> list[tuple]:
    return [
        (record.event, record.subject)
        for record in caplog.records
        if record.levelname == "CRITICAL"
    ]


async def message(practice: Practice, **changes) -> OutboxMessage:
    settings = {"lane": Lane.SAFETY, "chat_id": 1, "text": "words of a patient", **changes}
    now = practice.clock.now()
    return await practice.keep(OutboxMessage(created_at=now, due_at=now, **settings))


async def test_the_heart_beats_when_all_is_well(practice):
    await practice.provider("Anna Berg")
    await practice.event(await practice.patient(), "contact-wish")
    await ticks_ran(practice)
    assert await audited(practice) == 1
    assert await beats(practice)


async def test_a_stalled_alert_is_set_going_and_the_heartbeat_withheld(practice, caplog):
    await practice.event(await practice.patient(), "contact-wish")
    practice.clock.forward(minutes=11)  # its step was due after 5, and nothing climbed
    await ticks_ran(practice)
    with pytest.raises(EscalationStalled):
        await audited(practice)
    alert = await practice.alert()
    assert alert.next_step_at == practice.clock.now()
    assert found(caplog) == [("alert_stalled", alert.id)]
    assert (await practice.events())[-1] == "set_going"
    assert not await beats(practice)
    assert await practice.climb() == 1


async def test_an_alert_a_little_late_is_left_to_its_tick(practice):
    await practice.event(await practice.patient(), "contact-wish")
    practice.clock.forward(minutes=10)
    await ticks_ran(practice)
    assert await audited(practice) == 1


@pytest.mark.parametrize("name", WATCHED_TICKS)
async def test_a_tick_that_never_ran_is_found(practice, caplog, name):
    async with practice.work() as work:
        for other in set(WATCHED_TICKS) - {name}:
            now = practice.clock.now()
            run = TickRun(name=other, started_at=now, finished_at=now, handled=0, error=None)
            await work.uow.tick_runs.record(run)
    with pytest.raises(EscalationStalled):
        await audited(practice)
    assert found(caplog) == [("tick_late", name)]


async def test_ticks_that_stopped_are_found(practice, caplog):
    await ticks_ran(practice)
    practice.clock.forward(minutes=5)
    await audited(practice)
    practice.clock.forward(seconds=1)
    with pytest.raises(EscalationStalled):
        await audited(practice)
    assert len(found(caplog)) == len(WATCHED_TICKS)


async def test_a_tick_that_fails_is_found(practice, caplog):
    await ticks_ran(practice, climb_alerts="KeyError")
    with pytest.raises(EscalationStalled):
        await audited(practice)
    assert found(caplog) == [("tick_failing", "climb_alerts")]


async def test_a_safety_message_that_does_not_leave_is_found_without_its_words(practice, caplog):
    row = await message(practice)
    practice.clock.forward(minutes=2, seconds=1)
    await ticks_ran(practice)
    with pytest.raises(EscalationStalled):
        await audited(practice)
    assert found(caplog) == [("safety_message_late", row.id)]
    assert "words of a patient" not in caplog.text


async def test_a_safety_message_that_is_tried_again_and_again_is_found(practice, caplog):
    row = await message(practice)
    practice.clock.forward(minutes=3)
    async with practice.work() as work:
        waiting = await work.uow.outbox.get(row.id)
        waiting.due_at = practice.clock.now() + timedelta(minutes=1)
    await ticks_ran(practice)
    with pytest.raises(EscalationStalled):
        await audited(practice)
    assert found(caplog) == [("safety_message_late", row.id)]


async def test_a_safety_message_stuck_in_mid_send_is_found(practice, caplog):
    row = await message(practice, status=OutboxStatus.SENDING, sending_since=practice.clock.now())
    practice.clock.forward(minutes=3)
    await ticks_ran(practice)
    with pytest.raises(EscalationStalled):
        await audited(practice)
    assert found(caplog) == [("safety_message_late", row.id)]


async def test_routine_messages_may_wait(practice):
    await message(practice, lane=Lane.BULK)
    practice.clock.forward(minutes=30)
    await ticks_ran(practice)
    assert await audited(practice) == 0
