"""Queues what the coach says: outbox rows and the buttons beneath them."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.domain.messages import Attachment, Button, Lane, OutboxMessage
from bot.domain.patients import Patient
from bot.domain.providers import Provider
from bot.library.models.fields import LABEL_LENGTH
from bot.services.work import Work

_TOKEN_BYTES = 12  # 16 characters; Telegram allows 64 bytes


@dataclass(frozen=True)
class Choice:
    """A button: its label, and what pressing it asks for."""

    label: str
    verb: str
    payload: dict[str, Any] = field(default_factory=dict)


Rows = Sequence[Sequence[Choice]]


def in_pairs(choices: Sequence[Choice]) -> Rows:
    """Return buttons in rows of two, large enough for any thumb."""
    return [choices[at : at + 2] for at in range(0, len(choices), 2)]


def fitted(label: str) -> str:
    """Return a label as long as a button on a narrow phone shows it."""
    return label if len(label) <= LABEL_LENGTH else f"{label[: LABEL_LENGTH - 1]}…"


@dataclass(frozen=True)
class File:
    """What goes with a message; it is shown in the chat if its name ends in ".png" or ".gif"."""

    name: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Saying:
    """Everything about one message but whom it is for."""

    text: str
    rows: Rows = ()
    question: str | None = None  # answered once; then its buttons go
    lane: Lane = Lane.REPLY
    purpose: str = "reply"
    dedup_key: str | None = None
    due_at: datetime | None = None
    expires_at: datetime | None = None
    buttons_expire_at: datetime | None = None
    prompt_id: int | None = None
    alert_id: int | None = None
    request_location: str | None = None
    file: File | None = None  # a picture, or something to keep; the text goes below it


async def say(work: Work, patient: Patient, saying: Saying) -> OutboxMessage | None:
    """Queue a message to a patient; None when its dedup key was used before."""
    if patient.chat_id is None:
        return None
    return await _queue(work, patient.chat_id, saying, patient_id=patient.id)


async def is_shown(work: Work, patient: Patient, question: str, text: str) -> bool:
    """Whether an open question stands in the chat in just these words already."""
    assert patient.chat_id is not None
    shown = await work.uow.outbox.showing_question(patient.chat_id, question)
    return bool(shown) and shown[-1].text == text


async def tell(work: Work, provider: Provider, saying: Saying) -> OutboxMessage | None:
    """Queue a message to a provider; None when its dedup key was used before."""
    if provider.chat_id is None:
        return None
    return await _queue(work, provider.chat_id, saying, provider_id=provider.id)


async def answer_stranger(
    work: Work, chat_id: int, text: str, dedup_key: str | None = None
) -> None:
    """Queue a message to somebody whom the clinic does not know."""
    await _queue(work, chat_id, Saying(text=text, purpose="stranger", dedup_key=dedup_key))


async def _queue(
    work: Work,
    chat_id: int,
    saying: Saying,
    *,
    patient_id: int | None = None,
    provider_id: int | None = None,
) -> OutboxMessage | None:
    if saying.dedup_key and await work.uow.outbox.has_key(saying.dedup_key):
        return None
    message = OutboxMessage(
        lane=saying.lane,
        chat_id=chat_id,
        text=saying.text,
        buttons=_keyboard(work, chat_id, saying),
        request_location=saying.request_location,
        created_at=work.now,
        due_at=saying.due_at or work.now,
        expires_at=saying.expires_at,
        patient_id=patient_id,
        provider_id=provider_id,
        alert_id=saying.alert_id,
        prompt_id=saying.prompt_id,
        purpose=saying.purpose,
        question=saying.question,
        dedup_key=saying.dedup_key,
    )
    work.uow.add(message)
    if saying.file is not None:
        await work.uow.flush()
        assert message.id is not None
        work.uow.add(Attachment(outbox_id=message.id, **vars(saying.file)))
    return message


def _keyboard(work: Work, chat_id: int, saying: Saying) -> list[list[dict[str, str]]]:
    keyboard = []
    for row in saying.rows:
        shown = []
        for choice in row:
            token = secrets.token_urlsafe(_TOKEN_BYTES)
            work.uow.add(
                Button(
                    token=token,
                    chat_id=chat_id,
                    verb=choice.verb,
                    payload=dict(choice.payload),
                    question=saying.question,
                    created_at=work.now,
                    expires_at=saying.buttons_expire_at,
                )
            )
            shown.append({"label": choice.label, "token": token})
        keyboard.append(shown)
    return keyboard


def say_otherwise(work: Work, waiting: OutboxMessage, saying: Saying) -> None:
    """Put other words and buttons into a message that has not left yet."""
    waiting.text = saying.text
    waiting.buttons = _keyboard(work, waiting.chat_id, saying)


async def close_question(
    work: Work, chat_id: int, question: str, chosen: str | None = None
) -> None:
    """Take the buttons off an answered question, showing what was chosen."""
    await work.uow.buttons.close_question(chat_id, question, work.now)
    for shown in await work.uow.outbox.showing_question(chat_id, question):
        if not shown.buttons:
            continue
        text = f"{shown.text}\n\n✓ {chosen}" if chosen else shown.text
        await edit(work, shown, text)


async def edit(
    work: Work, shown: OutboxMessage, text: str, rows: Rows = (), question: str | None = None
) -> None:
    """Queue a change of a message that was queued before."""
    assert shown.id is not None
    saying = Saying(
        text=text,
        rows=rows,
        question=question,
        lane=shown.lane,
        purpose="edit",
        alert_id=shown.alert_id,
    )
    message = await _queue(
        work, shown.chat_id, saying, patient_id=shown.patient_id, provider_id=shown.provider_id
    )
    assert message is not None
    message.edits_outbox_id = shown.id
    shown.buttons = []
