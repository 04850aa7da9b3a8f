"""What a pressed button is to the services."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.domain.messages import Button
from bot.domain.patients import Patient
from bot.domain.providers import Provider
from bot.services.work import Work


@dataclass(frozen=True, kw_only=True)
class Press:
    """A press that was checked: the button is this person's, and still fresh."""

    button: Button
    label: str  # what the person saw on it
    patient: Patient | None = None
    provider: Provider | None = None


# A handler returns a few words for the toast over the chat, or None for none.
PressHandler = Callable[[Work, Press], Awaitable[str | None]]
PressHandlers = Mapping[str, PressHandler]
