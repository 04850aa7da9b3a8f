"""What clinicians wrote, version by version, as people were walked through it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple


class ContentKind(StrEnum):
    """What somebody can be in the middle of."""

    EXERCISE = "exercise"
    LESSON = "lesson"
    QUESTIONNAIRE = "questionnaire"


class VersionKey(NamedTuple):
    """Names one version of one file."""

    kind: ContentKind
    content_id: str
    language: str
    version: int


@dataclass(kw_only=True)
class ContentVersion:
    """One version of one file, kept so that whoever began it can go on with it."""

    kind: ContentKind
    content_id: str
    language: str
    version: int
    digest: str  # of what people meet; who signed it, and when, is no part of it
    body: Mapping[str, Any]  # the file, without what is as it always is
    first_used_at: datetime

    @property
    def key(self) -> VersionKey:
        """Return the name of this version."""
        return VersionKey(self.kind, self.content_id, self.language, self.version)
