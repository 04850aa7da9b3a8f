"""Pictures beside the words of an exercise, for those who would rather look.

The words say the same. They go alone where the picture cannot be written in this language, or
where they are too long to stand below one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from bot.domain.exercises import ExerciseSession
from bot.domain.messages import CAPTION_LENGTH
from bot.domain.patients import Patient
from bot.library.models import pictures as content
from bot.library.models.script import Script
from bot.pictures import (
    Block,
    BlockKind,
    BreathingPace,
    Motion,
    Phase,
    PlanDay,
    WeekPlan,
    can_write,
    draw_breathing_pace,
    draw_week_plan,
)
from bot.services import progress_words
from bot.services.exercise_script import Place, answers_in_words
from bot.services.exercise_words import text
from bot.services.speech import File, Saying
from bot.services.work import Work


async def with_picture(work: Work, patient: Patient, place: Place, saying: Saying) -> Saying:
    """Return what is said at a place with its picture, where it has one."""
    wanted = place.step.picture if place.step is not None else None
    if wanted is None:
        return saying
    pace = breathing_pace(work, patient, wanted)
    words = (phase.words for phase in pace.phases)
    return await _beside(saying, "breathing.gif", words, partial(draw_breathing_pace, pace))


async def with_closing_picture(
    work: Work, patient: Patient, session: ExerciseSession, script: Script, saying: Saying
) -> Saying:
    """Return the closing words with their picture, where they have one."""
    wanted = script.closing_picture
    if wanted is None or not wanted.step_ids <= session.choices.keys():
        return saying  # a step that was added to a version afterwards may never have been asked
    week = pacing_week(work, patient, session, script, wanted)
    return await _beside(saying, "week.png", _words(week), partial(draw_week_plan, week))


def breathing_pace(work: Work, patient: Patient, wanted: content.BreathingPace) -> BreathingPace:
    """Return one breath with its words."""
    parts = (
        (Motion.GROW, wanted.in_s, "breathe_in"),
        (Motion.STAY, wanted.hold_s, "breathe_hold"),
        (Motion.SHRINK, wanted.out_s, "breathe_out"),
        (Motion.STAY, wanted.pause_s, "breathe_pause"),
    )
    phases = (
        Phase(motion, seconds, text(work, patient, key))
        for motion, seconds, key in parts
        if seconds
    )
    return BreathingPace(tuple(phases))


def pacing_week(
    work: Work,
    patient: Patient,
    session: ExerciseSession,
    script: Script,
    wanted: content.PacingWeek,
) -> WeekPlan:
    """Return a week of activity and rest by turns, as somebody planned it."""
    chosen, shown = session.choices, answers_in_words(script, session.choices)
    minutes = (
        (BlockKind.ACTIVITY, int(chosen[wanted.activity_min])),
        (BlockKind.REST, int(chosen[wanted.rest_min])),
    )
    turn = tuple(
        Block(kind, count, text(work, patient, "week_minutes", minutes=count))
        for kind, count in minutes
    )
    blocks = turn * int(chosen[wanted.turns])
    planned = content.PLANNED_WEEKDAYS[chosen[wanted.days]]
    return WeekPlan(
        title=text(work, patient, "week_title"),
        subtitle=text(
            work, patient, "week_often", count=shown[wanted.turns], days=shown[wanted.days]
        ),
        days=tuple(
            PlanDay(
                name=progress_words.text(work, patient, f"weekday_{weekday}"),
                blocks=blocks if weekday in planned else (),
                empty=text(work, patient, "week_free"),
            )
            for weekday in range(1, 8)
        ),
        activity=text(work, patient, "week_activity", minutes=turn[0].duration_min),
        rest=text(work, patient, "week_rest", minutes=turn[1].duration_min),
        footnote=text(work, patient, "week_footnote"),
    )


def _words(week: WeekPlan) -> Iterable[str]:
    yield from (week.title, week.subtitle, week.activity, week.rest, week.footnote)
    for day in week.days:
        yield from (day.name, day.empty, *(block.label for block in day.blocks))


async def _beside(
    saying: Saying, name: str, words: Iterable[str], draw: Callable[[], bytes]
) -> Saying:
    if len(saying.text) > CAPTION_LENGTH or not all(map(can_write, words)):
        return saying
    # A drawing keeps the processor busy for up to 100 ms, in which others are answered.
    return replace(saying, file=File(name, await asyncio.to_thread(draw)))
