"""What a person is told, and agrees to, before anything else."""

from __future__ import annotations

from typing import Annotated

from bot.library.models.fields import ContentModel, Id, Label, NotEmpty, Text
from bot.library.models.header import Header


class Screen(ContentModel):
    """One message of the consent."""

    id: Id
    text: Text


class Consent(Header):
    """The consent; its version is kept beside each agreement."""

    screens: Annotated[tuple[Screen, ...], NotEmpty]
    agree_label: Label
    decline_label: Label
