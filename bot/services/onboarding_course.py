"""Moves a patient along the steps: asks, takes an answer, and ends."""

from __future__ import annotations

from bot.domain.patients import Flow, Patient, PatientStatus
from bot.services import (
    onboarding_consent,
    onboarding_country,
    onboarding_facts,
    onboarding_place,
)
from bot.services.focus import rightful_focus
from bot.services.onboarding_step import Asking, Outcome, Step, question_name, text
from bot.services.speech import Choice, Saying, close_question, say
from bot.services.work import Work

_STEPS: dict[str, Step] = {
    step.name: step
    for step in (*onboarding_facts.STEPS, *onboarding_country.STEPS, *onboarding_place.STEPS)
}
_UNDER_WAY = (PatientStatus.ONBOARDING, PatientStatus.ACTIVE)


def is_open(patient: Patient) -> bool:
    """Whether a step awaits its answer; of those who declined, nothing is awaited."""
    return patient.onboarding_step is not None and patient.status in _UNDER_WAY


def open_step(work: Work, patient: Patient) -> Step:
    """Return the step that awaits its answer."""
    name = patient.onboarding_step or ""
    if name.partition(":")[0] == onboarding_consent.FAMILY:
        return onboarding_consent.step_for(work, patient)
    return _STEPS[name]


async def renew_consent(work: Work, patient: Patient) -> bool:
    """Start the consent over when it was changed while it was open; return whether it was."""
    if not onboarding_consent.is_outdated(work, patient):
        return False
    await _close(work, patient)
    lead = text(work, patient, "consent_changed")
    step = onboarding_consent.first_step(work, patient)
    await _go_on(work, patient, Outcome(next_step=step, lead=lead))
    return True


async def take(work: Work, patient: Patient, step: Step, value: str) -> None:
    """Let a clear answer have its effect, and go on."""
    chosen = await _label(work, patient, step, value)
    await follow(work, patient, await step.take(work, patient, value), chosen)


async def follow(work: Work, patient: Patient, outcome: Outcome, chosen: str | None = None) -> None:
    """Do what follows from an answer: the next question, or the end."""
    if outcome.is_unsuitable:
        await _ask_otherwise(work, patient)
        return
    await _close(work, patient, chosen)
    if outcome.next_step is None:
        await end(work, patient, outcome)
    else:
        await _go_on(work, patient, outcome)


async def start_at(work: Work, patient: Patient, step: str) -> None:
    """Ask a step as the first of its kind."""
    await _go_on(work, patient, Outcome(next_step=step))


async def end(work: Work, patient: Patient, outcome: Outcome) -> None:
    """Close the flow; what was open beside it has the floor again."""
    has_declined = patient.status is PatientStatus.DECLINED
    # Who may come back is met at the age question, or at the start of the consent.
    is_kept = has_declined and patient.onboarding_step == onboarding_consent.NEXT_STEP
    patient.onboarding_step = patient.onboarding_step if is_kept else None
    patient.misses = 0
    patient.focus = await rightful_focus(work, patient)
    await say(work, patient, Saying(text=outcome.farewell, rows=outcome.rows, purpose="onboarding"))


async def repeat(work: Work, patient: Patient, lead: str) -> None:
    """Ask the open question again, in other words than it was asked last."""
    patient.misses = 0
    asking = await open_step(work, patient).ask(work, patient)
    led = f"{lead}\n\n{asking.text}"
    await show(work, patient, asking, asking.text if await _was_said(work, patient, led) else led)


async def show(
    work: Work,
    patient: Patient,
    asking: Asking,
    words: str,
    *,
    is_later_offered: bool = False,
) -> None:
    """Put a question to the patient; an earlier copy of it loses its buttons."""
    await _close(work, patient)
    rows = [
        [_choice(patient, label, value) for label, value in options] for options in asking.options
    ]
    if is_later_offered and asking.request_location is None:
        rows.append([Choice(text(work, patient, "later_label"), "onboarding.later")])
    saying = Saying(
        text=words,
        rows=rows,
        question=question_name(patient),
        purpose="onboarding",
        request_location=asking.request_location,
    )
    await say(work, patient, saying)


async def _go_on(work: Work, patient: Patient, outcome: Outcome) -> None:
    patient.onboarding_step = outcome.next_step
    patient.focus, patient.misses = Flow.ONBOARDING, 0
    asking = outcome.asking or await open_step(work, patient).ask(work, patient)
    words = f"{outcome.lead}\n\n{asking.text}" if outcome.lead else asking.text
    await show(work, patient, asking, words)


async def _ask_otherwise(work: Work, patient: Patient) -> None:
    """Say why a clear answer is not possible (an hour at night), and ask for another."""
    times = {"start": f"{patient.quiet_from:%H:%M}", "end": f"{patient.quiet_until:%H:%M}"}
    words = text(work, patient, "hour_is_quiet", **times)
    if await _was_said(work, patient, words):
        words = text(work, patient, "hour_is_still_quiet", **times)
    await show(work, patient, await open_step(work, patient).ask(work, patient), words)


async def _was_said(work: Work, patient: Patient, words: str) -> bool:
    assert patient.chat_id is not None
    shown = await work.uow.outbox.showing_question(patient.chat_id, question_name(patient))
    return bool(shown) and shown[-1].text == words


async def _close(work: Work, patient: Patient, chosen: str | None = None) -> None:
    assert patient.chat_id is not None
    await close_question(work, patient.chat_id, question_name(patient), chosen)


async def _label(work: Work, patient: Patient, step: Step, value: str) -> str | None:
    """Return what the button of an answer says, to be shown beneath its question."""
    asking = await step.ask(work, patient)
    options = {given: label for row in asking.options for label, given in row}
    return options.get(value)


def _choice(patient: Patient, label: str, value: str) -> Choice:
    payload = {"step": patient.onboarding_step, "value": value}
    return Choice(label, "onboarding.answer", payload)
