"""Veiled words of danger: a classifier over what a message is about and how it is said.

Patterns (``screening``) find what is said outright. What is only meant is found here: a linear
classifier over the sentence vector and the n-grams of ``nlu.encoder``, trained on the sentences of
``nlu/screening`` by ``lindra train``. It is deterministic for a given file of weights.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.safety.gibberish import is_gibberish
from bot.safety.kinds import Outcome, RiskKind
from nlu.encoder import SIZE, Encoder
from nlu.encoder.ngrams import TABLE, ngrams

Array = NDArray[np.float32]

# Shares of certainty at which the coach asks, and acts; docs/safety/screening.md says how they were
# chosen. A question too many is a smaller harm than a cry not heard, and where it is about life and
# violence much smaller; bodily signs are close to the pain that everybody here talks about.
ASK_FROM = {"crisis": 0.06, "body": 0.30}
ACT_FROM = 0.80
WHOLE_UP_TO = 240  # characters; a longer message is looked at in windows as well
WINDOW_WORDS = 30
STEP_WORDS = 24
SIDE_BY_SIDE = 2  # windows: a long message need not wait for one core alone
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_WORD = 30  # characters; a longer one is nonsense, and is cut so that nothing is slow


class ScreeningWeightsMissing(RuntimeError):
    """The classifier's weights cannot be read."""


@dataclass(frozen=True)
class Guess:
    """What the classifier makes of a message.

    Attributes:
        kind: The likeliest kind of danger of the group that weighs most, whether or not there is
            any.
        crisis: How likely a danger to life by people's own or others' hands is, 0-1.
        body: How likely a bodily sign or a danger from medicines is, 0-1.
        acute: How likely a danger is that calls for acting, 0-1.
    """

    kind: RiskKind
    crisis: float
    body: float
    acute: float

    @property
    def outcome(self) -> Outcome:
        """What follows from it."""
        if self.acute >= ACT_FROM:
            return Outcome.ACT
        return Outcome.ASK if self.weight >= 1 else Outcome.NONE

    @property
    def weight(self) -> float:
        """How far the guess goes beyond where the coach asks: from 1 on it does."""
        return max(self.crisis / ASK_FROM["crisis"], self.body / ASK_FROM["body"])


class Classifier:
    """The trained classifier with its encoder."""

    def __init__(
        self,
        encoder: Encoder,
        labels: tuple[str, ...],
        of_vector: Array,
        of_ngrams: Array,
        bias: Array,
    ) -> None:
        self._encoder = encoder
        self._of_vector = of_vector  # (SIZE, labels)
        self._of_ngrams = of_ngrams  # (TABLE, labels)
        self._bias = bias  # (labels,)
        kinds = [label.partition("/")[0] for label in labels]
        self._acute = np.array([label.endswith("/act") for label in labels])
        self._of_kind = {
            kind: np.array([each == kind.value for each in kinds])
            for kind in RiskKind
            if kind is not RiskKind.NONE
        }
        self._crisis = [kind for kind in self._of_kind if kind.is_crisis]
        self._body = [kind for kind in self._of_kind if not kind.is_crisis]

    def encode(self, text: str) -> Array:
        """Return the sentence vector of a text."""
        return self._encoder.encode(text)

    def judge(self, text: str, vector: Array) -> Guess:
        """Return the gravest guess over the whole text, whose vector is known, and its windows."""
        if not _holds_words(text):  # there is nothing to understand in "xxxxxx" or "1234"
            return Guess(RiskKind.NONE, 0.0, 0.0, 0.0)
        guesses = [self._judge_one(text, vector)]
        if parts := list(windows(text)):
            with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
                guesses += pool.map(self._judge_window, parts)
        return max(guesses, key=lambda guess: (guess.acute >= ACT_FROM, guess.weight))

    def _judge_window(self, text: str) -> Guess:
        return self._judge_one(text, self.encode(text))

    def _judge_one(self, text: str, vector: Array) -> Guess:
        logits = vector @ self._of_vector + self._bias
        if found := ngrams(text):
            logits = logits + self._of_ngrams[found].sum(axis=0) / np.float32(len(found) ** 0.5)
        shares = np.exp(logits - logits.max())
        shares /= shares.sum()
        by_kind = {kind: float(shares[of].sum()) for kind, of in self._of_kind.items()}
        crisis = sum(by_kind[kind] for kind in self._crisis)
        body = sum(by_kind[kind] for kind in self._body)
        leads = crisis / ASK_FROM["crisis"] >= body / ASK_FROM["body"]
        kind = max(self._crisis if leads else self._body, key=by_kind.__getitem__)
        # Letters struck at random mean nothing: there is nothing in them to act upon.
        acute = 0.0 if is_gibberish(_WORD.findall(text)) else float(shares[self._acute].sum())
        return Guess(kind, crisis, body, acute)


def _holds_words(text: str) -> bool:
    """Whether anything in a text could be a word: letters that differ, and not endlessly many."""
    return any(len(set(word)) > 1 and len(word) <= _LONGEST_WORD for word in _WORD.findall(text))


def windows(text: str) -> Iterator[str]:
    """Yield the windows of a long text: a cry must not drown in what stands around it."""
    if len(text) <= WHOLE_UP_TO:
        return
    words = [part for word in text.split() for part in _cut(word)]
    for start in range(0, max(len(words) - WINDOW_WORDS + STEP_WORDS, 1), STEP_WORDS):
        yield " ".join(words[start : start + WINDOW_WORDS])


def _cut(word: str) -> Iterator[str]:
    for start in range(0, len(word), _LONGEST_WORD):
        yield word[start : start + _LONGEST_WORD]


def load_classifier(path: Path, encoder: Encoder) -> Classifier:
    """Read the weights that ``lindra train`` has made.

    Raises:
        ScreeningWeightsMissing: They are not there, or of another shape.
    """
    try:
        with np.load(path, allow_pickle=False) as stored:
            labels = tuple(str(label) for label in stored["labels"])
            of_vector = stored["of_vector"].astype(np.float32)
            of_ngrams = stored["of_ngrams"].astype(np.float32)
            bias = stored["bias"].astype(np.float32)
    except (OSError, KeyError, ValueError) as error:
        raise ScreeningWeightsMissing(f"{path} cannot be read; `lindra train` makes it.") from error
    count = len(labels)
    shapes = (of_vector.shape, of_ngrams.shape, bias.shape)
    if shapes != ((SIZE, count), (TABLE, count), (count,)) or RiskKind.NONE.value not in labels:
        raise ScreeningWeightsMissing(f"{path} is of another version; remove it and train anew.")
    return Classifier(encoder, labels, of_vector, of_ngrams, bias)
