"""What leaves: the gate before each send, and the delivery contract after it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.domain.alerts import Alert, AlertLogEntry
from bot.domain.messages import Attachment, Lane, OutboxMessage, OutboxStatus
from bot.domain.patients import PatientStatus
from bot.domain.prompts import Prompt, PromptKind
from bot.domain.providers import Position
from bot.safety.kinds import RiskKind
from bot.services import alert_climbing, exercises, outbox_drain, sending
from bot.services.outbox_drain import OutboxDrain
from bot.services.ports import SendResult, SendState
from bot.services.rates import Rates
from bot.services.safety_acting import act
from bot.services.speech import Choice, File, Saying, close_question, edit, say
from bot.services.work import Desk
from bot.storage.unit_of_work import SqlUnitOfWorkFactory
from tests.auxil.postman import Postman
from tests.auxil.waiting import eventually, running
from tests.integration.conftest import MovableClock
from tests.integration.people import add_patient, add_provider

ELLEN, KIM, KARI, OLA = 501, 502, 801, 802
NOON = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)  # in Oslo
NIGHT = datetime(2026, 3, 2, 22, 0, tzinfo=UTC)


@pytest.fixture
async def desk_at_noon(desk: Desk, clock: MovableClock) -> Desk:
    clock.at = NOON
    async with desk.uow_factory() as uow:
        work = desk.work(uow)
        await add_patient(work, ELLEN)
        await add_patient(work, KIM)
        await add_provider(work, KARI, Position.FIRST, "Kari")
        await add_provider(work, OLA, Position.BACKUP, "Ola")
        await uow.commit()
    return desk


class House:
    """What these tests do with rows and people."""

    def __init__(self, desk: Desk, database: AsyncEngine, clock: MovableClock) -> None:
        self.desk = desk
        self.database = database
        self.clock = clock

    async def do(self, service: Any, *args: Any, chat_id: int = ELLEN) -> Any:
        async with self.desk.uow_factory() as uow:
            work = self.desk.work(uow)
            result = await service(work, await uow.patients.by_chat(chat_id), *args)
            await uow.commit()
        return result

    async def work(self, service: Any, *args: Any) -> Any:
        async with self.desk.uow_factory() as uow:
            result = await service(self.desk.work(uow), *args)
            await uow.commit()
        return result

    async def change(self, chat_id: int = ELLEN, **values: Any) -> None:
        async with self.desk.uow_factory() as uow:
            patient = await uow.patients.by_chat(chat_id)
            for name, value in values.items():
                setattr(patient, name, value)
            await uow.commit()

    async def says(self, lane: Lane = Lane.REPLY, chat_id: int = ELLEN, **more: Any) -> int:
        """Queue a message to a patient and return its row's id."""
        saying = Saying(**{"text": "Hello", "lane": lane, "purpose": "test", **more})
        row = await self.do(say, saying, chat_id=chat_id)
        assert row is not None
        return row.id

    async def row(self, outbox_id: int) -> OutboxMessage:
        async with AsyncSession(self.database) as session:
            found = await session.get(OutboxMessage, outbox_id)
        assert found is not None
        return found

    async def clear(self, outbox_id: int) -> sending.Cleared | None:
        return await self.work(sending.clear, outbox_id)

    async def settle(self, outbox_id: int, state: str, **more: Any) -> OutboxMessage:
        await self.work(sending.settle, outbox_id, SendResult(state, **more))
        return await self.row(outbox_id)

    async def goes(self, outbox_id: int, state: str, **more: Any) -> OutboxMessage:
        """Send a row, and let that end in some way."""
        assert await self.clear(outbox_id) is not None
        return await self.settle(outbox_id, state, **more)

    async def rows(self, kind: type[Any]) -> list[Any]:
        async with AsyncSession(self.database) as session:
            return list((await session.scalars(select(kind).order_by("id"))).all())

    async def files(self) -> list[Attachment]:
        async with AsyncSession(self.database) as session:
            return list((await session.scalars(select(Attachment))).all())

    async def to(self, chat_id: int) -> list[OutboxMessage]:
        return [row for row in await self.rows(OutboxMessage) if row.chat_id == chat_id]

    async def events(self) -> list[str]:
        return [entry.event for entry in await self.rows(AlertLogEntry)]


