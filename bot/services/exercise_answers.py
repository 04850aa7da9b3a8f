"""What a patient's words mean at a place of an exercise."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.durations import is_duration_alone, names_duration, read_minutes
from bot.domain.exercises import ExerciseSession
from bot.domain.nrs import read_nrs
from bot.domain.patients import Patient
from bot.library.models.script import Step
from bot.services.exercise_script import Place, PlaceKind
from bot.services.hearing import SURE_ENOUGH, Heard, interrupts
from bot.services.typed_words import (
    is_label,
    is_small_talk,
    pick,
    says,
    says_within,
    whole_number,
)
from bot.services.work import Work

TEXT_LIMIT = 500  # characters kept of a free answer
TIME_INTENT = "change_prompt_time"  # what the engine takes a mere time of day for


class Meant(StrEnum):
    """What words at a place ask for."""

    ANSWER = "answer"
    LIGHTER = "lighter"  # another exercise instead, which asks for less
    GO_ON = "go_on"  # on without an answer
    STOP = "stop"
    UNWELL = "unwell"
    UNCLEAR = "unclear"
    SOMETHING_ELSE = "something_else"


@dataclass(frozen=True)
class Reading:
    """What was meant, with the value of an answer, or the id of what is wanted instead."""

    meant: Meant
    value: int | str | None = None


def read(work: Work, patient: Patient, place: Place, heard: Heard) -> Reading:
    """Return what a patient's words mean at a place."""
    value = _value(work, patient, place, heard)
    is_label = is_on_a_button(work, patient, place, heard.text)
    is_plain = is_label or _is_number_alone(place, heard)
    if value is not None and (is_plain or not interrupts(heard, is_open_question=True)):
        return Reading(Meant.ANSWER, value)
    if _asks_for_lighter(work, patient, place, heard):
        return Reading(Meant.LIGHTER, place.lighter_id)
    if (
        place.kind is PlaceKind.STEP
        and not _is_free_text(place)
        and is_unwell(work, patient, heard)
    ):
        return Reading(Meant.UNWELL)
    if _goes_on(work, patient, place, heard):
        return Reading(Meant.GO_ON)
    if _stops(work, patient, place, heard):
        return Reading(Meant.STOP)
    # A step that only waits for a tap asks nothing: other words are for the dialogue.
    is_told = not place.asks and place.kind is PlaceKind.STEP
    if is_told or _breaks_in(place, heard):
        return Reading(Meant.SOMETHING_ELSE)
    if _is_free_text(place) and is_small_talk(work, patient, heard.text):
        return Reading(Meant.SOMETHING_ELSE)
    if _is_free_text(place) and heard.text.strip():
        return Reading(Meant.ANSWER, " ".join(heard.text.split())[:TEXT_LIMIT])
    return Reading(Meant.UNCLEAR)


def _breaks_in(place: Place, heard: Heard) -> bool:
    """Whether words that answer no question here are a wish of their own."""
    if not _is_free_text(place):
        return interrupts(heard, is_open_question=False)
    # "When will you do it?" is answered with a time of day.
    return heard.intent != TIME_INTENT and interrupts(heard, is_open_question=True)


def is_on_a_button(work: Work, patient: Patient, place: Place, text: str) -> bool:
    """Whether words are a whole label: then they mean what the button does, and nothing else."""
    options = place.step.options if place.step is not None else ()
    labels = [option.label for option in options]
    if place.lighter_id is not None:
        labels.append(work.library.text("exercise.lighter_label", patient.language))
    return is_label(work, patient, text, labels)


def is_unwell(work: Work, patient: Patient, heard: Heard) -> bool:
    """Whether somebody says in the middle of an exercise that it does them no good."""
    return says_within(work, patient, "unwell", heard.text)


def keep(session: ExerciseSession, place: Place, value: int | str) -> None:
    """Keep an answer in the session."""
    if place.kind is PlaceKind.RATING_BEFORE:
        session.rating_before_nrs = int(value)
    elif place.kind is PlaceKind.RATING_AFTER:
        session.rating_after_nrs = int(value)
    elif place.step is not None:
        # A new mapping: a change inside the old one would not be noticed, nor written.
        session.choices = {**session.choices, place.step.id: str(value)}


def label(place: Place, value: int | str) -> str | None:
    """Return what the button of an answer says; None for free words."""
    if _is_free_text(place):
        return None
    options = place.step.options if place.step is not None else ()
    return next((option.label for option in options if option.value == value), str(value))


def _value(work: Work, patient: Patient, place: Place, heard: Heard) -> int | str | None:
    if place.is_rating:
        return read_nrs(heard.text).value
    if place.step is None or not place.step.asks:
        return None
    if place.step.kind == "choice":
        labels = {option.value: option.label for option in place.step.options}
        return pick(work, patient, heard.text, labels)
    if place.step.kind != "number":
        return None
    asks_minutes = says_within(work, patient, "minute_words", place.step.text)
    is_long = asks_minutes and names_duration(heard.text)
    number = read_minutes(heard.text) if is_long else whole_number(heard.text)
    return _in_range(place.step, number)


def _is_number_alone(place: Place, heard: Heard) -> bool:
    """Whether a number is asked for and nothing else is said: it may sound like a time of day."""
    is_number = place.step is not None and place.step.kind == "number"
    return is_number and (heard.text.strip().isdigit() or is_duration_alone(heard.text))


def _in_range(step: Step, number: int | None) -> int | None:
    is_low = number is not None and step.min is not None and number < step.min
    is_high = number is not None and step.max is not None and number > step.max
    return None if is_low or is_high else number


def _goes_on(work: Work, patient: Patient, place: Place, heard: Heard) -> bool:
    if place.asks:
        return place.can_be_skipped and says(work, patient, "skip", heard.text)
    is_willing = heard.intent in ("affirm", "next_step") and heard.confidence >= SURE_ENOUGH
    lists = ("next", "yes") if place.kind is PlaceKind.INTRO else ("next", "yes", "skip")
    return is_willing or any(says(work, patient, key, heard.text) for key in lists)


def _asks_for_lighter(work: Work, patient: Patient, place: Place, heard: Heard) -> bool:
    if place.lighter_id is None:
        return False
    is_label = is_on_a_button(work, patient, place, heard.text)
    return is_label or says(work, patient, "lighter", heard.text)


def _stops(work: Work, patient: Patient, place: Place, heard: Heard) -> bool:
    if says(work, patient, "stop", heard.text):
        return True
    is_unwilling = heard.intent == "deny" and heard.confidence >= SURE_ENOUGH
    is_no = is_unwilling or says(work, patient, "no", heard.text)
    return place.kind is PlaceKind.INTRO and is_no


def _is_free_text(place: Place) -> bool:
    return place.step is not None and place.step.kind == "text"
