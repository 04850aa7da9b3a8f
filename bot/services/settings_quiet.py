"""Choosing the quiet hours: from when, until when, and never over the person's own hour."""

from __future__ import annotations

from datetime import time

from bot.domain.local_time import QuietHours
from bot.domain.patients import Patient
from bot.domain.quiet_choices import STARTS, ends_for, other_hours
from bot.services.presses import Press, PressHandlers
from bot.services.settings_overview import quiet_values
from bot.services.settings_page import back_choice, confirm, open_page, text
from bot.services.speech import Choice
from bot.services.work import Work

_MOST_HOURS = 7  # and a button to leave all as it was


async def ask_start(work: Work, patient: Patient) -> None:
    """Ask from when it is to be quiet."""
    starts = [
        Choice(f"{start:%H:%M}", "settings.quiet_from", {"start": f"{start:%H:%M}"})
        for start in STARTS
    ]
    words = text(work, patient, "about_quiet", **quiet_values(patient))
    await open_page(work, patient, words, [*starts, back_choice(work, patient)])


async def _ask_end(work: Work, patient: Patient, start: time) -> None:
    ends = [
        Choice(f"{end:%H:%M}", "settings.quiet_until", _payload(QuietHours(start, end)))
        for end in ends_for(start)
    ]
    words = text(work, patient, "about_quiet_until", start=f"{start:%H:%M}")
    await open_page(work, patient, words, [*ends, back_choice(work, patient)])


async def _ask_hour(work: Work, patient: Patient, quiet: QuietHours, at: time) -> None:
    """Say that the hour of the check-in would be quiet, and offer others near to it."""
    hours = [
        Choice(f"{hour:%H:%M}", "settings.quiet_hour", _payload(quiet, hour))
        for hour in other_hours(quiet, at, _MOST_HOURS)
    ]
    leave = Choice(text(work, patient, "leave_label"), "settings.leave")
    words = text(work, patient, "about_quiet_hour", **_values(quiet), time=f"{at:%H:%M}")
    await open_page(work, patient, words, [*hours, leave])


async def _keep(work: Work, patient: Patient, quiet: QuietHours, hour: time | None) -> None:
    patient.quiet_from, patient.quiet_until = quiet.from_, quiet.until
    if hour is None:
        await confirm(work, patient, text(work, patient, "now_quiet", **_values(quiet)))
        return
    patient.check_in_at = hour
    said = text(work, patient, "now_quiet_hour", **_values(quiet), time=f"{hour:%H:%M}")
    await confirm(work, patient, said)


def _values(quiet: QuietHours) -> dict[str, str]:
    return {"start": f"{quiet.from_:%H:%M}", "end": f"{quiet.until:%H:%M}"}


def _payload(quiet: QuietHours, hour: time | None = None) -> dict[str, str]:
    return _values(quiet) if hour is None else {**_values(quiet), "hour": f"{hour:%H:%M}"}


def _quiet_of(press: Press) -> QuietHours:
    payload = press.button.payload
    return QuietHours(time.fromisoformat(payload["start"]), time.fromisoformat(payload["end"]))


async def _start_pressed(work: Work, press: Press) -> str | None:
    assert press.patient is not None
    await _ask_end(work, press.patient, time.fromisoformat(press.button.payload["start"]))
    return None


async def _end_pressed(work: Work, press: Press) -> str | None:
    patient, quiet = press.patient, _quiet_of(press)
    assert patient is not None
    if patient.check_in_at is not None and quiet.contains(patient.check_in_at):
        await _ask_hour(work, patient, quiet, patient.check_in_at)
    else:
        await _keep(work, patient, quiet, None)
    return None


async def _hour_pressed(work: Work, press: Press) -> str | None:
    assert press.patient is not None
    hour = time.fromisoformat(press.button.payload["hour"])
    await _keep(work, press.patient, _quiet_of(press), hour)
    return None


async def _leave_pressed(work: Work, press: Press) -> str | None:
    assert press.patient is not None
    await confirm(work, press.patient, text(work, press.patient, "left"))
    return None


PRESSES: PressHandlers = {
    "settings.quiet_from": _start_pressed,
    "settings.quiet_until": _end_pressed,
    "settings.quiet_hour": _hour_pressed,
    "settings.leave": _leave_pressed,
}
