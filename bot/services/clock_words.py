"""Moments in words: short, on the reader's own wall clock."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.local_time import as_local
from bot.domain.patients import Patient
from bot.services.work import Work

_A_WEEK = timedelta(days=7)


def clock_words(
    work: Work,
    moment: datetime,
    language: str,
    zone: ZoneInfo | None = None,
    read_at: datetime | None = None,
) -> str:
    """Return a moment as "10:42" today, "Monday 10:42" within a week, else with its date.

    ``read_at`` is when the words are read, for a message that leaves later; the zone is the
    clinic's unless told.
    """
    zone = zone or work.clinic.zone
    local = as_local(moment, zone)
    today = as_local(read_at or work.now, zone).date()
    if local.date() == today:
        return f"{local:%H:%M}"
    if abs(local.date() - today) < _A_WEEK:
        return f"{weekday_words(work, local.date(), language)} {local:%H:%M}"
    return f"{local:%Y-%m-%d %H:%M}"


def weekday_words(work: Work, on_date: date, language: str) -> str:
    """Return the name of a day of the week."""
    return work.library.text(f"hours.day_{on_date.isoweekday()}", language)


def patient_clock(
    work: Work, patient: Patient, moment: datetime, read_at: datetime | None = None
) -> str:
    """Return a moment as the patient's own clock shows it."""
    return clock_words(work, moment, patient.language, patient_zone(work, patient), read_at)


def patient_zone(work: Work, patient: Patient) -> ZoneInfo:
    """Return the patient's zone; the clinic's, until it is known."""
    return patient.zone if patient.timezone else work.clinic.zone
