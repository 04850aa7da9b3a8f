"""Everything deleted: asked twice, done in every table and in the file, with a receipt."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain.alerts import AlertLogEntry, AlertStatus, SafetyCheck
from bot.domain.exercises import ExerciseSession
from bot.domain.favourites import Favourite
from bot.domain.messages import OutboxStatus
from bot.domain.patients import Patient, PatientStatus
from bot.domain.prompts import Prompt, PromptKind
from bot.domain.providers import Position
from bot.services import check_in, contact, erasing, exporting
from bot.services.work import Desk
from bot.storage.sealer import PREFIX_LENGTH
from bot.storage.tables import attachments, erasures, metadata, outbox, patients
from tests.auxil.database_dump import everything, on_disk, sealed_values
from tests.auxil.front_door import FrontDoor, asking
from tests.integration.conftest import MovableClock
from tests.integration.people import add_patient, add_provider

ELLEN, MONA, KARI = 50_177_123, 60_288_456, 801
NAME, REF, GOOD_THING = "Ellisiv", "L-ZQ9X", "the heron by the frozen lake"
WORDS = (NAME, REF, "heron", "frozen", "conversation-zq9x", str(ELLEN))
# What stands in the file as it is; the rest is sealed.
PLAIN = {REF.encode(), b"conversation-zq9x", ELLEN.to_bytes(4, "big")}


@pytest.fixture
async def door(desk: Desk, database: AsyncEngine) -> FrontDoor:
    async with desk.uow_factory() as uow:
        work = desk.work(uow)
        own = {"called_name": NAME, "ref": REF, "conversation_id": "conversation-zq9x"}
        await add_patient(work, ELLEN, **own)
        await add_patient(work, MONA)
        await add_provider(work, KARI, Position.FIRST)
        await uow.commit()
    return FrontDoor.open(desk, database)


ask = asking(ELLEN)


async def live_a_little(door: FrontDoor, chat_id: int = ELLEN) -> None:
    """Leave rows in every table that knows of patients."""
    await ask(door, check_in.start, chat_id=chat_id)
    for label in ("5", "6", "4", "3"):
        await door.press_label(chat_id, label)
    await door.converse(chat_id, GOOD_THING)
    await ask(door, contact.wish_for_contact, chat_id=chat_id)
    async with door.desk.uow_factory() as uow:
        work = door.desk.work(uow)
        patient = await uow.patients.by_chat(chat_id)
        assert patient is not None
        await add_history(work, patient)
        await uow.commit()
    await close_alerts(door)


async def add_history(work: Any, patient: Patient) -> None:
    now = work.now
    work.uow.add(
        ExerciseSession(
            patient_id=patient.id,
            exercise_id="pacing-planner",
            exercise_version=1,
            choices={"activity": "feeding the heron"},
            started_at=now,
            touched_at=now,
        )
    )
    work.uow.add(Favourite(patient_id=patient.id, exercise_id="pacing-planner", kept_at=now))
    work.uow.add(
        Prompt(
            patient_id=patient.id,
            kind=PromptKind.DAILY_CHECK_IN,
            on_date=now.date(),
            due_at=now,
            closes_at=now + timedelta(hours=3),
        )
    )
    check = SafetyCheck(
        patient_id=patient.id, kind="abuse", asked_at=now, expires_at=now, answered_at=now
    )
    work.uow.add(check)


async def close_alerts(door: FrontDoor) -> None:
    async with door.desk.uow_factory() as uow:
        for alert in await uow.alerts.open_all():
            uow.add(AlertLogEntry(alert_id=alert.id, at=alert.raised_at, event="resolved"))
            alert.status, alert.next_step_at = AlertStatus.RESOLVED, None
            alert.resolved_at = alert.raised_at
        await uow.commit()


async def confirm_twice(door: FrontDoor) -> str:
    """Ask for deletion and say yes twice; return the receipt."""
    await door.text(ELLEN, "/delete")
    await door.press_label(ELLEN, "Yes, delete everything")
    await door.press_label(ELLEN, "Delete it now")
    found = re.search(r"receipt is ([A-Z2-9]{4}-[A-Z2-9]{4})", (await door.texts(ELLEN))[-1])
    assert found is not None
    return found[1]


async def all_sent(door: FrontDoor) -> None:
    async with door.database.begin() as connection:
        await connection.execute(outbox.update().values(status=OutboxStatus.SENT))


async def tick(door: FrontDoor) -> int:
    async with door.desk.uow_factory() as uow:
        done = await erasing.erase_due(door.desk.work(uow))
        await uow.commit()
    return done


async def test_nothing_of_the_person_is_left_in_any_table(door: FrontDoor):
    await live_a_little(door)
    before = await everything(door.database)
    assert all(word in before for word in WORDS)

    receipt = await confirm_twice(door)
    await all_sent(door)
    assert await tick(door) == 1

    after = await everything(door.database)
    assert [word for word in WORDS if word in after] == []
    async with door.database.connect() as connection:
        (row,) = (await connection.execute(select(erasures))).all()
    assert (row.receipt, row.patient_id) == (receipt, None)
    assert row.erased_at is not None


async def test_a_copy_that_never_left_goes_as_well(door: FrontDoor):
    await ask(door, exporting.send)
    await confirm_twice(door)
    await all_sent(door)  # by hand, so that the file is still there
    async with door.database.connect() as connection:
        assert len((await connection.execute(select(attachments.c.name))).all()) == 1
    assert await tick(door) == 1
    async with door.database.connect() as connection:
        assert (await connection.execute(select(attachments.c.name))).all() == []


async def test_the_files_hold_no_word_either(door: FrontDoor):
    await live_a_little(door)
    is_file = door.database.dialect.name == "sqlite"
    before = PLAIN | await _pieces(door)
    if is_file:
        disk = on_disk(door.database)
        before = {each for each in before if each in disk}
        assert before >= PLAIN
    await confirm_twice(door)
    await all_sent(door)
    await tick(door)
    gone = before - await _pieces(door)  # other people's stay
    assert len(gone) > 30
    if is_file:
        left = on_disk(door.database)
        assert [each for each in gone if each in left] == []
    else:  # a server's files are its own; it was told to clear them
        assert await was_vacuumed(door.database, "answers")


async def _pieces(door: FrontDoor) -> set[bytes]:
    """A piece of each sealed value that no other has; a long value may lie in the file in parts."""
    sealed = await sealed_values(door.database)
    return {value[PREFIX_LENGTH:][:32].encode() for value in sealed}


async def was_vacuumed(database: AsyncEngine, table: str) -> bool:
    query = text("SELECT last_vacuum FROM pg_stat_user_tables WHERE relname = :table")
    for _ in range(50):  # the server counts a moment later
        async with database.connect() as connection:
            if await connection.scalar(query, {"table": table}) is not None:
                return True
        await asyncio.sleep(0.1)
    return False


async def test_other_people_keep_everything(door: FrontDoor):
    await live_a_little(door, MONA)
    mona_before = await everything_of(door, MONA)
    await live_a_little(door)
    await confirm_twice(door)
    await all_sent(door)
    await tick(door)
    mona_after = await everything_of(door, MONA)
    assert {name: len(rows) for name, rows in mona_after.items()} == {
        name: len(rows) for name, rows in mona_before.items()
    }
    assert len(mona_before["answers"]) == 5


async def everything_of(door: FrontDoor, chat_id: int) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    async with door.database.connect() as connection:
        patient_id = await connection.scalar(
            select(patients.c.id).where(patients.c.chat_id == chat_id)
        )
        for name in ("check_ins", "exercise_sessions", "prompts", "alerts", "safety_checks"):
            table = metadata.tables[name]
            rows = await connection.execute(select(table).where(table.c.patient_id == patient_id))
            found[name] = list(rows)
        answers, own = metadata.tables["answers"], [row.id for row in found["check_ins"]]
        rows = await connection.execute(select(answers).where(answers.c.check_in_id.in_(own)))
        found["answers"] = list(rows)
    return found


async def test_the_receipt_leaves_before_the_data_goes(door: FrontDoor, clock: MovableClock):
    await confirm_twice(door)
    assert await tick(door) == 0
    async with door.desk.uow_factory() as uow:
        patient = await uow.patients.by_chat(ELLEN)
        assert patient is not None
        assert patient.status is PatientStatus.STOPPED
    clock.forward(minutes=10)  # a receipt that cannot be delivered holds nothing up
    assert await tick(door) == 1


async def test_a_second_thought_keeps_everything(door: FrontDoor):
    await door.text(ELLEN, "/delete")
    await door.press_label(ELLEN, "Yes, delete everything")
    await door.press_label(ELLEN, "No, keep it")
    assert (await door.texts(ELLEN))[-1] == "All right. Nothing was deleted."
    assert await tick(door) == 0


async def test_who_has_left_can_still_have_everything_deleted(door: FrontDoor):
    async with door.desk.uow_factory() as uow:
        patient = await uow.patients.by_chat(ELLEN)
        assert patient is not None
        patient.leave(PatientStatus.STOPPED, door.desk.read_clock())
        await uow.commit()
    await confirm_twice(door)
    await all_sent(door)
    assert await tick(door) == 1


async def test_a_double_tap_is_one_wish(door: FrontDoor):
    await confirm_twice(door)
    await ask(door, erasing.offer)
    async with door.database.connect() as connection:
        assert len((await connection.execute(select(erasures))).all()) == 1


async def test_an_open_alert_stays_and_the_person_is_told(door: FrontDoor):
    await ask(door, contact.wish_for_contact)
    await door.text(ELLEN, "/delete")
    assert "have not closed yet" in (await door.texts(ELLEN))[-1]
    assert await tick(door) == 0


async def test_the_log_of_anybody_else_stays_append_only(door: FrontDoor):
    await live_a_little(door, MONA)
    await confirm_twice(door)
    with pytest.raises(DBAPIError, match="append-only"):
        async with door.database.begin() as connection:
            await connection.execute(text("DELETE FROM alert_log"))


async def test_who_writes_afterwards_is_a_stranger(door: FrontDoor):
    await confirm_twice(door)
    await all_sent(door)
    await tick(door)
    await door.text(ELLEN, "hello")
    assert "care team" in (await door.texts(ELLEN))[-1]


def test_every_table_that_knows_of_patients_is_one_that_is_erased() -> None:
    with_patients = {table.name for table in metadata.sorted_tables if "patient_id" in table.c}
    assert with_patients == {
        "alerts",
        "check_ins",
        "data_reads",
        "erasures",
        "exercise_sessions",
        "favourites",
        "flare_ups",
        "invitations",
        "outbox",
        "prompts",
        "safety_checks",
    }
