"""How a patient's settings stand, one plain line for each."""

from __future__ import annotations

from bot.domain.local_time import as_local
from bot.domain.patients import Patient
from bot.services.clock_words import patient_clock, patient_zone
from bot.services.help_numbers import country_name
from bot.services.settings_page import clock_city, paused_words, text
from bot.services.work import Work


def overview(work: Work, patient: Patient) -> str:
    """Return all lines."""
    lines = [
        _check_in(work, patient),
        text(work, patient, "line_quiet", **quiet_values(patient)),
        _lighter(work, patient),
        text(work, patient, "line_place", country=country_name(work, patient)),
        text(work, patient, "line_clock", **clock_values(work, patient)),
        text(work, patient, f"line_discreet_{'on' if patient.is_discreet else 'off'}"),
    ]
    if has_languages(work):
        name = text(work, patient, "language_name")
        lines.append(text(work, patient, "line_language", value=name))
    if patient.is_paused(work.now):
        lines.append(paused_words(work, patient, "line_paused"))
    return "\n".join(f"• {line}" for line in lines)


def every_words(work: Work, patient: Patient) -> str:
    """Return how often the patient wants to be asked."""
    days = patient.prompt_every_days
    is_named = f"settings.every_{days}" in work.library.messages(patient.language)
    key = f"every_{days}" if is_named else "every_other"
    return text(work, patient, key, count=days)


def quiet_values(patient: Patient) -> dict[str, str]:
    """Return the quiet hours as texts need them."""
    return {"start": f"{patient.quiet_from:%H:%M}", "end": f"{patient.quiet_until:%H:%M}"}


def clock_values(work: Work, patient: Patient) -> dict[str, str]:
    """Return the patient's clock as texts need it."""
    local = as_local(work.now, patient_zone(work, patient))
    return {"local": f"{local:%H:%M}", "city": clock_city(work, patient)}


def has_languages(work: Work) -> bool:
    """Whether there is a language to choose."""
    return len(work.library.languages()) > 1


def _check_in(work: Work, patient: Patient) -> str:
    if patient.check_in_at is None:
        return text(work, patient, "line_no_check_in")
    at = f"{patient.check_in_at:%H:%M}"
    return text(work, patient, "line_check_in", time=at, days=every_words(work, patient))


def _lighter(work: Work, patient: Patient) -> str:
    if not patient.has_lighter_load(work.now):
        return text(work, patient, "line_lighter_off")
    assert patient.lighter_until is not None
    until = patient_clock(work, patient, patient.lighter_until)
    return text(work, patient, "line_lighter_on", day=until)
