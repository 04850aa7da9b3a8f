"""What the database itself promises, on SQLite and PostgreSQL alike."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, Connection, inspect, text
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain.alerts import Alert, AlertLogEntry, AlertStatus, Urgency
from bot.domain.check_ins import Answer, CheckIn
from bot.domain.exercises import ExerciseSession
from bot.domain.messages import (
    Button,
    InboxStatus,
    InboxUpdate,
    Lane,
    OutboxMessage,
    OutboxStatus,
)
from bot.domain.prompts import Prompt, PromptKind, PromptStatus
from bot.errors import DomainError, UnknownPatient
from bot.services.ports import TickRun
from bot.services.work import Desk
from bot.storage.engine import open_database
from bot.storage.migrate import alembic_config, migrate
from bot.storage.sealed_columns import sealer_of
from bot.storage.sealer import Sealer
from bot.storage.tables import metadata
from bot.storage.unit_of_work import SqlUnitOfWorkFactory
from tests.auxil.data_keys import DATA_KEY
from tests.auxil.own_database import own_url
from tests.integration.people import add_patient, add_provider

__all__ = ["own_url"]

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)
A_DAY = date(2026, 3, 2)
ON_POSTGRES = pytest.mark.parametrize("migrated", ["postgresql"], indirect=True)
ON_SQLITE = pytest.mark.parametrize("migrated", ["sqlite"], indirect=True)


def update(update_id: int, chat_id: int = 501, **more: Any) -> InboxUpdate:
    values = {"payload": {"update_id": update_id}, "received_at": NOW, **more}
    return InboxUpdate(update_id=update_id, chat_id=chat_id, **values)


def message(**more: Any) -> OutboxMessage:
    values = {"lane": Lane.REPLY, "chat_id": 501, "text": "Hello", "due_at": NOW}
    return OutboxMessage(created_at=NOW, **{**values, **more})


def open_alert(patient_id: int, **more: Any) -> Alert:
    values: dict[str, Any] = {"cause": "crisis", "urgency": Urgency.IMMEDIATE, "next_step_at": NOW}
    return Alert(patient_id=patient_id, raised_at=NOW, last_event_at=NOW, **{**values, **more})


def check_in(patient_id: int, **more: Any) -> CheckIn:
    values: dict[str, Any] = {"questionnaire_id": "daily-check-in", "on_date": A_DAY}
    return CheckIn(
        patient_id=patient_id,
        questionnaire_version=1,
        item_id="pain",
        started_at=NOW,
        closes_at=LATER,
        **{**values, **more},
    )


def prompt(patient_id: int, **more: Any) -> Prompt:
    values: dict[str, Any] = {"due_at": NOW, "closes_at": LATER}
    return Prompt(
        patient_id=patient_id,
        kind=PromptKind.DAILY_CHECK_IN,
        on_date=A_DAY,
        **{**values, **more},
    )


async def keep(desk: Desk, *entities: object) -> None:
    async with desk.uow_factory() as uow:
        for entity in entities:
            uow.add(entity)
        await uow.commit()


@pytest.fixture
async def patient_id(desk: Desk) -> int:
    async with desk.uow_factory() as uow:
        patient = await add_patient(desk.work(uow))
        await uow.commit()
    assert patient.id is not None
    return patient.id


@pytest.fixture
async def alert_id(desk: Desk, patient_id: int) -> int:
    alert = open_alert(patient_id)
    await keep(desk, alert)
    assert alert.id is not None
    return alert.id


class TestSchema:
    async def test_tables_and_migrations_say_the_same(self, migrated: AsyncEngine):
        def differences(connection: Connection) -> list[Any]:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            return compare_metadata(context, metadata)

        async with migrated.connect() as connection:
            assert await connection.run_sync(differences) == []

    async def test_every_check_is_named_and_in_the_migrated_schema(self, migrated: AsyncEngine):
        declared = {
            str(each.name)
            for table in metadata.sorted_tables
            for each in table.constraints
            if isinstance(each, CheckConstraint) and each.name is not None
        }

        def kept(connection: Connection) -> set[str | None]:
            look = inspect(connection)
            return {
                each["name"]
                for table in metadata.sorted_tables
                for each in look.get_check_constraints(table.name)
            }

        async with migrated.connect() as connection:
            found = await connection.run_sync(kept)
        assert None not in found
        assert found == {name for name in declared if not name.endswith("_boolean")}

    async def test_migrating_twice_changes_nothing(self, migrated: AsyncEngine):
        await migrate(migrated)
        async with migrated.connect() as connection:
            versions = await connection.execute(text("SELECT version_num FROM alembic_version"))
            assert len(versions.all()) == 1


@pytest.fixture
async def empty(own_url: str) -> AsyncIterator[AsyncEngine]:
    """A database of its own that nobody has migrated."""
    engine = open_database(own_url, Sealer.of(DATA_KEY))
    yield engine
    await engine.dispose()


class TestMigrations:
    async def test_they_go_up_down_and_up_again(self, empty: AsyncEngine):
        def tables(connection: Connection) -> set[str]:
            return set(inspect(connection).get_table_names()) - {"alembic_version"}

        def down(connection: Connection) -> None:
            command.downgrade(alembic_config(connection), "base")

        await migrate(empty)
        async with empty.begin() as connection:
            assert await connection.run_sync(tables) == set(metadata.tables)
            await connection.run_sync(down)
            assert await connection.run_sync(tables) == set()
        await migrate(empty)
        async with empty.begin() as connection:
            assert await connection.run_sync(tables) == set(metadata.tables)


class TestAlertLog:
    @pytest.mark.parametrize(
        "statement", ["UPDATE alert_log SET event = 'other'", "DELETE FROM alert_log"]
    )
    async def test_the_database_refuses_to_rewrite_it(
        self, desk: Desk, database: AsyncEngine, alert_id: int, statement: str
    ):
        await keep(desk, AlertLogEntry(alert_id=alert_id, at=NOW, event="raised"))
        with pytest.raises(DBAPIError, match="append-only"):
            async with database.begin() as connection:
                await connection.execute(text(statement))
        async with desk.uow_factory() as uow:
            assert [entry.event for entry in await uow.alerts.log_of(alert_id)] == ["raised"]


WRONG_ROWS = {
    "ck_answers_value_nrs_range": "INSERT INTO answers (check_in_id, item_id, value_nrs, "
    "is_skipped, answered_at) VALUES (:check_in_id, 'pain', 11, false, :now)",
    "ck_prompts_window": "UPDATE prompts SET due_at = :later, closes_at = :now",
    "ck_prompts_status_known": "UPDATE prompts SET status = 'somewhere'",
    "ck_patients_status_known": "UPDATE patients SET status = 'gone'",
    "ck_patients_focus_known": "UPDATE patients SET focus = 'somewhere'",
    "ck_check_ins_status_known": "UPDATE check_ins SET status = 'half'",
    "ck_outbox_lane_known": "UPDATE outbox SET lane = 'express'",
    "ck_outbox_status_known": "UPDATE outbox SET status = 'lost'",
    "ck_inbox_status_known": "UPDATE inbox SET status = 'lost'",
    "ck_exercise_sessions_rating_before_nrs_range": (
        "UPDATE exercise_sessions SET rating_before_nrs = -1"
    ),
    "ck_exercise_sessions_rating_after_nrs_range": (
        "UPDATE exercise_sessions SET rating_after_nrs = 11"
    ),
    "ck_alerts_urgency_known": "UPDATE alerts SET urgency = 'someday'",
    "ck_alerts_outcome_known": "UPDATE alerts SET outcome = 'shrugged'",
}


class TestConstraints:
    @pytest.mark.parametrize("name", list(WRONG_ROWS))
    async def test_a_row_that_makes_no_sense_is_refused(
        self, desk: Desk, database: AsyncEngine, patient_id: int, alert_id: int, name: str
    ):
        day = check_in(patient_id)
        session = ExerciseSession(
            patient_id=patient_id,
            exercise_id="body-scan",
            exercise_version=1,
            started_at=NOW,
            touched_at=NOW,
        )
        await keep(desk, day, prompt(patient_id), message(), update(1), session)
        values = {
            "check_in_id": day.id,
            "now": NOW if database.dialect.name != "sqlite" else "2026-03-02 12:00:00",
            "later": LATER if database.dialect.name != "sqlite" else "2026-03-02 12:01:00",
        }
        used = {key: value for key, value in values.items() if f":{key}" in WRONG_ROWS[name]}
        with pytest.raises(IntegrityError, match=name):
            async with database.begin() as connection:
                await connection.execute(text(WRONG_ROWS[name]), used)

    @pytest.mark.parametrize(
        "more",
        [{"next_step_at": None}, {"status": AlertStatus.RESOLVED, "resolved_at": NOW}],
        ids=["open without a next step", "resolved with one"],
    )
    async def test_an_alert_has_a_next_step_exactly_while_it_is_open(
        self, desk: Desk, patient_id: int, more: dict[str, Any]
    ):
        with pytest.raises(IntegrityError, match="ck_alerts_next_step_while_open"):
            await keep(desk, open_alert(patient_id, **more))

    async def test_a_day_has_one_check_in(self, desk: Desk, patient_id: int):
        await keep(desk, check_in(patient_id))
        with pytest.raises(IntegrityError):
            await keep(desk, check_in(patient_id))

    async def test_a_day_has_one_prompt_of_a_kind(self, desk: Desk, patient_id: int):
        await keep(desk, prompt(patient_id))
        with pytest.raises(IntegrityError):
            await keep(desk, prompt(patient_id))

    async def test_a_dedup_key_is_used_once(self, desk: Desk):
        await keep(desk, message(dedup_key="prompt:1:0"))
        with pytest.raises(IntegrityError):
            await keep(desk, message(dedup_key="prompt:1:0"))

    async def test_one_update_answers_an_item_once(self, desk: Desk, patient_id: int):
        day = check_in(patient_id)
        await keep(desk, day)

        def answer() -> Answer:
            return Answer(
                check_in_id=day.id or 0, item_id="pain", value_nrs=5, answered_at=NOW, update_id=9
            )

        await keep(desk, answer())
        with pytest.raises(IntegrityError):
            await keep(desk, answer())

    async def test_two_patients_cannot_share_a_chat(self, desk: Desk, patient_id: int):
        with pytest.raises(IntegrityError):
            async with desk.uow_factory() as uow:
                await add_patient(desk.work(uow), ref="L-OTHER", conversation_id="other")


class TestColumns:
    async def test_moments_come_back_aware_and_in_utc(self, desk: Desk, patient_id: int):
        oslo = datetime(2026, 7, 1, 14, 0, tzinfo=UTC).astimezone(desk.clinic.zone)
        async with desk.uow_factory() as uow:
            (await uow.patients.get(patient_id)).paused_until = oslo
            await uow.commit()
        async with desk.uow_factory() as uow:
            kept = (await uow.patients.get(patient_id)).paused_until
        assert kept == oslo
        assert kept is not None
        assert kept.utcoffset() == timedelta(0)

    async def test_a_naive_moment_is_refused(self, desk: Desk):
        naive = NOW.replace(tzinfo=None)
        with pytest.raises(StatementError, match="naive"):
            await keep(desk, update(1, received_at=naive))

    async def test_names_come_back_as_enums_and_hours_as_times(self, desk: Desk, patient_id: int):
        async with desk.uow_factory() as uow:
            patient = await uow.patients.get(patient_id)
        assert patient.status.name == "ACTIVE"
        assert patient.check_in_at == time(9, 0)


class TestUnitOfWork:
    async def test_what_is_not_committed_is_gone(self, desk: Desk):
        async with desk.uow_factory() as uow:
            uow.add(update(1))
            await uow.flush()
        async with desk.uow_factory() as uow:
            assert await uow.inbox.get(1) is None

    async def test_listeners_hear_of_rows_only_after_the_commit(
        self, uow_factory: SqlUnitOfWorkFactory
    ):
        heard: list[OutboxMessage] = []
        uow_factory.when_outbox_grows(heard.extend)
        queued = message(), message()
        async with uow_factory() as uow:
            for each in queued:
                uow.add(each)
            await uow.inbox.add_if_new(update(1))
            assert heard == []
            await uow.commit()
            assert heard == list(queued)
            await uow.commit()
        assert [each.id for each in heard] == [1, 2]  # told once, with their numbers

    async def test_what_was_rolled_back_wakes_nobody(self, uow_factory: SqlUnitOfWorkFactory):
        heard: list[OutboxMessage] = []
        uow_factory.when_outbox_grows(heard.extend)
        async with uow_factory() as uow:
            uow.add(message())
            await uow.flush()
        assert heard == []

    async def test_unknown_people_are_named_as_such(self, desk: Desk):
        async with desk.uow_factory() as uow:
            with pytest.raises(UnknownPatient):
                await uow.patients.get(404)
            with pytest.raises(DomainError):
                await uow.providers.get(404)

    async def test_only_the_latest_run_of_a_tick_is_kept(self, desk: Desk):
        for handled, error in ((3, None), (0, "ValueError")):
            run = TickRun(
                name="audit", started_at=NOW, finished_at=LATER, handled=handled, error=error
            )
            async with desk.uow_factory() as uow:
                await uow.tick_runs.record(run)
                await uow.commit()
        async with desk.uow_factory() as uow:
            assert await uow.tick_runs.all() == [run]

    @ON_SQLITE
    async def test_sqlite_is_opened_with_its_manners(self, database: AsyncEngine):
        async with database.connect() as connection:
            found = {
                name: (await connection.execute(text(f"PRAGMA {name}"))).scalar_one()
                for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
            }
        assert found == {
            "journal_mode": "wal",
            "synchronous": 2,
            "foreign_keys": 1,
            "busy_timeout": 15_000,
        }

    async def test_two_coaches_that_write_at_once_both_get_their_turn(
        self, database: AsyncEngine, desk: Desk
    ):
        url = database.url.render_as_string(hide_password=False)
        other = open_database(url, sealer_of(database.dialect))
        factories = (desk.uow_factory, SqlUnitOfWorkFactory(other))

        async def store(update_id: int) -> bool:
            async with factories[update_id % 2]() as uow:
                # Read first, write later: where patience alone would not help.
                await uow.inbox.next_new(501)
                is_new = await uow.inbox.add_if_new(update(update_id))
                await uow.commit()
            return is_new

        assert all(await asyncio.gather(*map(store, range(1, 13))))
        await other.dispose()


class TestInbox:
    async def test_an_update_is_new_once(self, desk: Desk):
        async with desk.uow_factory() as uow:
            assert await uow.inbox.add_if_new(update(1))
            assert not await uow.inbox.add_if_new(update(1))
            await uow.commit()
        async with desk.uow_factory() as uow:
            assert not await uow.inbox.add_if_new(update(1, payload={"other": True}))
            await uow.commit()
        async with desk.uow_factory() as uow:
            kept = await uow.inbox.get(1)
        assert kept is not None
        assert kept.payload == {"update_id": 1}

    async def test_a_repeat_that_arrives_at_the_same_moment_is_no_error(self, desk: Desk):
        async def store() -> bool:
            async with desk.uow_factory() as uow:
                is_new = await uow.inbox.add_if_new(update(1))
                uow.add(message(purpose="kept whatever happens to the update"))
                await uow.commit()
            return is_new

        assert sorted(await asyncio.gather(store(), store(), store())) == [False, False, True]
        async with desk.uow_factory() as uow:
            assert len(await uow.outbox.due(NOW, 10)) == 3

    async def test_a_lane_is_leased_to_one_owner_until_it_is_over_or_given_back(self, desk: Desk):
        async def take(owner: str, now: datetime = NOW) -> bool:
            async with desk.uow_factory() as uow:
                taken = await uow.inbox.take_lane(501, owner, now, now + timedelta(seconds=20))
                await uow.commit()
            return taken

        assert await take("one")
        assert not await take("one")  # a lane is run once, also here
        assert not await take("two")
        assert await take("two", NOW + timedelta(seconds=21))
        async with desk.uow_factory() as uow:
            await uow.inbox.release_lane(501, "two")
            await uow.commit()
        assert await take("one")

    async def test_new_ones_come_in_telegrams_order(self, desk: Desk):
        await keep(desk, update(7), update(5), update(6), update(4, chat_id=999))
        async with desk.uow_factory() as uow:
            first = await uow.inbox.next_new(501)
        assert first is not None
        assert first.update_id == 5

    async def test_a_later_text_does_not_overtake_one_that_waits(self, desk: Desk):
        waits = {"status": InboxStatus.WAITING}
        await keep(desk, update(5, retry_at=LATER, **waits), update(6, **waits))
        async with desk.uow_factory() as uow:
            assert await uow.inbox.next_waiting(501, NOW) is None
            first = await uow.inbox.next_waiting(501, LATER)
        assert first is not None
        assert first.update_id == 5


async def claim(
    desk: Desk, owner: str, now: datetime = NOW, limit: int = 10, running: list[int] | None = None
) -> list[int]:
    async with desk.uow_factory() as uow:
        until = now + timedelta(minutes=1)
        chats = await uow.inbox.claim_lanes(owner, now, until, limit, running or [])
        await uow.commit()
    return list(chats)


class TestLanes:
    async def test_no_work_no_lane(self, desk: Desk):
        await keep(desk, update(1, status=InboxStatus.DONE))
        assert await claim(desk, "one") == []

    async def test_a_lane_has_one_owner(self, desk: Desk):
        await keep(desk, update(1, 501), update(2, 502))
        assert await claim(desk, "one") == [501, 502]
        assert await claim(desk, "two") == []
        assert await claim(desk, "one", running=[501, 502]) == []  # it has them already
        assert await claim(desk, "one", running=[501]) == [502]  # left over, nobody runs it

    async def test_a_lane_is_held_for_as_long_as_its_owner_renews_it(self, desk: Desk):
        await keep(desk, update(1, 501), update(2, 502))
        await claim(desk, "one")
        async with desk.uow_factory() as uow:
            await uow.inbox.renew_lanes("one", [501], NOW + timedelta(hours=1))
            await uow.inbox.renew_lanes("two", [502], NOW + timedelta(hours=1))
            await uow.commit()
        assert await claim(desk, "two", NOW + timedelta(minutes=59)) == [502]

    async def test_two_coaches_that_claim_at_once_never_get_the_same_lane(self, desk: Desk):
        await keep(desk, *(update(chat, chat) for chat in range(1, 31)))
        one, two = await asyncio.gather(claim(desk, "one", limit=30), claim(desk, "two", limit=30))
        assert not set(one) & set(two)
        assert set(one) | set(two) == set(range(1, 31))

    async def test_the_lane_with_the_oldest_work_comes_first(self, desk: Desk):
        await keep(desk, update(1, 900), update(2, 100), update(3, 500))
        assert await claim(desk, "one", limit=2) == [900, 100]

    async def test_a_released_lane_is_free(self, desk: Desk):
        await keep(desk, update(1, 501))
        await claim(desk, "one")
        async with desk.uow_factory() as uow:
            await uow.inbox.release_lane(501, "two")  # not its own: nothing happens
            await uow.commit()
        assert await claim(desk, "two") == []
        async with desk.uow_factory() as uow:
            await uow.inbox.release_lane(501, "one")
            await uow.commit()
        assert await claim(desk, "two") == [501]

    async def test_the_lane_of_a_dead_coach_is_taken_over_when_its_lease_ends(self, desk: Desk):
        await keep(desk, update(1, 501))
        await claim(desk, "one")
        assert await claim(desk, "two", NOW + timedelta(seconds=60)) == []
        assert await claim(desk, "two", NOW + timedelta(seconds=61)) == [501]

    async def test_the_only_coach_forgets_all_leases_at_once(self, desk: Desk):
        await keep(desk, update(1, 501))
        await claim(desk, "one")
        async with desk.uow_factory() as uow:
            await uow.inbox.release_all_lanes()
            await uow.commit()
        assert await claim(desk, "two") == [501]

    async def test_a_text_that_was_put_off_is_no_work_until_its_time(self, desk: Desk):
        waits = {"status": InboxStatus.WAITING}
        # The second one must wait for the first, so it is no work either.
        await keep(desk, update(1, retry_at=LATER, **waits), update(2, **waits))
        assert await claim(desk, "one") == []
        assert await claim(desk, "one", LATER) == [501]

    async def test_a_new_text_is_work_even_while_an_earlier_one_waits(self, desk: Desk):
        await keep(desk, update(1, status=InboxStatus.WAITING, retry_at=LATER), update(2))
        assert await claim(desk, "one") == [501]


class TestOutbox:
    async def test_the_most_urgent_lane_comes_first_and_then_the_oldest(self, desk: Desk):
        for lane in (Lane.BULK, Lane.PROMPT, Lane.REPLY, Lane.SAFETY, Lane.REPLY):
            await keep(desk, message(lane=lane))
        await keep(desk, message(due_at=LATER), message(status=OutboxStatus.SENT))
        async with desk.uow_factory() as uow:
            due = await uow.outbox.due(NOW, 10)
            assert [each.lane for each in due] == [
                *(Lane.SAFETY, Lane.REPLY, Lane.REPLY, Lane.PROMPT, Lane.BULK)
            ]
            assert due[1].id < due[2].id
            assert len(await uow.outbox.due(NOW, 2)) == 2

    async def test_what_must_be_tried_again_holds_back_what_comes_after_it(self, desk: Desk):
        tried = {"attempts": 1, "due_at": LATER}
        await keep(desk, message(**tried), message(), message(chat_id=502))
        await keep(desk, message(lane=Lane.PROMPT), message(lane=Lane.SAFETY, **tried))
        await keep(desk, message(lane=Lane.SAFETY))
        async with desk.uow_factory() as uow:
            due = [(each.lane, each.chat_id) for each in await uow.outbox.due(NOW, 10)]
            assert due == [(Lane.SAFETY, 501), (Lane.REPLY, 502), (Lane.PROMPT, 501)]
            assert len(await uow.outbox.due(LATER, 10)) == 6

    async def test_what_is_being_sent_holds_back_what_comes_after_it(self, desk: Desk):
        sending = {"status": OutboxStatus.SENDING, "attempts": 1, "sending_since": NOW}
        await keep(desk, message(**sending), message(), message(lane=Lane.SAFETY, **sending))
        await keep(desk, message(lane=Lane.SAFETY))
        async with desk.uow_factory() as uow:
            assert [each.lane for each in await uow.outbox.due(NOW, 10)] == [Lane.SAFETY]

    async def test_a_message_for_later_holds_nothing_back(self, desk: Desk):
        await keep(desk, message(due_at=LATER), message())
        async with desk.uow_factory() as uow:
            assert len(await uow.outbox.due(NOW, 10)) == 1

    async def test_a_pending_row_is_held_by_one_at_a_time(self, desk: Desk):
        row = message()
        await keep(desk, row)

        async def take() -> bool:
            async with desk.uow_factory() as uow:
                held = await uow.outbox.hold_pending(row.id or 0)
                if held is not None:
                    held.status = OutboxStatus.SENDING
                await asyncio.sleep(0.05)  # the others ask meanwhile
                await uow.commit()
            return held is not None

        assert sorted(await asyncio.gather(take(), take(), take())) == [False, False, True]

    async def test_an_earlier_one_of_the_same_chat_and_lane_is_seen(self, desk: Desk):
        rows = [
            message(status=OutboxStatus.SENT),
            message(chat_id=999),
            message(lane=Lane.BULK),
            message(due_at=LATER),
            message(),
        ]
        await keep(desk, *rows)
        async with desk.uow_factory() as uow:
            earlier = [await uow.outbox.has_earlier(row, NOW) for row in rows]
            assert earlier == [False] * 5  # sent, another chat, another lane, for later
            assert await uow.outbox.has_earlier(rows[-1], LATER)

    async def test_rows_in_mid_send_are_found_by_their_age(self, desk: Desk):
        sending = {"status": OutboxStatus.SENDING}
        await keep(desk, message(sending_since=NOW, **sending), message(sending_since=LATER))
        async with desk.uow_factory() as uow:
            assert len(await uow.outbox.sending_since_before(LATER)) == 1
            assert not await uow.outbox.sending_since_before(NOW)

    async def test_what_left_is_counted_and_edits_are_not(self, desk: Desk, patient_id: int):
        left = {"patient_id": patient_id, "sending_since": NOW, "purpose": "daily_check_in"}
        first = message(lane=Lane.PROMPT, status=OutboxStatus.SENT, sent_at=NOW, **left)
        await keep(desk, first)
        await keep(
            desk,
            message(lane=Lane.PROMPT, status=OutboxStatus.UNKNOWN, sent_at=LATER, **left),
            message(lane=Lane.PROMPT, status=OutboxStatus.PENDING, patient_id=patient_id),
            message(lane=Lane.PROMPT, status=OutboxStatus.SUPPRESSED, patient_id=patient_id),
            message(
                lane=Lane.PROMPT,
                status=OutboxStatus.SENT,
                edits_outbox_id=first.id,
                **{**left, "purpose": "edit"},
            ),
            message(status=OutboxStatus.SENT, **left),
        )
        async with desk.uow_factory() as uow:
            assert await uow.outbox.count_sent(patient_id, "prompt", NOW) == 2
            assert await uow.outbox.count_sent(patient_id, "prompt", LATER) == 0
            assert await uow.outbox.count_sent(patient_id, "prompt", NOW, "follow_up") == 0
            assert await uow.outbox.last_sent_at(patient_id, "daily_check_in") == LATER
            assert await uow.outbox.last_sent_at(patient_id, "follow_up") is None

    async def test_a_prompt_was_sent_when_it_left_or_may_have(self, desk: Desk, patient_id: int):
        asked = prompt(patient_id)
        await keep(desk, asked)
        assert asked.id is not None
        row = message(prompt_id=asked.id)
        await keep(desk, row)
        async with desk.uow_factory() as uow:
            assert not await uow.outbox.prompt_was_sent(asked.id)
            assert [each.id for each in await uow.outbox.unsent_of_prompt(asked.id)] == [row.id]
        async with desk.uow_factory() as uow:
            (await uow.outbox.get(row.id)).status = OutboxStatus.UNKNOWN
            await uow.commit()
        async with desk.uow_factory() as uow:
            assert await uow.outbox.prompt_was_sent(asked.id)
            assert not await uow.outbox.unsent_of_prompt(asked.id)


class TestButtons:
    async def test_closing_a_question_makes_all_its_buttons_stale(self, desk: Desk):
        def button(token: str, question: str | None, chat_id: int = 501) -> Button:
            return Button(
                token=token,
                chat_id=chat_id,
                verb="check_in.answer",
                payload={},
                question=question,
                created_at=NOW,
            )

        await keep(desk, button("a", "q1"), button("b", "q1"), button("c", "q2"))
        await keep(desk, button("d", "q1", chat_id=502), button("e", None))
        async with desk.uow_factory() as uow:
            seen = await uow.buttons.get("a")  # what is in hand must know it, too
            await uow.buttons.close_question(501, "q1", LATER)
            assert seen is not None
            assert seen.pressed_at == LATER
            await uow.commit()
        async with desk.uow_factory() as uow:
            pressed = {token: (await uow.buttons.get(token)).pressed_at for token in "abcde"}
        assert pressed == {"a": LATER, "b": LATER, "c": None, "d": None, "e": None}


@ON_POSTGRES
class TestSkipLocked:
    """Two coaches that tick at once share the work instead of waiting for each other."""

    async def test_an_alert_climbs_in_one_coach_only(self, desk: Desk, alert_id: int):
        async with desk.uow_factory() as one, desk.uow_factory() as two:
            assert [alert.id for alert in await one.alerts.due(NOW)] == [alert_id]
            assert await two.alerts.due(NOW) == []

    async def test_a_prompt_is_dispatched_by_one_coach_only(self, desk: Desk, patient_id: int):
        await keep(desk, prompt(patient_id))
        async with desk.uow_factory() as one, desk.uow_factory() as two:
            assert len(await one.prompts.due(NOW)) == 1
            assert await two.prompts.due(NOW) == []

    async def test_a_prompt_is_closed_by_one_coach_only(self, desk: Desk, patient_id: int):
        await keep(desk, prompt(patient_id, status=PromptStatus.QUEUED))
        async with desk.uow_factory() as one, desk.uow_factory() as two:
            assert len(await one.prompts.to_close(LATER)) == 1
            assert await two.prompts.to_close(LATER) == []

    async def test_a_timed_step_ends_in_one_coach_only(self, desk: Desk, patient_id: int):
        session = ExerciseSession(
            patient_id=patient_id,
            exercise_id="body-scan",
            exercise_version=1,
            started_at=NOW,
            touched_at=NOW,
            next_step_at=NOW,
        )
        await keep(desk, session)
        async with desk.uow_factory() as one, desk.uow_factory() as two:
            assert len(await one.exercises.due_steps(NOW)) == 1
            assert await two.exercises.due_steps(NOW) == []

    async def test_lanes_that_another_coach_is_claiming_are_left_to_it(self, desk: Desk):
        await keep(desk, update(1, 501))
        await claim(desk, "nobody", NOW - timedelta(hours=1))  # makes the lane known
        async with desk.uow_factory() as one, desk.uow_factory() as two:
            assert await one.inbox.claim_lanes("one", NOW, LATER, 10) == [501]
            assert await two.inbox.claim_lanes("two", NOW, LATER, 10) == []


class TestPeople:
    async def test_only_active_patients_are_prompted(self, desk: Desk):
        async with desk.uow_factory() as uow:
            work = desk.work(uow)
            await add_patient(work, 501)
            await add_patient(work, 502, status="stopped")
            await uow.commit()
        async with desk.uow_factory() as uow:
            assert [patient.chat_id for patient in await uow.patients.active()] == [501]
            assert await uow.patients.by_ref("L-T502") is not None
            assert await uow.patients.by_conversation("conversation-501") is not None

    async def test_providers_come_in_the_order_they_were_added(self, desk: Desk):
        async with desk.uow_factory() as uow:
            work = desk.work(uow)
            await add_provider(work, 801, "first", "Kari")
            await add_provider(work, 802, "backup", "Ola")
            await uow.commit()
        async with desk.uow_factory() as uow:
            assert [each.display_name for each in await uow.providers.all()] == ["Kari", "Ola"]
