"""The consent, screen by screen; agreeing is stored by version and time."""

from __future__ import annotations

from bot.domain.patients import Patient, PatientStatus
from bot.library.models.consent import Consent
from bot.library.placeholders import fill
from bot.services import reading_hours
from bot.services.hearing import Heard
from bot.services.onboarding_step import Asking, Outcome, Step, text
from bot.services.typed_words import says
from bot.services.work import Work

FAMILY = "consent"
NEXT_STEP = "age"
_NEXT, _AGREE, _DECLINE = "next", "agree", "decline"


def first_step(work: Work, patient: Patient) -> str:
    """Return the key of the first screen of the consent as it is now."""
    return _key(_consent(work, patient), 1)


def is_outdated(work: Work, patient: Patient) -> bool:
    """Whether the open screen belongs to another version than the one that holds now."""
    step = patient.onboarding_step or ""
    if step.partition(":")[0] != FAMILY:
        return False
    current = _consent(work, patient)
    return int(step.split(":")[1]) != current.version or _screen(patient) > len(current.screens)


def step_for(work: Work, patient: Patient) -> Step:
    """Return the step of the open screen; the last one asks."""
    asks = _screen(patient) >= len(_consent(work, patient).screens)
    return _LAST if asks else _PAGE


def _consent(work: Work, patient: Patient) -> Consent:
    return work.library.consent(patient.language)


def _key(consent: Consent, screen: int) -> str:
    return f"{FAMILY}:{consent.version}:{screen}"


def _screen(patient: Patient) -> int:
    return int((patient.onboarding_step or "").rsplit(":", 1)[1])


async def filled(work: Work, patient: Patient, words: str) -> str:
    """Return words of the consent with what is true of this clinic."""
    values = {
        "clinic": work.clinic.name,
        "who_reads": await reading_hours.who_reads(work, patient.language),
        **work.retention.in_days(),
    }
    return fill(words, values)


async def _words(work: Work, patient: Patient) -> str:
    screen = _consent(work, patient).screens[_screen(patient) - 1]
    return await filled(work, patient, screen.text)


async def _ask_page(work: Work, patient: Patient) -> Asking:
    label = text(work, patient, "next_label")
    return Asking(text=await _words(work, patient), options=[[(label, _NEXT)]])


async def _ask_last(work: Work, patient: Patient) -> Asking:
    consent = _consent(work, patient)
    options = [[(consent.agree_label, _AGREE)], [(consent.decline_label, _DECLINE)]]
    return Asking(text=await _words(work, patient), options=options)


async def _read_page(work: Work, patient: Patient, heard: Heard) -> str | None:
    meant = says(work, patient, "next", heard.text) or says(work, patient, "yes", heard.text)
    return _NEXT if meant else None


async def _read_last(work: Work, patient: Patient, heard: Heard) -> str | None:
    """Return the answer in plain words alone: no guess of the engine counts as consent."""
    if says(work, patient, "agree", heard.text):
        return _AGREE
    return _DECLINE if says(work, patient, "decline", heard.text) else None


async def _take_page(work: Work, patient: Patient, value: str) -> Outcome:
    return Outcome(next_step=_key(_consent(work, patient), _screen(patient) + 1))


async def _take_last(work: Work, patient: Patient, value: str) -> Outcome:
    if value != _AGREE:
        patient.leave(PatientStatus.DECLINED, work.now)
        return Outcome(next_step=None, farewell=text(work, patient, "declined"))
    patient.agree(_consent(work, patient).version, work.now)
    return Outcome(next_step=NEXT_STEP)


_PAGE = Step(name="consent", ask=_ask_page, read=_read_page, take=_take_page)
_LAST = Step(name="agree", ask=_ask_last, read=_read_last, take=_take_last)
