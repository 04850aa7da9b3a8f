"""The archive of content: every version that was ever in use, to be taken out again."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from pydantic import ValidationError

from bot.domain.content_versions import ContentKind, ContentVersion, VersionKey
from bot.library.kinds import HEADER_KEYS
from bot.library.models import Exercise, Header, Lesson, Questionnaire
from bot.services.work import Work

Kind = TypeVar("Kind", bound=Header)

KINDS: Mapping[type[Header], ContentKind] = {
    Exercise: ContentKind.EXERCISE,
    Lesson: ContentKind.LESSON,
    Questionnaire: ContentKind.QUESTIONNAIRE,
}
log = logging.getLogger(__name__)


async def keep_library(work: Work) -> None:
    """Keep every version of the library that the archive lacks, or has in other words."""
    kept = await work.uow.content_versions.digests()
    lacking = [each for each in versions_in_use(work) if kept.get(each.key) != each.digest]
    await work.uow.content_versions.keep(lacking)


def versions_in_use(work: Work) -> Sequence[ContentVersion]:
    """Return the versions that new starts take."""
    return [_as_kept(item, work.now) for item in work.library.versioned()]


async def take_out(work: Work, newest: Kind, language: str, version: int) -> Kind | None:
    """Return another version of what ``newest`` is; None where the archive has none to use."""
    key = VersionKey(KINDS[type(newest)], newest.id, language, version)
    kept = await work.uow.content_versions.get(key)
    if kept is None:
        return None
    try:
        return type(newest).model_validate_json(json.dumps(kept.body))
    except ValidationError:  # written for a program that was; its message would quote the text
        fields = {"content": key.content_id, "version": key.version}
        log.warning("unreadable version", extra={"event": "content_version_unreadable", **fields})
        return None


def _as_kept(item: Header, first_used_at: datetime) -> ContentVersion:
    # Without what is as it always is: a key that the program learns later changes no digest.
    body = item.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return ContentVersion(
        kind=KINDS[type(item)],
        content_id=item.id,
        language=item.language,
        version=item.version,
        digest=_digest(body),
        body=body,
        first_used_at=first_used_at,
    )


def _digest(body: Mapping[str, Any]) -> str:
    """Return a short name for what people meet: a signature or a review changes none of it."""
    met = {key: value for key, value in body.items() if key not in HEADER_KEYS}
    return hashlib.sha256(json.dumps(met, sort_keys=True).encode()).hexdigest()
