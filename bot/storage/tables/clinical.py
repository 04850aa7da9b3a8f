"""What patients answer and do, and when they are asked."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    text,
)

from bot.domain.check_ins import CheckInStatus
from bot.domain.exercises import SessionStatus
from bot.domain.prompts import PromptKind, PromptStatus
from bot.storage.columns import Id, Name, UtcDateTime
from bot.storage.sealed_columns import SealedJson, SealedText
from bot.storage.tables.schema import metadata, nrs, one_of

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
    one_of("status", CheckInStatus),
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
    Column("value_text", SealedText),
    Column("is_skipped", Boolean(name="is_skipped_boolean"), nullable=False),
    Column("answered_at", UtcDateTime, nullable=False),
    Column("update_id", BigInteger),
    Column("superseded_at", UtcDateTime),
    nrs("value_nrs"),
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
    Column("choices", SealedJson, nullable=False),
    Column("rating_before_nrs", Integer),
    Column("rating_after_nrs", Integer),
    Column("started_at", UtcDateTime, nullable=False),
    Column("touched_at", UtcDateTime, nullable=False),
    Column("next_step_at", UtcDateTime),
    Column("ended_at", UtcDateTime),
    one_of("status", SessionStatus),
    nrs("rating_before_nrs"),
    nrs("rating_after_nrs"),
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
    one_of("kind", PromptKind),
    one_of("status", PromptStatus),
    CheckConstraint("due_at <= closes_at", name="window"),
    UniqueConstraint("patient_id", "kind", "on_date"),
    Index(None, "status", "due_at"),
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

favourites = Table(
    "favourites",
    metadata,
    # One row for each exercise that somebody keeps, however often they ask for it.
    Column("patient_id", Id, ForeignKey("patients.id"), primary_key=True, autoincrement=False),
    Column("exercise_id", String(64), primary_key=True),
    Column("kept_at", UtcDateTime, nullable=False),
)
