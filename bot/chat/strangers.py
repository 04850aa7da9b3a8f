"""People whom the clinic does not know, and groups: a kind word and nothing else."""

from __future__ import annotations

from bot.chat.incoming import Incoming, Kind
from bot.domain.patients import Patient
from bot.domain.providers import Provider
from bot.services import onboarding, provider_desk
from bot.services.invitations import REFUSALS, RedeemKind, redeem
from bot.services.speech import answer_stranger
from bot.services.work import Work


def start_code(text: str) -> str | None:
    """Return the code of an invitation link ("" for a bare /start), None for other text."""
    words = text.split()
    if not words or words[0].split("@")[0].lower() != "/start":
        return None
    return words[1] if len(words) > 1 else ""


async def meet(work: Work, incoming: Incoming) -> None:
    """Let somebody in who holds an invitation; explain kindly to anybody else."""
    if incoming.kind in (Kind.BLOCKED, Kind.UNBLOCKED):
        return
    code = start_code(incoming.text)
    if not code:
        await _explain(work, incoming, "invitation.stranger")
        return
    await open_link(work, incoming, code)


async def open_link(work: Work, incoming: Incoming, code: str) -> None:
    """Redeem a code and greet whoever it is for."""
    redeemed = await redeem(work, code, incoming.chat_id, incoming.language)
    if redeemed.kind in REFUSALS:
        await _explain(work, incoming, f"invitation.{redeemed.kind.value}")
    elif redeemed.kind is RedeemKind.PATIENT:
        await _greet_patient(work, redeemed.patient)
    else:
        await _greet_provider(work, redeemed.provider)


async def _greet_patient(work: Work, patient: Patient | None) -> None:
    assert patient is not None
    await onboarding.begin(work, patient)


async def _greet_provider(work: Work, provider: Provider | None) -> None:
    assert provider is not None
    await provider_desk.welcome(work, provider)


async def meet_group(work: Work, incoming: Incoming) -> None:
    """Say in a group, once a day, that the coach talks only in private."""
    text = work.library.text("general.group", incoming.language or "en")
    key = f"group:{incoming.chat_id}:{work.now:%Y-%m-%d}"
    await answer_stranger(work, incoming.chat_id, text, dedup_key=key)


async def _explain(work: Work, incoming: Incoming, key: str) -> None:
    text = work.library.text(key, incoming.language or "en", clinic=work.clinic.name)
    await answer_stranger(work, incoming.chat_id, text)
