"""When a provider reads alerts, and whether they can be reached."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from bot.domain.providers import Position, Provider

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)


def provider(days: str = "1234567", from_: time = time(0), until: time = time(0)) -> Provider:
    return Provider(
        display_name="Nurse",
        position=Position.FIRST,
        chat_id=1,
        created_at=MONDAY,
        on_call_days=days,
        on_call_from=from_,
        on_call_until=until,
    )


@pytest.mark.parametrize(
    ("days", "from_", "until", "at", "is_on_call"),
    [
        # Equal ends mean the whole day, on the days that are named.
        ("1234567", time(0), time(0), MONDAY, True),
        ("12345", time(8), time(8), MONDAY + timedelta(hours=3), True),
        ("12345", time(0), time(0), MONDAY + timedelta(days=5), False),
        # A shift within a day begins at its start and ends before its end.
        ("1", time(8), time(16), MONDAY + timedelta(hours=8), True),
        ("1", time(8), time(16), MONDAY + timedelta(hours=7, minutes=59), False),
        ("1", time(8), time(16), MONDAY + timedelta(hours=16), False),
        ("2", time(8), time(16), MONDAY + timedelta(hours=12), False),
        # A shift over midnight belongs to the day on which it began.
        ("1", time(20), time(6), MONDAY + timedelta(hours=20), True),
        ("1", time(20), time(6), MONDAY + timedelta(hours=19), False),
        ("1", time(20), time(6), MONDAY + timedelta(hours=26), True),
        ("1", time(20), time(6), MONDAY + timedelta(hours=30), False),
        ("1", time(20), time(6), MONDAY + timedelta(hours=3), False),
        ("7", time(20), time(6), MONDAY + timedelta(hours=3), True),
        ("7", time(20), time(6), MONDAY + timedelta(hours=21), False),
        ("", time(0), time(0), MONDAY, False),
    ],
)
def test_on_call_hours(days: str, from_: time, until: time, at: datetime, is_on_call: bool) -> None:
    assert provider(days, from_, until).is_on_call(at) is is_on_call


def test_alerts_reach_a_provider_who_is_linked_enabled_and_has_not_blocked_the_bot() -> None:
    one = provider()
    assert one.is_linked
    for name, value in (("chat_id", None), ("disabled_at", MONDAY), ("unreachable_since", MONDAY)):
        other = provider()
        setattr(other, name, value)
        assert not other.is_linked
