"""Telegram's rates, on a clock that only the test moves."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.domain.messages import Lane
from bot.services import rates as rates_module
from bot.services.rates import CHAT_BURST, KEPT_FOR_SAFETY, PER_BOT_S, Bucket, Rates


@dataclass
class FakeTime:
    """A monotonic clock, and sleeps that move it and are noted."""

    now: float = 100.0
    slept: list[float] = field(default_factory=list)

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture(autouse=True)
def time(monkeypatch: pytest.MonkeyPatch) -> FakeTime:
    fake = FakeTime()
    monkeypatch.setattr(rates_module, "time", fake)
    monkeypatch.setattr(rates_module, "asyncio", fake)
    return fake


async def waits(rates: Rates, count: int, lane: Lane = Lane.REPLY, **more: Any) -> list[float]:
    """Take several places, each in another chat unless told; return what each waited."""
    found = []
    for number in range(count):
        before = rates_module.time.monotonic()
        await rates.wait(lane, more.get("chat_id", number))
        found.append(round(rates_module.time.monotonic() - before, 3))
    return found


def test_a_bucket_begins_full_and_refills_with_time(time: FakeTime):
    bucket = Bucket(rate_s=2.0, size=3.0)
    assert [bucket.take() for _ in range(3)] == [0.0, 0.0, 0.0]
    assert bucket.take() == 0.5
    time.now += 1.0
    assert bucket.take() == 0.0


def test_a_bucket_holds_no_more_than_its_size(time: FakeTime):
    bucket = Bucket(rate_s=2.0, size=3.0)
    time.now += 3600.0
    assert [bucket.take() for _ in range(4)] == [0.0, 0.0, 0.0, 0.5]


def test_each_place_taken_in_advance_waits_longer_than_the_one_before():
    bucket = Bucket(rate_s=1.0, size=1.0)
    assert [bucket.take() for _ in range(4)] == [0.0, 1.0, 2.0, 3.0]


async def test_one_chat_may_get_a_short_burst_and_then_one_a_second():
    burst = int(CHAT_BURST)
    assert await waits(Rates(), burst + 3, chat_id=5) == [0.0] * burst + [1.0, 1.0, 1.0]


async def test_many_chats_share_the_bots_rate():
    found = await waits(Rates(), int(PER_BOT_S) + 3)
    free = int(PER_BOT_S - KEPT_FOR_SAFETY)
    assert found[:free] == [0.0] * free
    assert found[free:] == [round(1 / PER_BOT_S, 3)] * 8


async def test_the_last_part_of_the_bots_rate_is_kept_for_safety(time: FakeTime):
    rates = Rates()
    await waits(rates, int(PER_BOT_S - KEPT_FOR_SAFETY))
    assert await waits(rates, int(KEPT_FOR_SAFETY), Lane.SAFETY) == [0.0] * int(KEPT_FOR_SAFETY)


async def test_a_safety_text_never_waits_longer_than_a_second():
    rates = Rates()
    await waits(rates, 1, chat_id=5)
    for _ in range(20):  # booked ahead by others in the same chat
        rates._chats[5].take()
    assert await waits(rates, 1, Lane.SAFETY, chat_id=5) == [1.0]


async def test_who_waits_for_nothing_does_not_sleep(time: FakeTime):
    await waits(Rates(), 3)
    assert time.slept == []


async def test_the_chats_that_are_remembered_do_not_grow_without_end(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(rates_module, "_FORGET_AT", 3)
    rates = Rates(per_bot_s=1000.0)
    await waits(rates, 10)
    assert len(rates._chats) <= 4


def test_a_lane_that_was_told_to_wait_waits_alone_and_no_longer(time: FakeTime):
    rates = Rates()
    rates.pause(Lane.PROMPT, 5.0)
    assert {lane for lane in Lane if rates.is_paused(lane)} == {Lane.PROMPT}
    time.now += 4.9
    assert rates.is_paused(Lane.PROMPT)
    time.now += 0.1
    assert not rates.is_paused(Lane.PROMPT)


def test_a_safety_lane_that_was_told_to_wait_waits_as_told(time: FakeTime):
    rates = Rates()
    rates.pause(Lane.SAFETY, 2.0)
    time.now += 2.0
    assert not rates.is_paused(Lane.SAFETY)
