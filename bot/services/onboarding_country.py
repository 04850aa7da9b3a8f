"""The steps that find the country, by its name or by a city that tells it.

A city tells the clock too: whoever names one, and says that it is the right one, is not asked for
the place again. What is not confirmed yet lives in the buttons of the open question alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.domain.local_time import as_local
from bot.domain.patients import Patient, PatientStatus
from bot.services import prompting, settings_page
from bot.services.clock_words import weekday_words
from bot.services.hearing import INTERRUPTING_INTENTS, SURE_ENOUGH, Heard
from bot.services.help_numbers import UNKNOWN_COUNTRY, number_lines
from bot.services.onboarding_step import Asking, Outcome, Step, open_options, text
from bot.services.place_names import fold_name
from bot.services.places import (
    Place,
    choices,
    find_city,
    find_country,
    key_of_country,
    known_zone,
)
from bot.services.speech import Choice, fitted
from bot.services.typed_words import after, is_small_talk, pick, says
from bot.services.work import Work

STEP_NAMES = frozenset({"country", "country_city"})
_OTHER = "other"
_FOUND = "found:"  # before the name of a city that was typed
_PARTS = "|"  # in the value of a city's button
# A word alone is a city only if that is likely: there is a town called Of, and one called Mine.
_SHORTEST_NAME = 4  # letters
_LARGE = 1_000_000  # people; such a city is known by its nicknames too: "NYC", "LA"


@dataclass(frozen=True)
class _City:
    """A city that may be the right one, as it stands in the value of its button."""

    country: str  # a key of the crisis numbers
    zone: str  # IANA name
    name: str  # with its country: "Leeds, England, United Kingdom"

    @classmethod
    def of(cls, work: Work, place: Place) -> _City:
        key = key_of_country(place.country)
        country = key if key in work.library.countries() else UNKNOWN_COUNTRY
        *_, nation = place.where.rpartition(", ")
        name = place.label if nation in place.label else f"{place.label}, {nation}"
        return cls(country, place.zone, name)

    @classmethod
    def from_value(cls, value: str) -> _City:
        return cls(*value.split(_PARTS, 2))

    @property
    def as_value(self) -> str:
        return _PARTS.join((self.country, self.zone, self.name))

    @property
    def label(self) -> str:
        """As much of the name as tells it from its namesakes: "Cambridge, England"."""
        return fitted(", ".join(self.name.split(", ")[:2]))


async def _ask_country(work: Work, patient: Patient) -> Asking:
    options = [
        [(work.library.crisis_numbers(country, patient.language).country_name, country)]
        for country in work.library.countries()
    ]
    return Asking(text=text(work, patient, "ask_country"), options=options)


async def _read_country(work: Work, patient: Patient, heard: Heard) -> str | None:
    said = fold_name(after(work, patient, "before_country", heard.text))
    for country in work.library.countries():
        names = work.library.crisis_numbers(country, patient.language).country_name
        if fold_name(names) == said or _is_listed(work, patient, country, said):
            return country
    known = find_country(said)
    if known in work.library.countries():
        return known
    city = _city_in(work, patient, heard)
    return _FOUND + city if city else None


def _is_listed(work: Work, patient: Patient, country: str, said: str) -> bool:
    # A clinic may add a country without a list of words for it.
    has_list = f"words.country_{country}" in work.library.messages(patient.language)
    return has_list and says(work, patient, f"country_{country}", said)


def _city_in(work: Work, patient: Patient, heard: Heard) -> str | None:
    """Return the name of a city in somebody's words, when it is plain that they name one."""
    name = after(work, patient, "before_place", heard.text)
    if _cities(name, is_said_to_be_one=name != heard.text) and not _is_remark(work, patient, heard):
        return name
    return None


def _is_remark(work: Work, patient: Patient, heard: Heard) -> bool:
    is_wish = heard.intent in INTERRUPTING_INTENTS and heard.confidence >= SURE_ENOUGH
    has_lead = after(work, patient, "before_place", heard.text) != heard.text
    lists = ("yes", "no", "next", "skip", "stop")
    is_word = any(says(work, patient, key, heard.text) for key in lists)
    return (is_wish and not has_lead) or is_word or is_small_talk(work, patient, heard.text)


