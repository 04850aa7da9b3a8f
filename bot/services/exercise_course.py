"""Moves a session through its exercise: shows places, goes on, stops and ends.

Whoever moves a session forward queues the next place under a key of its own, so that a tap
and the clock, or two clocks, can never show one place twice.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.exercises import ExerciseSession, SessionStatus
from bot.domain.patients import Flow, Patient
from bot.library.models.lesson import Lesson
from bot.library.models.script import Script
from bot.services import exercise_words, favourites, programme
from bot.services.begun_versions import find_exercise as find_exercise
from bot.services.begun_versions import script_of
from bot.services.exercise_picture import with_closing_picture, with_picture
from bot.services.exercise_script import Place, place_after, place_at
from bot.services.focus import open_check_in, rightful_focus
from bot.services.speech import Rows, close_question, is_shown, say
from bot.services.work import Work

KEPT_FOR = timedelta(hours=24)  # how long a stopped session can be taken up again
IDLE_AFTER = timedelta(minutes=60)  # nobody comes back to the same tap after that


async def exercise_of(work: Work, patient: Patient, session: ExerciseSession) -> Script | None:
    """Return a session's exercise; end the session when that is gone, and say so."""
    begun = await script_of(work, patient, session)
    if begun is not None:
        return begun
    await _close(work, patient, session)
    abandon(work, session)
    patient.focus = await rightful_focus(work, patient)
    newest = find_exercise(work, patient, session.exercise_id)
    if newest is None or newest.is_retired:
        await say(work, patient, exercise_words.gone(work, patient))
    else:
        await say(work, patient, exercise_words.changed(work, patient, newest))
    return None


async def stopped_session(work: Work, patient: Patient) -> ExerciseSession | None:
    """Return the session that can be taken up again; older ones are given up for good."""
    assert patient.id is not None
    session = await work.uow.exercises.last_stopped(patient.id)
    while session is not None and not is_kept(work, session):
        abandon(work, session)
        await work.uow.flush()
        session = await work.uow.exercises.last_stopped(patient.id)
    return session


def is_kept(work: Work, session: ExerciseSession) -> bool:
    """Whether a stopped session can still be taken up."""
    is_stopped = session.status is SessionStatus.STOPPED
    return is_stopped and work.now - session.touched_at <= KEPT_FOR


def abandon(work: Work, session: ExerciseSession) -> None:
    """Give a session up for good."""
    session.status = SessionStatus.ABANDONED
    session.next_step_at = None
    session.ended_at = work.now


async def open_new(
    work: Work, patient: Patient, exercise: Script, lead: str = ""
) -> ExerciseSession:
    """Begin a session at the introduction."""
    assert patient.id is not None
    session = ExerciseSession(
        patient_id=patient.id,
        exercise_id=exercise.id,
        exercise_version=exercise.version,
        started_at=work.now,
        touched_at=work.now,
    )
    work.uow.add(session)
    await work.uow.flush()
    await _stand(work, patient, session, place_at(exercise, 0))
    await _show(work, patient, session, exercise, lead)
    return session


async def take_up(
    work: Work, patient: Patient, session: ExerciseSession, exercise: Script, lead: str = ""
) -> None:
    """Run a session (again) from where it stands; a timed step begins anew."""
    session.status = SessionStatus.OPEN
    await _close(work, patient, session)
    await _stand(work, patient, session, place_at(exercise, session.position))
    await _show(work, patient, session, exercise, lead)


async def ask_otherwise(
    work: Work, patient: Patient, session: ExerciseSession, exercise: Script, words: str
) -> None:
    """Ask at the same place in other words, after an unclear answer."""
    place = place_at(exercise, session.position)
    await _close(work, patient, session)
    session.next_step_at = _ends_at(work, place)
    is_unclear = patient.misses > 1
    saying = exercise_words.at_place(work, patient, session, place, words, is_unclear=is_unclear)
    await say(work, patient, saying)


