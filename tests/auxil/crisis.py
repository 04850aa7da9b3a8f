"""A crisis, and how fast help has to come."""

from __future__ import annotations

from datetime import datetime

from tests.auxil.house import Person, Sandbox

CRISIS = "I want to kill myself tonight"
CRISIS_LINE = "116 123"
ALERT = "ALERT: please read now"
ALERT_SENT = "sent an alert to your care team"
PROMISED_S = 2.0  # of real time, to the answer and to the alert


async def arrival_s(sandbox: Sandbox, person: Person, words: str, since: datetime) -> float:
    """Seconds of real time from ``since`` until a message with ``words`` reached a person."""
    arrived = [
        datetime.fromisoformat(call["real_time"])
        for call in await sandbox.sends(words)
        if call["chat_id"] == person.id and call["outcome"] == "ok"
    ]
    return (arrived[0] - since).total_seconds()
