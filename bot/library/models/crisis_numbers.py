"""Whom to call, by country."""

from __future__ import annotations

from typing import Annotated

from bot.library.models.fields import ContentModel, NotEmpty, Text, Title
from bot.library.models.header import Header

Lines = Annotated[tuple[Text, ...], NotEmpty]


class UrgentMedical(ContentModel):
    """Medical help that cannot wait, and is not an emergency."""

    name: Title
    number: Title | None = None


class EmotionalSupport(ContentModel):
    """Somebody to talk or write to."""

    name: Title
    call: Title | None = None
    write: Title | None = None
    hours: Title | None = None


class CrisisNumbers(Header):
    """The numbers of one country, and the lines in which a safety text shows them."""

    country_name: Title
    emergency: Title
    urgent_medical: UrgentMedical
    emotional_support: Annotated[tuple[EmotionalSupport, ...], NotEmpty]
    for_crisis: Lines  # thoughts of suicide, self-harm, harm, abuse
    for_emergency: Lines  # the emergency number comes first
    for_urgent: Lines
