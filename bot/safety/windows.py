"""A stretch of normalised words, and where concepts stand in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from bot.safety.phrases import Concept

WINDOW_WORDS = 64
STEP_WORDS = 40  # so that any 24 words running stand together in one window
SENTENCE_ENDS = frozenset(".!?")
COMMA = ","
_LONGEST_PREFIX = 14


class Span(NamedTuple):
    """Words ``start`` up to, not including, ``end``."""

    start: int
    end: int

    def holds(self, other: Span) -> bool:
        """Whether every word of ``other`` is among these."""
        return self.start <= other.start and other.end <= self.end


class Window:
    """Words of one or several sentences.

    A sentence's end is a word of its own; a comma is only remembered, because people set it
    anywhere and a phrase must be found across it.

    Attributes:
        words: The words, sentence ends among them.
        commas: The numbers of the words before which a comma stands.
        text: The words with a blank around each; all lookups work on it.
    """

    def __init__(self, words: list[str], commas: frozenset[int] = frozenset()) -> None:
        self.words = words
        self.commas = commas
        self.text = " " + " ".join(words) + " "
        self._known = frozenset(words)
        self._beginnings = frozenset(_beginnings(self._known))
        self._offsets = list(accumulate((len(word) + 1 for word in words), initial=0))
        self._found: dict[Concept, tuple[Span, ...]] = {}

    def find(self, concept: Concept) -> tuple[Span, ...]:
        """Return every place of a concept, in the order of its phrases."""
        if concept not in self._found:
            self._found[concept] = tuple(dict.fromkeys(self._search(concept)))
        return self._found[concept]

    def has(self, concept: Concept, within: Span | None = None) -> bool:
        """Whether a concept stands in the window, or wholly inside some of its words."""
        spans = self.find(concept)
        if within is None:
            return bool(spans)
        return any(span.start >= within.start and span.end <= within.end for span in spans)

    def sentence(self, span: Span) -> Span:
        """Return the words of the sentence, or sentences, that a span stands in."""
        start, end = span
        while start > 0 and self.words[start - 1] not in SENTENCE_ENDS:
            start -= 1
        while end < len(self.words) and self.words[end] not in SENTENCE_ENDS:
            end += 1
        return Span(start, end)

    def _search(self, concept: Concept) -> Iterator[Span]:
        for number in sorted(self._candidates(concept)):
            for match in concept.phrases[number].regex.finditer(self.text):
                yield Span(self._word_at(match.start()), self._word_at(match.end()))

    def _candidates(self, concept: Concept) -> set[int]:
        """The phrases one of whose needed words is here; all others are not even tried."""
        numbers: set[int] = set()
        for word in self._known & concept.by_word.keys():
            numbers.update(concept.by_word[word])
        for beginning in self._beginnings & concept.by_prefix.keys():
            numbers.update(concept.by_prefix[beginning])
        return numbers

    def _word_at(self, offset: int) -> int:
        return bisect_right(self._offsets, offset) - 1


def windows(tokens: list[str]) -> Iterator[Window]:
    """Cut tokens into overlapping windows, each begun at a sentence where one is near."""
    words, commas = _without_commas(tokens)
    start = 0
    while True:
        end = min(start + WINDOW_WORDS, len(words))
        inside = frozenset(place - start for place in commas if start <= place < end)
        yield Window(words[start:end], inside)
        if end == len(words):
            return
        start = _next_start(words, start)


def _next_start(words: list[str], start: int) -> int:
    """The last start of a sentence in the second half of a step, or the step itself."""
    latest = start + STEP_WORDS
    for place in range(latest, latest - STEP_WORDS // 2, -1):
        if words[place - 1] in SENTENCE_ENDS:
            return place
    return latest


def _without_commas(tokens: list[str]) -> tuple[list[str], list[int]]:
    words: list[str] = []
    commas: list[int] = []
    for token in tokens:
        if token == COMMA:
            commas.append(len(words))
        else:
            words.append(token)
    return words, commas


def _beginnings(known: frozenset[str]) -> Iterator[str]:
    for word in known:
        for length in range(1, min(len(word), _LONGEST_PREFIX) + 1):
            yield word[:length]
