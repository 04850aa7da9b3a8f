"""A message in clauses, each with the items of a check-in that its words name.

Clauses are cut at signs and at words such as "and" and "but", and again where a clause names
several items by turns with numbers ("pain 6 mood 4").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from bot.domain.nrs import NrsProblem, read_nrs
from bot.domain.nrs_course import neighbours_as_one
from bot.domain.number_words import fold_text, in_digits


@dataclass(frozen=True)
class RatedItem:
    """An item with a numeric scale, and the words that people name it by."""

    id: str
    cues: tuple[str, ...] = ()
    minimum: int = 0
    maximum: int = 10
    nothing_is_zero: bool = True  # "none" is the lowest point, not "nothing to complain of"


@dataclass(frozen=True)
class Clause:
    """A few words that belong together, folded and with their numbers in digits."""

    text: str
    named: tuple[str, ...] = ()  # items, in the order of their first cues
    goes_on: bool = False  # a sign stands before it, no word such as "but"

    @property
    def tells(self) -> bool:
        """Whether a number stands here that may be a rating."""
        return read_nrs(self.text).problem is not NrsProblem.NOTHING


@dataclass(frozen=True)
class Cue:
    """A place where a clause names an item."""

    item: str
    start: int
    end: int


_SIGNS = r"[;!?()|\u2022]|\.(?!\d)|,|[&+]|(?<!\d)/|/(?!\d)|(?<=\s)-(?=\s(?!\d))"
_WORDS = (
    r"(?:and(?! (?:a )?half\b)|but|though|tho|although|however|plus|then|while|so|because|cause"
    r"|cos|cuz|since|after|which)"
)
_CUT = re.compile(rf"\s*(?:(?P<sign>{_SIGNS})\s*)+(?:{_WORDS}\b)?|(?<!\S){_WORDS}(?!\S)")
_BETWEEN = re.compile(r"(\bbetween (?:an? )?\d+(?:\.\d+)?) and(?= )")
_NUMBER = re.compile(r"\d")
_SHORTEST_SLIP = 4  # letters; a shorter word with two letters swapped may be another word
_OF_TEN = r"(?: ?/ ?10| out of 10)?"
_LINK = r"(?: (?:for|on|the|my|of|in|as|is))*"
_LINKED = re.compile(rf"\d{_OF_TEN}{_LINK} ?$")
_TURN = re.compile(rf"(?:[a-z']+ )*[\d.]+{_OF_TEN}{_LINK} \D+$")
# "At night" and "last night" say when, and are no name; "good night" is a farewell.
_SAYS_WHEN = (
    "last",
    "at",
    "all",
    "every",
    "per",
    "good",
    "to",
    "in the",
    "during the",
    "through the",
    "of the",
    "the other",
)
# A clause that ends so is about what follows: "pain kept me from | sleep 3".
_LEANS_ON = re.compile(
    r"\b(?:of|from|to|my|the|an?|with|for|because|by|in|on|or|than|that|when|before|no|not|last|is"
    r"|was|got|gets|getting|has|have|been|kept|keeps|stops|stopped|makes?|made|ruins|ruined|due)$"
)


def clauses(text: str, items: Sequence[RatedItem]) -> list[Clause]:
    """Return the clauses of a message."""
    found: list[Clause] = []
    for part, goes_on in _parts(text):
        found.extend(_by_turns(part, find_cues(part, items), goes_on=goes_on))
    return found


def find_cues(text: str, items: Sequence[RatedItem], *, also_when: bool = False) -> list[Cue]:
    """Return where folded ``text`` names items; of cues that overlap, the longest.

    Args:
        text: Folded, with its numbers in digits.
        items: The items that may be named.
        also_when: Whether to take words that may only say when, as in "last night", too.
    """
    pattern, owners = _cue_pattern(tuple(items))
    if pattern is None:
        return []
    cues = [Cue(owners[found[0]], *found.span()) for found in pattern.finditer(text)]
    return [cue for cue in cues if also_when or not _says_when(text[: cue.start])]


def _says_when(before: str) -> bool:
    return f" {before}".endswith(tuple(f" {word} " for word in _SAYS_WHEN))


@lru_cache(maxsize=32)
def _cue_pattern(items: tuple[RatedItem, ...]) -> tuple[re.Pattern[str] | None, dict[str, str]]:
    owners = {fold_text(cue): item.id for item in items for cue in item.cues}
    if not owners:
        return None, {}
    slips = {slip: owner for cue, owner in owners.items() for slip in _slips(cue)}
    owners = slips | owners
    longest_first = sorted(owners, key=len, reverse=True)
    cues = "|".join(re.escape(cue) for cue in longest_first)
    return re.compile(rf"(?<!\w)(?:{cues})(?!\w)"), owners


def _slips(cue: str) -> Iterator[str]:
    """Yield a word with two neighbours of its letters swapped, as tired thumbs do: "pian"."""
    if len(cue) < _SHORTEST_SLIP or not cue.isalpha():
        return
    for place in range(len(cue) - 1):
        yield f"{cue[:place]}{cue[place + 1]}{cue[place]}{cue[place + 2 :]}"


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    plain = in_digits(" ; ".join(fold_text(line) for line in text.splitlines()))
    plain = _BETWEEN.sub(r"\1 to", neighbours_as_one(plain))
    start, goes_on = 0, False
    for cut in _CUT.finditer(plain):
        if part := plain[start : cut.start()].strip():
            yield part, goes_on
        goes_on = cut["sign"] is not None and not re.search(r"\w", cut[0])
        start = cut.end()
    if part := plain[start:].strip():
        yield part, goes_on


def _by_turns(text: str, cues: Sequence[Cue], *, goes_on: bool) -> list[Clause]:
    """Cut a clause where items and numbers take turns; where they do not, leave it whole."""
    if not cues or _is_aside(text, cues):
        return [Clause(text, (), goes_on)]
    turns = [list(group) for _, group in groupby(cues, key=lambda cue: cue.item)]
    whole = Clause(text, tuple(dict.fromkeys(cue.item for cue in cues)), goes_on)
    if len(turns) == 1 or not _NUMBER.search(text):
        return [whole]
    if _NUMBER.search(text[: cues[0].start]):
        pieces = _cut(text, [turn[-1].end for turn in turns])
        is_clear = _are_turns(pieces)
    else:
        pieces = _cut(text, [turn[0].start for turn in turns[1:]])
        is_clear = _lead_on(pieces)
    if not is_clear:
        return [whole]
    named = [turn[0].item for turn in turns]
    return [Clause(piece, (item,), goes_on) for piece, item in zip(pieces, named, strict=False)]


def _is_aside(text: str, cues: Sequence[Cue]) -> bool:
    """Whether a number stands first, and the item only somewhere behind: "6 with little sleep"."""
    before = text[: cues[0].start]
    is_first = _NUMBER.search(before) and not _NUMBER.search(text[cues[0].end :])
    return bool(is_first) and not _LINKED.search(before)


def _cut(text: str, at: Sequence[int]) -> list[str]:
    return [text[start:end].strip() for start, end in zip([0, *at], [*at, None], strict=True)]


def _are_turns(pieces: Sequence[str]) -> bool:
    """Whether each piece is a number with its item behind it: "6 pain 4 for mood"."""
    *turns, rest = pieces
    are_clear = all(_TURN.match(turn) and read_nrs(turn).value is not None for turn in turns)
    return are_clear and not _NUMBER.search(rest)


def _lead_on(pieces: Sequence[str]) -> bool:
    """Whether each piece is an item with at most one number behind it: "pain 6 mood 4"."""
    for piece, after in zip(pieces, [*pieces[1:], ""], strict=True):
        problem = read_nrs(piece).problem
        if problem is NrsProblem.AMBIGUOUS:
            return False
        if problem is NrsProblem.NOTHING and _NUMBER.search(after) and _LEANS_ON.search(piece):
            return False
    return True
