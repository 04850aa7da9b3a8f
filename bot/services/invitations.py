"""Invitations: a link that opens the coach once, for one person."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.domain.patients import Patient, PatientStatus
from bot.domain.providers import Invitation, InvitationKind, Provider
from bot.services.work import Work

VALID_DAYS = 14
_CODE_BYTES = 18  # 24 characters; Telegram's start links carry 64


class RedeemKind(StrEnum):
    """What became of a code."""

    PATIENT = "patient"
    PROVIDER = "provider"
    USED = "used"  # by somebody else
    EXPIRED = "expired"
    UNKNOWN = "unknown"
    IS_PROVIDER = "is_provider"  # a provider opened a patient's link
    IS_PATIENT = "is_patient"  # a patient opened a provider's link


# Each of these has its words: "invitation.<kind>".
REFUSALS = frozenset(RedeemKind) - {RedeemKind.PATIENT, RedeemKind.PROVIDER}


@dataclass(frozen=True, kw_only=True)
class Redeemed:
    """What a code led to; ``is_new`` is False when the same person opened a link again."""

    kind: RedeemKind
    patient: Patient | None = None
    provider: Provider | None = None
    is_new: bool = False


async def create_code(
    work: Work,
    *,
    patient: Patient | None = None,
    provider: Provider | None = None,
    created_by: Provider | None = None,
) -> str:
    """Keep an invitation for a patient or a provider, and return its code.

    The code itself is nowhere stored, so a copy of the database opens no door.
    """
    code = secrets.token_urlsafe(_CODE_BYTES)
    await work.uow.flush()  # the people have their ids after this
    work.uow.add(
        Invitation(
            code_hash=hash_code(code),
            kind=InvitationKind.PATIENT if patient else InvitationKind.PROVIDER,
            created_at=work.now,
            expires_at=work.now + timedelta(days=VALID_DAYS),
            created_by=created_by.id if created_by else None,
            patient_id=patient.id if patient else None,
            provider_id=provider.id if provider else None,
        )
    )
    return code


def hash_code(code: str) -> str:
    """Return what is stored in place of a code."""
    return hashlib.sha256(code.strip().encode()).hexdigest()


async def redeem(work: Work, code: str, chat_id: int, language_code: str | None) -> Redeemed:
    """Let the person of a chat in, or say why not; never raises for a bad code."""
    invitation = await work.uow.invitations.by_code_hash(hash_code(code))
    patient = await work.uow.patients.by_chat(chat_id)
    provider = await work.uow.providers.by_chat(chat_id)
    if invitation is None:
        return Redeemed(kind=RedeemKind.UNKNOWN, patient=patient, provider=provider)
    if invitation.kind is InvitationKind.PATIENT:
        if provider is not None:
            return Redeemed(kind=RedeemKind.IS_PROVIDER, provider=provider)
        if patient is not None:
            return Redeemed(kind=RedeemKind.PATIENT, patient=patient)
        return await _let_patient_in(work, invitation, chat_id, language_code)
    if patient is not None:
        return Redeemed(kind=RedeemKind.IS_PATIENT, patient=patient)
    if provider is not None:
        return _welcome_back(work, provider)
    return await _let_provider_in(work, invitation, chat_id)


def _refusal(work: Work, invitation: Invitation) -> RedeemKind | None:
    if invitation.used_at is not None:
        return RedeemKind.USED
    return RedeemKind.EXPIRED if work.now >= invitation.expires_at else None


async def _let_patient_in(
    work: Work, invitation: Invitation, chat_id: int, language_code: str | None
) -> Redeemed:
    if refusal := _refusal(work, invitation):
        return Redeemed(kind=refusal)
    assert invitation.patient_id is not None
    patient = await work.uow.patients.get(invitation.patient_id)
    invitation.used_at = work.now
    patient.chat_id = chat_id
    patient.status = PatientStatus.ONBOARDING
    patient.language = _known_language(work, language_code)
    return Redeemed(kind=RedeemKind.PATIENT, patient=patient, is_new=True)


def _known_language(work: Work, language_code: str | None) -> str:
    languages = work.library.languages()
    code = (language_code or "").split("-")[0].lower()
    return code if code in languages else languages[0]


async def _let_provider_in(work: Work, invitation: Invitation, chat_id: int) -> Redeemed:
    if refusal := _refusal(work, invitation):
        return Redeemed(kind=refusal)
    assert invitation.provider_id is not None
    provider = await work.uow.providers.get(invitation.provider_id)
    if provider.disabled_at is not None:
        return Redeemed(kind=RedeemKind.EXPIRED)
    invitation.used_at = work.now
    provider.chat_id = chat_id  # a new phone takes the place of the old one
    provider.linked_at = work.now
    provider.unreachable_since = None
    return Redeemed(kind=RedeemKind.PROVIDER, provider=provider, is_new=True)


def _welcome_back(work: Work, provider: Provider) -> Redeemed:
    if provider.disabled_at is not None:
        return Redeemed(kind=RedeemKind.EXPIRED, provider=provider)
    provider.unreachable_since = None  # whoever opens the link can be reached again
    return Redeemed(kind=RedeemKind.PROVIDER, provider=provider)
