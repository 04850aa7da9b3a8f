"""Help, the promise about messages, and the way back in."""

from __future__ import annotations

from bot.domain.patients import Patient, PatientStatus
from bot.services import flows, onboarding, prompting
from bot.services.presses import Press, PressHandlers
from bot.services.prompting import RULES
from bot.services.speech import Choice, Rows, Saying, in_pairs, say
from bot.services.work import Work


async def help_(work: Work, patient: Patient, addition: str = "") -> None:
    """Say what the coach can do, with buttons for it."""
    text = work.library.text("menu.help", patient.language, clinic=work.clinic.name)
    await show(work, patient, f"{text}\n\n{addition}" if addition else text)


async def show(work: Work, patient: Patient, text: str) -> None:
    """Put the menu's buttons below a text."""
    is_active = patient.status is PatientStatus.ACTIVE
    await say(work, patient, Saying(text=text, rows=_rows(work, patient) if is_active else ()))


async def promise(work: Work, patient: Patient) -> None:
    """Say what the send gate keeps to."""
    text = work.library.text(
        "menu.promise",
        patient.language,
        count=RULES.daily_cap,
        start=f"{patient.quiet_from:%H:%M}",
        end=f"{patient.quiet_until:%H:%M}",
    )
    await say(work, patient, Saying(text=text))


async def welcome_back(work: Work, patient: Patient) -> None:
    """Meet somebody who opened the chat again: go on where they were."""
    if patient.status is PatientStatus.STOPPED:
        await meet_former(work, patient)
    elif patient.status is not PatientStatus.ACTIVE:
        await onboarding.begin(work, patient)
    elif not await flows.ask_again(work, patient):
        await help_(work, patient)


async def meet_former(work: Work, patient: Patient) -> None:
    """Tell somebody who stopped or declined how to come back; nothing else is sent."""
    label = work.library.text("menu.come_back_label", patient.language)
    text = work.library.text("menu.former", patient.language, clinic=work.clinic.name)
    # A question, not a menu: pressed again long after, it would end a pause.
    question = f"come_back:{patient.id}"
    rows = [[Choice(label, "menu.come_back")]]
    await say(work, patient, Saying(text=text, rows=rows, question=question))


async def come_back(work: Work, patient: Patient) -> None:
    """Take somebody in again who had stopped; their settings are still here."""
    patient.left_at = None
    if patient.onboarded_at is None:
        patient.status = PatientStatus.ONBOARDING
        await onboarding.begin(work, patient)
        return
    patient.status = PatientStatus.ACTIVE
    patient.paused_until = None
    await work.uow.flush()
    await prompting.plan_next(work, patient)
    await help_(work, patient)


def _rows(work: Work, patient: Patient) -> Rows:
    shown = (
        ("check_in_label", "check_in.start"),
        ("exercises_label", "exercise.list"),
        ("flare_up_label", "flare_up.open"),
        ("goals_label", "goal.show"),
        ("programme_label", "programme.list"),
        ("progress_label", "progress.show"),
        ("team_label", "contact.wish"),
        ("settings_label", "settings.show"),
    )
    choices = [
        Choice(work.library.text(f"menu.{key}", patient.language), verb) for key, verb in shown
    ]
    return in_pairs(choices)


async def _come_back_pressed(work: Work, press: Press) -> str | None:
    assert press.patient is not None
    await come_back(work, press.patient)
    return None


PRESSES: PressHandlers = {"menu.come_back": _come_back_pressed}
