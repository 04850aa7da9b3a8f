"""The exercises as a menu: a few as they are, many by the time that somebody has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.exercises import ExerciseSession, SessionStatus
from bot.domain.messages import Button
from bot.domain.patients import Patient
from bot.library.models.exercise import Exercise
from bot.library.models.script import Script
from bot.services import exercise_course, exercise_words, favourites
from bot.services.begun_versions import script_of
from bot.services.exercise_words import text
from bot.services.presses import Press, PressHandlers
from bot.services.speech import Choice, Rows, Saying, say
from bot.services.work import Work

MOST_AT_ONCE = 8  # buttons; more are no choice for somebody who is tired
MOST_HELPFUL = 3
_EVER = datetime.min.replace(tzinfo=UTC)
_FAVOURITES = Choice("", "exercise.favourites")  # for those who wrote it


async def list_exercises(work: Work, patient: Patient) -> None:
    """Show the exercises as buttons below some words; one that was stopped comes first."""
    offered = work.library.exercises(patient.language)
    resumable = await _resumable(work, patient)
    if len(offered) <= MOST_AT_ONCE:
        await say(work, patient, exercise_words.listed(work, patient, offered, resumable))
        return
    rows = [
        [Choice(text(work, patient, f"minutes_{minutes}_label"), "exercise.shelf", payload)]
        for minutes in sorted({exercise.minutes for exercise in offered})
        for payload in [{"minutes": minutes}]
    ]
    if any(exercise.is_light for exercise in offered):
        rows.append([Choice(text(work, patient, "light_label"), "exercise.light")])
    if await favourites.kept(work, patient):
        rows.append([Choice(text(work, patient, "favourites_label"), "exercise.favourites")])
    if await helpful(work, patient):
        rows.append([Choice(text(work, patient, "helped_label"), "exercise.helped")])
    if resumable is not None:
        rows.insert(0, [exercise_words.go_on_with(work, patient, *resumable)])
    words = text(work, patient, "list_by_time")
    await say(work, patient, Saying(text=words, rows=rows, purpose=exercise_words.PURPOSE))


async def helpful(work: Work, patient: Patient) -> Sequence[Exercise]:
    """Return the exercises after which this person felt better, the most helpful first."""
    assert patient.id is not None
    gains: dict[str, list[int]] = defaultdict(list)
    offered = {exercise.id: exercise for exercise in work.library.exercises(patient.language)}
    for session in await work.uow.exercises.recent(patient.id, _EVER):
        exercise = offered.get(session.exercise_id)
        if exercise is not None and (gain := _gain(session, exercise)) is not None:
            gains[exercise.id].append(gain)
    mean = {exercise_id: sum(found) / len(found) for exercise_id, found in gains.items()}
    best = sorted((one for one in mean if mean[one] > 0), key=lambda one: (-mean[one], one))
    return [offered[exercise_id] for exercise_id in best[:MOST_HELPFUL]]


def _gain(session: ExerciseSession, exercise: Exercise) -> int | None:
    """Return by how many points (0-10) a rating became better; None where one is missing."""
    before, after = session.rating_before_nrs, session.rating_after_nrs
    if session.status is not SessionStatus.COMPLETE or before is None or after is None:
        return None
    return after - before if exercise.rating.higher_is == "better" else before - after


async def _resumable(work: Work, patient: Patient) -> tuple[ExerciseSession, Script] | None:
    """Return what was stopped and can be taken up again."""
    stopped = await exercise_course.stopped_session(work, patient)
    if stopped is None:
        return None
    script = await script_of(work, patient, stopped)
    return None if script is None else (stopped, script)


async def _shelf_pressed(work: Work, press: Press) -> str | None:
    assert press.patient is not None
    offered = work.library.exercises(press.patient.language)
    minutes = press.button.payload["minutes"]
    fitting = [each for each in offered if each.minutes == minutes]
    await _show_some(work, press.patient, press.button, fitting)
    return None


async def _light_pressed(work: Work, press: Press) -> str | None:
    assert press.patient is not None
    offered = work.library.exercises(press.patient.language)
    fitting = [each for each in offered if each.is_light]
    await _show_some(work, press.patient, press.button, fitting, lead="light")
    return None


async def show_favourites(
    work: Work, patient: Patient, shelf: Button | Choice = _FAVOURITES
) -> None:
    """Show the favourites, with a way to take one off; how to keep one where there are none."""
    kept = await favourites.kept(work, patient)
    if not kept:
        rows = [[exercise_words.see_all(work, patient)]]
        words = text(work, patient, "favourites_none")
        await say(work, patient, Saying(text=words, rows=rows, purpose=exercise_words.PURPOSE))
        return
    drop = Choice(text(work, patient, "drop_favourites_label"), "favourite.choose")
    await _show_some(work, patient, shelf, kept, lead="favourites", below=[[drop]])


async def _favourites_pressed(work: Work, press: Press) -> str | None:
    assert press.patient is not None
    await show_favourites(work, press.patient, press.button)
    return None


async def _show_some(
    work: Work,
    patient: Patient,
    shelf: Button | Choice,
    fitting: Sequence[Exercise],
    *,
    lead: str = "list",
    below: Rows = (),
) -> None:
    """Show some exercises of a shelf; the button for more stands for the same one."""
    first = shelf.payload.get("from", 0)
    left = fitting[first:]
    listed = exercise_words.listed(work, patient, left[:MOST_AT_ONCE], None, lead=lead)
    if len(left) > MOST_AT_ONCE:
        further = {**shelf.payload, "from": first + MOST_AT_ONCE}
        more = Choice(text(work, patient, "more_label"), shelf.verb, further)
        listed = replace(listed, rows=[*listed.rows, [more]])
    await say(work, patient, replace(listed, rows=[*listed.rows, *below]))


async def _helped_pressed(work: Work, press: Press) -> str | None:
    assert press.patient is not None
    found = await helpful(work, press.patient)
    listed = exercise_words.listed(work, press.patient, found, None, lead="helped")
    await say(work, press.patient, listed)
    return None


async def _list_pressed(work: Work, press: Press) -> str | None:
    assert press.patient is not None
    await list_exercises(work, press.patient)
    return None


PRESSES: PressHandlers = {
    "exercise.list": _list_pressed,
    "exercise.shelf": _shelf_pressed,
    "exercise.light": _light_pressed,
    "exercise.favourites": _favourites_pressed,
    "exercise.helped": _helped_pressed,
}
