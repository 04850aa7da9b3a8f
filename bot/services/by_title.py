"""Whatever has a title can be opened by writing it: a module, a lesson, an exercise."""

from __future__ import annotations

from functools import lru_cache

from bot.domain.patients import Patient, PatientStatus
from bot.services import exercises, programme
from bot.services.typed_words import after, plain, says, without_politeness
from bot.services.work import Work

# Titles alone: what a patient wrote is not remembered here.
_plain_title = lru_cache(maxsize=512)(plain)


async def open_named(work: Work, patient: Patient, text: str) -> bool:
    """Open what ``text`` names as a whole, while nothing else is open; return whether it did."""
    if patient.status is not PatientStatus.ACTIVE or patient.focus is not None:
        return False
    if says(work, patient, "programme", text):
        await programme.show(work, patient)
        return True
    asked = without_politeness(work, patient, text)
    # "The way back" begins with a word that might also stand before a title.
    names = {plain(asked), plain(after(work, patient, "before_title", asked))}
    for module in work.library.modules(patient.language):
        if _plain_title(module.title) in names:
            await programme.show_module(work, patient, module.id)
            return True
    script_id = _script_named(work, patient, names)
    if script_id is not None:
        await exercises.start(work, patient, script_id)
    return script_id is not None


def _script_named(work: Work, patient: Patient, names: set[str]) -> str | None:
    lessons = programme.offered_lessons(work, patient)
    for script in (*work.library.exercises(patient.language), *lessons):
        if _plain_title(script.title) in names:
            return script.id
    return None
