"""What is said about a goal: as it stands, and when something about it was answered."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.check_ins import CheckIn
from bot.domain.goals import GOAL_ID, Goal, LookBackItem, Next, Went
from bot.domain.patients import Patient
from bot.domain.rounds import Round, round_of
from bot.services import check_in_words
from bot.services.goal_state import standing_goal
from bot.services.own_rounds import quoted
from bot.services.speech import Choice, Rows, Saying, say
from bot.services.work import Work

PURPOSE = "goal"
_OPENS_ROOM = (Next.NEW_GOAL, Next.REACHED, Next.SET_ASIDE)
_CHANGES_STEP = (Next.SMALLER, Next.BIGGER)


def text(work: Work, patient: Patient, key: str, **params: object) -> str:
    """Return one of the texts about goals."""
    return work.library.text(f"goals.{key}", patient.language, **params)


def as_it_stands(work: Work, patient: Patient, goal: Goal) -> str:
    """Return the goal and its next step, in the person's own words."""
    if goal.step is None:
        return text(work, patient, "now_without_step", goal=quoted(goal.aim))
    return text(work, patient, "now", goal=quoted(goal.aim), answer=quoted(goal.step))


def set_choice(work: Work, patient: Patient, label_key: str) -> Choice:
    """Return a button that begins a new goal."""
    label = text(work, patient, label_key)
    return Choice(label, "check_in.start", {"questionnaire_id": GOAL_ID})


async def say_how_it_stands(
    work: Work, patient: Patient, check_in: CheckIn, *, is_correction: bool
) -> None:
    """Answer a goal, or a look back at one, whose last question has just been answered."""
    assert check_in.id is not None
    goal = await standing_goal(work, patient)
    said = round_of(check_in, await work.uow.check_ins.answers(check_in.id))
    is_new = check_in.questionnaire_id == GOAL_ID
    after = _after_setting if is_new else _after_look_back
    parts, choices = after(work, patient, goal, said)
    lead = work.library.text("check-in.changed", patient.language) if is_correction else ""
    parts = [part for part in (lead, *parts) if part]
    if not parts:
        parts = [work.library.text("check-in.taken", patient.language)]
    change = check_in_words.change_choice(work, patient, check_in)
    rows: Rows = [[choice] for choice in (*choices, change)]
    await say(work, patient, Saying(text="\n\n".join(parts), rows=rows, purpose=PURPOSE))


def _after_setting(
    work: Work, patient: Patient, goal: Goal | None, said: Round
) -> tuple[list[str], Sequence[Choice]]:
    if goal is None:  # what it is about was left open
        return [], ()
    parts = [text(work, patient, "set"), as_it_stands(work, patient, goal)]
    if not goal.may_be_too_big:
        return parts, ()
    smaller = Choice(text(work, patient, "smaller_label"), "goal.step")
    return [*parts, text(work, patient, "smaller")], [smaller]


def _after_look_back(
    work: Work, patient: Patient, goal: Goal | None, said: Round
) -> tuple[list[str], Sequence[Choice]]:
    went, following = said.points.get(LookBackItem.WENT), said.points.get(LookBackItem.NEXT)
    parts = []
    if went is not None:
        parts.append(text(work, patient, f"went_{Went(went).name.lower()}"))
    if following is not None:
        parts.append(_next_words(work, patient, goal, Next(following)))
    choices = [set_choice(work, patient, "new_goal_label")] if following in _OPENS_ROOM else []
    return parts, choices


def _next_words(work: Work, patient: Patient, goal: Goal | None, following: Next) -> str:
    if following in _OPENS_ROOM:
        return text(work, patient, f"next_{following.name.lower()}")
    if goal is None or goal.step is None:
        return text(work, patient, "next_keep_open")
    key = "next_step" if following in _CHANGES_STEP else "next_keep"
    return text(work, patient, key, answer=quoted(goal.step))
