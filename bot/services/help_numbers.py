"""Whom to call, in the patient's country."""

from __future__ import annotations

from typing import Literal

from bot.domain.patients import Patient
from bot.services.work import Work

NumberSet = Literal["crisis", "emergency", "urgent"]
UNKNOWN_COUNTRY = "elsewhere"


def number_lines(work: Work, patient: Patient, which: NumberSet) -> str:
    """Return the lines with the numbers that fit, ready to be shown."""
    numbers = work.library.crisis_numbers(shown_country(work, patient), patient.language)
    lines = {
        "crisis": numbers.for_crisis,
        "emergency": numbers.for_emergency,
        "urgent": numbers.for_urgent,
    }
    return "\n".join(lines[which])


def shown_country(work: Work, patient: Patient) -> str:
    """Return the country whose numbers the patient is shown."""
    is_known = patient.country in work.library.countries()
    return patient.country if is_known and patient.country else UNKNOWN_COUNTRY


def country_name(work: Work, patient: Patient) -> str:
    """Return the name of the country whose numbers the patient is shown."""
    country = shown_country(work, patient)
    return work.library.crisis_numbers(country, patient.language).country_name
