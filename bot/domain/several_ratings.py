"""Several ratings in one message: "pain 6, mood 4, slept badly maybe a 3".

Each number is bound to the one item that its own clause names, or that the clause before it
names when the number stands alone ("slept badly, 3"). A number without an item belongs to the
open question only at the beginning of the message, or when it is the only one. A wrong number
in the record is worse than one more question: whatever is in doubt is left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.clauses import Clause, RatedItem, clauses, find_cues
from bot.domain.nrs import read_nrs
from bot.domain.number_words import HEDGES, fold_text, in_digits

_WORD = re.compile(r"[a-z']+")
_LONGEST_WAY = 6  # words between an item and its number
_NO_WAY = 1000  # the number stands before the item
# "Slept 6" is more often hours than points.
_HOURS_MEANT = re.compile(r"\bslept(?: (?:about|around|only|just|for|maybe|like))* \d")
_RATING_FIRST = re.compile(
    r"(?P<lead>(?:[a-z']+ )*)(?P<n>[\d.]+(?: ?/ ?10| out of 10)?) (?P<rest>.+)"
)


@dataclass(frozen=True)
class Beside:
    """A message in two parts: ratings that stand by themselves, and what is said beside them."""

    ratings: Mapping[str, int]
    rest: tuple[str, ...]  # clauses, folded and with their numbers in digits


def read_ratings(
    text: str, items: Sequence[RatedItem], open_item: str | None = None
) -> dict[str, int]:
    """Return the ratings that are clearly bound to one item each.

    Args:
        text: What the person typed.
        items: What a message may rate.
        open_item: The item that was asked last; one that takes no number counts as none.

    Returns:
        Points by item. A message that names no other item than the open one is read as the
        plain answer to that.
    """
    by_id = {item.id: item for item in items}
    open_item = open_item if open_item in by_id else None
    said = clauses(text, items)
    named = {item for clause in said for item in clause.named}
    if not named - {open_item}:
        return {} if open_item is None else _points(text, by_id[open_item])
    telling = [clause for clause in said if clause.tells]
    if len(telling) > 1:
        return _read_list(said, by_id, open_item)
    owner = _owner_of(telling[0], said, by_id, open_item) if telling else None
    if owner is None:
        return {}
    return _points(text if owner == open_item else telling[0].text, by_id[owner])


def read_beside(
    text: str, items: Sequence[RatedItem], open_item: str | None = None, *, may_lead: bool = True
) -> Beside:
    """Return the ratings of a message that also says something else: "6 but why do you ask".

    Args:
        text: What the person typed.
        items: What a message may rate.
        open_item: The item that was asked last.
        may_lead: Whether a number counts that stands before other words of its own clause, at
            the very beginning: "6 can somebody call me".

    Returns:
        The ratings of clauses that hold hardly more than a number, and the other clauses.
    """
    kept: list[str] = []
    rest: list[str] = []
    for place, clause in enumerate(clauses(text, items)):
        lead = _RATING_FIRST.fullmatch(clause.text) if may_lead and place == 0 else None
        if clause.tells and _says_no_more(clause.text, items):
            kept.append(clause.text)
        elif clause.tells and lead and set(_WORD.findall(lead["lead"])) <= HEDGES:
            kept.append(f"{lead['lead']}{lead['n']}")
            rest.append(lead["rest"])
        else:
            kept.extend([clause.text] if clause.named and not clause.tells else [])
            rest.append(clause.text)
    return Beside(read_ratings(" , ".join(kept), items, open_item), tuple(rest))


def _says_no_more(text: str, items: Sequence[RatedItem]) -> bool:
    """Whether a clause is a number, with or without its items, and hardly more."""
    for cue in reversed(find_cues(text, items)):
        text = f"{text[: cue.start]} {text[cue.end :]}"
    return set(_WORD.findall(text)) <= HEDGES


def _owner_of(
    telling: Clause, said: Sequence[Clause], by_id: Mapping[str, RatedItem], open_item: str | None
) -> str | None:
    """Return the item that the only number of a message rates, if that is clear."""
    if len(telling.named) > 1:
        near = sorted(telling.named, key=lambda item: _distance(telling.text, by_id[item]))
        return open_item if near[0] == open_item else None
    if telling.named:
        (item,) = telling.named
        return item if item == open_item or _is_plainly(telling.text, by_id[item]) else None
    before = next(owned for owned in _segments(said) if telling in owned)[0].named
    if not before or not _is_bare(telling):
        return open_item
    if open_item in before:
        return open_item
    return before[0] if open_item is None and len(before) == 1 else None


def _read_list(
    said: Sequence[Clause], by_id: Mapping[str, RatedItem], open_item: str | None
) -> dict[str, int]:
    votes: dict[str, set[int | None]] = {}
    for owned in _segments(said):
        telling = [clause for clause in owned if clause.tells]
        owners = owned[0].named or ((open_item,) if open_item is not None else ())
        for item in owners if telling else ():
            is_clear = len(owners) == 1 and _is_clear(owned, telling, by_id[item])
            together = " , ".join(clause.text for clause in telling)
            points = _points(together, by_id[item]).get(item) if is_clear else None
            votes.setdefault(item, set()).add(points)
    agreed = {item: next(iter(given)) for item, given in votes.items() if len(given) == 1}
    return {item: points for item, points in agreed.items() if points is not None}


def _segments(said: Sequence[Clause]) -> list[list[Clause]]:
    """Return the clauses by the item they follow: each begins where items are named."""
    found: list[list[Clause]] = []
    for clause in said:
        if clause.named or not found:
            found.append([])
        found[-1].append(clause)
    return found


def _is_clear(owned: Sequence[Clause], telling: Sequence[Clause], item: RatedItem) -> bool:
    """Whether every number stands where the item is named, or alone right behind that."""
    if any(clause is not owned[0] and not _is_bare(clause) for clause in telling):
        return False
    first = owned[0]
    is_far = bool(first.named) and _LONGEST_WAY < _distance(first.text, item) < _NO_WAY
    return not is_far and not _HOURS_MEANT.search(first.text)


def _is_plainly(text: str, item: RatedItem) -> bool:
    """Whether a clause is an item and a number and hardly more: "mood is about 4"."""
    for cue in find_cues(text, [item]):
        around = {*_WORD.findall(text[: cue.start])}
        if re.search(r"\d", text[cue.end :]):
            around |= set(_way(text[cue.end :]))
        if around <= HEDGES:
            return not _HOURS_MEANT.search(text)
    return False


def _distance(text: str, item: RatedItem) -> int:
    """Return how many words stand between an item and its number."""
    behind = [text[cue.end :] for cue in find_cues(text, [item])]
    return min((len(_way(rest)) for rest in behind if re.search(r"\d", rest)), default=_NO_WAY)


def _way(text: str) -> list[str]:
    """Return the words up to the first number."""
    return _WORD.findall(re.split(r"\d", text, maxsplit=1)[0])


def _is_bare(clause: Clause) -> bool:
    """Whether a clause is a number and no more, and goes on with what was said before it."""
    return clause.goes_on and set(_WORD.findall(clause.text)) <= HEDGES


def _points(text: str, item: RatedItem) -> dict[str, int]:
    points = read_nrs(text, item.minimum, item.maximum).value
    if points is None:
        return {}
    has_number = re.search(r"\d", in_digits(fold_text(text))) is not None
    if points == 0 and not item.nothing_is_zero and not has_number:
        return {}  # "none" may mean "no bother at all", which is the other end here
    return {item.id: points}
