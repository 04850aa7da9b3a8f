"""The life of an alert."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain.alerts import Alert, AlertStatus, Urgency
from bot.errors import InvalidTransition

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
ALLOWED = {
    (AlertStatus.TRIGGERED, AlertStatus.ACKNOWLEDGED),
    (AlertStatus.TRIGGERED, AlertStatus.RESOLVED),
    (AlertStatus.ACKNOWLEDGED, AlertStatus.TRIGGERED),
    (AlertStatus.ACKNOWLEDGED, AlertStatus.RESOLVED),
}


@pytest.mark.parametrize("status", AlertStatus)
@pytest.mark.parametrize("target", AlertStatus)
def test_an_alert_moves_only_along_the_allowed_steps(
    status: AlertStatus, target: AlertStatus
) -> None:
    alert = Alert(
        patient_id=1,
        cause="crisis",
        urgency=Urgency.IMMEDIATE,
        status=status,
        raised_at=NOW,
        last_event_at=NOW,
        next_step_at=NOW,
    )
    if (status, target) in ALLOWED:
        alert.move_to(target)
        assert alert.status is target
    else:
        with pytest.raises(InvalidTransition, match="cannot go from"):
            alert.move_to(target)
        assert alert.status is status
    assert alert.is_open is (alert.status is not AlertStatus.RESOLVED)
