"""What is said when screening finds a risk."""

from __future__ import annotations

from typing import Literal

from bot.library.models.fields import Label, Text
from bot.library.models.header import Header


class SafetyWords(Header):
    """The fixed words for one kind of risk."""

    kind: str  # a RiskKind; the id, with underscores for hyphens
    numbers: Literal["crisis", "emergency", "urgent"]  # which lines {numbers} becomes
    act: Text
    ask: Text
    yes_label: Label
    no_label: Label
    after_no: Text
