"""The coach's short texts, by key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator

from bot.library.models.fields import Text, complaint
from bot.library.models.header import Header


def _check_texts(texts: Mapping[str, str]) -> Mapping[str, str]:
    if not texts:
        raise complaint("has no entry", "add at least one text")
    return texts


class Messages(Header):
    """One file of texts; the full key of a text is ``<file id>.<key>``."""

    texts: Annotated[Mapping[str, Text], AfterValidator(_check_texts)]
