"""Exercises that somebody keeps as favourites, from the end of one on.

Keeping and taking off say what is to be true, so that either may be asked for twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial

from bot.domain.exercises import SessionStatus
from bot.domain.favourites import Favourite
from bot.domain.patients import Patient
from bot.library.models.exercise import Exercise
from bot.services import exercise_words
from bot.services.exercise_words import text
from bot.services.focus import open_check_in
from bot.services.presses import Press, PressHandlers
from bot.services.speech import Choice, Rows, Saying, edit, fitted, say
from bot.services.work import Work

JUST_DONE = timedelta(hours=24)  # "keep it" means what ended since then


async def kept(work: Work, patient: Patient) -> list[Exercise]:
    """Return the favourites that are still offered, the one that was kept last first."""
    offered = _offered(work, patient)
    kept_ids = [each.exercise_id for each in await work.uow.favourites.of(_id(patient))]
    return [offered[exercise_id] for exercise_id in kept_ids if exercise_id in offered]


async def ways_on(work: Work, patient: Patient, session_id: int | None, exercise_id: str) -> Rows:
    """Return where one may go from the end of an exercise: keep it, and on to another one."""
    another = Choice(text(work, patient, "another_label"), "exercise.list")
    if exercise_id not in _offered(work, patient):
        return [[another]]
    is_kept = await work.uow.favourites.get(_id(patient), exercise_id) is not None
    what = "drop" if is_kept else "keep"
    label = text(work, patient, f"{what}_favourite_label")
    payload = {"exercise_id": exercise_id, "session_id": session_id}
    return [[Choice(label, f"favourite.{what}", payload)], [another]]


async def ask_which_to_drop(work: Work, patient: Patient) -> None:
    """Ask which favourite to take off."""
    found = await kept(work, patient)
    rows = [
        [Choice(fitted(each.title), "favourite.drop", {"exercise_id": each.id})] for each in found
    ]
    question = f"favourites:{patient.id}"
    words = text(work, patient, "drop_favourite_which" if rows else "favourites_none")
    saying = Saying(text=words, rows=rows, question=question, purpose=exercise_words.PURPOSE)
    await say(work, patient, saying)


async def _set_last(work: Work, patient: Patient, *, is_kept: bool) -> None:
    """Keep the exercise that ended last, or take it off, for somebody who wrote so."""
    offered = _offered(work, patient)
    done = [
        session
        for session in await work.uow.exercises.recent(_id(patient), work.now - JUST_DONE)
        if session.status is SessionStatus.COMPLETE and session.exercise_id in offered
    ]
    words = text(work, patient, "favourites_none")
    if done:
        last = max(done, key=lambda session: session.touched_at)
        words = await _set(work, patient, last.exercise_id, last.id, is_kept=is_kept)
    await say(work, patient, Saying(text=words, purpose=exercise_words.PURPOSE))


keep_last = partial(_set_last, is_kept=True)
drop_last = partial(_set_last, is_kept=False)


async def _set(
    work: Work, patient: Patient, exercise_id: str, session_id: int | None, *, is_kept: bool
) -> str:
    """Make an exercise a favourite, or none; return the words that say so."""
    if is_kept and exercise_id not in _offered(work, patient):
        return text(work, patient, "gone")
    favourite = await work.uow.favourites.get(_id(patient), exercise_id)
    if is_kept and favourite is None:
        work.uow.add(Favourite(patient_id=_id(patient), exercise_id=exercise_id, kept_at=work.now))
        await work.uow.flush()
    elif favourite is not None and not is_kept:
        await work.uow.favourites.drop(favourite)
    if session_id is not None:
        await _turn_button(work, patient, session_id, exercise_id)
    return text(work, patient, "favourite_kept" if is_kept else "favourite_dropped")


async def _turn_button(work: Work, patient: Patient, session_id: int, exercise_id: str) -> None:
    """Let the button below an exercise's closing words offer the way back."""
    shown = await work.uow.outbox.with_key(exercise_words.end_key(session_id))
    if shown is None or shown.patient_id != patient.id:
        return
    has_check_in = await open_check_in(work, patient) is not None
    rows = await ways_on(work, patient, session_id, exercise_id)
    rows = exercise_words.from_end(work, patient, rows, has_check_in=has_check_in)
    await edit(work, shown, shown.text, rows)


def _offered(work: Work, patient: Patient) -> Mapping[str, Exercise]:
    offered: Sequence[Exercise] = work.library.exercises(patient.language)
    return {exercise.id: exercise for exercise in offered}


def _id(patient: Patient) -> int:
    assert patient.id is not None
    return patient.id


async def _set_pressed(work: Work, press: Press, *, is_kept: bool) -> str | None:
    assert press.patient is not None
    payload = press.button.payload
    exercise_id, session_id = payload["exercise_id"], payload.get("session_id")
    return await _set(work, press.patient, exercise_id, session_id, is_kept=is_kept)


async def _choose_pressed(work: Work, press: Press) -> str | None:
    assert press.patient is not None
    await ask_which_to_drop(work, press.patient)
    return None


PRESSES: PressHandlers = {
    "favourite.keep": partial(_set_pressed, is_kept=True),
    "favourite.drop": partial(_set_pressed, is_kept=False),
    "favourite.choose": _choose_pressed,
}
