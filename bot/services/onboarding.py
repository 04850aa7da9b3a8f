"""The first questions, one message each; interrupted at any point, they go on at the open one.

Where a person stands is ``patient.onboarding_step``. The same steps serve later, when an hour
or a place is changed: then the end of the step is the end of the flow.
"""

from __future__ import annotations

from bot.domain.local_time import parse_local_time
from bot.domain.patients import Flow, Patient, PatientStatus
from bot.services import onboarding_consent, onboarding_country, onboarding_course, onboarding_place
from bot.services.hearing import Heard, Taken, interrupts
from bot.services.onboarding_course import is_open, open_step
from bot.services.onboarding_step import Outcome, Step, text
from bot.services.presses import Press, PressHandlers
from bot.services.speech import Choice, Saying, say
from bot.services.typed_words import says, says_among
from bot.services.work import Work

MISSES_BEFORE_LEAVING = 3
# Steps that are asked for one and the same reason.
_ONE_REASON = {"place": onboarding_place.STEP_NAMES, "country": onboarding_country.STEP_NAMES}
# Wishes that wait for the end of the onboarding; all others are met at once.
_FOR_LATER = frozenset(
    {
        "ask_breathing",
        "ask_relaxation",
        "ask_mindfulness",
        "ask_pacing",
        "ask_movement",
        "ask_thoughts_help",
        "ask_sleep_help",
        "show_exercises",
        "show_progress",
        "start_check_in",
        "change_prompt_time",
        "pause_prompts",
        "correct_answer",
    }
)


async def begin(work: Work, patient: Patient) -> None:
    """Start the onboarding, or go on at the step that awaits its answer."""
    if patient.status is PatientStatus.ACTIVE:
        await say(work, patient, Saying(text=text(work, patient, "already_done")))
        return
    patient.status, patient.left_at = PatientStatus.ONBOARDING, None
    patient.focus = Flow.ONBOARDING
    if patient.onboarding_step is None:
        first = onboarding_consent.first_step(work, patient)
        await onboarding_course.start_at(work, patient, first)
    elif not await onboarding_course.renew_consent(work, patient):
        lead = text(work, patient, "welcome_back")
        await onboarding_course.repeat(work, patient, lead)


async def ask_again(work: Work, patient: Patient) -> None:
    """Repeat the open question, never twice in the same words."""
    if is_open(patient) and not await onboarding_course.renew_consent(work, patient):
        await onboarding_course.repeat(work, patient, text(work, patient, "again"))


async def answer_text(work: Work, patient: Patient, heard: Heard) -> Taken:
    """Take a patient's words as the answer to the open step, when they are one."""
    if not is_open(patient):
        return Taken.NOT_AN_ANSWER
    if await onboarding_course.renew_consent(work, patient):
        return Taken.TAKEN
    step = open_step(work, patient)
    value = await step.read(work, patient, heard)
    if value is None:
        if says(work, patient, "stop", heard.text):  # "later" alone is no wish for another hour
            await leave(work, patient)
            return Taken.DONE
        if interrupts(heard, is_open_question=step.read_any is not None):
            return await _meet_wish(work, patient, heard)
        value = await step.read_any(work, patient, heard) if step.read_any else None
    if value is None and step.read_any is None and says_among(work, patient, "stop", heard.text):
        await leave(work, patient)
        return Taken.DONE
    if value is None:
        return await _miss(work, patient, step)
    await onboarding_course.take(work, patient, step, value)
    return _how_it_went(patient)


async def answer_location(work: Work, patient: Patient, latitude: float, longitude: float) -> bool:
    """Read the time zone from a shared position; return whether a place was asked for.

    Nothing of the position itself is kept.
    """
    if not is_open(patient) or patient.onboarding_step not in onboarding_place.STEP_NAMES:
        return False
    outcome = onboarding_place.located(work, patient, latitude, longitude)
    if outcome is None:
        await _miss(work, patient, open_step(work, patient), hint="hint_location")
    else:
        await onboarding_course.follow(work, patient, outcome)
    return True


async def skip(work: Work, patient: Patient) -> bool:
    """Leave the open question unanswered; return whether it can be."""
    if not is_open(patient):
        return False
    step = open_step(work, patient)
    if step.value_to_skip is None:
        return False
    await onboarding_course.take(work, patient, step, step.value_to_skip)
    return True


