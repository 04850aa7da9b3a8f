"""What has no words to read: each kind gets a kind and true answer."""

from __future__ import annotations

from bot.chat.incoming import Incoming, Kind
from bot.domain.patients import Flow, Patient
from bot.services import check_in_edits, flows, onboarding
from bot.services.speech import Saying, say
from bot.services.work import Work

_OWN_WORDS = ("voice", "photo", "sticker", "video", "document")


async def meet(work: Work, patient: Patient, incoming: Incoming) -> None:
    """Answer a voice note, picture, place, forwarded or edited message."""
    if incoming.kind is Kind.LOCATION:
        at = (incoming.latitude, incoming.longitude)
        if await onboarding.answer_location(work, patient, *at):
            return
    if incoming.kind is Kind.EDITED and await _took_edit(work, patient, incoming):
        return
    await _say_and_go_on(work, patient, _key(incoming))


async def _took_edit(work: Work, patient: Patient, incoming: Incoming) -> bool:
    """Whether the message had answered the check-in, and its new words changed that."""
    if not await check_in_edits.take_edit(work, patient, incoming.message_id, incoming.text):
        return False
    if patient.focus is not Flow.CHECK_IN:  # whose open question was offered again already
        await flows.ask_again(work, patient)
    return True


async def meet_wordless(work: Work, patient: Patient) -> None:
    """Answer a message of emoji or signs alone."""
    await _say_and_go_on(work, patient, "media.wordless")


def _key(incoming: Incoming) -> str:
    if incoming.kind is Kind.LOCATION:
        return "media.location"
    if incoming.kind is Kind.EDITED:
        return "media.edited"
    if incoming.is_forwarded:
        return "media.forwarded"
    if incoming.kind is Kind.TEXT:
        return "media.empty"
    return f"media.{incoming.media}" if incoming.media in _OWN_WORDS else "media.other"


async def _say_and_go_on(work: Work, patient: Patient, key: str) -> None:
    await say(work, patient, Saying(text=work.library.text(key, patient.language)))
    await flows.ask_again(work, patient)
