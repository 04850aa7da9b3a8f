"""Changing to a new data key: some rows at a time, beside whoever works, and nothing is lost."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain.messages import InboxUpdate, Lane, OutboxMessage
from bot.errors import SealBroken
from bot.storage.resealing import reseal
from bot.storage.sealed_columns import as_stored
from bot.storage.sealer import PREFIX_LENGTH, Sealer
from bot.storage.tables import data_keys, inbox, outbox
from bot.storage.unit_of_work import SqlUnitOfWorkFactory
from tests.auxil.data_keys import DATA_KEY, OTHER_DATA_KEY
from tests.auxil.database_dump import on_disk, sealed_values
from tests.auxil.own_database import own_url
from tests.integration.test_sealing import NOW, keep, opened, payloads, refused, told

__all__ = ["own_url"]

OLD, NEW = Sealer.of(DATA_KEY), Sealer.of(OTHER_DATA_KEY)
BOTH = f"{OTHER_DATA_KEY},{DATA_KEY}"
ROWS = 25


def queued(words: str) -> OutboxMessage:
    buttons = [[{"label": f"more {words}", "token": "t"}]]
    return OutboxMessage(
        lane=Lane.REPLY, chat_id=7, text=words, buttons=buttons, created_at=NOW, due_at=NOW
    )


async def written_with_the_old_key(url: str) -> None:
    async with opened(url) as engine:
        await keep(engine, *(told(n, f"heron {n}") for n in range(ROWS)))
        await keep(engine, *(queued(f"kestrel {n}") for n in range(ROWS)))


async def prefixes(engine: AsyncEngine) -> set[str]:
    return {value[:PREFIX_LENGTH] for value in await sealed_values(engine)}


async def known_keys(engine: AsyncEngine) -> set[str]:
    async with engine.connect() as connection:
        return set(await connection.scalars(select(data_keys.c.key_id)))


async def shown(engine: AsyncEngine) -> Sequence[tuple[str, str]]:
    query = select(outbox.c.text, outbox.c.buttons).order_by(outbox.c.id)
    async with engine.connect() as connection:
        return [(row.text, row.buttons[0][0]["label"]) for row in await connection.execute(query)]


async def change_words(engine: AsyncEngine, update_id: int, words: str) -> None:
    async with SqlUnitOfWorkFactory(engine)() as uow:
        kept = await uow.inbox.get(update_id)
        assert kept is not None
        kept.payload = {"text": words}
        await uow.commit()


async def test_after_a_rotation_the_old_key_can_go(own_url: str):
    await written_with_the_old_key(own_url)
    async with opened(own_url, BOTH, takes_new_key=True) as engine:
        assert await known_keys(engine) == {OLD.key_id, NEW.key_id}
        before = await sealed_values(engine)
        assert await reseal(engine) == (2 * ROWS, set())
        if engine.dialect.name == "sqlite":  # somebody may have the old key, and this file
            assert not [value for value in before if value.encode() in on_disk(engine)]
        assert await prefixes(engine) == {NEW.prefix}
        assert await known_keys(engine) == {NEW.key_id}
    async with opened(own_url, OTHER_DATA_KEY) as engine:
        assert await payloads(engine) == [{"text": f"heron {n}"} for n in range(ROWS)]
        assert await shown(engine) == [(f"kestrel {n}", f"more kestrel {n}") for n in range(ROWS)]
    assert f"lacks data key {NEW.key_id}" in await refused(own_url, DATA_KEY)


async def test_rotating_again_does_nothing(own_url: str):
    await written_with_the_old_key(own_url)
    async with opened(own_url, BOTH, takes_new_key=True) as engine:
        await reseal(engine)
        before = await sealed_values(engine)
        assert await reseal(engine) == (0, set())
        assert await sealed_values(engine) == before


async def test_a_rotation_that_is_cut_off_goes_on_from_there(own_url: str):
    await written_with_the_old_key(own_url)
    async with opened(own_url, BOTH, takes_new_key=True) as engine:
        under_way = asyncio.create_task(reseal(engine, batch_rows=10))
        while len(await prefixes(engine)) == 1:
            await asyncio.sleep(0.01)
        under_way.cancel()
        await asyncio.wait({under_way})
    # Everything can be read in between, and neither key can go.
    async with opened(own_url, BOTH) as engine:
        assert await prefixes(engine) == {OLD.prefix, NEW.prefix}
        assert len(await payloads(engine)) == ROWS
    for one in (DATA_KEY, OTHER_DATA_KEY):
        assert "lacks data key" in await refused(own_url, one)
    async with opened(own_url, BOTH) as engine:
        count, left = await reseal(engine, batch_rows=10)
        assert 0 < count < 2 * ROWS
        assert left == set()
    async with opened(own_url, OTHER_DATA_KEY) as engine:
        assert await payloads(engine) == [{"text": f"heron {n}"} for n in range(ROWS)]


async def test_what_is_written_meanwhile_is_kept(own_url: str):
    await written_with_the_old_key(own_url)
    async with (
        opened(own_url, BOTH, takes_new_key=True) as engine,
        opened(own_url, BOTH) as coach,
    ):
        under_way = asyncio.create_task(reseal(engine, batch_rows=3))
        for n in range(ROWS):  # from the end: some before and some after their turn
            await change_words(coach, ROWS - 1 - n, f"otter {ROWS - 1 - n}")
            await keep(coach, told(100 + n, f"new {n}"))
            await asyncio.sleep(0.01)
        _, left = await under_way
        assert left == set()
    async with opened(own_url, OTHER_DATA_KEY) as engine:
        expected = [*(f"otter {n}" for n in range(ROWS)), *(f"new {n}" for n in range(ROWS))]
        assert await payloads(engine) == [{"text": words} for words in expected]


@pytest.mark.parametrize("own_url", ["postgresql"], indirect=True)
async def test_a_row_that_somebody_holds_is_left_and_the_old_key_stays_known(own_url: str):
    await written_with_the_old_key(own_url)
    async with (
        opened(own_url, BOTH, takes_new_key=True) as engine,
        opened(own_url, BOTH) as coach,
    ):
        async with coach.begin() as connection:
            held = select(InboxUpdate.update_id).where(inbox.c.update_id == 3).with_for_update()
            await connection.execute(held)
            async with asyncio.timeout(20):
                assert await reseal(engine) == (2 * ROWS - 1, {OLD.key_id})
            assert await known_keys(engine) == {OLD.key_id, NEW.key_id}
        assert await reseal(engine) == (1, set())


async def test_a_row_of_a_coach_that_still_seals_with_the_old_key_is_found(own_url: str):
    await written_with_the_old_key(own_url)
    async with (
        opened(own_url) as stale,
        opened(own_url, BOTH, takes_new_key=True) as engine,
    ):
        await reseal(engine)
        await keep(stale, told(500, "late"))
        assert await reseal(engine) == (1, set())
        assert (await payloads(engine))[-1] == {"text": "late"}


async def test_a_row_that_cannot_be_read_is_named_and_the_old_key_stays_known(own_url: str):
    await written_with_the_old_key(own_url)
    async with opened(own_url, BOTH, takes_new_key=True) as engine:
        async with engine.begin() as connection:
            third = inbox.c.update_id == 3
            stored = await connection.scalar(select(as_stored(inbox.c.payload)).where(third))
            assert stored is not None
            damage = text("UPDATE inbox SET payload = :value WHERE update_id = 3")
            await connection.execute(damage, {"value": stored[:-8]})
        with pytest.raises(SealBroken, match="Row 3 of table inbox") as caught:
            await reseal(engine)
        assert "heron" not in str(caught.value)
        assert await known_keys(engine) == {OLD.key_id, NEW.key_id}
