"""Exercises, modules and lessons, step by step."""

from __future__ import annotations

from collections.abc import Mapping

from bot.library.markup import Markup, joined
from bot.library.models import (
    BreathingPace,
    Exercise,
    Lesson,
    Module,
    PacingWeek,
    Rating,
    Script,
    Step,
)
from bot.library.review.measures import Names, fits_in_words
from bot.library.review.parts import buttons, counted, note, row, said


def exercise(item: Exercise, names: Names) -> Markup:
    """Return an exercise, from the line that invites to the closing words."""
    before = [
        note(
            f"Trains {item.skill}, {counted(item.minutes, 'minute')}. {_effort(item)} ",
            fits_in_words(item.fits, names),
        ),
        row("Invitation", said(item.offer)),
        row("Why it may help", said(item.why)),
        row("Caution", said(item.caution)),
        row("When to stop", said(item.stop_rule)),
        row("Before", said(item.rating.question), _scale(item.rating), hint="may be skipped"),
    ]
    after = [
        row("After", said(item.rating.question), _scale(item.rating), hint="if asked before"),
        _closing(item),
        row("then, if better", said(item.rating.better)),
        row("if the same", said(item.rating.same)),
        row("if worse", said(item.rating.worse)),
    ]
    return joined([*before, *_steps(item), *after])


def module(item: Module, names: Names) -> Markup:
    """Return a module; its lessons are files of their own."""
    return joined(
        [
            note(f"Number {item.number} in the list. ", fits_in_words(item.fits, names)),
            row("About", said(item.about)),
            row("Lessons", ", ".join(item.lessons), hint="in this order"),
            row("When all are seen", said(item.finished)),
        ]
    )


def lesson(item: Lesson) -> Markup:
    """Return a lesson."""
    parts = [row("About", said(item.about)), *_steps(item), _closing(item)]
    if item.practice:
        parts.append(note(f"Offers the exercise {item.practice} at the end."))
    return joined(parts)


def _effort(item: Exercise) -> str:
    asks = {"low": "Asks for little energy.", "some": "Asks for some energy."}[item.effort]
    return f"{asks} A lighter one is offered: {item.lighter}." if item.lighter else asks


def _scale(rating: Rating) -> Markup:
    return note(
        f"0 = {rating.low_label}, 10 = {rating.high_label}; higher is {rating.higher_is}. ",
        "Buttons 0 to 10.",
    )


def _steps(script: Script) -> list[Markup]:
    known = {step.id: (number, step) for number, step in enumerate(script.steps, start=1)}
    return [_step(number, step, known) for number, step in known.values()]


def _step(number: int, step: Step, known: Mapping[str, tuple[int, Step]]) -> Markup:
    parts = [said(step.text)]
    if step.picture:
        parts.insert(0, note(_breath(step.picture)))
    if step.options:
        parts.append(buttons(option.label for option in step.options))
    if step.re_ask:
        parts += [note("If the answer is not understood:"), said(step.re_ask)]
    if step.when:
        parts.insert(0, note(_condition(step.when, known)))
    class_ = "row branch" if step.when else "row"
    hint = f"{step.id}: {_what_happens(step)}"
    return row(f"Step {number}", *parts, hint=hint, class_=class_)


def _closing(script: Script) -> Markup:
    week = script.closing_picture
    return row("Closing", *([note(_week(week))] if week else []), said(script.closing))


def _breath(pace: BreathingPace) -> str:
    parts = [
        f"grows for {pace.in_s} seconds",
        f"stays large for {pace.hold_s}" if pace.hold_s else "",
        f"shrinks for {pace.out_s}",
        f"stays small for {pace.pause_s}" if pace.pause_s else "",
    ]
    *first, last = filter(None, parts)
    return f"With an animation: a circle {', '.join(first)} and {last}, over and over."


def _week(week: PacingWeek) -> str:
    return (
        "With a picture of a week, drawn from the answers: "
        f"{week.activity_min}, then {week.rest_min}, as often as {week.turns}, on {week.days}."
    )


def _condition(when: Mapping[str, str], known: Mapping[str, tuple[int, Step]]) -> str:
    chosen = [_chosen(step_id, value, known) for step_id, value in when.items()]
    return f"Only for people who chose {' and '.join(chosen)}:"


def _chosen(step_id: str, value: str, known: Mapping[str, tuple[int, Step]]) -> str:
    if step_id not in known:  # the check has more to say about it
        return f"\u201c{value}\u201d at {step_id}"
    number, asked = known[step_id]
    label = next((option.label for option in asked.options if option.value == value), value)
    return f"\u201c{label}\u201d at step {number}"


def _what_happens(step: Step) -> str:
    optional = ", may be skipped" if step.optional else ""
    return {
        "say": "goes on with a tap",
        "timed": f"goes on after {step.seconds} seconds",
        "choice": "asks, with buttons",
        "text": f"asks for a few words{optional}",
        "number": f"asks for a number, {step.min} to {step.max}",
    }[step.kind]
