"""The command menu of a patient's chat."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.domain.patients import Patient, PatientStatus
from bot.services import (
    check_in,
    contact,
    erasing,
    exercises,
    exporting,
    flare_up,
    flows,
    goals,
    menu,
    onboarding,
    pausing,
    privacy,
    programme,
    progress,
    settings_menu,
)
from bot.services.speech import Saying, say
from bot.services.work import Work

Command = Callable[[Work, Patient], Awaitable[object]]

COMMANDS: dict[str, Command] = {
    "checkin": check_in.start,
    "exercises": exercises.list_exercises,
    "flareup": flare_up.open_,
    "goals": goals.show,
    "programme": programme.show,
    "progress": progress.show,
    "time": pausing.ask_hour,
    "place": pausing.ask_place,
    "settings": settings_menu.show,
    "pause": pausing.offer_pause,
    "resume": pausing.resume,
    "team": contact.wish_for_contact,
    "privacy": privacy.show,
    "export": exporting.offer,
    "delete": erasing.offer,
    "promise": menu.promise,
    "help": menu.help_,
    "stop": pausing.offer_stop,
}
_BEFORE_ONBOARDING = frozenset({"help", "privacy", "promise", "team", "export", "delete", "stop"})
_AFTER_LEAVING = _BEFORE_ONBOARDING - {"stop"}
_AWAY = (PatientStatus.STOPPED, PatientStatus.DECLINED)


async def obey(work: Work, patient: Patient, name: str) -> None:
    """Do what a command asks; an unknown one is answered with what there is."""
    command = COMMANDS.get(name)
    if command is None:
        text = work.library.text("general.unknown_command", patient.language)
        await say(work, patient, Saying(text=text))
        await flows.ask_again(work, patient)
        return
    if patient.status in _AWAY and name not in _AFTER_LEAVING:
        await menu.meet_former(work, patient)
        return
    if patient.status is not PatientStatus.ACTIVE and name not in _BEFORE_ONBOARDING:
        await onboarding.begin(work, patient)
        return
    await command(work, patient)
    if patient.status is PatientStatus.ONBOARDING and name != "stop":
        await flows.ask_again(work, patient)
