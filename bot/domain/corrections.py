"""A correction of an earlier rating, read from what a person typed: "sorry, sleep was 3 not 8".

Which words mark a correction is content; this module knows only how they and the numbers stand
to each other. What is in doubt is left unread, so that the item is asked again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache

from bot.domain.clauses import RatedItem, clauses, find_cues
from bot.domain.nrs import read_nrs
from bot.domain.number_words import fold_text, in_digits
from bot.domain.several_ratings import read_ratings


@dataclass(frozen=True)
class CorrectionWords:
    """Phrases that mark a correction, in plain small letters."""

    clear: tuple[str, ...]  # wherever they stand: "i meant", "should be"
    opening: tuple[str, ...]  # at the beginning, before little more than a number: "sorry"
    instead_of: tuple[str, ...]  # before the number that was wrong: "not"
    said: tuple[str, ...]  # before a number that was wrong, if another one follows: "i put"
    changed: tuple[str, ...]  # before the number that another one follows: "change the"
    around: tuple[str, ...]  # words that add nothing: "it", "my", "please"
    first: tuple[str, ...] = ()  # name the answer that was given first: "the first one"


class Mark(IntEnum):
    """How surely the words of a message mark a correction."""

    NONE = 0
    SLIGHT = 1  # "sorry, 4" may answer the open question as well
    CLEAR = 2


@dataclass(frozen=True, kw_only=True)
class Correction:
    """What a message would correct."""

    mark: Mark
    is_plain: bool  # nothing else is said
    ratings: Mapping[str, int] = field(default_factory=dict)  # bound to their items
    value: int | None = None  # a rating that names no item
    former: frozenset[int] = frozenset()  # what it stands instead of
    named: tuple[str, ...] = ()  # items, with a rating or without
    is_first: bool = False  # the answer to the first question is meant

    @property
    def is_readable(self) -> bool:
        """Whether it says what the right number is."""
        return bool(self.ratings) or self.value is not None


_N = r"\d{1,3}(?:\.\d{1,2})?"
_STARRED = re.compile(rf"^\W*\*\s*{_N}(?!\w)|(?<!\w){_N}\s*\*")  # "*4", as people mend a slip
_OF_TEN = re.compile(r"(?<=\d)\s*(?:/|out of)\s*10\b")


def read_correction(text: str, items: Sequence[RatedItem], words: CorrectionWords) -> Correction:
    """Return what a message corrects; its mark is ``NONE`` when no word says that it does."""
    plain = _OF_TEN.sub("", in_digits(" ; ".join(fold_text(line) for line in text.splitlines())))
    named = tuple(dict.fromkeys(cue.item for cue in find_cues(plain, items, also_when=True)))
    is_plain = _is_plain(plain, items, words)
    rest, former = _without(plain, words.instead_of)
    rest, said = _without(rest, words.said, r"(?=.*\d)")
    mark = _mark(plain, words, has_former=bool(former | said))
    changed: frozenset[int] = frozenset()
    if mark is not Mark.NONE:
        rest, changed = _without(rest, words.changed, r"(?=.*\d)")
    ratings, value = _bound(rest, items, named, is_plain=is_plain)
    # "I said 8": the right number, or the wrong one? In "I said 8, not 3" it is the right one.
    if not former and _before_number(words.said).search(rest):
        ratings, value = {}, None
    return Correction(
        mark=mark,
        is_plain=is_plain,
        ratings=ratings,
        value=value,
        former=former | said | changed,
        named=named,
        is_first=bool(words.first) and bool(_phrases(words.first).search(plain)),
    )


def _mark(text: str, words: CorrectionWords, *, has_former: bool) -> Mark:
    if _phrases(words.clear).search(text):
        return Mark.CLEAR
    begins = re.match(rf"\W*{_phrases(words.opening).pattern}", text)
    return Mark.SLIGHT if begins or has_former or _STARRED.search(text) else Mark.NONE


def _without(text: str, phrases: tuple[str, ...], follows: str = "") -> tuple[str, frozenset[int]]:
    """Return ``text`` without the numbers behind some phrases, and those numbers."""
    pattern = _before_number(phrases).pattern + follows
    rest = re.sub(pattern, lambda found: f" {found['way'] or ''} ", text)
    if rest == text or not re.search(r"\d", rest):
        return text, frozenset()
    return rest, frozenset(round(float(each["n"])) for each in re.finditer(pattern, text))


def _before_number(phrases: tuple[str, ...]) -> re.Pattern[str]:
    # Of "change my pain from 7 to 5" the item is still to be read.
    way = r"[ ,.]+(?:(?:an?|the|that|my) |(?P<way>(?:[a-z']+ ){0,5})from )?"
    return re.compile(rf"{_phrases(phrases).pattern}{way}(?P<n>{_N})(?!\w|\.\d)")


def _bound(
    rest: str, items: Sequence[RatedItem], named: Sequence[str], *, is_plain: bool
) -> tuple[Mapping[str, int], int | None]:
    """Return ratings by item, or the one rating that names none."""
    said = clauses(rest, items)
    telling = [clause for clause in said if clause.tells]
    if not named:
        low = min((item.minimum for item in items), default=0)
        high = max((item.maximum for item in items), default=10)
        return {}, read_nrs(rest, low, high).value
    if len(named) > 1:
        ratings = read_ratings(rest, items)
        return (ratings if len(ratings) == len(telling) else {}), None
    (item,) = (each for each in items if each.id == named[0])
    points = read_nrs(rest, item.minimum, item.maximum).value
    is_near = len(telling) == 1 and telling[0].named == (item.id,)
    return ({item.id: points} if points is not None and (is_near or is_plain) else {}), None


def _is_plain(text: str, items: Sequence[RatedItem], words: CorrectionWords) -> bool:
    """Whether nothing is said beside the correction."""
    for cue in reversed(find_cues(text, items, also_when=True)):
        text = f"{text[: cue.start]} {text[cue.end :]}"
    marks = (words.clear, words.opening, words.instead_of, words.said, words.changed)
    for phrases in (*marks, words.around):
        text = _phrases(phrases).sub(" ", text)
    return re.search(r"[^\W\d]", re.sub(r"'s\b", "", text)) is None


@lru_cache(maxsize=32)
def _phrases(phrases: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted((re.escape(phrase) for phrase in phrases), key=len, reverse=True)
    return re.compile(rf"(?<![\w'])(?:{'|'.join(longest_first)})(?![\w'])")