@pytest.fixture
def house(desk_at_noon: Desk, database: AsyncEngine, clock: MovableClock) -> House:
    return House(desk_at_noon, database, clock)


class TestGate:
    @pytest.mark.parametrize("lane", [Lane.SAFETY, Lane.REPLY])
    async def test_safety_texts_and_answers_leave_at_any_time(self, house: House, lane: Lane):
        house.clock.at = NIGHT
        await house.change(paused_until=datetime(9999, 1, 1, tzinfo=UTC))
        assert await house.clear(await house.says(lane)) is not None

    async def test_a_prompt_waits_for_the_end_of_the_quiet_hours(self, house: House):
        house.clock.at = NIGHT
        outbox_id = await house.says(Lane.PROMPT)
        assert await house.clear(outbox_id) is None
        held = await house.row(outbox_id)
        assert held.status is OutboxStatus.PENDING
        assert held.due_at == datetime(2026, 3, 3, 6, 0, tzinfo=UTC)
        assert held.detail == "quiet_hours"

    async def test_a_prompt_whose_window_ends_at_night_is_kept_back(self, house: House):
        house.clock.at = NIGHT
        outbox_id = await house.says(Lane.PROMPT, expires_at=NIGHT + timedelta(hours=1))
        assert await house.clear(outbox_id) is None
        assert (await house.row(outbox_id)).status is OutboxStatus.SUPPRESSED

    @pytest.mark.parametrize(
        "more",
        [
            {"paused_until": datetime(9999, 1, 1, tzinfo=UTC)},
            {"status": PatientStatus.STOPPED},
            {"unreachable_since": NOON},
        ],
        ids=["paused", "stopped", "blocked the coach"],
    )
    async def test_who_takes_no_prompts_gets_none_whoever_queued_it(
        self, house: House, more: dict[str, Any]
    ):
        outbox_id = await house.says(Lane.PROMPT)
        await house.change(**more)
        assert await house.clear(outbox_id) is None
        dropped = await house.row(outbox_id)
        assert (dropped.status, dropped.detail) == (OutboxStatus.SUPPRESSED, "paused")

    async def test_the_same_again_within_half_an_hour_is_dropped(self, house: House):
        await house.goes(await house.says(Lane.PROMPT), SendState.SENT)
        twin = await house.says(Lane.PROMPT)
        other = await house.says(Lane.PROMPT, purpose="another")
        assert await house.clear(twin) is None
        assert (await house.row(twin)).detail == "twin"
        assert await house.clear(other) is not None
        house.clock.forward(minutes=30)
        assert await house.clear(await house.says(Lane.PROMPT)) is not None

    async def test_after_three_unasked_messages_there_is_no_fourth_that_day(self, house: House):
        for number in range(3):
            row = await house.says(Lane.PROMPT, purpose=f"number {number}")
            await house.goes(row, SendState.SENT)
        fourth = await house.says(Lane.PROMPT, purpose="number 4")
        assert await house.clear(fourth) is None
        assert (await house.row(fourth)).detail == "daily_cap"
        assert await house.clear(await house.says(Lane.PROMPT, chat_id=KIM)) is not None
        house.clock.at = NOON + timedelta(days=1)
        assert await house.clear(await house.says(Lane.PROMPT, purpose="next day")) is not None

    async def test_an_open_exercise_is_looked_at_again_after_ten_minutes(self, house: House):
        await house.do(exercises.start, "body-scan")
        outbox_id = await house.says(Lane.PROMPT)
        assert await house.clear(outbox_id) is None
        assert (await house.row(outbox_id)).due_at == NOON + timedelta(minutes=10)
        await house.do(exercises.stop)
        house.clock.forward(minutes=10)
        assert await house.clear(outbox_id) is not None

    async def test_a_prompt_does_not_come_into_a_crisis(self, house: House):
        outbox_id = await house.says(Lane.PROMPT)
        await house.do(act, RiskKind.SUICIDE_SELF_HARM)
        assert await house.clear(outbox_id) is None
        held = await house.row(outbox_id)
        assert (held.status, held.detail) == (OutboxStatus.PENDING, "crisis")
        assert held.due_at > NOON

    async def test_a_prompt_that_the_person_has_snoozed_is_no_twin_of_itself(self, house: House):
        async with house.desk.uow_factory() as uow:
            patient = await uow.patients.by_chat(ELLEN)
            assert patient is not None
            prompt = Prompt(
                patient_id=patient.id or 0,
                kind=PromptKind.DAILY_CHECK_IN,
                on_date=NOON.date(),
                due_at=NOON,
                closes_at=NOON + timedelta(hours=6),
                snoozes=1,
            )
            uow.add(prompt)
            await uow.commit()
        await house.goes(await house.says(Lane.PROMPT), SendState.SENT)
        assert await house.clear(await house.says(Lane.PROMPT, prompt_id=prompt.id)) is not None

    async def test_what_is_for_a_provider_needs_no_gate(self, house: House):
        house.clock.at = NIGHT
        await house.do(act, RiskKind.CHEST_PAIN)
        (alert_copy,) = await house.to(KARI)
        assert await house.clear(alert_copy.id or 0) is not None

    async def test_a_message_whose_time_is_over_expires(self, house: House):
        outbox_id = await house.says(expires_at=NOON)
        assert await house.clear(outbox_id) is None
        assert (await house.row(outbox_id)).status is OutboxStatus.EXPIRED

    async def test_what_was_cleared_is_not_cleared_twice(self, house: House):
        outbox_id = await house.says()
        assert await house.clear(outbox_id) is not None
        assert await house.clear(outbox_id) is None
        assert await house.clear(404) is None


