"""What a person is told, and agrees to, before anything else."""

from __future__ import annotations

from typing import Annotated

from bot.library.models.fields import ContentModel, Id, Label, NotEmpty, Text, Version
from bot.library.models.header import Header


class Screen(ContentModel):
    """One message of the consent."""

    id: Id
    text: Text


class Change(ContentModel):
    """What is new in a version, for those who agreed to one before it."""

    version: Version
    text: Text


class Consent(Header):
    """The consent; its version is kept beside each agreement."""

    screens: Annotated[tuple[Screen, ...], NotEmpty]
    agree_label: Label
    decline_label: Label
    changes: tuple[Change, ...] = ()  # one for each version from the second on

    def changes_since(self, version: int) -> list[str]:
        """Return what is new for somebody who agreed to ``version``, the oldest first."""
        newer = (change for change in self.changes if change.version > version)
        return [change.text for change in sorted(newer, key=lambda change: change.version)]
