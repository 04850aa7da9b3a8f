"""Who reads alerts and when, said truthfully."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.domain.providers import Position
from bot.services import reading_hours
from bot.services.clock_words import clock_words
from tests.auxil.practice import Practice


@pytest.fixture
def practice(desk, database, clock) -> Practice:
    return Practice(desk, database, clock)


async def who_reads(practice: Practice) -> str:
    async with practice.work() as work:
        return await reading_hours.who_reads(work, "en")


async def next_at(practice: Practice) -> datetime | None:
    async with practice.work() as work:
        return await reading_hours.next_reading_at(work)


async def next_words(practice: Practice) -> str:
    async with practice.work() as work:
        return await reading_hours.next_reading_words(work, "en", ZoneInfo("Europe/London"))


async def test_without_linked_providers_nobody_reads(practice):
    await practice.provider("Anna Berg", is_linked=False)
    assert await who_reads(practice) == "At the moment nobody is set to read alerts."
    assert await next_at(practice) is None
    assert await next_words(practice) == "At the moment nobody is set to read alerts."


async def test_same_hours_stand_together_in_order_of_call(practice):
    weekdays = {"days": "12345", "from_": time(8), "until": time(16)}
    await practice.provider("Cato Eng", Position.BACKUP, days="67")
    await practice.provider("Bo Dahl", **weekdays)
    await practice.provider("Anna Berg", **weekdays)
    assert await who_reads(practice) == (
        "Alerts are read in these hours (clinic time): "
        "Monday to Friday, 08:00 to 16:00 (Anna Berg, Bo Dahl); "
        "Saturday, Sunday, day and night (Cato Eng). At other times nobody reads them."
    )


async def test_two_shifts_can_make_a_whole_week(practice):
    await practice.provider("Anna Berg", from_=time(8), until=time(20))
    await practice.provider("Bo Dahl", from_=time(20), until=time(8))
    said = await who_reads(practice)
    assert "At other times" not in said
    assert "every day, 08:00 to 20:00" in said


async def test_a_gap_of_one_night_is_not_a_whole_week(practice):
    await practice.provider("Anna Berg", from_=time(8), until=time(20))
    await practice.provider("Bo Dahl", days="123456", from_=time(20), until=time(8))
    assert "At other times nobody reads them." in await who_reads(practice)


async def test_while_somebody_reads_there_is_no_next_time(practice):
    await practice.provider("Anna Berg")
    assert await next_at(practice) == practice.clock.now()
    assert await next_words(practice) == ""


async def test_the_next_time_is_told_on_the_readers_clock(practice):
    await practice.provider("Anna Berg", days="3", from_=time(8), until=time(9))
    await practice.provider("Bo Dahl", days="4")
    assert await next_at(practice) == datetime(2026, 3, 4, 7, 0, tzinfo=UTC)
    assert await next_words(practice) == (
        "Somebody is due to read alerts again from Wednesday 07:00."
    )


async def test_a_whole_day_begins_at_midnight(practice):
    await practice.provider("Anna Berg", days="2", from_=time(9), until=time(9))
    assert await next_at(practice) == datetime(2026, 3, 2, 23, 0, tzinfo=UTC)


async def test_todays_shift_that_has_ended_comes_again_in_a_week(practice):
    await practice.provider("Anna Berg", days="1", from_=time(8), until=time(9))
    assert await next_at(practice) == datetime(2026, 3, 9, 7, 0, tzinfo=UTC)


async def test_a_far_moment_has_its_date(practice):
    async with practice.work() as work:
        assert clock_words(work, datetime(2026, 3, 20, 9, 0, tzinfo=UTC), "en") == (
            "2026-03-20 10:00"
        )