# What becomes of a row, by how its send ended.
CONTRACT = {
    SendState.SENT: dict.fromkeys(Lane, OutboxStatus.SENT),
    SendState.UNCHANGED: dict.fromkeys(Lane, OutboxStatus.SENT),
    SendState.RETRY: dict.fromkeys(Lane, OutboxStatus.PENDING),
    SendState.UNKNOWN: {
        **dict.fromkeys(Lane, OutboxStatus.UNKNOWN),
        Lane.SAFETY: OutboxStatus.PENDING,  # a double is better than a gap
    },
    SendState.BLOCKED: dict.fromkeys(Lane, OutboxStatus.FAILED),
    SendState.FORMAT: dict.fromkeys(Lane, OutboxStatus.FAILED),
    SendState.FAILED: dict.fromkeys(Lane, OutboxStatus.FAILED),
}


class TestContract:
    @pytest.mark.parametrize("lane", list(Lane))
    @pytest.mark.parametrize("state", list(CONTRACT))
    async def test_each_end_of_a_send_has_its_consequence(
        self, house: House, state: str, lane: Lane
    ):
        row = await house.goes(await house.says(lane), state, message_id=9, detail="Why")
        assert row.status is CONTRACT[state][lane]
        assert row.attempts == 1
        assert row.detail == "Why"
        has_left = row.status in (OutboxStatus.SENT, OutboxStatus.UNKNOWN)
        assert (row.sent_at == NOON) is has_left
        will_be_tried = row.status is OutboxStatus.PENDING
        assert (row.due_at > NOON) is will_be_tried

    async def test_telegrams_number_of_the_message_is_kept(self, house: House):
        row = await house.goes(await house.says(), SendState.SENT, message_id=9)
        assert row.telegram_message_id == 9

    async def test_tries_grow_apart_up_to_a_minute(self, house: House):
        outbox_id = await house.says()
        waits = []
        for _ in range(8):
            row = await house.goes(outbox_id, SendState.RETRY)
            waits.append((row.due_at - house.clock.at).total_seconds())
            house.clock.at = row.due_at
        assert waits == [1, 2, 4, 8, 16, 32, 60, 60]

    async def test_telegrams_own_wish_to_wait_is_kept(self, house: House):
        row = await house.goes(await house.says(), SendState.RETRY, retry_after_s=17.0)
        assert row.due_at == NOON + timedelta(seconds=17)

    @pytest.mark.parametrize("lane", list(Lane))
    async def test_each_lane_gives_up_in_its_own_time(self, house: House, lane: Lane):
        patience = sending.GIVE_UP_AFTER[lane]
        outbox_id = await house.says(lane)
        assert await house.clear(outbox_id) is not None
        house.clock.at = NOON + patience
        assert (await house.settle(outbox_id, SendState.RETRY)).status is OutboxStatus.PENDING
        house.clock.at = NOON + patience + timedelta(seconds=1)
        assert (await house.settle(outbox_id, SendState.RETRY)).status is OutboxStatus.FAILED

    async def test_a_safety_text_that_may_have_arrived_each_time_ends_after_some_copies(
        self, house: House, caplog: pytest.LogCaptureFixture
    ):
        outbox_id = await house.says(Lane.SAFETY)
        for _ in range(sending.MOST_COPIES - 1):
            row = await house.goes(outbox_id, SendState.UNKNOWN)
            assert row.status is OutboxStatus.PENDING
            house.clock.at = row.due_at
        row = await house.goes(outbox_id, SendState.UNKNOWN)
        assert row.status is OutboxStatus.UNKNOWN
        assert any(record.levelname == "CRITICAL" for record in caplog.records)

    async def test_a_safety_text_is_tried_for_days(self, house: House):
        others = [patience for lane, patience in sending.GIVE_UP_AFTER.items() if lane != "safety"]
        assert sending.GIVE_UP_AFTER[Lane.SAFETY] > max(others)

    async def test_an_unknown_prompt_counts_as_one_of_the_day(self, house: House):
        await house.goes(await house.says(Lane.PROMPT), SendState.UNKNOWN)
        twin = await house.says(Lane.PROMPT)
        assert await house.clear(twin) is None


