"""Somebody in despair may not write English."""

from __future__ import annotations

import pytest

from bot.safety.kinds import Outcome, RiskKind
from bot.safety.screening import screen


@pytest.mark.parametrize(
    "text",
    [
        "jeg vil dø",
        "Jeg orker ikke mer.",
        "jeg vil ikke leve lenger",
        "Ich will sterben",
        "ich kann nicht mehr leben",
        "ik wil niet meer leven",
        "je veux mourir",
        "quiero morir",
        "voglio morire",
        "chcę umrzeć",
    ],
)
def test_a_plain_wish_to_die_in_another_language_is_asked_about(text: str) -> None:
    found = screen(text)
    assert (found.kind, found.outcome) == (RiskKind.SUICIDE_SELF_HARM, Outcome.ASK)


@pytest.mark.parametrize(
    "text",
    ["jeg vil ha kaffe", "ich will schlafen", "je veux dormir", "quiero dormir", "jeg har vondt"],
)
def test_everyday_words_in_another_language_are_not(text: str) -> None:
    assert screen(text).outcome is Outcome.NONE
