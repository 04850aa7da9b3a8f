"""The whole screening of a message: patterns for what is said, a classifier for what is meant."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bot.safety.classifier import Classifier, Guess
from bot.safety.kinds import Outcome
from bot.safety.known import is_known
from bot.safety.screening import Screening, gravest, screen

_REMEMBERED = 128  # vectors of the latest messages


class Screener:
    """Screens messages; without a classifier it is patterns alone."""

    def __init__(self, classifier: Classifier | None = None) -> None:
        self._classifier = classifier
        if classifier is not None:
            # A message is screened, then handed to the engine: its vector serves both.
            self._encode = lru_cache(maxsize=_REMEMBERED)(classifier.encode)

    def screen(self, text: str) -> Screening:
        """Say which danger a message may hold and whether to act, to ask, or to go on.

        Args:
            text: What the patient wrote, as it came; any string at all.

        Returns:
            The gravest of what patterns and classifier find. That nothing was found never means
            that a person is safe.

        Source:
            As for ``screening.screen``. That a veiled message leads to one direct question rather
            than to silence: docs/safety/screening.md.
        """
        said = screen(text)
        if self._classifier is None or said.outcome is Outcome.ACT or not text.strip():
            return said
        guess = self._classifier.judge(text, self._encode(text))
        outcome = _where_known(guess, text)
        if outcome is Outcome.NONE:
            return said
        return gravest(said, Screening(guess.kind, outcome, "classifier"))

    def meaning(self, text: str) -> NDArray[np.float32] | None:
        """Return the sentence vector of a text; None without a classifier."""
        return None if self._classifier is None else self._encode(text)


def _where_known(guess: Guess, text: str) -> Outcome:
    """Take what is guessed of a bodily sign one step down where it is known and unchanged."""
    if not guess.kind.is_red_flag or guess.outcome is Outcome.NONE or not is_known(text):
        return guess.outcome
    return Outcome.ASK if guess.outcome is Outcome.ACT else Outcome.NONE


PATTERNS_ALONE = Screener()
