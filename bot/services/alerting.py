"""Alerts from the first event to the last word; the door to the rooms behind it."""

from __future__ import annotations

from bot.services.alert_answers import PRESSES
from bot.services.alert_climbing import climb_alerts, release_alerts_of
from bot.services.alert_raising import Raised, Told, raise_alert, take_event

__all__ = [
    "PRESSES",
    "Raised",
    "Told",
    "climb_alerts",
    "raise_alert",
    "release_alerts_of",
    "take_event",
]
