"""Alerts with their log, and the direct questions of safety."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, text

from bot.domain.alerts import AlertStatus, ResolutionOutcome, Urgency
from bot.storage.columns import Id, Json, Name, UtcDateTime
from bot.storage.tables.schema import metadata, one_of

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
    one_of("urgency", Urgency),
    one_of("status", AlertStatus),
    one_of("outcome", ResolutionOutcome),
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
