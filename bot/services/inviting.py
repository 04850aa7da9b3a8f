"""Takes people in: invites patients, adds providers, and says who reads when."""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass
from datetime import time, timedelta

from bot.domain.patients import Patient
from bot.domain.providers import Position, Provider
from bot.services.alert_climbing import release_alerts_of
from bot.services.invitations import VALID_DAYS, create_code
from bot.services.provider_words import words
from bot.services.speech import Saying, tell
from bot.services.work import Work

# Without what is mistaken for something else (0 O, 1 I L) and without vowels: no words by chance.
REF_ALPHABET = "23456789BCDFGHJKMNPQRSTVWXZ"
REF_LENGTH = 4
NAME_LENGTH = 64  # characters
PURPOSE = "provider_desk"


@dataclass(frozen=True, kw_only=True)
class ReadingHours:
    """When a provider reads alerts, on the clinic's clock; equal ends mean the whole day."""

    days: str = "1234567"  # ISO weekdays, Monday is 1
    from_: time = time(0, 0)
    until: time = time(0, 0)


async def invite_patient(work: Work, provider: Provider | None) -> tuple[Patient, str]:
    """Make room for a new patient; return them and the code that opens the coach.

    Args:
        work: The work at hand.
        provider: Who invites; None for the command line.
    """
    patient = Patient(
        ref=await _fresh_ref(work), conversation_id=uuid.uuid4().hex, created_at=work.now
    )
    work.uow.add(patient)
    return patient, await create_code(work, patient=patient, created_by=provider)


async def _fresh_ref(work: Work) -> str:
    while True:
        letters = "".join(secrets.choice(REF_ALPHABET) for _ in range(REF_LENGTH))
        if await work.uow.patients.by_ref(f"L-{letters}") is None:
            return f"L-{letters}"


async def invite_provider(
    work: Work, display_name: str, position: Position, hours: ReadingHours | None = None
) -> tuple[Provider, str]:
    """Add a provider; return them and the code that links their chat."""
    name = " ".join(display_name.split())[:NAME_LENGTH]
    provider = Provider(display_name=name, position=position, created_at=work.now)
    work.uow.add(provider)
    set_reading_hours(provider, hours or ReadingHours())
    return provider, await create_code(work, provider=provider)


async def invite_provider_again(work: Work, provider: Provider) -> str:
    """Return a new code for a provider, for a new phone or after a break."""
    provider.disabled_at = None
    return await create_code(work, provider=provider)


def set_reading_hours(provider: Provider, hours: ReadingHours) -> None:
    """Set when a provider reads alerts."""
    provider.on_call_days = hours.days
    provider.on_call_from, provider.on_call_until = hours.from_, hours.until


async def disable_provider(work: Work, provider: Provider) -> None:
    """End a provider's access at once; alerts that were theirs climb again."""
    provider.disabled_at = work.now
    await work.uow.flush()
    await release_alerts_of(work, provider)


def invitation_link(work: Work, code: str) -> str:
    """Return what a person opens; the bare command while the bot's name is not known."""
    name = work.clinic.bot_username
    return f"https://t.me/{name}?start={code}" if name else f"/start {code}"


async def send_invitation(work: Work, provider: Provider) -> Patient:
    """Invite a patient for a provider: a note for them, and a message to forward."""
    patient, code = await invite_patient(work, provider)
    until = (work.now + timedelta(days=VALID_DAYS)).astimezone(work.clinic.zone)
    created = words(work, "invitation.created", ref=patient.ref, date=f"{until:%Y-%m-%d}")
    forward = words(
        work, "invitation.forward", clinic=work.clinic.name, link=invitation_link(work, code)
    )
    for text in (created, forward):
        await tell(work, provider, Saying(text=text, purpose=PURPOSE))
    return patient
