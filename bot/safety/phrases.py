"""The small language in which rules are written, and its way to a regular expression.

A phrase is a row of slots with a blank between them. It is matched against normalised words.

===================  ==============================================================
``want``             this word
``want|wish``        one of these words
``no+way|trapped``   a choice may be several words
``kill(s,ed,ing)``   ``kill``, ``kills``, ``killed`` or ``killing``
``numb*``            any word that begins so
``really?``          the slot may be missing (``a|b?``: the whole slot)
``_``                any one word
``^``, ``$``         here a sentence begins, or ends (``word|$``: this word or the end)
``?``                a question mark
``~3``               up to three words of any kind, never across a sentence's end or a negation
``@body``            any phrase of the concept that was passed as ``body=...``
===================  ==============================================================

The expressions stay linear: every repetition is bounded and every repeated piece ends at a blank,
so there is only one way to read a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

# A gap that ran over "not" would turn "he has never hit me" into "he hit me".
_GAP = r"(?: (?!(?:not|never|no|without) )[^ .!?]+){0,%s}?"
_CHOICE = re.compile(r"[a-z0-9]+(?:\([a-z0-9,]+\)|\*|(?:\+[a-z0-9]+)+)?")
_SUFFIXES = re.compile(r"^([a-z0-9]+)\(([a-z0-9,]+)\)$")


@dataclass(frozen=True)
class Phrase:
    """One compiled phrase."""

    source: str
    pattern: str
    words: frozenset[str]  # one of these is needed ...
    prefixes: tuple[str, ...]  # ... or a word with one of these beginnings

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled expression, which starts at a blank and ends before one."""
        return re.compile(self.pattern + r"(?= )")


@dataclass(frozen=True, eq=False)
class Concept:
    """Several phrases that mean the same for a rule."""

    phrases: tuple[Phrase, ...] = field(repr=False)

    @cached_property
    def by_word(self) -> dict[str, tuple[int, ...]]:
        """The numbers of the phrases that a word may begin to fulfil."""
        return _index(phrase.words for phrase in self.phrases)

    @cached_property
    def by_prefix(self) -> dict[str, tuple[int, ...]]:
        """The same for the beginnings of words."""
        return _index(phrase.prefixes for phrase in self.phrases)

    @cached_property
    def pattern(self) -> str:
        """All phrases as one alternative, to be built into a longer phrase."""
        return "(?:" + "|".join(phrase.pattern for phrase in self.phrases) + ")"

    def __or__(self, other: Concept) -> Concept:
        """Join two concepts."""
        return Concept(self.phrases + other.phrases)


@dataclass(frozen=True)
class _Slot:
    pattern: str
    words: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()

    @property
    def is_anchor(self) -> bool:
        return bool(self.words or self.prefixes)

    @property
    def weight(self) -> tuple[int, int]:
        """Few choices first, then long words: the rarer, the quicker a window is passed over."""
        pieces = [*self.words, *self.prefixes]
        return len(pieces), -min(len(piece) for piece in pieces)


def _index(needed: Iterable[Iterable[str]]) -> dict[str, tuple[int, ...]]:
    index: dict[str, tuple[int, ...]] = {}
    for number, pieces in enumerate(needed):
        for piece in pieces:
            index[piece] = (*index.get(piece, ()), number)
    return index


def concept(*sources: str, **parts: Concept) -> Concept:
    """Compile phrases; ``parts`` are the concepts they name with ``@``."""
    return Concept(tuple(_compile(source, parts) for source in sources))


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text, for tables that are looked up word by word."""
    return frozenset(text.split())


def words(text: str) -> Concept:
    """Compile a list of single words, separated by blanks."""
    return concept("|".join(text.split()))


def _compile(source: str, parts: dict[str, Concept]) -> Phrase:
    slots = [_slot(piece, parts) for piece in source.split()]
    anchors = [slot for slot in slots if slot.is_anchor]
    if not anchors:
        raise ValueError(f"a phrase needs one fixed word: {source!r}")
    anchor = min(anchors, key=lambda slot: slot.weight)
    pattern = "".join(slot.pattern for slot in slots)
    return Phrase(source, pattern, anchor.words, anchor.prefixes)


_MARKS = {
    "_": " [^ .!?]+",
    "?": r" \?",
    "^": r"(?:^|(?<=[.!?]))",
    "$": r"(?= (?:[.!?]|$))",
}


def _slot(piece: str, parts: dict[str, Concept]) -> _Slot:
    if piece.startswith("~"):
        return _Slot(_GAP % int(piece[1:]))
    if piece in _MARKS:
        return _Slot(_MARKS[piece])
    if piece.endswith("?"):
        return _Slot(f"(?:{_slot(piece[:-1], parts).pattern})?")
    if piece.startswith("@"):
        return _concept_slot(parts[piece[1:]])
    return _word_slot(piece)


def _concept_slot(part: Concept) -> _Slot:
    needed = frozenset(word for phrase in part.phrases for word in phrase.words)
    prefixes = tuple(prefix for phrase in part.phrases for prefix in phrase.prefixes)
    return _Slot(part.pattern, needed, prefixes)


def _word_slot(piece: str) -> _Slot:
    if "$" in piece.split("|"):
        rest = _word_slot("|".join(choice for choice in piece.split("|") if choice != "$"))
        return _Slot(f"(?:{rest.pattern}|{_MARKS['$']})")
    choices = piece.split("|")
    exact: set[str] = set()
    prefixes: list[str] = []
    for choice in choices:
        if not _CHOICE.fullmatch(choice):
            raise ValueError(f"not a word of the phrase language: {choice!r}")
        if choice.endswith("*"):
            prefixes.append(choice[:-1])
        elif match := _SUFFIXES.match(choice):
            exact.update([match[1], *(match[1] + suffix for suffix in match[2].split(","))])
        else:
            exact.add(choice.replace("+", " "))
    # The longest choice first, so that a short one never hides it.
    options = [re.escape(words) + "(?= )" for words in sorted(exact, key=len, reverse=True)]
    options += [re.escape(prefix) + "[^ ]*" for prefix in prefixes]
    first_words = frozenset(words.split()[0] for words in exact)
    return _Slot(f" (?:{'|'.join(options)})", first_words, tuple(prefixes))
