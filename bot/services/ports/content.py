"""Stores of content: its versions, and how many people are in the middle of which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.content_versions import ContentVersion, VersionKey


class ContentVersions(Protocol):
    """Every version that was ever in use; nothing about anybody."""

    async def get(self, key: VersionKey) -> ContentVersion | None: ...
    async def digests(self) -> Mapping[VersionKey, str]: ...
    async def keep(self, versions: Sequence[ContentVersion]) -> None: ...


@dataclass(frozen=True, kw_only=True)
class Use:
    """How many people of one language are in one version."""

    content_id: str
    version: int
    language: str
    people: int
    is_paused: bool = False


class ContentUse(Protocol):
    """Counts of people who take part; never who they are."""

    async def scripts(self, stopped_since: datetime) -> Sequence[Use]: ...
    async def check_ins(self, now: datetime) -> Sequence[Use]: ...
    async def consents(self) -> Sequence[Use]: ...
    async def done(self, key: VersionKey, languages: Sequence[str]) -> int: ...
