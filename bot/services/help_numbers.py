"""Whom to call, in the patient's country."""

from __future__ import annotations

from typing import Literal

from bot.domain.patients import Patient
from bot.services.work import Work

NumberSet = Literal["crisis", "emergency", "urgent"]
UNKNOWN_COUNTRY = "elsewhere"


def number_lines(work: Work, patient: Patient, which: NumberSet) -> str:
    """Return the lines with the numbers that fit, ready to be shown."""
    country = patient.country if patient.country in work.library.countries() else None
    numbers = work.library.crisis_numbers(country or UNKNOWN_COUNTRY, patient.language)
    lines = {
        "crisis": numbers.for_crisis,
        "emergency": numbers.for_emergency,
        "urgent": numbers.for_urgent,
    }
    return "\n".join(lines[which])
