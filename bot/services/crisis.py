"""Whether a patient is in the first hour of something grave: no prompts then."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.alerts import Urgency
from bot.domain.patients import Patient
from bot.services.work import Work

CRISIS_LASTS = timedelta(hours=1)


async def is_in_crisis(work: Work, patient: Patient) -> bool:
    """Whether an immediate alert about the patient is open and an event of it is recent."""
    assert patient.id is not None
    for trigger in work.library.policy.triggers:
        if trigger.urgency is not Urgency.IMMEDIATE:
            continue
        alert = await work.uow.alerts.peek_open(patient.id, trigger.id)
        if alert is not None and work.now < alert.last_event_at + CRISIS_LASTS:
            return True
    return False
