"""Coping-skill exercises: chosen, walked through place by place, stopped and taken up again."""

from __future__ import annotations

from bot.domain.exercises import ExerciseSession, SessionStatus
from bot.domain.patients import Flow, Patient
from bot.library.models.script import Script
from bot.services import exercise_answers, exercise_course, exercise_shelves, exercise_words
from bot.services.begun_versions import script_of
from bot.services.exercise_answers import Meant
from bot.services.exercise_offer import fitting_offer as fitting_offer
from bot.services.exercise_pace import advance_timed_steps as advance_timed_steps
from bot.services.exercise_script import Place, PlaceKind, place_at
from bot.services.exercise_shelves import list_exercises as list_exercises
from bot.services.exercise_words import text
from bot.services.hearing import Heard, Taken
from bot.services.presses import Press, PressHandlers
from bot.services.speech import Saying, say
from bot.services.work import Work

MISSES_BEFORE_LEAVING = 3


async def start(work: Work, patient: Patient, exercise_id: str) -> None:
    """Begin an exercise; one that is running is set aside, or repeated when it is the same."""
    exercise = exercise_course.find_exercise(work, patient, exercise_id)
    if exercise is None or exercise.is_retired:
        await say(work, patient, exercise_words.gone(work, patient))
        return
    running = await work.uow.exercises.open_of(_id(patient))
    if running is not None and running.exercise_id == exercise.id:
        await ask_again(work, patient)
        return
    lead = await _make_room(work, patient, running)
    stopped = await exercise_course.stopped_session(work, patient)
    if stopped is not None and stopped.exercise_id == exercise.id:
        exercise_course.abandon(work, stopped)  # the fresh start takes its place
    await exercise_course.open_new(work, patient, exercise, lead)


async def next_step(work: Work, patient: Patient) -> bool:
    """Go on to the next place, where that needs no answer; return whether one is running."""
    running = await _running(work, patient)
    if running is None:
        return False
    session, exercise = running
    place = place_at(exercise, session.position)
    if place.asks and not place.can_be_skipped:
        await _miss(work, patient, session, exercise, place)
    else:
        await exercise_course.go_on(work, patient, session, exercise)
    return True


async def stop(work: Work, patient: Patient) -> bool:
    """Stop for now, keeping the place; return whether an exercise was running."""
    session = await work.uow.exercises.open_of(_id(patient))
    if session is None:
        return False
    await exercise_course.stop(work, patient, session)
    return True


async def resume(work: Work, patient: Patient) -> bool:
    """Take up what was stopped last; return whether there was anything."""
    if await work.uow.exercises.open_of(_id(patient)) is not None:
        await ask_again(work, patient)
        return True
    session = await exercise_course.stopped_session(work, patient)
    if session is None:
        return False
    await _take_up(work, patient, session)
    return True


async def answer_text(work: Work, patient: Patient, heard: Heard) -> Taken:
    """Take a patient's words at the place where their exercise stands."""
    running = await _running(work, patient)
    if running is None:
        return Taken.NOT_AN_ANSWER
    session, exercise = running
    place = place_at(exercise, session.position)
    reading = exercise_answers.read(work, patient, place, heard)
    if reading.meant is Meant.SOMETHING_ELSE:
        return Taken.NOT_AN_ANSWER
    if reading.meant is Meant.UNWELL:
        # The exercise's own stop rule first: it does this person no good now.
        await say(
            work, patient, Saying(text=exercise.when_unwell() or text(work, patient, "unwell"))
        )
        await exercise_course.stop(work, patient, session)
    elif reading.meant is Meant.LIGHTER:
        await _swap(work, patient, session, str(reading.value))
        return Taken.TAKEN if patient.focus is Flow.EXERCISE else Taken.DONE
    elif reading.meant is Meant.STOP:
        await exercise_course.stop(work, patient, session)
    elif reading.meant is Meant.UNCLEAR:
        await _miss(work, patient, session, exercise, place)
    elif reading.meant is Meant.ANSWER and reading.value is not None:
        await _answer(work, patient, session, exercise, reading.value)
    else:
        await exercise_course.go_on(work, patient, session, exercise)
    return Taken.TAKEN if session.status is SessionStatus.OPEN else Taken.DONE


async def is_option(work: Work, patient: Patient, text: str) -> bool:
    """Whether words are the whole label of an option where the exercise stands."""
    session = await work.uow.exercises.open_of(_id(patient))
    if session is None:
        return False
    script = await script_of(work, patient, session)
    if script is None:
        return False
    place = place_at(script, session.position)
    return exercise_answers.is_on_a_button(work, patient, place, text)


async def ask_again(work: Work, patient: Patient) -> None:
    """Repeat the place where the exercise stands; a timed step begins anew."""
    running = await _running(work, patient)
    if running is not None:
        await exercise_course.take_up(work, patient, *running, text(work, patient, "again"))


async def skip(work: Work, patient: Patient) -> bool:
    """Skip the place where the exercise stands; return whether it can be skipped."""
    running = await _running(work, patient)
    if running is None:
        return False
    session, exercise = running
    place = place_at(exercise, session.position)
    if place.kind is PlaceKind.INTRO or not place.can_be_skipped:
        return False
    await exercise_course.go_on(work, patient, session, exercise)
    return True


async def why(work: Work, patient: Patient) -> str | None:
    """Return why the exercise may be worth a try."""
    session = await work.uow.exercises.open_of(_id(patient))
    if session is None:
        return None
    exercise = await script_of(work, patient, session)
    return None if exercise is None else exercise.reason()


async def leave(work: Work, patient: Patient) -> None:
    """Stop for now; the place is kept."""
    await stop(work, patient)


