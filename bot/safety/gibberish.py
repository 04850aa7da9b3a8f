"""Letters struck at random, in which a short word of danger may stand by chance."""

from __future__ import annotations

from collections.abc import Iterable

_FEWEST_LETTERS = 60  # in different words, of which the share of vowels says anything
_FEWEST_VOWELS = 0.3  # of all letters; English has 0.4, letters struck at random 0.23
_VOWELS = frozenset("aeiouy")


def is_gibberish(words: Iterable[str]) -> bool:
    """Whether many words have too few vowels for words that somebody wrote.

    Other scripts than the Latin one are not judged.
    """
    letters = [
        letter
        for word in {word.casefold() for word in words}
        for letter in word
        if letter.isascii() and letter.isalpha()
    ]
    if len(letters) < _FEWEST_LETTERS:
        return False
    return sum(letter in _VOWELS for letter in letters) < _FEWEST_VOWELS * len(letters)