class TestFiles:
    """A file is kept for as long as its message may leave, and not a moment longer."""

    FILE = File("lindra-copy.zip", b"everything about Ellen")

    @pytest.mark.parametrize("lane", list(Lane))
    @pytest.mark.parametrize("state", list(CONTRACT))
    async def test_a_file_stays_for_another_try_alone(self, house: House, state: str, lane: Lane):
        row = await house.goes(await house.says(lane, file=self.FILE), state)
        is_kept = bool(await house.files())
        assert is_kept is (row.status is OutboxStatus.PENDING)

    async def test_it_goes_with_each_try(self, house: House):
        outbox_id = await house.says(file=self.FILE)
        for _ in range(2):
            cleared = await house.clear(outbox_id)
            assert cleared is not None
            assert cleared.attachment is not None
            assert cleared.attachment.content == self.FILE.content
            await house.settle(outbox_id, SendState.RETRY)

    async def test_it_goes_when_trying_ends(self, house: House):
        outbox_id = await house.says(file=self.FILE)
        house.clock.forward(hours=2)
        row = await house.goes(outbox_id, SendState.RETRY)
        assert row.status is OutboxStatus.FAILED
        assert await house.files() == []

    @pytest.mark.parametrize("more", [{"expires_at": NOON}, {"lane": Lane.PROMPT}])
    async def test_it_goes_with_a_message_that_is_kept_back(
        self, house: House, more: dict[str, Any]
    ):
        await house.change(paused_until=datetime(9999, 1, 1, tzinfo=UTC))
        assert await house.clear(await house.says(file=self.FILE, **more)) is None
        assert await house.files() == []

    async def test_a_message_that_waits_for_the_morning_keeps_it(self, house: House):
        house.clock.at = NIGHT
        assert await house.clear(await house.says(Lane.PROMPT, file=self.FILE)) is None
        assert len(await house.files()) == 1

    async def test_it_goes_after_a_crash_in_mid_send(self, house: House):
        assert await house.clear(await house.says(file=self.FILE)) is not None
        house.clock.forward(seconds=91)
        await house.work(sending.settle_orphans, outbox_drain.ORPHANED_AFTER)
        assert await house.files() == []


