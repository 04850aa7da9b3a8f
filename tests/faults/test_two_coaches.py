"""Two coaches on one PostgreSQL: every update once and in order, also when one dies."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import make_url

from bot.domain.messages import InboxStatus
from bot.storage.tables import answers, check_ins, inbox, patients
from tests.auxil.balancer import balancing
from tests.auxil.day import check_in
from tests.auxil.engine_at_work import free_port
from tests.auxil.house import House, Person, Sandbox
from tests.auxil.postgres import postgres_url
from tests.auxil.residents import move_in_together
from tests.auxil.warm_coach import WarmCoaches

__all__ = ["postgres_url"]

NAMES = [f"Patient {letter}" for letter in "ABCDEFGHIJ"]
GIVEN = ("5", "4", "6", "7")
# What a coach may say when the database goes away under it.
DATABASE_AWAY = {
    *("job_failed", "tick_failed", "lane_failed", "drain_failed"),
    *("update_failed", "update_put_back", "danger_not_answered"),
    "Exception in ASGI application",  # the webhook's answer is 500, and Telegram sends it again
}


@dataclass(frozen=True)
class Pair:
    first: House
    second: House
    taken: dict[int, int]


@pytest.fixture
def database_url(postgres_url: str) -> str:
    """An empty database of our own."""
    url = make_url(postgres_url)
    with psycopg.connect(_plain(url), autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS two_coaches WITH (FORCE)")
        connection.execute("CREATE DATABASE two_coaches")
    return url.set(database="two_coaches").render_as_string(hide_password=False)


def _plain(url) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


@pytest.fixture
async def pair(
    sandbox: Sandbox, database_url: str, tmp_path: Path, warm_coaches: WarmCoaches
) -> AsyncIterator[Pair]:
    ports, door = [free_port(), free_port()], free_port()
    shared = {
        "LINDRA_DATABASE_URL": database_url,
        "LINDRA_WEBHOOK_URL": f"http://127.0.0.1:{door}",
        "LINDRA_WEBHOOK_SECRET": "a-secret-of-at-least-24-letters",
    }
    async with AsyncExitStack() as stack:
        houses = []
        for port in ports:
            folder = tmp_path / str(port)
            folder.mkdir()
            house = House(sandbox, folder, f"http://127.0.0.1:{free_port()}", port, shared)
            house.warm_coaches = warm_coaches
            await house.start_coach()
            stack.push_async_callback(house.stop_coach)
            houses.append(house)
        taken = await stack.enter_async_context(balancing(door, ports))
        yield Pair(*houses, taken)
    await sandbox.delete_webhook()
    for house in houses:
        assert house.complaints() == []


async def test_ten_patients_at_once_are_each_heard_once_and_in_order(pair: Pair) -> None:
    people = await move_in_together(pair.first, NAMES)
    await asyncio.gather(*(_ask_three_things(person) for person in people))
    for person in people:
        assert await _answers_of(pair.first, person) == list(GIVEN)
        words = await person.words()
        marks = [words.index(text) for text in ("My promise", "Telegram carries", "How has")]
        assert marks == sorted(marks), words
        assert words.count("My promise") == 1
        assert words.count("Thank you") == 1
    assert min(pair.taken.values()) > 20  # both have worked


async def test_when_one_coach_dies_the_other_takes_over_its_patients(pair: Pair) -> None:
    people = await move_in_together(pair.first, NAMES[:4])
    await asyncio.gather(*(person.says("/checkin") for person in people))
    await asyncio.gather(*(person.hears("How has your pain been") for person in people))
    await asyncio.gather(*(person.presses(GIVEN[0]) for person in people))
    await pair.second.kill_coach()
    # A lane that the dead coach held is free after its lease, what it was sending after a while.
    await pair.first.sandbox.forward(minutes=2)
    for item, answer in zip(("got in the way", "mood", "sleep"), GIVEN[1:], strict=True):
        await asyncio.gather(*(person.sees(item) for person in people))
        await asyncio.gather(*(person.presses(answer) for person in people))
    await asyncio.gather(*(person.sees("good thing") for person in people))
    for person in people:
        assert await _answers_of(pair.first, person) == list(GIVEN)


async def test_coaches_outlive_a_database_that_drops_every_connection(
    pair: Pair, database_url: str
) -> None:
    for house in (pair.first, pair.second):
        house.excused |= DATABASE_AWAY
    people = await move_in_together(pair.first, NAMES[:4])
    with psycopg.connect(_plain(make_url(database_url)), autocommit=True) as connection:
        for _ in range(5):
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            await asyncio.gather(*(person.says("/promise") for person in people))
    await asyncio.gather(*(_check_in(person) for person in people))
    for person in people:
        assert await _answers_of(pair.first, person) == list(GIVEN)
    undone = select(func.count()).where(inbox.c.status != InboxStatus.DONE)
    await pair.first.until_rows(undone, lambda found: found == [(0,)])


async def _ask_three_things(person: Person) -> None:
    for command in ("/promise", "/privacy", "/checkin"):
        await person.says(command)
    await check_in(person, GIVEN)


async def _check_in(person: Person) -> None:
    await person.says("/checkin")
    await check_in(person, GIVEN)


async def _answers_of(house: House, person: Person) -> Sequence[str]:
    rows = await house.rows(
        select(answers.c.value_nrs)
        .join(check_ins, check_ins.c.id == answers.c.check_in_id)
        .join(patients, patients.c.id == check_ins.c.patient_id)
        .where(patients.c.chat_id == person.id, answers.c.value_nrs.is_not(None))
        .order_by(answers.c.id)
    )
    return [str(row.value_nrs) for row in rows]
