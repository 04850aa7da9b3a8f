"""The programme: modules in any order, and the lessons of each.

A lesson is walked through like an exercise (``bot.services.exercises``). What somebody has not
seen is never held against them: it is only not marked.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.patients import Patient
from bot.library.models.exercise import Exercise
from bot.library.models.lesson import Lesson, Module
from bot.services.presses import Press, PressHandlers
from bot.services.speech import Choice, Saying, fitted, say
from bot.services.work import Work

PURPOSE = "programme"


async def show(work: Work, patient: Patient) -> None:
    """Show the modules as buttons; those that were seen whole are marked."""
    seen = await _seen(work, patient)
    rows = [
        [_module_choice(work, patient, module, seen)]
        for module in work.library.modules(patient.language)
    ]
    key = "list" if rows else "list_empty"
    await say(work, patient, Saying(text=_text(work, patient, key), rows=rows, purpose=PURPOSE))


async def show_module(work: Work, patient: Patient, module_id: str) -> None:
    """Show what a module is about and its lessons as buttons; the list where it is gone."""
    module = _find(work, patient, module_id)
    if module is None:
        await show(work, patient)
        return
    seen = await _seen(work, patient)
    rows = [[_lesson_choice(work, patient, lesson, seen)] for lesson in _lessons(work, module)]
    rows.append([_back(work, patient)])
    text = f"{module.title}\n\n{module.about}"
    await say(work, patient, Saying(text=text, rows=rows, purpose=PURPOSE))


def offered_lessons(work: Work, patient: Patient) -> list[Lesson]:
    """Return every lesson that some module offers."""
    modules = work.library.modules(patient.language)
    return [lesson for module in modules for lesson in _lessons(work, module)]


async def after_lesson(
    work: Work, patient: Patient, lesson: Lesson
) -> tuple[str, list[list[Choice]]]:
    """Return what is added to a lesson's closing words, and where one may go from there.

    The words that a module is whole are said once, with the lesson that makes it so.
    """
    seen = await _seen(work, patient)
    rows: list[list[Choice]] = []
    if (practice := _practice(work, patient, lesson)) is not None:
        label = fitted(_text(work, patient, "practice_label", title=practice.title))
        rows.append([Choice(label, "exercise.start", {"exercise_id": practice.id})])
    module = _module_of(work, patient, lesson)
    if module is None:
        return "", rows
    rest = [each for each in _lessons(work, module) if each.id not in seen]
    if rest:
        label = fitted(_text(work, patient, "next_label", title=rest[0].title))
        rows.append([Choice(label, "exercise.start", {"exercise_id": rest[0].id})])
    rows.append([_back(work, patient)])
    is_whole_now = not rest and seen.get(lesson.id) == 1
    return module.finished if is_whole_now else "", rows


async def _seen(work: Work, patient: Patient) -> Mapping[str, int]:
    """Return how often each exercise and lesson was completed."""
    assert patient.id is not None
    seen: Mapping[str, int] = await work.uow.exercises.completed(patient.id)
    return seen


def _find(work: Work, patient: Patient, module_id: str) -> Module | None:
    modules = work.library.modules(patient.language)
    return next((module for module in modules if module.id == module_id), None)


def _module_of(work: Work, patient: Patient, lesson: Lesson) -> Module | None:
    modules = work.library.modules(patient.language)
    return next((module for module in modules if lesson.id in module.lessons), None)


def _lessons(work: Work, module: Module) -> list[Lesson]:
    found = [work.library.lesson(lesson_id, module.language) for lesson_id in module.lessons]
    return [lesson for lesson in found if not lesson.is_retired]


def _module_choice(work: Work, patient: Patient, module: Module, seen: Mapping[str, int]) -> Choice:
    is_whole = all(lesson.id in seen for lesson in _lessons(work, module))
    label = _marked(work, patient, module.title, is_seen=is_whole)
    return Choice(label, "programme.module", {"module_id": module.id})


def _lesson_choice(work: Work, patient: Patient, lesson: Lesson, seen: Mapping[str, int]) -> Choice:
    label = _marked(work, patient, lesson.title, is_seen=lesson.id in seen)
    return Choice(label, "exercise.start", {"exercise_id": lesson.id})


def _practice(work: Work, patient: Patient, lesson: Lesson) -> Exercise | None:
    """Return the exercise that goes with a lesson, if it is still offered."""
    offered = work.library.exercises(patient.language)
    return next((each for each in offered if each.id == lesson.practice), None)


def _back(work: Work, patient: Patient) -> Choice:
    return Choice(_text(work, patient, "all_modules_label"), "programme.list")


def _marked(work: Work, patient: Patient, title: str, *, is_seen: bool) -> str:
    return fitted(_text(work, patient, "seen_label", title=title) if is_seen else title)


def _text(work: Work, patient: Patient, key: str, **params: object) -> str:
    return work.library.text(f"programme.{key}", patient.language, **params)


async def _list_pressed(work: Work, press: Press) -> str | None:
    assert press.patient is not None
    await show(work, press.patient)
    return None


async def _module_pressed(work: Work, press: Press) -> str | None:
    assert press.patient is not None
    await show_module(work, press.patient, press.button.payload["module_id"])
    return None


PRESSES: PressHandlers = {
    "programme.list": _list_pressed,
    "programme.module": _module_pressed,
}