class TestOrphans:
    async def test_after_a_crash_in_mid_send_safety_is_repeated_and_routine_is_not(
        self, house: House
    ):
        ids = {lane: await house.says(lane) for lane in Lane}
        for outbox_id in ids.values():
            assert await house.clear(outbox_id) is not None
        house.clock.forward(seconds=91)
        assert await house.work(sending.settle_orphans, outbox_drain.ORPHANED_AFTER) == 4
        found = {lane: (await house.row(outbox_id)).status for lane, outbox_id in ids.items()}
        assert found == {
            Lane.SAFETY: OutboxStatus.PENDING,
            Lane.REPLY: OutboxStatus.UNKNOWN,
            Lane.PROMPT: OutboxStatus.UNKNOWN,
            Lane.BULK: OutboxStatus.UNKNOWN,
        }

    async def test_a_send_that_is_under_way_is_left_alone(self, house: House):
        await house.clear(await house.says())
        house.clock.forward(seconds=89)
        assert await house.work(sending.settle_orphans, outbox_drain.ORPHANED_AFTER) == 0

    async def test_the_only_coach_settles_them_as_it_starts(self, house: House):
        outbox_id = await house.says(Lane.SAFETY)
        await house.clear(outbox_id)
        house.clock.forward(seconds=1)
        postman = Postman()
        drain = OutboxDrain(house.desk, postman)
        async with house.desk.uow_factory() as uow:
            work = house.desk.work(uow)
            assert await drain.settle_orphans(work, is_only_coach=False) == 0
            assert await drain.settle_orphans(work, is_only_coach=True) == 1
            await uow.commit()
        house.clock.forward(seconds=2)
        await postman.deliver(house.desk)
        assert postman.texts(ELLEN) == ["Hello"]


class TestEdits:
    async def queue_edit(self, house: House, shown: int, text: str = "Changed") -> int:
        async with house.desk.uow_factory() as uow:
            original = await uow.outbox.get(shown)
            assert original is not None
            await edit(house.desk.work(uow), original, text)
            await uow.commit()
        return (await house.to(ELLEN))[-1].id or 0

    async def test_a_message_that_has_left_is_changed_in_its_chat(self, house: House):
        shown = await house.says()
        await house.goes(shown, SendState.SENT, message_id=77)
        change = await self.queue_edit(house, shown)
        cleared = await house.clear(change)
        assert cleared is not None
        assert cleared.edited_message_id == 77

    async def test_one_that_has_not_left_yet_leaves_in_its_new_form(self, house: House):
        shown = await house.says()
        change = await self.queue_edit(house, shown)
        assert await house.clear(change) is None
        assert (await house.row(change)).status is OutboxStatus.SENT
        postman = Postman()
        await postman.deliver(house.desk)
        assert [(posted.text, posted.edited_message_id) for posted in postman.posted] == [
            ("Changed", None)
        ]

    async def test_one_that_is_just_leaving_is_changed_a_moment_later(self, house: House):
        shown = await house.says()
        await house.clear(shown)
        change = await self.queue_edit(house, shown)
        assert await house.clear(change) is None
        held = await house.row(change)
        assert held.status is OutboxStatus.PENDING
        assert held.due_at > NOON
        await house.settle(shown, SendState.SENT, message_id=77)
        assert await house.clear(change) is not None

    @pytest.mark.parametrize("state", [SendState.UNKNOWN, SendState.FAILED])
    async def test_one_that_nobody_has_seen_is_not_changed(self, house: House, state: str):
        shown = await house.says()
        await house.goes(shown, state)
        change = await self.queue_edit(house, shown)
        assert await house.clear(change) is None
        assert (await house.row(change)).status is OutboxStatus.SUPPRESSED

    async def test_taking_buttons_off_a_prompt_is_no_unasked_message(self, house: House):
        row = Choice("Start", "check_in.start")
        shown = [
            await house.says(
                Lane.PROMPT, purpose=f"number {number}", rows=[[row]], question=f"q{number}"
            )
            for number in range(3)
        ]
        postman = Postman()
        await postman.deliver(house.desk)
        await house.change(paused_until=datetime(9999, 1, 1, tzinfo=UTC))
        house.clock.at = NIGHT
        for number in range(3):
            await house.work(close_question, ELLEN, f"q{number}")
        await postman.deliver(house.desk)
        numbers = {(await house.row(each)).telegram_message_id for each in shown}
        edited = {each.edited_message_id: each.labels for each in postman.posted[3:]}
        assert edited == dict.fromkeys(numbers, ())


