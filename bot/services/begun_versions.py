"""The version that somebody began: they go on with it, also after a newer one has come.

The version of the library, which nearly everybody is in, costs nothing; any other one is read
from the archive. What has no file any more was withdrawn, and is not gone on with.
"""

from __future__ import annotations

from bot.domain.check_ins import CheckIn
from bot.domain.exercises import ExerciseSession
from bot.domain.patients import Patient
from bot.library.kinds import BASE_LANGUAGE
from bot.library.library import UnknownContent
from bot.library.models.questionnaire import Item, Questionnaire
from bot.library.models.script import Script
from bot.services.content_archive import Kind, take_out
from bot.services.exercise_script import places
from bot.services.work import Work


def find_exercise(work: Work, patient: Patient, exercise_id: str) -> Script | None:
    """Return an exercise or a lesson as it begins now, or None when no file holds it."""
    try:
        return work.library.script(exercise_id, patient.language)
    except UnknownContent:
        return None


def is_withdrawn(work: Work, patient: Patient, check_in: CheckIn) -> bool:
    """Whether no file holds the questionnaire of a check-in any more."""
    try:
        work.library.questionnaire(check_in.questionnaire_id, patient.language)
    except UnknownContent:
        return True
    return False


async def script_of(work: Work, patient: Patient, session: ExerciseSession) -> Script | None:
    """Return what a session goes through; None when file, version or place is gone."""
    newest = find_exercise(work, patient, session.exercise_id)
    if newest is None:
        return None
    begun = await _begun(work, patient, newest, session.exercise_version)
    # A step that was taken out of a version afterwards may be the one where somebody stands.
    has_place = begun is not None and session.position < len(places(begun))
    return begun if has_place else None


async def questionnaire_of(work: Work, patient: Patient, check_in: CheckIn) -> Questionnaire:
    """Return what is asked in a check-in; the newest where its own version was never kept."""
    newest = work.library.questionnaire(check_in.questionnaire_id, patient.language)
    begun = await _begun(work, patient, newest, check_in.questionnaire_version)
    return begun if begun is not None else newest


async def find_item(
    work: Work, patient: Patient, check_in: CheckIn, item_id: str | None
) -> Item | None:
    """Return an item of a check-in, or None when there is none of that id."""
    if item_id is None:
        return None
    items = (await questionnaire_of(work, patient, check_in)).items
    return next((item for item in items if item.id == item_id), None)


async def _begun(work: Work, patient: Patient, newest: Kind, version: int) -> Kind | None:
    if newest.version == version:
        return newest
    # The language may be another one since, and its file may count its versions otherwise.
    for language in dict.fromkeys((patient.language, BASE_LANGUAGE)):
        begun = await take_out(work, newest, language, version)
        if begun is not None:
            return begun
    return None
