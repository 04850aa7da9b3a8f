"""What people wrote is sealed in the database, and a lost or wrong key is found at the start."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import LargeBinary, Text, delete, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain.exercises import ExerciseSession
from bot.domain.messages import Attachment, InboxUpdate
from bot.domain.providers import Position
from bot.errors import ConfigError, SealBroken
from bot.services import check_in
from bot.services.work import Desk
from bot.storage.columns import Json
from bot.storage.engine import open_database
from bot.storage.mapping import map_domain
from bot.storage.migrate import migrate
from bot.storage.sealed_columns import Sealed, as_stored, sealed_columns
from bot.storage.sealer import PREFIX_LENGTH, Sealer
from bot.storage.tables import answers, data_keys, inbox, metadata, patients
from bot.storage.unit_of_work import SqlUnitOfWorkFactory
from tests.auxil.data_keys import DATA_KEY, OTHER_DATA_KEY, a_data_key
from tests.auxil.database_dump import everything, everything_as_stored, on_disk, sealed_values
from tests.auxil.front_door import FrontDoor, asking
from tests.auxil.own_database import own_url
from tests.integration.people import add_patient, add_provider

__all__ = ["own_url"]

ELLEN, KARI = 50_177_123, 801
NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
WORDS = ("Ellisiv", "heron", "kestrel", "otter")
DATA_ID, OTHER_ID = Sealer.of(DATA_KEY).key_id, Sealer.of(OTHER_DATA_KEY).key_id
# Kinds, values, ids and times; docs/decisions/0027 says why they may be read.
PLAIN = {
    *("buttons.payload", "alerts.facts", "alerts.policy", "alert_log.detail"),
    "content_versions.body",  # the texts of the files, of nobody
    "data_keys.known_value",  # sealed by hand
}

SEALED = [column for table in metadata.sorted_tables for column in sealed_columns(table)]


@asynccontextmanager
async def opened(url: str, keys: str = DATA_KEY, **how: Any) -> AsyncIterator[AsyncEngine]:
    map_domain()
    engine = open_database(url, Sealer.of(keys))
    try:
        await migrate(engine, **how)
        yield engine
    finally:
        await engine.dispose()


async def refused(url: str, keys: str, **how: Any) -> str:
    """Open a database with the wrong keys; return what is said, which no key may be in."""
    with pytest.raises(ConfigError) as caught:
        async with opened(url, keys, **how):
            pass
    assert not [key for key in keys.split(",") if key in str(caught.value)]
    assert "\n" not in str(caught.value)
    return str(caught.value)


def told(update_id: int, words: object) -> InboxUpdate:
    return InboxUpdate(update_id=update_id, chat_id=7, payload={"text": words}, received_at=NOW)


async def keep(engine: AsyncEngine, *entities: object) -> None:
    async with SqlUnitOfWorkFactory(engine)() as uow:
        for entity in entities:
            uow.add(entity)
        await uow.commit()


async def payloads(engine: AsyncEngine) -> list[Any]:
    async with engine.connect() as connection:
        query = select(inbox.c.payload).order_by(inbox.c.update_id)
        return list(await connection.scalars(query))


class TestWords:
    async def test_no_word_of_a_person_stands_in_the_database(
        self, desk: Desk, database: AsyncEngine
    ):
        await self._write_everywhere(FrontDoor.open(desk, database))
        read, stored = await everything(database), await everything_as_stored(database)
        assert [word for word in WORDS if word not in read] == []
        assert [word for word in WORDS if word in stored] == []
        assert len(await sealed_values(database)) > 30
        if database.dialect.name == "sqlite":
            assert [word for word in WORDS if word.encode() in on_disk(database)] == []

    async def _write_everywhere(self, door: FrontDoor) -> None:
        async with door.desk.uow_factory() as uow:
            work = door.desk.work(uow)
            patient = await add_patient(work, ELLEN, called_name="Ellisiv")
            await add_provider(work, KARI, Position.FIRST)
            session = ExerciseSession(
                patient_id=patient.id or 0,
                exercise_id="pacing-planner",
                exercise_version=1,
                choices={"activity": "feeding the kestrel"},
                started_at=NOW,
                touched_at=NOW,
            )
            uow.add(session)
            await uow.commit()
        await asking(ELLEN)(door, check_in.start)
        for label in ("5", "6", "4", "3"):
            await door.press_label(ELLEN, label)
        await door.converse(ELLEN, "the heron by the lake")
        queued = (await door.outbox(ELLEN))[-1]
        await keep(door.database, Attachment(outbox_id=queued.id or 0, name="a", content=b"otter"))

    def test_every_column_that_can_hold_words_is_sealed_or_known_to_hold_none(self) -> None:
        kinds = (Text, LargeBinary, type(Json))
        wordy = {
            f"{table.name}.{column.name}"
            for table in metadata.sorted_tables
            for column in table.c
            if isinstance(column.type, kinds) and not isinstance(column.type, Sealed)
        }
        assert wordy == PLAIN

    @pytest.mark.parametrize(
        "words",
        ["", " ", "heron", "æøå ½ ‮", "🪶👩🏽‍🦽", "a\x00b", "\ud83d", "sealed1:0:", "x" * 100_000],
        ids=["empty", "blank", "plain", "letters", "emoji", "nul", "half", "like sealed", "long"],
    )
    async def test_words_come_back_as_they_were(
        self, database: AsyncEngine, desk: Desk, words: str
    ):
        async with desk.uow_factory() as uow:
            await add_patient(desk.work(uow), ELLEN, called_name=words)
            uow.add(told(1, words))
            await uow.commit()
        assert await payloads(database) == [{"text": words}]
        async with database.connect() as connection:
            assert await connection.scalar(select(patients.c.called_name)) == words

    async def test_nothing_stays_nothing(self, database: AsyncEngine, desk: Desk):
        async with desk.uow_factory() as uow:
            await add_patient(desk.work(uow), ELLEN, called_name=None)
            await uow.commit()
        async with database.connect() as connection:
            stored = select(as_stored(patients.c.called_name))
            assert list(await connection.scalars(stored)) == [None]
            unnamed = select(patients.c.id).where(patients.c.called_name.is_(None))
            assert len(list(await connection.scalars(unnamed))) == 1

    async def test_what_was_not_changed_is_not_written_anew(
        self, database: AsyncEngine, desk: Desk
    ):
        await keep(database, told(1, {"a": ["heron"]}))
        before = await sealed_values(database)
        async with desk.uow_factory() as uow:
            kept = await uow.inbox.get(1)
            assert kept is not None
            kept.payload, kept.attempts = {"text": {"a": ["heron"]}}, 1
            await uow.commit()
        assert await sealed_values(database) == before

    @pytest.mark.parametrize("column", SEALED, ids=str)
    def test_a_query_that_compares_or_sorts_sealed_words_cannot_be_built(self, column: Any) -> None:
        for compare in (
            lambda: column == "heron",
            lambda: column < "heron",
            lambda: column.in_(["heron"]),
            lambda: column.contains("heron"),
            lambda: column.desc(),
            lambda: "heron" + column,
        ):
            with pytest.raises(TypeError, match="sealed column"):
                compare()


class TestBrokenSeals:
    @pytest.mark.parametrize(
        "broken",
        [lambda s: s[:-6], lambda s: s[:40] + "AAAA" + s[44:], lambda _: '{"text": "the heron"}'],
        ids=["cut off", "changed", "plain"],
    )
    async def test_a_damaged_value_is_an_error_without_its_words(
        self, database: AsyncEngine, desk: Desk, broken: Any
    ):
        await keep(database, told(1, "the heron"))
        async with database.begin() as connection:
            stored = await connection.scalar(select(as_stored(inbox.c.payload)))
            damage = text("UPDATE inbox SET payload = :value")
            await connection.execute(damage, {"value": broken(stored)})
        async with desk.uow_factory() as uow:
            with pytest.raises(SealBroken) as caught:
                await uow.inbox.get(1)
        assert "heron" not in str(caught.value)


class TestKeysAtTheStart:
    async def test_the_first_key_is_written_down_and_opens_again(self, own_url: str):
        for _ in range(2):
            async with opened(own_url) as engine, engine.connect() as connection:
                (row,) = (await connection.execute(select(data_keys))).all()
        assert row.key_id == DATA_ID
        assert abs((row.created_at - datetime.now(UTC)).total_seconds()) < 60

    async def test_a_wrong_key_is_refused_and_the_right_one_named(self, own_url: str):
        async with opened(own_url) as engine:
            await keep(engine, told(1, "the heron"))
        for new in (False, True):
            said = await refused(own_url, OTHER_DATA_KEY, takes_new_key=new)
            assert f"lacks data key {DATA_ID}" in said
            assert f"it has {OTHER_ID}" in said
        async with opened(own_url) as engine:
            assert await payloads(engine) == [{"text": "the heron"}]

    async def test_a_new_first_key_is_taken_only_from_a_coach_that_starts(self, own_url: str):
        both = f"{OTHER_DATA_KEY},{DATA_KEY}"
        async with opened(own_url) as engine:
            await keep(engine, told(1, "old"))
        assert "Start the coach anew" in await refused(own_url, both)
        async with opened(own_url, both, takes_new_key=True) as engine:
            await keep(engine, told(2, "new"))
        async with opened(own_url, both) as engine:  # now it is known
            assert await payloads(engine) == [{"text": "old"}, {"text": "new"}]
        # From now on the new one is needed as well.
        assert f"lacks data key {OTHER_ID}" in await refused(own_url, DATA_KEY)

    async def test_a_key_behind_the_first_need_not_be_known(self, own_url: str):
        async with opened(own_url):
            pass
        both = f"{DATA_KEY},{OTHER_DATA_KEY}"
        async with opened(own_url, both) as engine, engine.connect() as connection:
            assert list(await connection.scalars(select(data_keys.c.key_id))) == [DATA_ID]

    async def test_rows_are_asked_when_the_list_of_keys_is_lost(self, own_url: str):
        async with opened(own_url) as engine:
            await keep(engine, told(1, "the heron"))
            async with engine.begin() as connection:
                await connection.execute(delete(data_keys))
        assert f"lacks data key {DATA_ID}" in await refused(own_url, OTHER_DATA_KEY)
        async with opened(own_url) as engine:
            assert await payloads(engine) == [{"text": "the heron"}]

    async def test_a_damaged_list_of_keys_is_said_so(self, own_url: str):
        async with opened(own_url) as engine, engine.begin() as connection:
            wrong = Sealer.of(DATA_KEY).seal(b"something else")
            await connection.execute(update(data_keys).values(known_value=wrong))
        assert "damaged or changed" in await refused(own_url, DATA_KEY)

    async def test_a_refused_key_leaves_an_older_database_as_it_was(self, own_url: str):
        async with opened(own_url) as engine, engine.begin() as connection:
            stored = await connection.scalar(select(as_stored(inbox.c.payload)))
            assert stored is None
            row = {"key_id": "0a0b0c0d", "known_value": "sealed1:0a0b0c0d:AAAA", "created_at": NOW}
            await connection.execute(insert(data_keys).values(row))
        assert "lacks data key 0a0b0c0d" in await refused(own_url, DATA_KEY)


async def test_two_databases_of_one_process_keep_their_keys_apart(tmp_path: Path):
    first = f"sqlite+aiosqlite:///{tmp_path}/first.sqlite3"
    second = f"sqlite+aiosqlite:///{tmp_path}/second.sqlite3"
    async with opened(first, a_data_key(3)) as one, opened(second, a_data_key(4)) as two:
        for _ in range(2):  # the second time from SQLAlchemy's caches
            for number, engine in ((1, one), (2, two)):
                async with engine.begin() as connection:
                    await connection.execute(delete(inbox))
                await keep(engine, told(number, f"heron {number}"))
                assert await payloads(engine) == [{"text": f"heron {number}"}]
        for engine, key in ((one, a_data_key(3)), (two, a_data_key(4))):
            prefixes = {value[:PREFIX_LENGTH] for value in await sealed_values(engine)}
            assert prefixes == {Sealer.of(key).prefix}


async def test_a_check_in_answer_is_sealed_and_its_number_is_not(desk: Desk, database: AsyncEngine):
    door = FrontDoor.open(desk, database)
    async with desk.uow_factory() as uow:
        await add_patient(desk.work(uow), ELLEN)
        await uow.commit()
    await asking(ELLEN)(door, check_in.start)
    await door.press_label(ELLEN, "5")
    async with database.connect() as connection:
        high = select(answers.c.item_id).where(answers.c.value_nrs >= 5)
        assert list(await connection.scalars(high)) == ["pain"]