async def why(work: Work, patient: Patient) -> str | None:
    """Return why the open question is asked."""
    if not is_open(patient):
        return None
    name = open_step(work, patient).name
    for shared, names in _ONE_REASON.items():
        name = shared if name in names else name
    return text(work, patient, f"why_{name}")


async def leave(work: Work, patient: Patient) -> None:
    """Set the questions aside; during onboarding the next message takes them up again."""
    patient.misses = 0
    if patient.status is PatientStatus.ACTIVE:
        farewell = text(work, patient, "left_settings")
        await onboarding_course.follow(work, patient, Outcome(next_step=None, farewell=farewell))
        return
    saying = Saying(
        text=text(work, patient, "left"),
        rows=[[Choice(text(work, patient, "go_on_label"), "onboarding.resume")]],
        question="onboarding:left",
        purpose="onboarding",
    )
    await say(work, patient, saying)


async def change_hour(work: Work, patient: Patient, words: str | None) -> None:
    """Take another hour for the check-in from a person's words, or ask for it."""
    has_hour = words is not None and parse_local_time(words) is not None
    await _change(work, patient, "hour", words if has_hour else None)


async def change_place(work: Work, patient: Patient, words: str | None) -> None:
    """Take another place from a person's words, or ask for it."""
    await _change(work, patient, "place", words)


async def change_country(work: Work, patient: Patient) -> None:
    """Ask for another country, for its numbers."""
    await _change(work, patient, "country", None)


async def _change(work: Work, patient: Patient, step_name: str, words: str | None) -> None:
    if patient.status is not PatientStatus.ACTIVE:
        await begin(work, patient)
        return
    patient.onboarding_step = step_name
    patient.focus, patient.misses = Flow.ONBOARDING, 0
    step = open_step(work, patient)
    for read in (step.read, step.read_any) if words else ():
        value = await read(work, patient, Heard(words or "")) if read else None
        if value is not None:
            await onboarding_course.take(work, patient, step, value)
            return
    await onboarding_course.start_at(work, patient, step_name)


async def _meet_wish(work: Work, patient: Patient, heard: Heard) -> Taken:
    """Put off what needs a finished onboarding; leave any other wish to the dialogue."""
    if patient.status is PatientStatus.ACTIVE or heard.intent not in _FOR_LATER:
        return Taken.NOT_AN_ANSWER
    await onboarding_course.repeat(work, patient, text(work, patient, "not_yet"))
    return Taken.TAKEN


async def _miss(work: Work, patient: Patient, step: Step, hint: str = "") -> Taken:
    """Ask again after an unclear answer: with a hint, then shorter, then not any more."""
    patient.misses += 1
    if patient.misses >= MISSES_BEFORE_LEAVING:
        await leave(work, patient)
        return Taken.DONE
    is_second = patient.misses > 1
    asking = await step.ask(work, patient)
    key = hint or f"hint_{step.name}"
    if is_second:
        key = "still_unclear_place" if asking.request_location else "still_unclear"
    words = text(work, patient, key)
    await onboarding_course.show(work, patient, asking, words, is_later_offered=is_second)
    return Taken.TAKEN


def _how_it_went(patient: Patient) -> Taken:
    return Taken.TAKEN if is_open(patient) else Taken.DONE


async def _answer_pressed(work: Work, press: Press) -> str | None:
    patient, payload = press.patient, press.button.payload
    assert patient is not None
    if not is_open(patient) or patient.onboarding_step != payload["step"]:
        return text(work, patient, "stale_press")
    if not await onboarding_course.renew_consent(work, patient):
        patient.focus = Flow.ONBOARDING
        step = open_step(work, patient)
        await onboarding_course.take(work, patient, step, payload["value"])
    return None


async def _later_pressed(work: Work, press: Press) -> str | None:
    assert press.patient is not None
    if is_open(press.patient):
        await leave(work, press.patient)
    return None


async def _resume_pressed(work: Work, press: Press) -> str | None:
    patient = press.patient
    assert patient is not None
    if patient.status is not PatientStatus.ONBOARDING:
        return text(work, patient, "stale_press")
    await begin(work, patient)
    return None


PRESSES: PressHandlers = {
    "onboarding.answer": _answer_pressed,
    "onboarding.later": _later_pressed,
    "onboarding.resume": _resume_pressed,
}
