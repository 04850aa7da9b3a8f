"""The messages of an exercise, ready to be queued."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.exercises import ExerciseSession
from bot.domain.patients import Patient
from bot.library.models.exercise import Exercise
from bot.library.models.script import Script
from bot.library.placeholders import fill, names_in
from bot.services.exercise_script import (
    Place,
    PlaceKind,
    answers_in_words,
    change_in_words,
)
from bot.services.speech import Choice, Rows, Saying, fitted
from bot.services.work import Work

PURPOSE = "exercise"
_SCALE = range(11)
_FIRST_ROW = 6  # 0-5, then 6-10: two rows that a thumb can hit


def text(work: Work, patient: Patient, key: str, **params: object) -> str:
    """Return one of the texts around exercises."""
    return work.library.text(f"exercise.{key}", patient.language, **params)


def end_key(session_id: int | None) -> str:
    """Name the closing message of a session, which is said once."""
    return f"exercise:{session_id}:end"


def question_name(session: ExerciseSession) -> str:
    """Name the place where a session stands, so that one press closes all its buttons."""
    return f"exercise:{session.id}:{session.position}"


def words_at(work: Work, patient: Patient, exercise: Script, place: Place) -> str:
    """Return what is said at a place."""
    if place.kind is PlaceKind.INTRO:
        return exercise.introduction()
    if place.step is not None:
        return place.step.text
    rating = exercise.rated()
    assert rating is not None  # only what is rated has such a place
    ends = {"min": 0, "low": rating.low_label, "max": 10, "high": rating.high_label}
    return f"{rating.question}\n{text(work, patient, 'scale', **ends)}"


def at_place(
    work: Work,
    patient: Patient,
    session: ExerciseSession,
    place: Place,
    words: str,
    *,
    is_unclear: bool = False,
) -> Saying:
    """Say words at a place, with its buttons; more ways out for somebody who is stuck."""
    return Saying(
        text=words,
        rows=_rows(work, patient, session, place, is_unclear=is_unclear),
        question=question_name(session),
        purpose=PURPOSE,
    )


def listed(
    work: Work,
    patient: Patient,
    exercises: Sequence[Exercise],
    resumable: tuple[ExerciseSession, Script] | None,
    lead: str = "list",
) -> Saying:
    """Show the exercises as buttons, one that was stopped first."""
    rows = [[_start_choice(work, patient, exercise)] for exercise in exercises]
    if resumable is not None:
        rows.insert(0, [go_on_with(work, patient, *resumable)])
    key = lead if rows else "list_empty"
    return Saying(text=text(work, patient, key), rows=rows, purpose=PURPOSE)


def go_on_with(work: Work, patient: Patient, session: ExerciseSession, script: Script) -> Choice:
    """Return the button that takes a certain stopped session up again."""
    label = text(work, patient, "go_on_with_label", title=script.title)
    return Choice(fitted(label), "exercise.resume", {"session_id": session.id})


def stopped(
    work: Work, patient: Patient, session: ExerciseSession, *, has_check_in: bool
) -> Saying:
    """Say that the place is kept, and what else is open."""
    key = "not_now" if session.position == 0 else "stopped"
    words = _and_check_in(work, patient, text(work, patient, key), has_check_in=has_check_in)
    rows = [[go_on(work, patient, session)]]
    if has_check_in:
        rows.append([_to_check_in(work, patient)])
    return Saying(text=words, rows=rows, purpose=PURPOSE)


def was_away(work: Work, patient: Patient, session: ExerciseSession, exercise: Script) -> Saying:
    """Offer to go on after the coach itself was away."""
    words = text(work, patient, "was_away", title=exercise.title)
    return Saying(text=words, rows=[[go_on(work, patient, session)]])


def changed(work: Work, patient: Patient, exercise: Script) -> Saying:
    """Say that the exercise is not the same any more, and offer the new one."""
    label = text(work, patient, "start_new_label")
    choice = Choice(label, "exercise.start", {"exercise_id": exercise.id})
    words = text(work, patient, "changed", title=exercise.title)
    return Saying(text=words, rows=[[choice]], purpose=PURPOSE)


def gone(work: Work, patient: Patient) -> Saying:
    """Say that something is not offered any more, and show the way to what there is."""
    rows = [[see_all(work, patient)]]
    return Saying(text=text(work, patient, "gone"), rows=rows, purpose=PURPOSE)


def see_all(work: Work, patient: Patient) -> Choice:
    """Return the button that opens the exercises."""
    return Choice(text(work, patient, "see_all_label"), "exercise.list")


def closing(
    work: Work,
    patient: Patient,
    session: ExerciseSession,
    exercise: Script,
    *,
    has_check_in: bool,
    addition: str = "",
    ways_on: Rows = (),
) -> Saying:
    """Close an exercise or a lesson: its own words, what changed, and what else is open."""
    values = dict.fromkeys(names_in(exercise.closing), text(work, patient, "unanswered"))
    said = fill(exercise.closing, {**values, **answers_in_words(exercise, session.choices)})
    became = change_in_words(exercise.rated(), session.rating_before_nrs, session.rating_after_nrs)
    words = "\n\n".join(part.strip() for part in (said, became, addition) if part)
    return Saying(
        text=_and_check_in(work, patient, words, has_check_in=has_check_in),
        rows=from_end(work, patient, ways_on, has_check_in=has_check_in),
        purpose=PURPOSE,
        dedup_key=end_key(session.id),
    )


def from_end(work: Work, patient: Patient, ways_on: Rows, *, has_check_in: bool) -> Rows:
    """Return the buttons below closing words; a check-in that is open comes before all else."""
    return [[_to_check_in(work, patient)], *ways_on] if has_check_in else ways_on


def go_on(work: Work, patient: Patient, session: ExerciseSession) -> Choice:
    """Return the button that takes a stopped session up again."""
    label = text(work, patient, "go_on_label")
    return Choice(label, "exercise.resume", {"session_id": session.id})


def _and_check_in(work: Work, patient: Patient, words: str, *, has_check_in: bool) -> str:
    return f"{words}\n\n{text(work, patient, 'check_in_open')}" if has_check_in else words


def _to_check_in(work: Work, patient: Patient) -> Choice:
    return Choice(text(work, patient, "check_in_label"), "check_in.resume")


def _rows(
    work: Work, patient: Patient, session: ExerciseSession, place: Place, *, is_unclear: bool
) -> Rows:
    here = {"session_id": session.id, "place": place.position}

    def choice(key: str, verb: str) -> Choice:
        return Choice(text(work, patient, f"{key}_label"), verb, here)

    if place.kind is PlaceKind.INTRO:
        label = text(work, patient, "lighter_label")
        lighter = Choice(label, "exercise.lighter", {**here, "exercise_id": place.lighter_id})
        instead = [[lighter]] if place.lighter_id else []
        return [[choice("start", "exercise.next")], *instead, [choice("not_now", "exercise.stop")]]
    ways_on = [choice("next", "exercise.next")] if not place.asks else []
    if place.asks and place.can_be_skipped:
        ways_on = [choice("skip", "exercise.next")]
    way_out = choice("later" if is_unclear else "stop", "exercise.stop")
    return [*_answers(place, here), [*ways_on, way_out]]


def _answers(place: Place, here: dict[str, int | None]) -> list[list[Choice]]:
    if place.is_rating:
        points = [_answer(str(value), value, here) for value in _SCALE]
        return [points[:_FIRST_ROW], points[_FIRST_ROW:]]
    options = place.step.options if place.step is not None else ()
    return [[_answer(option.label, option.value, here)] for option in options]


def _answer(label: str, value: int | str, here: dict[str, int | None]) -> Choice:
    return Choice(label, "exercise.answer", {**here, "value": value})


def _start_choice(work: Work, patient: Patient, exercise: Exercise) -> Choice:
    label = text(work, patient, "choice_label", title=exercise.title)
    return Choice(fitted(label), "exercise.start", {"exercise_id": exercise.id})
