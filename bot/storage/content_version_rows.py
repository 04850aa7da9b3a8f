"""Versions of content in the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.content_versions import ContentVersion, VersionKey
from bot.storage.tables import content_versions


class ContentVersionRows:
    """See ``bot.services.ports.ContentVersions``."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        # Both say "on conflict", each in a module of its own.
        dialect = session.get_bind().dialect.name
        self._insert = sqlite.insert if dialect == "sqlite" else postgresql.insert

    async def get(self, key: VersionKey) -> ContentVersion | None:
        """Return a version; None where it was never in use here."""
        query = select(content_versions).filter_by(**key._asdict())
        row = (await self._session.execute(query)).mappings().first()
        return None if row is None else ContentVersion(**row)

    async def digests(self) -> Mapping[VersionKey, str]:
        """Return the digest of every version."""
        columns = [content_versions.c[name] for name in VersionKey._fields]
        rows = await self._session.execute(select(*columns, content_versions.c.digest))
        return {VersionKey(*key): digest for *key, digest in rows}

    async def keep(self, versions: Sequence[ContentVersion]) -> None:
        """Keep versions; one that is kept already takes over the newer text."""
        if not versions:
            return
        added = self._insert(content_versions)
        taken_over = {name: added.excluded[name] for name in ("digest", "body")}
        await self._session.execute(
            added.on_conflict_do_update(
                index_elements=list(content_versions.primary_key), set_=taken_over
            ),
            [asdict(version) for version in versions],
        )
