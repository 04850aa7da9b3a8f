"""The reviewed lists that other content is checked against."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from bot.library.models.fields import ContentModel, Id, NotEmpty, Text, Title
from bot.library.models.header import Header


class ForbiddenWords(ContentModel):
    """Phrases that no text for patients may hold, and why."""

    id: Id
    phrases: Annotated[tuple[Title, ...], NotEmpty]
    reason: Text
    instead: Text
    not_in: tuple[str, ...] = ()  # folders in which these words are right


class ForbiddenWordsList(Header):
    """All groups of forbidden words."""

    groups: Annotated[tuple[ForbiddenWords, ...], NotEmpty]


class PlaceholderList(Header):
    """The placeholders that messages may use, each with what it becomes."""

    placeholders: Mapping[str, Text]
