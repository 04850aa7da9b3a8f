"""A stretch of normalised words, and where concepts stand in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from bot.safety.phrases import Concept

WINDOW_WORDS = 64
_LONGEST_PREFIX = 14
STEP_WORDS = 40  # so that any 24 words running stand together in one window
SENTENCE_ENDS = frozenset(".!?")
COMMA = ","


class Span(NamedTuple):
    """Words ``start`` up to, not including, ``end``."""

    start: int
    end: int


@dataclass(frozen=True)
class Window:
    """Words of one or several sentences.

    A sentence's end is a word of its own; a comma is only remembered, because people set it
    anywhere and a phrase must be found across it.
    """

    words: tuple[str, ...]
    commas: frozenset[int]  # a comma stands before the word with this number
    text: str = field(init=False)
    known: frozenset[str] = field(init=False)
    beginnings: frozenset[str] = field(init=False)
    _offsets: tuple[int, ...] = field(init=False)
    _found: dict[int, tuple[Span, ...]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Join the words once; every lookup works on the joined text."""
        object.__setattr__(self, "text", " " + " ".join(self.words) + " ")
        known = frozenset(self.words)
        object.__setattr__(self, "known", known)
        object.__setattr__(self, "beginnings", frozenset(_beginnings(known)))
        lengths = (len(word) + 1 for word in self.words)
        object.__setattr__(self, "_offsets", tuple(accumulate(lengths, initial=0)))

    def find(self, concept: Concept) -> tuple[Span, ...]:
        """Return every place of a concept, in the order of its phrases."""
        key = id(concept)
        if key not in self._found:
            self._found[key] = tuple(dict.fromkeys(self._search(concept)))
        return self._found[key]

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
        for word in self.known & concept.by_word.keys():
            numbers.update(concept.by_word[word])
        for beginning in self.beginnings & concept.by_prefix.keys():
            numbers.update(concept.by_prefix[beginning])
        return numbers

    def _word_at(self, offset: int) -> int:
        return bisect_right(self._offsets, offset) - 1


def _beginnings(known: frozenset[str]) -> Iterator[str]:
    for word in known:
        for length in range(1, min(len(word), _LONGEST_PREFIX) + 1):
            yield word[:length]


def windows(tokens: list[str]) -> Iterator[Window]:
    """Cut tokens into overlapping windows, each begun at a sentence where one is near."""
    words, commas = _without_commas(tokens)
    start = 0
    while True:
        end = min(start + WINDOW_WORDS, len(words))
        inside = frozenset(place - start for place in commas if start <= place < end)
        yield Window(tuple(words[start:end]), inside)
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
