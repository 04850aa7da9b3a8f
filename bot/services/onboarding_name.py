"""What a person wants to be called, taken from their words."""

from __future__ import annotations

from bot.domain.patients import Patient
from bot.services.hearing import Heard
from bot.services.typed_words import after, says, without_politeness
from bot.services.work import Work

NAME_LENGTH = 40  # characters
_NEVER_IN_A_NAME = frozenset("<>*_`[](){}@#/\\")
_MOST_WORDS = 4  # more is a sentence
_MOST_WORDS_WHEN_LED = 2  # "call me when you can" asks for something else


async def read_clear_name(work: Work, patient: Patient, heard: Heard) -> str | None:
    """Return the name in "call me Kim", or an empty one for a wish to give none.

    Such words are no wish of another kind, whatever they are taken for: "call me" alone, or
    "call me back", would be one.
    """
    if says(work, patient, "skip", heard.text):
        return ""
    written = _without_greeting(work, patient, heard.text)
    led = after(work, patient, "name_leads", written)
    if led == written or len(led.split()) > _MOST_WORDS_WHEN_LED:
        return None
    return _as_name(work, patient, led)


async def read_name(work: Work, patient: Patient, heard: Heard) -> str | None:
    """Return the name in a text ("call me Kim"); None when it does not look like one."""
    if says(work, patient, "greetings", heard.text):
        return None
    written = _without_greeting(work, patient, heard.text)
    return _as_name(work, patient, after(work, patient, "before_name", written))


def _without_greeting(work: Work, patient: Patient, text: str) -> str:
    written = without_politeness(work, patient, " ".join(text.split()))
    return after(work, patient, "greetings", written)


def _as_name(work: Work, patient: Patient, written: str) -> str | None:
    name = "".join(sign for sign in written if sign.isprintable() and sign not in _NEVER_IN_A_NAME)
    name = name.strip(" .,!?:;\"“”'")
    if not any(sign.isalpha() for sign in name) or len(name.split()) > _MOST_WORDS:
        return None
    # Said to the question, not in answer to it.
    if any(says(work, patient, key, name) for key in ("yes", "no_name")):
        return None
    return _with_capital(name[:NAME_LENGTH].rstrip())


def _with_capital(name: str) -> str:
    return name[:1].upper() + name[1:] if name.islower() else name
