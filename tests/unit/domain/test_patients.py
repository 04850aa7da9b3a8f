"""What a patient's record says about their clock and their prompts."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.domain.local_time import QuietHours
from bot.domain.patients import Flow, Patient, PatientStatus

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def patient(**more: Any) -> Patient:
    known = {"status": PatientStatus.ACTIVE, "chat_id": 1, "timezone": "Europe/Oslo"}
    return Patient(ref="L-1", conversation_id="c", created_at=NOW, **{**known, **more})


def test_the_zone_is_utc_until_it_is_known() -> None:
    assert patient().zone == ZoneInfo("Europe/Oslo")
    assert patient(timezone=None).zone == ZoneInfo("UTC")


def test_the_quiet_hours_are_the_evening_and_the_night_by_default() -> None:
    assert patient().quiet_hours == QuietHours(time(21), time(7))


def test_a_pause_ends_at_its_moment() -> None:
    paused = patient(paused_until=NOW + timedelta(hours=1))
    assert paused.is_paused(NOW)
    assert not paused.is_paused(NOW + timedelta(hours=1))
    assert not patient().is_paused(NOW)


@pytest.mark.parametrize(
    ("more", "takes_prompts"),
    [
        ({}, True),
        ({"status": PatientStatus.ONBOARDING}, False),
        ({"status": PatientStatus.STOPPED}, False),
        ({"chat_id": None}, False),
        ({"unreachable_since": NOW}, False),
        ({"paused_until": NOW + timedelta(days=1)}, False),
    ],
)
def test_only_an_active_reachable_patient_without_a_pause_takes_prompts(
    more: dict[str, Any], takes_prompts: bool
) -> None:
    assert patient(**more).takes_prompts(NOW) is takes_prompts


@pytest.mark.parametrize(("focus", "misses"), [(None, 0), (Flow.CHECK_IN, 1)])
def test_what_was_understood_ends_a_row_of_misses_but_not_those_of_an_open_question(
    focus: Flow | None, misses: int
) -> None:
    someone = patient(focus=focus, misses=1)
    someone.forget_idle_misses()
    assert someone.misses == misses


@pytest.mark.parametrize(
    ("agreed", "needed", "is_enough"),
    [(2, 2, True), (3, 2, True), (1, 2, False), (None, 1, False), (None, None, True)],
)
def test_an_agreement_holds_for_its_version_and_those_before(
    agreed: int | None, needed: int | None, is_enough: bool
) -> None:
    assert patient(consent_version=agreed).has_agreed_to(needed) is is_enough


def test_agreeing_keeps_version_and_time() -> None:
    ellen = patient(consent_version=1, consented_at=NOW - timedelta(days=90))
    ellen.agree(2, NOW)
    assert (ellen.consent_version, ellen.consented_at) == (2, NOW)


@pytest.mark.parametrize("status", list(PatientStatus))
def test_a_sign_of_life_ends_a_silence_and_no_goodbye(status: PatientStatus) -> None:
    ellen = patient(status=status, left_at=NOW, unreachable_since=NOW)
    ellen.show_up()
    assert ellen.unreachable_since is None
    has_said_goodbye = status in (PatientStatus.STOPPED, PatientStatus.DECLINED)
    assert ellen.left_at == (NOW if has_said_goodbye else None)
