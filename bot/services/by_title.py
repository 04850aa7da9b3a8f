"""Whatever has a title can be opened by writing it: a module, an exercise, a questionnaire."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import lru_cache

from bot.domain.patients import Patient, PatientStatus
from bot.services import (
    check_in_course,
    exercise_shelves,
    exercises,
    favourites,
    flare_up,
    goals,
    programme,
    questionnaire_offer,
    settings_menu,
)
from bot.services.typed_words import after, plain, says, without_politeness
from bot.services.work import Work

# What opens when the whole text is one of the phrases of a list, so that no engine is needed.
_SPOKEN: Mapping[str, Callable[[Work, Patient], Awaitable[None]]] = {
    "programme": programme.show,
    "flare_up": flare_up.open_,
    "goals": goals.show,
    "settings": settings_menu.show,
    "another_exercise": exercise_shelves.list_exercises,
    "favourites": exercise_shelves.show_favourites,
    "keep_favourite": favourites.keep_last,
    "drop_favourite": favourites.drop_last,
}
# Titles alone: what a patient wrote is not remembered here.
_plain_title = lru_cache(maxsize=512)(plain)


async def open_named(work: Work, patient: Patient, text: str) -> bool:
    """Open what ``text`` names as a whole, while nothing else is open; return whether it did."""
    if patient.status is not PatientStatus.ACTIVE or patient.focus is not None:
        return False
    for key, show in _SPOKEN.items():
        if says(work, patient, key, text):
            await show(work, patient)
            return True
    names = _names(work, patient, text)
    for module in work.library.modules(patient.language):
        if _is_called(work, patient, module.title, names):
            await programme.show_module(work, patient, module.id)
            return True
    script_id = _script_named(work, patient, names)
    if script_id is not None:
        await exercises.start(work, patient, script_id)
        return True
    return await _invite_to_named(work, patient, names)


async def _invite_to_named(work: Work, patient: Patient, names: set[str]) -> bool:
    """Show the invitation to a questionnaire before its questions: it says who reads them."""
    for asked in work.library.questionnaires(patient.language):
        if asked.rhythm is not None and _plain_title(asked.title) in names:
            today = check_in_course.local_today(work, patient)
            until = check_in_course.closing_time(work, patient, today)
            await questionnaire_offer.invite(work, patient, asked, until)
            return True
    return False


def is_title(work: Work, patient: Patient, text: str) -> bool:
    """Whether words, as a whole, name a module, a lesson or an exercise, and would open it."""
    if patient.status is not PatientStatus.ACTIVE or patient.focus is not None:
        return False
    names = _names(work, patient, text)
    modules = work.library.modules(patient.language)
    is_module = any(_is_called(work, patient, module.title, names) for module in modules)
    return is_module or _script_named(work, patient, names) is not None


def _names(work: Work, patient: Patient, text: str) -> set[str]:
    asked = without_politeness(work, patient, text)
    return {plain(asked), plain(after(work, patient, "before_title", asked))}


def _script_named(work: Work, patient: Patient, names: set[str]) -> str | None:
    lessons = programme.offered_lessons(work, patient)
    for script in (*work.library.exercises(patient.language), *lessons):
        if _is_called(work, patient, script.title, names):
            return script.id
    return None


def _is_called(work: Work, patient: Patient, title: str, names: set[str]) -> bool:
    """Whether a title is named; "the", which may stand before a title, may also begin one."""
    return (
        _plain_title(title) in names or plain(after(work, patient, "before_title", title)) in names
    )
