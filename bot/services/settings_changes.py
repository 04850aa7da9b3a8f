"""Changing one setting by one press; the same page undoes it."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.patients import Patient
from bot.services.clock_words import patient_clock
from bot.services.presses import Press, PressHandlers
from bot.services.settings_overview import every_words
from bot.services.settings_page import back_choice, confirm, open_page, text
from bot.services.speech import Choice
from bot.services.work import Work

EVERY_DAYS = (1, 2, 4, 7)
LIGHTER_DAYS = (3, 7)


async def ask_every(work: Work, patient: Patient) -> None:
    """Ask how often the person wants to be asked how they are."""
    choices = [
        Choice(text(work, patient, f"every_{days}_label"), "settings.every", {"days": days})
        for days in EVERY_DAYS
    ]
    words = text(work, patient, "about_every", days=every_words(work, patient))
    await open_page(work, patient, words, [*choices, back_choice(work, patient)])


async def ask_lighter(work: Work, patient: Patient) -> None:
    """Say what lighter days are, and offer some."""
    choices = [
        Choice(text(work, patient, f"lighter_{days}_label"), "settings.lighter", {"days": days})
        for days in LIGHTER_DAYS
    ]
    words = text(work, patient, "about_lighter")
    if patient.has_lighter_load(work.now):
        choices.append(Choice(text(work, patient, "lighter_off_label"), "settings.lighter"))
        words = (
            f"{words}\n\n{text(work, patient, 'lighter_until', day=_lighter_end(work, patient))}"
        )
    await open_page(work, patient, words, [*choices, back_choice(work, patient)])


async def ask_discreet(work: Work, patient: Patient) -> None:
    """Say what discreet mode hides, and what it cannot."""
    is_on = patient.is_discreet
    about = text(work, patient, f"about_discreet_{'on' if is_on else 'off'}")
    words = f"{about}\n\n{text(work, patient, 'discreet_limits')}"
    label = text(work, patient, f"turn_{'off' if is_on else 'on'}_label")
    turn = Choice(label, "settings.discreet", {"is_on": not is_on})
    await open_page(work, patient, words, [turn, back_choice(work, patient)])


async def ask_language(work: Work, patient: Patient) -> None:
    """Offer the languages that the content has, each by its own name."""
    choices = [
        Choice(
            work.library.text("settings.language_name", code),
            "settings.language",
            {"language": code},
        )
        for code in work.library.languages()
    ]
    words = text(work, patient, "about_language")
    await open_page(work, patient, words, [*choices, back_choice(work, patient)])


def _lighter_end(work: Work, patient: Patient) -> str:
    assert patient.lighter_until is not None
    return patient_clock(work, patient, patient.lighter_until)


async def _every_pressed(work: Work, press: Press) -> str | None:
    patient = press.patient
    assert patient is not None
    patient.prompt_every_days = press.button.payload["days"]
    said = text(work, patient, "now_every", days=every_words(work, patient))
    await confirm(work, patient, said)
    return None


async def _lighter_pressed(work: Work, press: Press) -> str | None:
    patient = press.patient
    assert patient is not None
    days: int | None = press.button.payload.get("days")
    if days is None:
        patient.lighter_until = None
        said = text(work, patient, "now_lighter_off")
    else:
        patient.lighter_until = work.now + timedelta(days=days)
        said = text(work, patient, "now_lighter", day=_lighter_end(work, patient))
    await confirm(work, patient, said)
    return None


async def _discreet_pressed(work: Work, press: Press) -> str | None:
    patient = press.patient
    assert patient is not None
    patient.is_discreet = press.button.payload["is_on"]
    key = "now_discreet_on" if patient.is_discreet else "now_discreet_off"
    await confirm(work, patient, text(work, patient, key))
    return None


async def _language_pressed(work: Work, press: Press) -> str | None:
    patient = press.patient
    assert patient is not None
    patient.language = press.button.payload["language"]
    await confirm(work, patient, text(work, patient, "now_language"))
    return None


PRESSES: PressHandlers = {
    "settings.every": _every_pressed,
    "settings.lighter": _lighter_pressed,
    "settings.discreet": _discreet_pressed,
    "settings.language": _language_pressed,
}
