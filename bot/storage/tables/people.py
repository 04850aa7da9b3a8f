"""Patients, providers and invitations."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Integer, String, Table, Time, false

from bot.domain.patients import Flow, PatientStatus
from bot.domain.providers import InvitationKind, Position
from bot.storage.columns import Id, Name, UtcDateTime
from bot.storage.sealed_columns import SealedText
from bot.storage.tables.schema import metadata, one_of

patients = Table(
    "patients",
    metadata,
    Column("id", Id, primary_key=True),
    Column("ref", String(16), nullable=False, unique=True),
    Column("conversation_id", String(64), nullable=False, unique=True),
    Column("status", Name(PatientStatus), nullable=False),
    Column("chat_id", BigInteger, unique=True),
    Column("language", String(8), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("called_name", SealedText),
    Column("country", String(16)),
    Column("timezone", String(64)),
    Column("check_in_at", Time),
    Column("quiet_from", Time, nullable=False),
    Column("quiet_until", Time, nullable=False),
    Column("consent_version", Integer),
    Column("consented_at", UtcDateTime),
    Column("onboarding_step", String(32)),
    Column("onboarded_at", UtcDateTime),
    Column("paused_until", UtcDateTime),
    Column("left_at", UtcDateTime),
    Column("unreachable_since", UtcDateTime),
    Column("focus", Name(Flow)),
    Column("misses", Integer, nullable=False),
    Column("prompt_every_days", Integer, nullable=False, server_default="1"),
    Column(
        "is_discreet", Boolean(name="is_discreet_boolean"), nullable=False, server_default=false()
    ),
    Column("lighter_until", UtcDateTime),
    one_of("status", PatientStatus),
    one_of("focus", Flow),
)

providers = Table(
    "providers",
    metadata,
    Column("id", Id, primary_key=True),
    Column("display_name", String(64), nullable=False),
    Column("position", Name(Position), nullable=False),
    Column("chat_id", BigInteger, unique=True),
    Column("created_at", UtcDateTime, nullable=False),
    Column("linked_at", UtcDateTime),
    Column("disabled_at", UtcDateTime),
    Column("unreachable_since", UtcDateTime),
    Column("on_call_days", String(7), nullable=False),
    Column("on_call_from", Time, nullable=False),
    Column("on_call_until", Time, nullable=False),
    one_of("position", Position),
)

invitations = Table(
    "invitations",
    metadata,
    Column("id", Id, primary_key=True),
    Column("code_hash", String(64), nullable=False, unique=True),
    Column("kind", Name(InvitationKind), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("created_by", Id, ForeignKey("providers.id")),
    Column("patient_id", Id, ForeignKey("patients.id")),
    Column("provider_id", Id, ForeignKey("providers.id")),
    Column("used_at", UtcDateTime),
    one_of("kind", InvitationKind),
)
