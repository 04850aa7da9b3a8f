"""The steps that ask for one fact each: age, new symptoms, name and hour."""

from __future__ import annotations

from datetime import time

from bot.domain.local_time import parse_local_time
from bot.domain.patients import Patient, PatientStatus
from bot.services import onboarding_place, prompting, settings_page
from bot.services.hearing import Heard
from bot.services.help_numbers import number_lines
from bot.services.onboarding_name import NAME_LENGTH, read_clear_name, read_name
from bot.services.onboarding_step import Asking, Outcome, Step, text
from bot.services.speech import Choice, Rows
from bot.services.typed_words import says, whole_number
from bot.services.work import Work

ADULT_YEARS = 18
OLDEST_YEARS = 120
_HOURS = ((7, 8, 9, 10), (12, 14, 16, 17), (18, 19, 20))  # rows of buttons; any time can be typed


async def _ask_age(work: Work, patient: Patient) -> Asking:
    options = [
        [(text(work, patient, "adult_label"), "adult")],
        [(text(work, patient, "minor_label"), "minor")],
    ]
    return Asking(text=text(work, patient, "ask_age"), options=options)


async def _read_age(work: Work, patient: Patient, heard: Heard) -> str | None:
    if any(says(work, patient, key, heard.text) for key in ("yes", "adult")):
        return "adult"
    if any(says(work, patient, key, heard.text) for key in ("no", "minor")):
        return "minor"
    years = whole_number(heard.text)
    if years is None or years > OLDEST_YEARS:
        return None
    # "Over 18" and "not 18 yet" name the limit itself: only the lists above can tell.
    if years == ADULT_YEARS and heard.text.strip() != str(years):
        return None
    return "adult" if years >= ADULT_YEARS else "minor"


async def _take_age(work: Work, patient: Patient, value: str) -> Outcome:
    if value == "adult":
        return Outcome(next_step="country")
    patient.leave(PatientStatus.DECLINED, work.now)
    numbers = number_lines(work, patient, "crisis")
    return Outcome(next_step=None, farewell=text(work, patient, "too_young", numbers=numbers))


async def _ask_suitability(work: Work, patient: Patient) -> Asking:
    numbers = number_lines(work, patient, "urgent")
    options = [
        [(text(work, patient, "none_new_label"), "none")],
        [(text(work, patient, "some_new_label"), "some")],
    ]
    return Asking(text=text(work, patient, "ask_suitability", numbers=numbers), options=options)


async def _read_suitability(work: Work, patient: Patient, heard: Heard) -> str | None:
    if says(work, patient, "none_new", heard.text):
        return "none"
    return "some" if says(work, patient, "some_new", heard.text) else None


async def _take_suitability(work: Work, patient: Patient, value: str) -> Outcome:
    if value == "none":
        return onboarding_place.first_question(work, patient)
    return Outcome(next_step="urgent")


async def _ask_urgent(work: Work, patient: Patient) -> Asking:
    country = patient.country or "elsewhere"
    words = text(
        work,
        patient,
        "ask_urgent",
        numbers=number_lines(work, patient, "urgent"),
        emergency=work.library.crisis_numbers(country, patient.language).emergency,
    )
    return Asking(text=words, options=[[(text(work, patient, "go_on_label"), "next")]])


async def _read_urgent(work: Work, patient: Patient, heard: Heard) -> str | None:
    meant = says(work, patient, "next", heard.text) or says(work, patient, "yes", heard.text)
    return "next" if meant else None


async def _take_urgent(work: Work, patient: Patient, value: str) -> Outcome:
    return onboarding_place.first_question(work, patient)


async def _ask_name(work: Work, patient: Patient) -> Asking:
    skip = (text(work, patient, "skip_label"), "")
    return Asking(text=text(work, patient, "ask_name"), options=[[skip]])


async def _take_name(work: Work, patient: Patient, value: str) -> Outcome:
    patient.called_name = value[:NAME_LENGTH] or None
    return Outcome(next_step="hour")


async def _ask_hour(work: Work, patient: Patient) -> Asking:
    hours = [
        [f"{hour:02}:00" for hour in row if not patient.quiet_hours.contains(time(hour))]
        for row in _HOURS
    ]
    options = [[(hour, hour) for hour in row] for row in hours if row]
    return Asking(text=text(work, patient, "ask_hour"), options=options)


async def _read_hour(work: Work, patient: Patient, heard: Heard) -> str | None:
    at = parse_local_time(heard.text)
    return None if at is None else f"{at:%H:%M}"


async def _take_hour(work: Work, patient: Patient, value: str) -> Outcome:
    at = time.fromisoformat(value)
    if patient.quiet_hours.contains(at):
        return Outcome(next_step="hour", is_unsuitable=True)
    patient.check_in_at = at
    if patient.status is PatientStatus.ACTIVE:
        await prompting.replan(work, patient)
        said = text(work, patient, "hour_changed", time=value)
        return Outcome(
            next_step=None,
            farewell=await settings_page.with_next(work, patient, said),
            rows=[[settings_page.settings_choice(work, patient)]],
        )
    patient.status = PatientStatus.ACTIVE
    patient.onboarded_at = work.now
    return Outcome(
        next_step=None, farewell=_closing(work, patient), rows=_first_steps(work, patient)
    )


def _closing(work: Work, patient: Patient) -> str:
    country = patient.country or "elsewhere"
    key = "done_name" if patient.called_name else "done"
    thanks = text(work, patient, key, name=patient.called_name)
    what_next = text(
        work,
        patient,
        "what_next",
        time=f"{patient.check_in_at:%H:%M}",
        clinic=work.clinic.name,
        emergency=work.library.crisis_numbers(country, patient.language).emergency,
    )
    return f"{thanks}\n\n{what_next}"


def _first_steps(work: Work, patient: Patient) -> Rows:
    return [
        [Choice(text(work, patient, "check_in_label"), "check_in.start")],
        [Choice(text(work, patient, "exercises_label"), "exercise.list")],
    ]


STEPS = (
    Step(name="age", ask=_ask_age, read=_read_age, take=_take_age),
    Step(name="suitability", ask=_ask_suitability, read=_read_suitability, take=_take_suitability),
    Step(name="urgent", ask=_ask_urgent, read=_read_urgent, take=_take_urgent),
    Step(
        name="name",
        ask=_ask_name,
        read=read_clear_name,
        read_any=read_name,
        take=_take_name,
        value_to_skip="",
    ),
    Step(name="hour", ask=_ask_hour, read=_read_hour, take=_take_hour),
)