class TestUnreachable:
    async def test_a_patient_who_blocked_the_coach_is_reported_once_to_each_provider(
        self, house: House
    ):
        for _ in range(2):
            await house.goes(await house.says(), SendState.BLOCKED)
        async with house.desk.uow_factory() as uow:
            patient = await uow.patients.by_chat(ELLEN)
        assert patient is not None
        assert patient.unreachable_since == NOON
        for chat_id in (KARI, OLA):
            (told,) = await house.to(chat_id)
            assert "L-T501 has blocked the coach" in told.text
            assert told.lane is Lane.BULK

    async def test_a_provider_whose_access_has_ended_is_told_nothing(self, house: House):
        async with house.desk.uow_factory() as uow:
            provider = await uow.providers.by_chat(KARI)
            assert provider is not None
            provider.disabled_at = NOON
            await uow.commit()
        await house.goes(await house.says(), SendState.BLOCKED)
        assert await house.to(KARI) == []
        assert len(await house.to(OLA)) == 1

    async def test_an_alert_that_a_blocked_provider_cannot_read_climbs_at_once(self, house: House):
        await house.do(act, RiskKind.SUICIDE_SELF_HARM)
        (alert_copy,) = await house.to(KARI)
        await house.goes(alert_copy.id or 0, SendState.BLOCKED)
        (alert,) = await house.rows(Alert)
        assert alert.next_step_at == NOON
        assert (await house.events()).count("undeliverable") == 1
        assert await house.work(alert_climbing.climb_alerts) == 1
        assert len(await house.to(OLA)) == 1
        async with house.desk.uow_factory() as uow:
            provider = await uow.providers.by_chat(KARI)
        assert provider is not None
        assert not provider.is_linked

    async def test_an_alert_that_is_refused_for_good_climbs_at_once(self, house: House):
        await house.do(act, RiskKind.SUICIDE_SELF_HARM)
        (alert_copy,) = await house.to(KARI)
        house.clock.forward(seconds=5)
        await house.goes(alert_copy.id or 0, SendState.FAILED)
        (alert,) = await house.rows(Alert)
        assert alert.next_step_at == house.clock.at

    async def test_copies_that_are_refused_one_after_the_other_hurry_it_now_and_then(
        self, house: House
    ):
        await house.do(act, RiskKind.SUICIDE_SELF_HARM)
        (first,) = await house.to(KARI)
        await house.goes(first.id or 0, SendState.FAILED)
        house.clock.forward(seconds=10)
        await house.work(alert_climbing.climb_alerts)
        (second,) = await house.to(OLA)
        await house.goes(second.id or 0, SendState.FAILED)
        assert (await house.events()).count("undeliverable") == 1

    async def test_a_change_of_an_alert_that_is_refused_wakes_nobody(self, house: House):
        await house.do(act, RiskKind.SUICIDE_SELF_HARM)
        (alert_copy,) = await house.to(KARI)
        await house.goes(alert_copy.id or 0, SendState.SENT, message_id=5)
        async with house.desk.uow_factory() as uow:
            original = await uow.outbox.get(alert_copy.id or 0)
            assert original is not None
            await edit(house.desk.work(uow), original, "Changed")
            await uow.commit()
        change = (await house.to(KARI))[-1]
        await house.goes(change.id or 0, SendState.FAILED)
        assert "undeliverable" not in await house.events()

    async def test_an_alert_that_somebody_has_taken_does_not_climb_for_a_lost_copy(
        self, house: House
    ):
        await house.do(act, RiskKind.SUICIDE_SELF_HARM)
        (alert_copy,) = await house.to(KARI)
        async with house.desk.uow_factory() as uow:
            (alert,) = await uow.alerts.open_all()
            alert.acknowledged_at = NOON
            await uow.commit()
        await house.goes(alert_copy.id or 0, SendState.FAILED)
        assert "undeliverable" not in await house.events()

    async def test_a_stranger_who_blocks_the_coach_concerns_nobody(self, house: House):
        async with house.desk.uow_factory() as uow:
            row = OutboxMessage(
                lane=Lane.REPLY, chat_id=999, text="Hello", created_at=NOON, due_at=NOON
            )
            uow.add(row)
            await uow.commit()
        await house.goes(row.id or 0, SendState.BLOCKED)
        assert await house.to(KARI) == []


@pytest.fixture
def postman() -> Postman:
    return Postman()


@pytest.fixture
def drain(house: House, postman: Postman, uow_factory: SqlUnitOfWorkFactory) -> OutboxDrain:
    """A drain that the outbox wakes, as in a running coach, with rates that do not matter."""
    found = OutboxDrain(house.desk, postman, Rates(per_bot_s=10_000.0, per_chat_s=10_000.0))
    uow_factory.when_outbox_grows(found.offer)
    return found


async def is_idle(house: House) -> bool:
    busy = (OutboxStatus.PENDING, OutboxStatus.SENDING)
    return not any(row.status in busy for row in await house.rows(OutboxMessage))


