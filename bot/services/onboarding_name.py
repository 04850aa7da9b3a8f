"""What a person wants to be called, taken from their words."""

from __future__ import annotations

from bot.domain.patients import Patient
from bot.services.hearing import Heard
from bot.services.typed_words import after, says, without_politeness
from bot.services.work import Work

NAME_LENGTH = 40  # characters
_NEVER_IN_A_NAME = frozenset("<>*_`[](){}@#/\\")
_MOST_WORDS = 4  # more is a sentence


async def read_name(work: Work, patient: Patient, heard: Heard) -> str | None:
    """Return the name in a text ("call me Kim"); None when it does not look like one."""
    written = " ".join(heard.text.split())
    name = after(work, patient, "before_name", without_politeness(work, patient, written))
    name = "".join(sign for sign in name if sign.isprintable() and sign not in _NEVER_IN_A_NAME)
    name = name.strip(" .,!?:;\"“”'")
    if not any(sign.isalpha() for sign in name) or len(name.split()) > _MOST_WORDS:
        return None
    if says(work, patient, "yes", name):  # said to the question, not in answer to it
        return None
    return _with_capital(name[:NAME_LENGTH].rstrip())


def _with_capital(name: str) -> str:
    return name[:1].upper() + name[1:] if name.islower() else name
