"""When what is kept has had its time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.domain.retention import SILENCE_DAYS, Retention
from bot.services.invitations import VALID_DAYS
from bot.settings import Settings

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_messages_go_after_three_months_and_people_who_left_after_a_year_by_default() -> None:
    assert Retention().messages_before(NOW) == NOW - timedelta(days=90)
    assert Retention().left_before(NOW) == NOW - timedelta(days=365)


def test_a_clinic_has_its_own_terms() -> None:
    terms = Retention(messages_days=30, left_days=60)
    assert terms.messages_before(NOW) == NOW - timedelta(days=30)
    assert terms.left_before(NOW) == NOW - timedelta(days=60)


def test_a_silence_is_longer_than_an_invitation_and_within_the_shortest_term_of_messages() -> None:
    shortest_days = next(
        least.ge
        for least in Settings.model_fields["keep_messages_days"].metadata
        if hasattr(least, "ge")
    )
    assert VALID_DAYS < SILENCE_DAYS <= shortest_days
    assert Retention().silent_before(NOW) == NOW - timedelta(days=SILENCE_DAYS)
