"""The steps that find the time zone; beside the country it is all that is kept of a place.

A place that is not confirmed yet lives in the buttons of the open question alone.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.domain.local_time import as_local
from bot.domain.patients import Patient, PatientStatus
from bot.services import prompting, settings_page
from bot.services.clock_words import weekday_words
from bot.services.hearing import SURE_ENOUGH, Heard
from bot.services.help_numbers import country_name
from bot.services.onboarding_step import Asking, Outcome, Step, open_options, text
from bot.services.places import ONE_ZONE, Place, choices, find_city, known_zone, zone_of
from bot.services.speech import Choice
from bot.services.typed_words import after, pick, says
from bot.services.work import Work

STEP_NAMES = frozenset({"place", "place_choice", "place_confirm"})
_OTHER = "other"
_FOUND = "found:"  # before the name of a city that was typed


def first_question(work: Work, patient: Patient) -> Outcome:
    """Go on to the place: only confirm it where a whole country has one time.

    A city that told the country has told the time as well.
    """
    if patient.timezone is not None:
        return Outcome(next_step="name")
    zone = ONE_ZONE.get(patient.country or "")
    return Outcome(next_step="place") if zone is None else _confirm(work, patient, zone)


def located(work: Work, patient: Patient, latitude: float, longitude: float) -> Outcome | None:
    """Return what follows from a shared position; None when no zone is there."""
    zone = zone_of(latitude, longitude)
    return None if zone is None else _confirm(work, patient, zone)


def _confirm(work: Work, patient: Patient, zone: str, city: str = "") -> Outcome:
    return Outcome(next_step="place_confirm", asking=_echo(work, patient, zone, city))


def _echo(work: Work, patient: Patient, zone: str, city: str = "") -> Asking:
    """Show the local time: the one thing by which anybody can tell a wrong zone."""
    local = as_local(work.now, ZoneInfo(zone))
    key = "ask_place_confirm_city" if city else "ask_place_confirm"
    shown = {"time": f"{local:%H:%M}", "day": weekday_words(work, local.date(), patient.language)}
    options = [
        [(text(work, patient, "right_label"), zone)],
        [(text(work, patient, "elsewhere_label"), _OTHER)],
    ]
    return Asking(text=text(work, patient, key, city=city, **shown), options=options)


async def _ask_place(work: Work, patient: Patient) -> Asking:
    return Asking(
        text=text(work, patient, "ask_place"),
        request_location=text(work, patient, "share_label"),
    )


async def _ask_choice(work: Work, patient: Patient) -> Asking:
    shown = await open_options(work, patient)
    if not shown:
        return await _ask_place(work, patient)
    return _choice(work, patient, shown)


def _choice(work: Work, patient: Patient, options: list[tuple[str, str]]) -> Asking:
    return Asking(
        text=text(work, patient, "ask_place_choice"), options=[[option] for option in options]
    )


async def _ask_confirm(work: Work, patient: Patient) -> Asking:
    candidate = await _candidate(work, patient)
    # Without a trace of what was asked, the clinic's own time is the best guess to confirm.
    return _echo(work, patient, candidate or work.clinic.zone.key)


async def _candidate(work: Work, patient: Patient) -> str | None:
    shown = await open_options(work, patient)
    return next((value for _, value in shown if value != _OTHER), None)


async def _read_nothing(work: Work, patient: Patient, heard: Heard) -> str | None:
    return None


async def _read_choice(work: Work, patient: Patient, heard: Heard) -> str | None:
    if says(work, patient, "elsewhere", heard.text):
        return _OTHER
    labels = {value: label for label, value in await open_options(work, patient)}
    return pick(work, patient, heard.text, labels)


async def _read_confirm(work: Work, patient: Patient, heard: Heard) -> str | None:
    is_sure = heard.confidence >= SURE_ENOUGH
    if says(work, patient, "yes", heard.text) or (heard.intent == "affirm" and is_sure):
        return await _candidate(work, patient)
    if says(work, patient, "elsewhere", heard.text) or says(work, patient, "no", heard.text):
        return _OTHER
    return None


async def _read_city(work: Work, patient: Patient, heard: Heard) -> str | None:
    name = after(work, patient, "before_place", heard.text)
    return _FOUND + name if find_city(name, patient.country) else None


async def _take_place(work: Work, patient: Patient, value: str) -> Outcome:
    if value.startswith(_FOUND):
        return _found(work, patient, value.removeprefix(_FOUND))
    if value == _OTHER or known_zone(value) is None:
        return Outcome(next_step="place")
    return _confirm(work, patient, value)


def _found(work: Work, patient: Patient, name: str) -> Outcome:
    places = choices(find_city(name, patient.country), patient.country)
    if len(places) == 1:
        return _confirm(work, patient, places[0].zone, places[0].label)
    other = (text(work, patient, "other_place_label"), _OTHER)
    asking = _choice(work, patient, [*map(_option, places), other])
    return Outcome(next_step="place_choice", asking=asking)


def _option(place: Place) -> tuple[str, str]:
    return place.label, place.zone


async def _take_confirmed(work: Work, patient: Patient, value: str) -> Outcome:
    if value.startswith(_FOUND) or value == _OTHER or known_zone(value) is None:
        return await _take_place(work, patient, value)
    patient.timezone = value
    if patient.status is not PatientStatus.ACTIVE:
        return Outcome(next_step="name")
    await prompting.replan(work, patient)
    return await _moved(work, patient)


async def _moved(work: Work, patient: Patient) -> Outcome:
    """Say that the clock has moved, and that the numbers to call have not."""
    said = text(work, patient, "place_changed", country=country_name(work, patient))
    country = Choice(settings_page.text(work, patient, "country_label"), "settings.country")
    return Outcome(
        next_step=None,
        farewell=await settings_page.with_next(work, patient, said),
        rows=[[country], [settings_page.settings_choice(work, patient)]],
    )


STEPS = (
    Step(name="place", ask=_ask_place, read=_read_nothing, read_any=_read_city, take=_take_place),
    Step(
        name="place_choice",
        ask=_ask_choice,
        read=_read_choice,
        read_any=_read_city,
        take=_take_place,
    ),
    Step(
        name="place_confirm",
        ask=_ask_confirm,
        read=_read_confirm,
        read_any=_read_city,
        take=_take_confirmed,
    ),
)
