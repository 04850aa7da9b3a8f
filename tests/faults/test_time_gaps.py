"""Hours of downtime and nights in which the clock changes: the prompt keeps its promise."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from tests.auxil.crisis import ALERT, ALERT_SENT, CRISIS
from tests.auxil.house import House, Person
from tests.auxil.residents import move_in, staff

TUESDAY_NINE = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)  # 09:00 in Oslo: the check-in's hour
FOLLOW_UP = "Your check-in is still here"
MINUTE = timedelta(minutes=1)


async def prompts_of(person: Person) -> int:
    return (await person.words()).count("your check-in")


@contextmanager
def asleep(house: House) -> Iterator[None]:
    """The coach's machine sleeps: the process stands still while time goes on."""
    assert house.process is not None
    house.process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        house.process.send_signal(signal.SIGCONT)


async def test_after_three_hours_asleep_what_is_due_comes_once_and_late(house: House) -> None:
    kari, jonas = await staff(house)
    ellen, ida = await move_in(house), await move_in(house, "Ida")
    await house.live_to(TUESDAY_NINE - MINUTE)
    await ida.says(CRISIS)
    await ida.hears(ALERT_SENT)
    await kari.hears(ALERT)

    with asleep(house):
        await house.sandbox.clock_to(TUESDAY_NINE + timedelta(hours=3))
    await ellen.hears("a bit late today", button="Start")
    await jonas.hears(ALERT, button="I'll take it")
    await house.live_to(TUESDAY_NINE + timedelta(hours=3, minutes=1))
    assert await prompts_of(ellen) == 1
    assert (await kari.words()).count(ALERT) == 1

    await house.live_to(TUESDAY_NINE + timedelta(hours=5, minutes=2))
    await ellen.hears(FOLLOW_UP)
    assert await prompts_of(ellen) == 1


async def test_after_a_day_asleep_the_missed_prompt_is_let_go(house: House) -> None:
    ellen = await move_in(house)
    await house.live_to(TUESDAY_NINE - MINUTE)
    with asleep(house):
        await house.sandbox.clock_to(TUESDAY_NINE + timedelta(hours=10))
    await house.live_to(TUESDAY_NINE + timedelta(hours=10, minutes=1))
    assert await prompts_of(ellen) == 0
    await house.live_to(TUESDAY_NINE + timedelta(days=1) - MINUTE)
    assert await prompts_of(ellen) == 0
    await house.live_to(TUESDAY_NINE + timedelta(days=1) + MINUTE)
    await ellen.hears("here is your check-in")


async def test_prompt_keeps_its_local_hour_over_both_clock_changes(resting_house: House) -> None:
    house = resting_house
    # 09:00 on the Sunday of the change, in Oslo: an hour later, then an hour earlier, in UTC.
    await house.sandbox.clock_to(datetime(2026, 10, 24, 11, 0, tzinfo=UTC))
    await house.start_coach()
    await _prompted_exactly_at(house, "Ellen", datetime(2026, 10, 25, 8, 0, tzinfo=UTC))
    await house.live_to(datetime(2027, 3, 27, 11, 0, tzinfo=UTC))
    await _prompted_exactly_at(house, "Ida", datetime(2027, 3, 28, 7, 0, tzinfo=UTC))


async def _prompted_exactly_at(house: House, name: str, nine: datetime) -> None:
    person = await move_in(house, name)
    for hours in (10, 7, 6, 5, 4, 2, 1):  # through the night and the change
        await house.live_to(nine - timedelta(hours=hours))
    await house.live_to(nine - MINUTE)
    assert await prompts_of(person) == 0
    await house.live_to(nine + MINUTE)
    await person.hears("here is your check-in")
    await house.live_to(nine + timedelta(hours=1, minutes=1))
    assert await prompts_of(person) == 1
