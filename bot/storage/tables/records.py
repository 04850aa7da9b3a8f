"""What the house keeps of its own work."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, Text

from bot.domain.data_reads import DataKind
from bot.storage.columns import Id, Name, UtcDateTime
from bot.storage.tables.schema import metadata, one_of

data_reads = Table(
    "data_reads",
    metadata,
    Column("id", Id, primary_key=True),
    Column("patient_id", Id, ForeignKey("patients.id"), nullable=False),
    Column("provider_id", Id, ForeignKey("providers.id"), nullable=False),
    Column("kind", Name(DataKind), nullable=False),
    Column("read_at", UtcDateTime, nullable=False),
    one_of("kind", DataKind),
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

data_keys = Table(
    "data_keys",
    metadata,
    Column("key_id", String(16), primary_key=True),
    Column("known_value", Text, nullable=False),  # sealed by hand, to try the key with
    Column("created_at", UtcDateTime, nullable=False),
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
