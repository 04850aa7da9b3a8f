"""What comes in, what goes out, and the buttons below it."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table

from bot.domain.messages import InboxStatus, Lane, OutboxStatus
from bot.storage.columns import Id, Json, Name, UtcDateTime
from bot.storage.sealed_columns import SealedBytes, SealedJson, SealedText
from bot.storage.tables.schema import metadata, one_of

inbox = Table(
    "inbox",
    metadata,
    # Telegram's own number: the unique key that makes a repeated update a no-op.
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("payload", SealedJson, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("status", Name(InboxStatus), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("retry_at", UtcDateTime),
    Column("asked", String(96)),
    Column("effect_at", UtcDateTime),
    Column("done_at", UtcDateTime),
    one_of("status", InboxStatus),
    Index(None, "status", "chat_id", "update_id"),
)

lanes = Table(
    "lanes",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("leased_by", String(64)),
    Column("leased_until", UtcDateTime),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True),
    Column("lane", Name(Lane), nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("text", SealedText, nullable=False),
    Column("buttons", SealedJson, nullable=False),
    Column("request_location", String(64)),
    Column("press_id", String(64)),
    Column("created_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("patient_id", Id, ForeignKey("patients.id")),
    Column("provider_id", Id, ForeignKey("providers.id")),
    Column("alert_id", Id, ForeignKey("alerts.id")),
    Column("prompt_id", Id, ForeignKey("prompts.id")),
    Column("purpose", String(64), nullable=False),
    Column("question", String(96)),
    Column("dedup_key", String(128), unique=True),
    Column("edits_outbox_id", Id, ForeignKey("outbox.id")),
    Column("expires_at", UtcDateTime),
    Column("status", Name(OutboxStatus), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("sending_since", UtcDateTime),
    Column("sent_at", UtcDateTime),
    Column("telegram_message_id", BigInteger),
    Column("detail", String(200)),
    one_of("lane", Lane),
    one_of("status", OutboxStatus),
    Index(None, "status", "due_at"),
    Index(None, "chat_id", "question"),
    Index(None, "patient_id", "purpose", "sent_at"),
    Index(None, "prompt_id"),
    Index(None, "alert_id"),
)

attachments = Table(
    "attachments",
    metadata,
    Column("outbox_id", Id, ForeignKey("outbox.id"), primary_key=True, autoincrement=False),
    Column("name", String(64), nullable=False),
    Column("content", SealedBytes, nullable=False),
)

buttons = Table(
    "buttons",
    metadata,
    Column("token", String(32), primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("verb", String(48), nullable=False),
    Column("payload", Json, nullable=False),
    Column("question", String(96)),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime),
    Column("pressed_at", UtcDateTime),
    Index(None, "chat_id", "question"),
)
