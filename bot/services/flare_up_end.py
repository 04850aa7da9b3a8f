"""When the lighter days of a flare-up end by themselves: one kind question, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.domain.flare_ups import FlareUp
from bot.domain.local_time import end_of_quiet
from bot.domain.messages import Lane
from bot.domain.patients import Patient
from bot.services import flare_up_days, flare_up_words
from bot.services.clock_words import patient_zone
from bot.services.discretion import veil
from bot.services.flare_up_days import end_question
from bot.services.flare_up_words import PURPOSE, text, until
from bot.services.presses import Press, PressHandlers
from bot.services.speech import Choice, Saying, say
from bot.services.work import Work

GREETS_WITHIN = timedelta(days=1)  # later than that, nobody asks after it any more


async def greet_after_flare_ups(work: Work) -> int:
    """Close the flare-ups whose days are over, and ask how it is; return how many there were."""
    over = await work.uow.flare_ups.to_greet(work.now)
    for flare_up in over:
        patient = await work.uow.patients.get(flare_up.patient_id)
        await _close(work, patient, flare_up)
    return len(over)


async def _close(work: Work, patient: Patient, flare_up: FlareUp) -> None:
    """Close one; its end is put off while the days were made longer, and over the night."""
    is_late = work.now >= flare_up.ends_at + GREETS_WITHIN
    is_lighter_off = patient.lighter_until is None  # in the settings: back to usual already
    if not patient.takes_prompts(work.now) or is_late or is_lighter_off:
        flare_up.ended_at = work.now
        return
    assert patient.lighter_until is not None
    morning = end_of_quiet(work.now, patient_zone(work, patient), patient.quiet_hours)
    later = max(patient.lighter_until, morning)
    if later > work.now:
        flare_up.ends_at = patient.lighter_until = later
        return
    flare_up.ended_at = work.now
    await say(work, patient, _greeting(work, patient, flare_up))


def _greeting(work: Work, patient: Patient, flare_up: FlareUp) -> Saying:
    expires_at = flare_up.ends_at + GREETS_WITHIN
    saying = replace(
        flare_up_words.ended(work, patient, flare_up),
        lane=Lane.PROMPT,
        dedup_key=end_question(flare_up),
        expires_at=expires_at,
        buttons_expire_at=expires_at,
    )
    opens = Choice("", "flare_up.open_end", {"flare_up_id": flare_up.id})
    return veil(work, patient, saying, opens)


async def _ended_one(work: Work, press: Press) -> FlareUp | None:
    """Return the flare-up that a button asks after; None while one lasts, this or another."""
    assert press.patient is not None
    assert press.patient.id is not None
    if await flare_up_days.current(work, press.patient) is not None:
        return None
    known = await work.uow.flare_ups.of(press.patient.id)
    wanted = press.button.payload["flare_up_id"]
    return next((each for each in known if each.id == wanted), None)


async def _open_pressed(work: Work, press: Press) -> str | None:
    """Show the question to somebody who got it as a discreet note."""
    patient, flare_up = press.patient, await _ended_one(work, press)
    assert patient is not None
    if flare_up is None:
        return _stale(work, patient)
    await say(work, patient, flare_up_words.ended(work, patient, flare_up))
    return None


async def _back_pressed(work: Work, press: Press) -> str | None:
    patient, flare_up = press.patient, await _ended_one(work, press)
    assert patient is not None
    if flare_up is None:
        return _stale(work, patient)
    await flare_up_days.end(work, patient, flare_up)
    await say(work, patient, flare_up_words.way_back(work, patient))
    return None


async def _more_pressed(work: Work, press: Press) -> str | None:
    patient, flare_up = press.patient, await _ended_one(work, press)
    assert patient is not None
    if flare_up is None:
        return _stale(work, patient)
    await flare_up_days.last_days(work, patient, flare_up, flare_up_days.MORE_DAYS)
    words = text(work, patient, "more", time=until(work, patient, flare_up))
    await say(work, patient, Saying(text=words, purpose=PURPOSE))
    return None


def _stale(work: Work, patient: Patient) -> str:
    return work.library.text("general.stale_press", patient.language)


PRESSES: PressHandlers = {
    "flare_up.open_end": _open_pressed,
    "flare_up.back": _back_pressed,
    "flare_up.more": _more_pressed,
}
