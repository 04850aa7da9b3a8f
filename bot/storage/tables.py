"""Every table, with named constraints."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
    false,
    text,
)

from bot.domain.alerts import AlertStatus, ResolutionOutcome, Urgency
from bot.domain.check_ins import CheckInStatus
from bot.domain.data_reads import DataKind
from bot.domain.exercises import SessionStatus
from bot.domain.messages import InboxStatus, Lane, OutboxStatus
from bot.domain.patients import Flow, PatientStatus
from bot.domain.prompts import PromptKind, PromptStatus
from bot.domain.providers import InvitationKind, Position
from bot.storage.columns import Id, Json, Name, UtcDateTime

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def _one_of(column: str, enum: type[StrEnum]) -> CheckConstraint:
    values = ", ".join(f"'{member.value}'" for member in enum)
    return CheckConstraint(f"{column} IN ({values})", name=f"{column}_known")


def _nrs(column: str) -> CheckConstraint:
    return CheckConstraint(f"{column} BETWEEN 0 AND 10", name=f"{column}_range")


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
    Column("called_name", String(64)),
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
    Column("unreachable_since", UtcDateTime),
    Column("focus", Name(Flow)),
    Column("misses", Integer, nullable=False),
    Column("prompt_every_days", Integer, nullable=False, server_default="1"),
    Column(
        "is_discreet", Boolean(name="is_discreet_boolean"), nullable=False, server_default=false()
    ),
    Column("lighter_until", UtcDateTime),
    _one_of("status", PatientStatus),
    _one_of("focus", Flow),
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
    _one_of("position", Position),
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
    _one_of("kind", InvitationKind),
)

inbox = Table(
    "inbox",
    metadata,
    # Telegram's own number: the unique key that makes a repeated update a no-op.
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("payload", Json, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("status", Name(InboxStatus), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("retry_at", UtcDateTime),
    Column("asked", String(96)),
    Column("effect_at", UtcDateTime),
    Column("done_at", UtcDateTime),
    _one_of("status", InboxStatus),
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
    Column("text", Text, nullable=False),
    Column("buttons", Json, nullable=False),
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
    _one_of("lane", Lane),
    _one_of("status", OutboxStatus),
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
    Column("content", LargeBinary, nullable=False),
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

check_ins = Table(
    "check_ins",
    metadata,
    Column("id", Id, primary_key=True),
    Column("patient_id", Id, ForeignKey("patients.id"), nullable=False),
    Column("questionnaire_id", String(64), nullable=False),
    Column("questionnaire_version", Integer, nullable=False),
    Column("on_date", Date, nullable=False),
    Column("status", Name(CheckInStatus), nullable=False),
    Column("item_id", String(64)),
    Column("started_at", UtcDateTime, nullable=False),
    Column("closes_at", UtcDateTime, nullable=False),
    Column("completed_at", UtcDateTime),
    _one_of("status", CheckInStatus),
    UniqueConstraint("patient_id", "questionnaire_id", "on_date"),
    Index(None, "item_id", "closes_at"),
)

answers = Table(
    "answers",
    metadata,
    Column("id", Id, primary_key=True),
    Column("check_in_id", Id, ForeignKey("check_ins.id"), nullable=False),
    Column("item_id", String(64), nullable=False),
    Column("value_nrs", Integer),
    Column("value_text", Text),
    Column("is_skipped", Boolean(name="is_skipped_boolean"), nullable=False),
    Column("answered_at", UtcDateTime, nullable=False),
    Column("update_id", BigInteger),
    Column("superseded_at", UtcDateTime),
    _nrs("value_nrs"),
    # One update answers an item once, however often it is delivered.
    UniqueConstraint("check_in_id", "item_id", "update_id"),
    Index(None, "check_in_id", "item_id"),
    # One answer stands for each item, whoever is quick.
    Index(
        "uq_answers_standing",
        "check_in_id",
        "item_id",
        unique=True,
        sqlite_where=text("superseded_at IS NULL"),
        postgresql_where=text("superseded_at IS NULL"),
    ),
)

exercise_sessions = Table(
    "exercise_sessions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("patient_id", Id, ForeignKey("patients.id"), nullable=False),
    Column("exercise_id", String(64), nullable=False),
    Column("exercise_version", Integer, nullable=False),
    Column("status", Name(SessionStatus), nullable=False),
    Column("position", Integer, nullable=False),
    Column("choices", Json, nullable=False),
    Column("rating_before_nrs", Integer),
    Column("rating_after_nrs", Integer),
    Column("started_at", UtcDateTime, nullable=False),
    Column("touched_at", UtcDateTime, nullable=False),
    Column("next_step_at", UtcDateTime),
    Column("ended_at", UtcDateTime),
    _one_of("status", SessionStatus),
    _nrs("rating_before_nrs"),
    _nrs("rating_after_nrs"),
    Index(None, "patient_id", "status"),
    Index(None, "status", "next_step_at"),
)

prompts = Table(
    "prompts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("patient_id", Id, ForeignKey("patients.id"), nullable=False),
    Column("kind", Name(PromptKind), nullable=False),
    Column("on_date", Date, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("closes_at", UtcDateTime, nullable=False),
    Column("status", Name(PromptStatus), nullable=False),
    Column("queued_at", UtcDateTime),
    Column("snoozes", Integer, nullable=False),
    _one_of("kind", PromptKind),
    _one_of("status", PromptStatus),
    CheckConstraint("due_at <= closes_at", name="window"),
    UniqueConstraint("patient_id", "kind", "on_date"),
    Index(None, "status", "due_at"),
)

alerts = Table(
    "alerts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("patient_id", Id, ForeignKey("patients.id"), nullable=False),
    Column("cause", String(64), nullable=False),
    Column("urgency", Name(Urgency), nullable=False),
    Column("facts", Json, nullable=False),
    Column("policy", Json, nullable=False),
    Column("status", Name(AlertStatus), nullable=False),
    Column("raised_at", UtcDateTime, nullable=False),
    Column("last_event_at", UtcDateTime, nullable=False),
    Column("event_count", Integer, nullable=False),
    Column("step_index", Integer, nullable=False),
    Column("next_step_at", UtcDateTime),
    Column("acknowledged_by", Id, ForeignKey("providers.id")),
    Column("acknowledged_at", UtcDateTime),
    Column("acknowledgement_expires_at", UtcDateTime),
    Column("resolved_by", Id, ForeignKey("providers.id")),
    Column("resolved_at", UtcDateTime),
    Column("outcome", Name(ResolutionOutcome)),
    Column("nobody_told_at", UtcDateTime),
    _one_of("urgency", Urgency),
    _one_of("status", AlertStatus),
    _one_of("outcome", ResolutionOutcome),
    # An open alert always has a next step: the database itself refuses one without.
    CheckConstraint("(status = 'resolved') = (next_step_at IS NULL)", name="next_step_while_open"),
    Index(None, "patient_id", "cause", "status"),
    # One open alert for each cause: what happens again is counted on it.
    Index(
        "uq_alerts_open_cause",
        "patient_id",
        "cause",
        unique=True,
        sqlite_where=text("status <> 'resolved'"),
        postgresql_where=text("status <> 'resolved'"),
    ),
    Index(None, "status", "next_step_at"),
)

alert_log = Table(
    "alert_log",
    metadata,
    Column("id", Id, primary_key=True),
    Column("alert_id", Id, ForeignKey("alerts.id"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("event", String(48), nullable=False),
    Column("provider_id", Id, ForeignKey("providers.id")),
    Column("detail", Json, nullable=False),
    Index(None, "alert_id", "id"),
)

safety_checks = Table(
    "safety_checks",
    metadata,
    Column("id", Id, primary_key=True),
    Column("patient_id", Id, ForeignKey("patients.id"), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("answered_at", UtcDateTime),
    Column("answer", String(8)),
    Index(None, "answered_at", "expires_at"),
)

flare_ups = Table(
    "flare_ups",
    metadata,
    Column("id", Id, primary_key=True),
    Column("patient_id", Id, ForeignKey("patients.id"), nullable=False),
    Column("begun_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("team_told_at", UtcDateTime),
    CheckConstraint("begun_at <= ends_at", name="window"),
    Index(None, "patient_id", "ends_at"),
)

data_reads = Table(
    "data_reads",
    metadata,
    Column("id", Id, primary_key=True),
    Column("patient_id", Id, ForeignKey("patients.id"), nullable=False),
    Column("provider_id", Id, ForeignKey("providers.id"), nullable=False),
    Column("kind", Name(DataKind), nullable=False),
    Column("read_at", UtcDateTime, nullable=False),
    _one_of("kind", DataKind),
    Index(None, "patient_id", "read_at"),
)

erasures = Table(
    "erasures",
    metadata,
    Column("id", Id, primary_key=True),
    Column("receipt", String(16), nullable=False, unique=True),
    Column("patient_id", Id, ForeignKey("patients.id"), unique=True),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("erased_at", UtcDateTime),
    CheckConstraint("(patient_id IS NULL) = (erased_at IS NOT NULL)", name="nobody_once_erased"),
)

tick_runs = Table(
    "tick_runs",
    metadata,
    Column("name", String(48), primary_key=True),
    Column("started_at", UtcDateTime, nullable=False),
    Column("finished_at", UtcDateTime),
    Column("duration_ms", Integer),
    Column("handled", Integer),
    Column("error", String(120)),
)
