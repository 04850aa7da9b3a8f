"""Pausing, resuming and stopping the coach's prompts."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.patients import FOR_EVER, Patient, PatientStatus
from bot.domain.prompts import PromptStatus
from bot.services import onboarding, prompt_answers, prompting, settings_page
from bot.services.clock_words import patient_clock
from bot.services.presses import Press, PressHandlers
from bot.services.speech import Choice, Saying, say
from bot.services.work import Work

PAUSE_DAYS = (1, 3, 7)


async def ask_hour(work: Work, patient: Patient) -> None:
    """Ask for another hour for the check-in."""
    await onboarding.change_hour(work, patient, None)


async def ask_place(work: Work, patient: Patient) -> None:
    """Ask where the person lives now, for the time there."""
    await onboarding.change_place(work, patient, None)


async def ask_country(work: Work, patient: Patient) -> None:
    """Ask for the country whose numbers the person needs."""
    await onboarding.change_country(work, patient)


async def offer_pause(work: Work, patient: Patient) -> None:
    """Ask how long to be quiet."""
    rows = [
        [Choice(_label(work, patient, f"pause_{days}"), "pause.set", {"days": days})]
        for days in PAUSE_DAYS
    ]
    rows.append([Choice(_label(work, patient, "pause_open"), "pause.set")])
    text = _label(work, patient, "how_long")
    await say(work, patient, Saying(text=text, rows=rows, question=f"pause:{patient.id}"))


async def pause(work: Work, patient: Patient, days: int | None) -> None:
    """Send no prompts for some days, or until the person says otherwise."""
    patient.paused_until = FOR_EVER if days is None else work.now + timedelta(days=days)
    await _cancel_prompts(work, patient)
    label = _label(work, patient, "resume_label")
    key = "paused" if days is not None else "paused_open"
    until = "" if days is None else patient_clock(work, patient, patient.paused_until)
    text = _label(work, patient, key, day=until)
    await say(work, patient, Saying(text=text, rows=[[Choice(label, "pause.resume")]]))


async def resume(work: Work, patient: Patient) -> None:
    """Send prompts again."""
    was_paused = patient.is_paused(work.now)
    patient.paused_until = None
    await work.uow.flush()
    await prompting.plan_next(work, patient)
    said = _label(work, patient, "resumed" if was_paused else "not_paused")
    await say(work, patient, Saying(text=await settings_page.with_next(work, patient, said)))


async def offer_stop(work: Work, patient: Patient) -> None:
    """Ask whether to stop altogether, or only to be quiet for a while."""
    rows = [
        [Choice(_label(work, patient, "stop_all_label"), "pause.stop_all")],
        [Choice(_label(work, patient, "pause_label"), "pause.offer")],
        [Choice(_label(work, patient, "go_on_label"), "pause.go_on")],
    ]
    text = _label(work, patient, "stop_sure")
    await say(work, patient, Saying(text=text, rows=rows, question=f"stop:{patient.id}"))


async def stop_everything(work: Work, patient: Patient) -> None:
    """Send nothing more until the person comes back, and say so."""
    await end_contact(work, patient)
    text = _label(work, patient, "stopped", left_days=work.retention.left_days)
    await say(work, patient, Saying(text=text))


async def end_contact(work: Work, patient: Patient) -> None:
    """Send nothing more unasked."""
    patient.leave(PatientStatus.STOPPED, work.now)
    patient.focus = None
    await _cancel_prompts(work, patient)


async def _cancel_prompts(work: Work, patient: Patient) -> None:
    assert patient.id is not None
    for prompt in await work.uow.prompts.open_of(patient.id):
        prompt.status = PromptStatus.CANCELLED
        await prompt_answers.withdraw(work, patient, prompt)


def _label(work: Work, patient: Patient, key: str, **params: object) -> str:
    return work.library.text(f"pause.{key}", patient.language, **params)


async def _set_pressed(work: Work, press: Press) -> str | None:
    assert press.patient is not None
    await pause(work, press.patient, press.button.payload.get("days"))
    return None


async def _resume_pressed(work: Work, press: Press) -> str | None:
    assert press.patient is not None
    await resume(work, press.patient)
    return None


async def _offer_pressed(work: Work, press: Press) -> str | None:
    assert press.patient is not None
    await offer_pause(work, press.patient)
    return None


async def _stop_all_pressed(work: Work, press: Press) -> str | None:
    assert press.patient is not None
    await stop_everything(work, press.patient)
    return None


async def _go_on_pressed(work: Work, press: Press) -> str | None:
    assert press.patient is not None
    return _label(work, press.patient, "going_on")


PRESSES: PressHandlers = {
    "pause.set": _set_pressed,
    "pause.resume": _resume_pressed,
    "pause.offer": _offer_pressed,
    "pause.stop_all": _stop_all_pressed,
    "pause.go_on": _go_on_pressed,
}