class TestDrain:
    async def test_the_four_lanes_leave_in_their_order(
        self, house: House, drain: OutboxDrain, postman: Postman, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr(outbox_drain, "AT_ONCE", 1)
        for lane in (Lane.BULK, Lane.PROMPT, Lane.REPLY, Lane.SAFETY):
            await house.says(lane, text=lane, purpose=lane)
        async with running(drain.run()):
            await eventually(lambda: is_idle(house))
        assert [posted.text for posted in postman.posted] == list(Lane)

    async def test_one_chats_messages_keep_their_order(
        self, house: House, drain: OutboxDrain, postman: Postman
    ):
        async with running(drain.run()):
            for number in range(10):
                await house.says(text=f"number {number}")
            await eventually(lambda: is_idle(house))
        assert postman.texts(ELLEN) == [f"number {number}" for number in range(10)]

    async def test_they_keep_it_also_when_one_must_be_tried_again(
        self, house: House, drain: OutboxDrain, postman: Postman
    ):
        postman.fails(ELLEN, SendState.RETRY)
        first, second = await house.says(text="first"), await house.says(text="second")
        async with running(drain.run()):

            async def is_put_off() -> bool:
                return (await house.row(first)).attempts == 1

            await eventually(is_put_off)
            for _ in range(5):
                drain.wake()
                await asyncio.sleep(0.01)
            assert (await house.row(second)).status is OutboxStatus.PENDING
            house.clock.forward(seconds=2)
            drain.wake()
            await eventually(lambda: is_idle(house))
        assert postman.texts(ELLEN) == ["first", "first", "second"]

    async def test_a_chat_that_hangs_holds_nobody_else_up(
        self, house: House, drain: OutboxDrain, postman: Postman
    ):
        postman.held[ELLEN] = asyncio.Event()
        async with running(drain.run()):
            await house.says()
            await house.says(chat_id=KIM)
            await eventually(lambda: postman.texts(KIM) == ["Hello"])
            postman.held[ELLEN].set()
            await eventually(lambda: is_idle(house))

    async def test_a_reply_that_hangs_holds_no_safety_text_up(
        self, house: House, drain: OutboxDrain, postman: Postman
    ):
        postman.held[ELLEN] = asyncio.Event()
        async with running(drain.run()):
            await house.says(text="a reply")
            await eventually(lambda: len(postman.posted) == 1)
            await house.says(Lane.SAFETY, text="call 113")
            await eventually(lambda: len(postman.posted) == 2)
            assert postman.posted[1].text == "call 113"
            postman.held[ELLEN].set()
            await eventually(lambda: is_idle(house))

    async def test_what_telegram_slows_down_waits_alone(
        self, house: House, drain: OutboxDrain, postman: Postman
    ):
        postman.fails(ELLEN, SendState.RETRY, retry_after_s=600)
        await house.says(Lane.PROMPT)
        async with running(drain.run()):
            await eventually(lambda: len(postman.posted) == 1)
            await house.says(Lane.PROMPT, chat_id=KIM)  # the same lane waits, whoever it is for
            await house.says(Lane.REPLY, chat_id=KIM)
            await house.says(Lane.SAFETY, chat_id=KIM)
            await eventually(lambda: len(postman.posted) == 3)
            for _ in range(5):
                drain.wake()
                await asyncio.sleep(0.01)
        assert {posted.lane for posted in postman.posted[1:]} == {Lane.SAFETY, Lane.REPLY}

    async def test_words_that_cannot_be_formatted_are_sent_plain(
        self, house: House, drain: OutboxDrain, postman: Postman
    ):
        postman.fails(ELLEN, SendState.FORMAT)
        outbox_id = await house.says(rows=[[Choice("Start", "check_in.start")]])
        async with running(drain.run()):
            await eventually(lambda: is_idle(house))
        assert [posted.is_plain for posted in postman.posted] == [False, True]
        assert (await house.row(outbox_id)).status is OutboxStatus.SENT

    async def test_a_file_goes_along_also_when_the_words_are_sent_plain(
        self, house: House, drain: OutboxDrain, postman: Postman
    ):
        postman.fails(ELLEN, SendState.FORMAT)
        await house.says(file=TestFiles.FILE)
        async with running(drain.run()):
            await eventually(lambda: is_idle(house))
        sent = [posted.attachment.name for posted in postman.posted if posted.attachment]
        assert sent == ["lindra-copy.zip"] * 2

    async def test_what_is_kept_back_is_not_sent(
        self, house: House, drain: OutboxDrain, postman: Postman
    ):
        kept_back = await house.says(expires_at=NOON)
        async with running(drain.run()):
            await house.says(text="after it")
            await eventually(lambda: is_idle(house))
        assert postman.texts(ELLEN) == ["after it"]
        assert (await house.row(kept_back)).status is OutboxStatus.EXPIRED

    async def test_a_fault_of_ours_stops_neither_the_drain_nor_the_message(
        self,
        house: House,
        drain: OutboxDrain,
        postman: Postman,
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
    ):
        monkeypatch.setattr(outbox_drain, "POLL_S", 0.01)
        clear, tries = sending.clear, []

        async def fail_once(*args: Any) -> Any:
            tries.append(args)
            if len(tries) == 1:
                raise ConnectionError
            return await clear(*args)

        monkeypatch.setattr(sending, "clear", fail_once)
        await house.says()
        async with running(drain.run()):
            await eventually(lambda: is_idle(house))
        assert postman.texts(ELLEN) == ["Hello"]
        assert any("drain failed" in record.message for record in caplog.records)

    async def test_rows_in_hand_are_no_orphans(
        self, house: House, drain: OutboxDrain, postman: Postman
    ):
        postman.held[ELLEN] = asyncio.Event()
        await house.says()
        async with running(drain.run()):
            await eventually(lambda: len(postman.posted) == 1)
            house.clock.forward(minutes=5)
            async with house.desk.uow_factory() as uow:
                work = house.desk.work(uow)
                assert await drain.settle_orphans(work, is_only_coach=False) == 0
            postman.held[ELLEN].set()
            await eventually(lambda: is_idle(house))

    async def test_two_coaches_send_each_message_once(
        self, house: House, drain: OutboxDrain, postman: Postman
    ):
        other = OutboxDrain(house.desk, postman, Rates(10_000.0, 10_000.0))
        async with running(drain.run()), running(other.run()):
            for number in range(20):
                await house.says(text=f"number {number}")
                other.wake()
            await eventually(lambda: is_idle(house))
        assert sorted(postman.texts(ELLEN)) == sorted(f"number {number}" for number in range(20))

    async def test_stopping_in_mid_send_leaves_an_orphan_for_the_next_coach(
        self, house: House, drain: OutboxDrain, postman: Postman
    ):
        postman.held[ELLEN] = asyncio.Event()
        outbox_id = await house.says(Lane.SAFETY)
        async with running(drain.run()):
            await eventually(lambda: len(postman.posted) == 1)
        assert (await house.row(outbox_id)).status is OutboxStatus.SENDING


class TestSaying:
    async def test_a_dedup_key_says_a_thing_once(self, house: House):
        assert await house.do(say, Saying(text="Hello", dedup_key="a")) is not None
        assert await house.do(say, Saying(text="Hello", dedup_key="a")) is None

    async def test_somebody_without_a_chat_is_told_nothing(self, house: House):
        async with house.desk.uow_factory() as uow:
            patient = await uow.patients.by_chat(ELLEN)
            assert patient is not None
            patient.chat_id = None
            assert await say(house.desk.work(uow), patient, Saying(text="Hello")) is None

    async def test_closing_a_question_shows_what_was_chosen_and_closes_it_once(self, house: House):
        choice = Choice("6", "check_in.answer", {"value": 6})
        await house.says(rows=[[choice]], question="q")
        for _ in range(2):
            await house.work(close_question, ELLEN, "q", "6")
        first, change = await house.to(ELLEN)
        assert first.buttons == []
        assert change.text == "Hello\n\n✓ 6"
        assert change.edits_outbox_id == first.id

    async def test_a_button_travels_as_a_token_that_telegram_has_room_for(self, house: House):
        await house.says(rows=[[Choice("6", "check_in.answer", {"check_in_id": 10**12})]])
        (row,) = await house.to(ELLEN)
        token = row.buttons[0][0]["token"]
        assert len(token.encode()) <= 64
        assert "check_in" not in token