def _cities(name: str, *, is_said_to_be_one: bool) -> list[Place]:
    found = find_city(name, forgives_slips=False)
    if not is_said_to_be_one:
        is_long = len(fold_name(name)) >= _SHORTEST_NAME
        found = [
            each for each in found if each.population >= _LARGE or (each.is_main_name and is_long)
        ]
    return choices(found)


async def _take_country(work: Work, patient: Patient, value: str) -> Outcome:
    if not value.startswith(_FOUND):
        return await _settle(work, patient, value)
    places = _cities(value.removeprefix(_FOUND), is_said_to_be_one=True)
    asking = _which(work, patient, [_City.of(work, each) for each in places])
    return Outcome(next_step="country_city", asking=asking)


def _which(work: Work, patient: Patient, cities: Sequence[_City]) -> Asking:
    """Ask whether it is this city, or which of several."""
    if len(cities) == 1:
        return _confirm(work, patient, cities[0])
    options = [(city.label, city.as_value) for city in cities]
    other = (text(work, patient, "other_place_label"), _OTHER)
    return Asking(
        text=text(work, patient, "ask_place_choice"),
        options=[[option] for option in (*options, other)],
    )


def _confirm(work: Work, patient: Patient, city: _City) -> Asking:
    """Name the city with its country and its time, by which anybody can tell a wrong one."""
    local = as_local(work.now, ZoneInfo(city.zone))
    words = text(
        work,
        patient,
        "ask_country_city",
        city=city.name,
        time=f"{local:%H:%M}",
        day=weekday_words(work, local.date(), patient.language),
    )
    options = [
        [(text(work, patient, "right_label"), city.as_value)],
        [(text(work, patient, "elsewhere_label"), _OTHER)],
    ]
    return Asking(text=words, options=options)


async def _offered(work: Work, patient: Patient) -> dict[str, _City]:
    """Return the cities that the open question offers, by the labels of their buttons."""
    shown = await open_options(work, patient)
    return {label: _City.from_value(value) for label, value in shown if _PARTS in value}


async def _ask_city(work: Work, patient: Patient) -> Asking:
    """Ask for the city anew; without a trace of which it was, for the country."""
    cities = list((await _offered(work, patient)).values())
    return _which(work, patient, cities) if cities else await _ask_country(work, patient)


async def _read_city(work: Work, patient: Patient, heard: Heard) -> str | None:
    cities = await _offered(work, patient)
    is_affirmed = heard.intent == "affirm" and heard.confidence >= SURE_ENOUGH
    if len(cities) == 1 and (is_affirmed or says(work, patient, "yes", heard.text)):
        return next(iter(cities.values())).as_value
    if any(says(work, patient, key, heard.text) for key in ("elsewhere", "no")):
        return _OTHER
    labels = {city.as_value: city.name for city in cities.values()}
    picked = pick(work, patient, heard.text, labels)
    return picked or await _read_country(work, patient, heard)


async def _take_city(work: Work, patient: Patient, value: str) -> Outcome:
    if value == _OTHER:
        return Outcome(next_step="country")
    if _PARTS not in value:
        return await _take_country(work, patient, value)
    city = _City.from_value(value)
    return await _settle(work, patient, city.country, known_zone(city.zone))


async def _settle(work: Work, patient: Patient, country: str, zone: str | None = None) -> Outcome:
    """Keep the country, and the clock where a city told it."""
    patient.country = country
    if patient.status is not PatientStatus.ACTIVE:
        patient.timezone = zone  # without one it is asked for soon
        return Outcome(next_step="suitability")
    if zone is not None:
        patient.timezone = zone
        await prompting.replan(work, patient)
    return await _changed(work, patient, is_clock_changed=zone is not None)


async def _changed(work: Work, patient: Patient, *, is_clock_changed: bool) -> Outcome:
    """Show the numbers of the new country: the one way to see that it is the right one."""
    numbers = number_lines(work, patient, "crisis")
    city = settings_page.clock_city(work, patient)
    key = "country_and_clock_changed" if is_clock_changed else "country_changed"
    said = text(work, patient, key, numbers=numbers, city=city)
    clock = Choice(settings_page.text(work, patient, "clock_label"), "settings.clock")
    return Outcome(
        next_step=None,
        farewell=await settings_page.with_next(work, patient, said),
        rows=[[clock], [settings_page.settings_choice(work, patient)]],
    )


STEPS = (
    Step(name="country", ask=_ask_country, read=_read_country, take=_take_country),
    Step(name="country_city", ask=_ask_city, read=_read_city, take=_take_city),
)
