"""A flare-up: one tap brings the person's own plan and some lighter days; one tap ends it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.domain.escalation import trigger_for_flare_up
from bot.domain.flare_ups import FlareUp
from bot.domain.local_time import as_local
from bot.domain.patients import Patient
from bot.services import contact, flare_up_days, flare_up_words
from bot.services.flare_up_days import current
from bot.services.flare_up_words import PURPOSE, text, until
from bot.services.presses import Press, PressHandler, PressHandlers
from bot.services.speech import Saying, say
from bot.services.work import Work

_Act = Callable[[Work, Patient, FlareUp, Press], Awaitable[None]]


async def open_(work: Work, patient: Patient) -> None:
    """Show the plan and the lighter days; they begin with the first tap and not with the next."""
    flare_up = await current(work, patient)
    if flare_up is None:
        flare_up = await flare_up_days.begin(work, patient)
    await say(work, patient, await flare_up_words.screen(work, patient, flare_up))


async def say_what_is_none(work: Work, patient: Patient) -> None:
    """Say what is no flare-up and whom to call: to those who are not welcomed yet, too."""
    words = flare_up_words.red_flags(work, patient)
    await say(work, patient, Saying(text=words, purpose=PURPOSE))


async def _open_pressed(work: Work, press: Press) -> str | None:
    assert press.patient is not None
    await open_(work, press.patient)
    return None


async def _ask_days(work: Work, patient: Patient, flare_up: FlareUp, press: Press) -> None:
    await say(work, patient, flare_up_words.ask_days(work, patient, flare_up))


async def _take_days(work: Work, patient: Patient, flare_up: FlareUp, press: Press) -> None:
    await flare_up_days.last_days(work, patient, flare_up, press.button.payload["days"])
    words = text(work, patient, "now_days", time=until(work, patient, flare_up))
    await say(work, patient, Saying(text=words, purpose=PURPOSE))


async def _tell_team(work: Work, patient: Patient, flare_up: FlareUp, press: Press) -> None:
    trigger = trigger_for_flare_up(work.library.policy)
    begun_on = as_local(flare_up.begun_at, work.clinic.zone).date()
    facts = {"flare_up": {"begun_on": begun_on.isoformat()}}
    is_told = await contact.pass_on(work, patient, trigger, facts, "flare-up.team_")
    if is_told and flare_up.team_told_at is None:
        flare_up.team_told_at = work.now


async def _end(work: Work, patient: Patient, flare_up: FlareUp, press: Press) -> None:
    await flare_up_days.end(work, patient, flare_up)
    await say(work, patient, flare_up_words.way_back(work, patient))


def _while_it_lasts(act: _Act) -> PressHandler:
    """Let a button act on the flare-up that it stands for, as long as that lasts."""

    async def pressed(work: Work, press: Press) -> str | None:
        patient = press.patient
        assert patient is not None
        flare_up = await current(work, patient)
        if flare_up is None or flare_up.id != press.button.payload["flare_up_id"]:
            return work.library.text("general.stale_press", patient.language)
        await act(work, patient, flare_up, press)
        return None

    return pressed


PRESSES: PressHandlers = {
    "flare_up.open": _open_pressed,
    "flare_up.ask_days": _while_it_lasts(_ask_days),
    "flare_up.days": _while_it_lasts(_take_days),
    "flare_up.team": _while_it_lasts(_tell_team),
    "flare_up.over": _while_it_lasts(_end),
}
