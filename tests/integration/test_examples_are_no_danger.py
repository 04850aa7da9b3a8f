"""What the coach gives as an example must not frighten it when a person takes it up."""

from __future__ import annotations

from bot.library.library import Library
from bot.library.models.script import Script
from bot.safety.kinds import Outcome
from bot.safety.screener import Screener
from tests.auxil.walker import EXAMPLE


def examples(library: Library) -> list[str]:
    scripts = [each for each in library.versioned() if isinstance(each, Script)]
    said = [step.re_ask or "" for script in scripts for step in script.steps]
    return [match["words"] for match in map(EXAMPLE.search, said) if match]


def test_an_example_of_the_coach_is_taken_as_an_answer(screener: Screener, library: Library):
    given = examples(library)
    assert len(given) > 20
    feared = [words for words in given if screener.screen(words).outcome is not Outcome.NONE]
    assert feared == []