async def go_on(
    work: Work,
    patient: Patient,
    session: ExerciseSession,
    exercise: Script,
    chosen: str | None = None,
) -> None:
    """Leave the place where a session stands, for the next one or for the end."""
    await _close(work, patient, session, chosen)
    session.status = SessionStatus.OPEN
    place = place_after(exercise, session)
    if place is None:
        await _complete(work, patient, session, exercise)
        return
    await _stand(work, patient, session, place)
    words = exercise_words.words_at(work, patient, exercise, place)
    saying = exercise_words.at_place(work, patient, session, place, words)
    saying = await with_picture(work, patient, place, saying)
    key = f"exercise:{session.id}:{place.position}"
    await say(work, patient, replace(saying, dedup_key=key))


async def stop(work: Work, patient: Patient, session: ExerciseSession) -> None:
    """Stop a session where it stands, and say that its place is kept."""
    await set_aside(work, patient, session)
    has_check_in = await _give_focus_back(work, patient)
    saying = exercise_words.stopped(work, patient, session, has_check_in=has_check_in)
    await say(work, patient, saying)


async def set_aside(
    work: Work, patient: Patient, session: ExerciseSession, *, keeps_buttons: bool = False
) -> None:
    """Stop a session without a word; with its buttons kept, a tap takes it up again."""
    if not keeps_buttons:
        await _close(work, patient, session)
    session.status = SessionStatus.STOPPED
    session.next_step_at = None
    session.touched_at = work.now
    patient.misses = 0
    if patient.focus is Flow.EXERCISE:
        patient.focus = None
    await work.uow.flush()


async def _complete(
    work: Work, patient: Patient, session: ExerciseSession, exercise: Script
) -> None:
    session.status = SessionStatus.COMPLETE
    session.next_step_at = None
    session.touched_at = session.ended_at = work.now
    patient.misses = 0
    await work.uow.flush()
    has_check_in = await _give_focus_back(work, patient)
    addition: str = ""
    ways_on: Rows
    if isinstance(exercise, Lesson):
        addition, ways_on = await programme.after_lesson(work, patient, exercise)
    else:
        ways_on = await favourites.ways_on(work, patient, session.id, exercise.id)
    saying = exercise_words.closing(
        work,
        patient,
        session,
        exercise,
        has_check_in=has_check_in,
        addition=addition,
        ways_on=ways_on,
    )
    saying = await with_closing_picture(work, patient, session, exercise, saying)
    await say(work, patient, saying)


async def _give_focus_back(work: Work, patient: Patient) -> bool:
    """Give the floor back to the welcome; return whether a check-in is still open.

    The check-in waits to be taken up: its question is far up the chat by now, and the next
    words would be taken for an answer to it.
    """
    open_flow = await rightful_focus(work, patient)
    patient.focus = open_flow if open_flow is Flow.ONBOARDING else None
    return await open_check_in(work, patient) is not None


async def _stand(work: Work, patient: Patient, session: ExerciseSession, place: Place) -> None:
    session.position = place.position
    session.touched_at = work.now
    session.next_step_at = _ends_at(work, place)
    patient.focus, patient.misses = Flow.EXERCISE, 0
    # Written at once: the buttons carry the session's number, and queries must see its state.
    await work.uow.flush()


def _ends_at(work: Work, place: Place) -> datetime:
    """Return when a place ends by itself: a timed step by its pace, any other when deserted."""
    if place.seconds is None:
        return work.now + IDLE_AFTER
    return work.now + timedelta(seconds=place.seconds)


async def _show(
    work: Work, patient: Patient, session: ExerciseSession, exercise: Script, lead: str
) -> None:
    place = place_at(exercise, session.position)
    words = exercise_words.words_at(work, patient, exercise, place)
    led = f"{lead}\n\n{words}" if lead else words
    question = exercise_words.question_name(session)
    if lead and await is_shown(work, patient, question, led):
        led = words  # never the same message twice in a row
    saying = exercise_words.at_place(work, patient, session, place, led)
    await say(work, patient, await with_picture(work, patient, place, saying))


async def _close(
    work: Work, patient: Patient, session: ExerciseSession, chosen: str | None = None
) -> None:
    if patient.chat_id is not None:
        question = exercise_words.question_name(session)
        await close_question(work, patient.chat_id, question, chosen)
