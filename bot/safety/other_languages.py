"""Thoughts of suicide said outright in languages of the countries that the coach serves.

The coach speaks English; somebody in despair may not. Only plain, whole sentences are listed: a
direct question in English is the least that must follow.

Source:
    Any disclosure takes the same path: NICE NG225. The sentences are the project's own and await
    the sign-off of a clinician who speaks the language.
"""

from __future__ import annotations

from bot.safety.kinds import Outcome
from bot.safety.phrases import concept
from bot.safety.rules import Rule

WISH_TO_DIE = concept(
    # Norwegian, Danish, Swedish
    "jeg|jag|eg vil|onsker|onskar|vill|ville bare? do|doe|doy",
    "jeg|jag|eg vil|onsker|vill ikke|inte|ikkje leve|leva",
    "orker|orkar ikke|inte|ikkje mer|mere|mera|meir",
    "ta livet|livet+av mitt|meg|mig",
    "selvmord|sjolvmord|sjalvmord",
    # German, Dutch
    "ich will|mochte|wollte nur? sterben",
    "will|mochte|kann nicht mehr leben",
    "mich umbringen|toten|umzubringen",
    "selbstmord|suizid|zelfmoord",
    "ik wil niet meer leven",
    "ik wil dood",
    # French, Spanish, Italian, Portuguese, Polish
    "je veux|voudrais mourir",
    "me suicider|tuer",
    "quiero morir|morirme|matarme|suicidarme",
    "no quiero vivir",
    "voglio morire|uccidermi",
    "quero morrer|matar+me",
    "chce umrzec|sie+zabic",
)

RULES = (Rule("other-language", Outcome.ASK, (WISH_TO_DIE,)),)
