"""What is said when screening finds a risk."""

from __future__ import annotations

from typing import Literal

from bot.library.models.fields import Label, Name, Text
from bot.library.models.header import Header


class SafetyWords(Header):
    """The fixed words for one kind of risk."""

    id: Name
    kind: str  # a RiskKind; the same as the id, with underscores
    numbers: Literal["crisis", "emergency", "urgent"]  # which lines {numbers} becomes
    act: Text
    ask: Text
    yes_label: Label
    no_label: Label
    after_no: Text
