"""Meets what a patient sent: screening first, then commands, then the engine's turn."""

from __future__ import annotations

import logging
import re

from bot.chat import strangers
from bot.chat.incoming import Incoming, Kind
from bot.chat.patients import commands, media
from bot.domain.patients import Patient, PatientStatus
from bot.safety.kinds import Outcome
from bot.services import (
    by_title,
    check_in_corrections,
    consent_anew,
    flows,
    menu,
    other_languages,
    safety_response,
    unreachable,
)
from bot.services.speech import Saying, say
from bot.services.work import Work

_COMMAND = re.compile(
    r"^\s*[/⁄∕/]+\s*(?P<name>[A-Za-z_]+)(?:@\w+|[{\[].*)?(?:\s+(?P<rest>.*))?$", re.S
)
_SLASHES = re.compile(r"^[\s/⁄∕/]+")
log = logging.getLogger(__name__)


async def meet(work: Work, patient: Patient, incoming: Incoming) -> bool:
    """Answer a patient; return False when the text should go to the engine."""
    if incoming.kind is Kind.BLOCKED:
        await unreachable.note_patient(work, patient)
        return True
    patient.show_up()
    if incoming.kind is Kind.UNBLOCKED:
        return True
    if incoming.text.strip() and await _answer_danger(work, patient, incoming.text):
        return True
    if incoming.kind is not Kind.TEXT or incoming.is_forwarded or not incoming.text.strip():
        await media.meet(work, patient, incoming)
        return True
    if command := _COMMAND.match(incoming.text):
        await _obey(work, patient, incoming, command)
        return True
    if not _has_words(incoming.text):
        await media.meet_wordless(work, patient)
        return True
    if patient.status in (PatientStatus.DECLINED, PatientStatus.STOPPED):
        await menu.meet_former(work, patient)
        return True
    if await _took_plain_words(work, patient, incoming):
        return True
    return await other_languages.answer(work, patient, incoming.text)


async def _took_plain_words(work: Work, patient: Patient, incoming: Incoming) -> bool:
    """Whether words changed an answer or named something to open, and no text before them waits."""
    if await work.uow.inbox.first_waiting(incoming.chat_id) is not None:
        return False
    if await consent_anew.take_words(work, patient, incoming.text):
        return True
    if await check_in_corrections.take_plain_words(work, patient, incoming.text):
        return True
    return await by_title.open_named(work, patient, incoming.text)


async def _answer_danger(work: Work, patient: Patient, text: str) -> bool:
    """Screen, and answer what must not wait; fails closed."""
    try:
        screening = work.screener.screen(text)
    except Exception:
        log.exception("screening failed", extra={"event": "screening_failed"})
        await safety_response.respond_fail_closed(work, patient)
        return True
    if screening.outcome is not Outcome.NONE and not await _are_our_words(work, patient, text):
        await safety_response.respond(work, patient, screening)
        return True
    if not await safety_response.answer_check(work, patient, text):
        return False
    if not await safety_response.is_in_crisis(work, patient):
        await flows.ask_again(work, patient)  # what was open before the question came between
    return True


async def _are_our_words(work: Work, patient: Patient, text: str) -> bool:
    """Whether words are, as a whole, what stands on a button: a press of it is not screened."""
    is_option = await flows.is_option(work, patient, text)
    return is_option or by_title.is_title(work, patient, text)


def may_be_danger(work: Work, text: str) -> bool:
    """Whether words are, or for all we know may be, about danger."""
    try:
        return bool(text.strip()) and work.screener.screen(text).outcome is not Outcome.NONE
    except Exception:
        log.exception("screening failed", extra={"event": "screening_failed"})
        return True


async def _obey(work: Work, patient: Patient, incoming: Incoming, command: re.Match[str]) -> None:
    name, rest = command["name"].lower(), (command["rest"] or "").strip()
    if name != "start":
        await commands.obey(work, patient, name)
    elif rest:
        await strangers.open_link(work, incoming, rest)
    else:
        await menu.welcome_back(work, patient)


def words_for_engine(text: str) -> str:
    """Return text without leading slashes: the engine would take it for an intent."""
    return _SLASHES.sub("", text).strip()


def _has_words(text: str) -> bool:
    return any(character.isalnum() for character in text)


async def say_sorry(work: Work, patient: Patient) -> None:
    """Say plainly that something went wrong on our side."""
    text = work.library.text("general.our_fault", patient.language)
    await say(work, patient, Saying(text=text))
