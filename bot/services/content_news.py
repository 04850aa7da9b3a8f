"""What a starting coach says of its content in the log: ids and counts, never texts or people."""

from __future__ import annotations

import logging

from bot.services.content_archive import keep_library
from bot.services.content_touches import Change, Touch, find_touches
from bot.services.work import Work

log = logging.getLogger(__name__)


async def take_stock(work: Work) -> None:
    """Keep what the archive lacks, and log what is new and how many people it meets."""
    touches = await find_touches(work)
    await keep_library(work)
    new_files = [touch for touch in touches if touch.change is Change.NEW_FILE]
    if new_files:
        log.info("new content", extra={"event": "content_added", "files": len(new_files)})
    for touch in touches:
        if touch.change is Change.SAME_NUMBER:
            log.warning(
                "a text was changed under the same version number: raise its version",
                extra={"event": "content_changed_silently", **_fields(touch)},
            )
        elif touch.change is not Change.NEW_FILE:
            event = f"content_{touch.change}"
            log.info("content changed", extra={"event": event, **_fields(touch), **_counts(touch)})


def _fields(touch: Touch) -> dict[str, object]:
    kind, content_id, language, version = touch.key
    return {
        "kind": kind.value,
        "content": content_id,
        "language": language,
        "version": version,
    }


def _counts(touch: Touch) -> dict[str, object]:
    return {"in_middle": touch.in_middle, "paused": touch.paused, "done": touch.done}
