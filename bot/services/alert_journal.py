"""An alert's history: every change leaves a line, and no line is ever changed."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from bot.domain.alerts import Alert, AlertLogEntry
from bot.services.work import Work

log = logging.getLogger(__name__)

# A climb begins with one of these; what the patient was told is counted from there.
_BEGINNINGS = frozenset({"raised", "reopened"})


async def note(
    work: Work, alert: Alert, event: str, provider_id: int | None = None, **detail: Any
) -> None:
    """Add a line to an alert's history."""
    assert alert.id is not None
    work.uow.add(
        AlertLogEntry(
            alert_id=alert.id, at=work.now, event=event, provider_id=provider_id, detail=detail
        )
    )
    await work.uow.flush()
    log.info(
        "alert %s",
        event,
        extra={"event": f"alert_{event}", "alert_id": alert.id, "provider_id": provider_id},
    )


async def this_climb(work: Work, alert: Alert) -> Sequence[AlertLogEntry]:
    """Return the lines since the alert was raised, or opened again, oldest first."""
    assert alert.id is not None
    entries = await work.uow.alerts.log_of(alert.id)
    begins = max(
        (place for place, entry in enumerate(entries) if entry.event in _BEGINNINGS), default=0
    )
    return entries[begins:]
