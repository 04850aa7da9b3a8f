"""What clinicians wrote, kept as long as somebody may be in the middle of it."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Table

from bot.domain.content_versions import ContentKind
from bot.storage.columns import Json, Name, UtcDateTime
from bot.storage.tables.schema import metadata, one_of

content_versions = Table(
    "content_versions",
    metadata,
    Column("kind", Name(ContentKind), primary_key=True),
    Column("content_id", String(64), primary_key=True),
    Column("language", String(8), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("digest", String(64), nullable=False),
    Column("body", Json, nullable=False),
    Column("first_used_at", UtcDateTime, nullable=False),
    one_of("kind", ContentKind),
)