async def _running(work: Work, patient: Patient) -> tuple[ExerciseSession, Script] | None:
    session = await work.uow.exercises.open_of(_id(patient))
    if session is None:
        return None
    exercise = await exercise_course.exercise_of(work, patient, session)
    return None if exercise is None else (session, exercise)


async def _make_room(work: Work, patient: Patient, running: ExerciseSession | None) -> str:
    """Set a running session aside for another one; return the words that say so."""
    if running is None:
        return ""
    await exercise_course.set_aside(work, patient, running)
    exercise = await script_of(work, patient, running)
    return text(work, patient, "set_aside", title=exercise.title) if exercise else ""


async def _take_up(work: Work, patient: Patient, session: ExerciseSession) -> None:
    exercise = await exercise_course.exercise_of(work, patient, session)
    if exercise is not None:
        await exercise_course.take_up(work, patient, session, exercise)


async def _answer(
    work: Work, patient: Patient, session: ExerciseSession, exercise: Script, value: int | str
) -> None:
    place = place_at(exercise, session.position)
    exercise_answers.keep(session, place, value)
    chosen = exercise_answers.label(place, value)
    await exercise_course.go_on(work, patient, session, exercise, chosen)


async def _swap(work: Work, patient: Patient, session: ExerciseSession, exercise_id: str) -> None:
    """Begin another one instead; this one is set aside without a word, for nothing was begun."""
    await exercise_course.set_aside(work, patient, session)
    await start(work, patient, exercise_id)


async def _miss(
    work: Work, patient: Patient, session: ExerciseSession, exercise: Script, place: Place
) -> None:
    """Ask again after an unclear answer: with a hint, then shorter, then not any more."""
    patient.misses += 1
    if patient.misses >= MISSES_BEFORE_LEAVING:
        await exercise_course.stop(work, patient, session)
        return
    words = text(work, patient, "still_unclear")
    if patient.misses == 1:
        hint = text(work, patient, "hint_intro" if place.step is None else "hint_rating")
        hint = text(work, patient, "hint_rating") if place.is_rating else hint
        words = (place.step.re_ask if place.step is not None else None) or hint
    await exercise_course.ask_otherwise(work, patient, session, exercise, words)


async def _start_pressed(work: Work, press: Press) -> str | None:
    assert press.patient is not None
    await start(work, press.patient, press.button.payload["exercise_id"])
    return None


async def _next_pressed(work: Work, press: Press) -> str | None:
    patient, session = press.patient, await _pressed_session(work, press)
    assert patient is not None
    if session is None or (exercise := await _freed(work, patient, session)) is None:
        return text(work, patient, "stale_press")
    await exercise_course.go_on(work, patient, session, exercise)
    return None


async def _lighter_pressed(work: Work, press: Press) -> str | None:
    patient, session = press.patient, await _pressed_session(work, press)
    assert patient is not None
    if session is None or await _freed(work, patient, session) is None:
        return text(work, patient, "stale_press")
    await _swap(work, patient, session, press.button.payload["exercise_id"])
    return None


async def _answer_pressed(work: Work, press: Press) -> str | None:
    patient, session = press.patient, await _pressed_session(work, press)
    assert patient is not None
    if session is None or (exercise := await _freed(work, patient, session)) is None:
        return text(work, patient, "stale_press")
    await _answer(work, patient, session, exercise, press.button.payload["value"])
    return None


async def _stop_pressed(work: Work, press: Press) -> str | None:
    patient = press.patient
    assert patient is not None
    session = await work.uow.exercises.open_of(_id(patient))
    # A step may end by itself while the thumb is on its way to Stop: stopping always counts.
    if session is None or session.id != press.button.payload["session_id"]:
        return text(work, patient, "stale_press")
    await exercise_course.stop(work, patient, session)
    return None


async def _resume_pressed(work: Work, press: Press) -> str | None:
    patient = press.patient
    assert patient is not None
    session = await work.uow.exercises.get(press.button.payload["session_id"])
    if session is None or session.patient_id != patient.id:
        return text(work, patient, "stale_press")
    if session.status is SessionStatus.OPEN:
        await ask_again(work, patient)
        return None
    if not exercise_course.is_kept(work, session):
        return text(work, patient, "nothing_to_resume")
    await _make_room(work, patient, await work.uow.exercises.open_of(_id(patient)))
    await _take_up(work, patient, session)
    return None


async def _pressed_session(work: Work, press: Press) -> ExerciseSession | None:
    """Return the session of a pressed button, if it still stands at the button's place."""
    payload = press.button.payload
    session = await work.uow.exercises.get(payload["session_id"])
    if session is None or press.patient is None or session.patient_id != press.patient.id:
        return None
    is_live = session.status is SessionStatus.OPEN or exercise_course.is_kept(work, session)
    return session if is_live and session.position == payload["place"] else None


async def _freed(work: Work, patient: Patient, session: ExerciseSession) -> Script | None:
    """Make sure that the session is the one that runs, and return its exercise."""
    running = await work.uow.exercises.open_of(_id(patient))
    if running is not None and running is not session:
        await exercise_course.set_aside(work, patient, running)
    return await exercise_course.exercise_of(work, patient, session)


def _id(patient: Patient) -> int:
    assert patient.id is not None
    return patient.id


PRESSES: PressHandlers = {
    **exercise_shelves.PRESSES,
    "exercise.start": _start_pressed,
    "exercise.next": _next_pressed,
    "exercise.lighter": _lighter_pressed,
    "exercise.answer": _answer_pressed,
    "exercise.stop": _stop_pressed,
    "exercise.resume": _resume_pressed,
}
