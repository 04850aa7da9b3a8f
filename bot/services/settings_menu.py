"""The patient's settings: how things stand in one message, and a page for each of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.domain.patients import Patient
from bot.services import menu, pausing, privacy, settings_changes, settings_quiet
from bot.services.help_numbers import country_name
from bot.services.presses import Press, PressHandler, PressHandlers
from bot.services.settings_overview import clock_values, has_languages, overview
from bot.services.settings_page import back_choice, open_page, text
from bot.services.speech import Choice
from bot.services.work import Work

_Page = Callable[[Work, Patient], Awaitable[None]]


async def show(work: Work, patient: Patient) -> None:
    """Show how things stand, with a button for each thing that can be changed."""
    pause = ("resume_label", "pause.resume")
    shown = (
        ("hour_label", "settings.hour"),
        ("every_label", "settings.ask_every"),
        ("quiet_label", "settings.ask_quiet"),
        ("lighter_label", "settings.ask_lighter"),
        ("place_label", "settings.place"),
        ("discreet_label", "settings.ask_discreet"),
        pause if patient.is_paused(work.now) else ("pause_label", "pause.offer"),
        ("more_label", "settings.more"),
    )
    words = f"{text(work, patient, 'overview')}\n\n{overview(work, patient)}"
    await open_page(work, patient, words, _choices(work, patient, shown))


async def show_place(work: Work, patient: Patient) -> None:
    """Show the two things that are kept of a place: whose numbers, and which clock."""
    shown = (("country_label", "settings.country"), ("clock_label", "settings.clock"))
    country = country_name(work, patient)
    words = text(work, patient, "about_place", country=country, **clock_values(work, patient))
    choices = [*_choices(work, patient, shown), back_choice(work, patient)]
    await open_page(work, patient, words, choices)


async def show_more(work: Work, patient: Patient) -> None:
    """Show what is asked for less often."""
    shown = [("promise_label", "settings.promise"), ("privacy_label", "settings.privacy")]
    if has_languages(work):
        shown.append(("language_label", "settings.ask_language"))
    choices = [*_choices(work, patient, shown), back_choice(work, patient)]
    await open_page(work, patient, text(work, patient, "about_more"), choices)


def _choices(
    work: Work, patient: Patient, shown: tuple[tuple[str, str], ...] | list[tuple[str, str]]
) -> list[Choice]:
    return [Choice(text(work, patient, label), verb) for label, verb in shown]


def _opens(page: _Page) -> PressHandler:
    async def pressed(work: Work, press: Press) -> str | None:
        assert press.patient is not None
        await page(work, press.patient)
        return None

    return pressed


_PAGES: dict[str, _Page] = {
    "settings.show": show,
    "settings.more": show_more,
    "settings.place": show_place,
    "settings.hour": pausing.ask_hour,
    "settings.clock": pausing.ask_place,
    "settings.country": pausing.ask_country,
    "settings.ask_every": settings_changes.ask_every,
    "settings.ask_quiet": settings_quiet.ask_start,
    "settings.ask_lighter": settings_changes.ask_lighter,
    "settings.ask_discreet": settings_changes.ask_discreet,
    "settings.ask_language": settings_changes.ask_language,
    "settings.promise": menu.promise,
    "settings.privacy": privacy.show,
}

PRESSES: PressHandlers = {
    **{verb: _opens(page) for verb, page in _PAGES.items()},
    **settings_changes.PRESSES,
    **settings_quiet.PRESSES,
}
