"""The messages of a flare-up, ready to be queued."""

from __future__ import annotations

from bot.domain.escalation import trigger_for_flare_up
from bot.domain.flare_ups import FlareUp
from bot.domain.patients import Patient
from bot.services import flare_up_days, flare_up_plan
from bot.services.clock_words import patient_clock
from bot.services.exercise_offer import shortest_of
from bot.services.help_numbers import number_lines
from bot.services.speech import Choice, Saying, fitted, in_pairs
from bot.services.work import Work

PURPOSE = "flare_up"
END_PURPOSE = "flare_up_end"
_FIRST_AID = "flare-up"  # the skill of the exercise for it
_WAY_BACK = "pacing"


def text(work: Work, patient: Patient, key: str, **params: object) -> str:
    """Return one of the texts about flare-ups."""
    return work.library.text(f"flare-up.{key}", patient.language, **params)


def until(work: Work, patient: Patient, flare_up: FlareUp) -> str:
    """Return when the lighter days end, on the person's own clock."""
    return patient_clock(work, patient, flare_up.ends_at)


def red_flags(work: Work, patient: Patient) -> str:
    """Return what is no flare-up, and whom to call then."""
    return text(work, patient, "red_flags", numbers=number_lines(work, patient, "urgent"))


async def screen(work: Work, patient: Patient, flare_up: FlareUp) -> Saying:
    """Return all that one tap brings: kind words, a plan, the lighter days, whom to call."""
    plan = await flare_up_plan.plan_lines(work, patient)
    parts = [
        _lead(work, patient, flare_up),
        text(work, patient, "own_plan", plan="\n".join(plan))
        if plan
        else text(work, patient, "general_plan"),
        text(work, patient, "lighter", time=until(work, patient, flare_up)),
        red_flags(work, patient),
    ]
    choices = _choices(work, patient, flare_up, has_plan=bool(plan))
    return Saying(text="\n\n".join(parts), rows=in_pairs(choices), purpose=PURPOSE)


def _lead(work: Work, patient: Patient, flare_up: FlareUp) -> str:
    day = flare_up_days.day_number(work, patient, flare_up)
    is_first = flare_up.begun_at == work.now
    return text(work, patient, "lead") if is_first else text(work, patient, "lead_again", count=day)


def _choices(work: Work, patient: Patient, flare_up: FlareUp, *, has_plan: bool) -> list[Choice]:
    shown = {"flare_up_id": flare_up.id}
    first_aid = exercise_choice(work, patient, _FIRST_AID)
    has_trigger = trigger_for_flare_up(work.library.policy) is not None
    team = Choice(text(work, patient, "team_label"), "flare_up.team", shown)
    choices = [
        first_aid,
        Choice(text(work, patient, "days_label"), "flare_up.ask_days", shown),
        team if has_trigger else None,
        flare_up_plan.make_choice(work, patient, has_plan=has_plan),
        Choice(text(work, patient, "over_label"), "flare_up.over", shown),
    ]
    return [choice for choice in choices if choice is not None]


def ask_days(work: Work, patient: Patient, flare_up: FlareUp) -> Saying:
    """Ask how many lighter days there shall be."""
    choices = [
        Choice(
            text(work, patient, f"days_{days}_label"),
            "flare_up.days",
            {"flare_up_id": flare_up.id, "days": days},
        )
        for days in flare_up_days.CHOICES_DAYS
    ]
    return Saying(
        text=text(work, patient, "ask_days"),
        rows=[choices],
        question=f"flare_up_days:{flare_up.id}",
        purpose=PURPOSE,
    )


def ended(work: Work, patient: Patient, flare_up: FlareUp) -> Saying:
    """Ask how it is, now that the lighter days are over."""
    shown = {"flare_up_id": flare_up.id}
    back = Choice(text(work, patient, "back_label"), "flare_up.back", shown)
    more = Choice(text(work, patient, "more_label"), "flare_up.more", shown)
    return Saying(
        text=text(work, patient, "ended"),
        rows=[[back, more]],
        question=flare_up_days.end_question(flare_up),
        purpose=END_PURPOSE,
    )


def way_back(work: Work, patient: Patient) -> Saying:
    """Go on as usual, with one small start to choose from."""
    over = text(work, patient, "over")
    choice = exercise_choice(work, patient, _WAY_BACK)
    if choice is None:
        return Saying(text=over, purpose=PURPOSE)
    small = text(work, patient, "way_back", title=choice.label)
    return Saying(text=f"{over}\n\n{small}", rows=[[choice]], purpose=PURPOSE)


def exercise_choice(work: Work, patient: Patient, skill: str) -> Choice | None:
    """Return the button of the shortest exercise of a skill; None when there is none."""
    exercise = shortest_of(work, patient, skill)
    if exercise is None:
        return None
    return Choice(fitted(exercise.title), "exercise.start", {"exercise_id": exercise.id})
