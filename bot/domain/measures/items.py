"""The answers to an instrument's items, checked before anything is scored.

An item without an answer is ordinary, since every question may be skipped. An answer that the
scale does not have is a fault of whoever stored it: it raises and never counts as missing,
because a quiet repair would be a wrong number in the record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.errors import UnscorableError


@dataclass(frozen=True)
class ScaleItem:
    """One item of an instrument, answered in whole points."""

    item_id: str
    minimum_points: int
    maximum_points: int


class InvalidAnswer(UnscorableError, ValueError):
    """An answer does not belong to the scale.

    It names the item and never the answer: errors are logged, and answers must not be.
    """

    def __init__(self, item_id: str, reason: str) -> None:
        self.item_id = item_id
        super().__init__(f"Item {item_id!r} {reason}.")


class PointsOutOfRange(InvalidAnswer):
    """An answer lies outside the item's range."""

    def __init__(self, item: ScaleItem) -> None:
        self.minimum_points = item.minimum_points
        self.maximum_points = item.maximum_points
        reason = f"must lie within {item.minimum_points} and {item.maximum_points} points"
        super().__init__(item.item_id, reason)


class NotWholePoints(InvalidAnswer):
    """An answer is not a whole number."""

    def __init__(self, item: ScaleItem) -> None:
        super().__init__(item.item_id, "must be whole points")


class UnknownItem(InvalidAnswer):
    """An answer is to an item that the instrument does not have."""

    def __init__(self, item_id: str) -> None:
        super().__init__(item_id, "is not part of this instrument")


def read_points(
    items: Sequence[ScaleItem], answers: Mapping[str, int | None]
) -> tuple[int | None, ...]:
    """Return the points of each item, in the items' order.

    Args:
        items: All items of the instrument.
        answers: Points by item id, in any order; an absent id and None both mean not answered.

    Returns:
        One entry for each item; None where there is no answer.

    Raises:
        UnknownItem: An id is not one of the instrument's. A misspelt one would otherwise look
            like a skipped question.
        NotWholePoints: An answer is not an int; ``True`` and ``2.0`` are none.
        PointsOutOfRange: An answer is not on the item's scale.

    Source:
        The project's own rule; it has no clinical content.
    """
    known = {item.item_id for item in items}
    for item_id in answers:
        if item_id not in known:
            raise UnknownItem(item_id)
    return tuple(_checked(item, answers.get(item.item_id)) for item in items)


def sum_points(points: Sequence[int | None]) -> int | None:
    """Return the sum, or None when an answer is missing; nothing is ever filled in.

    Source:
        The project's own judgement, to be confirmed by a clinician: the sources of the
        instruments here name no rule for a missing item, and without one any estimate would
        be ours and no longer the instrument's.
    """
    known = [value for value in points if value is not None]
    return sum(known) if len(known) == len(points) else None


def _checked(item: ScaleItem, points: int | None) -> int | None:
    if points is None:
        return None
    # A bool is an int to Python, and True would be scored as one point.
    if type(points) is not int:
        raise NotWholePoints(item)
    if not item.minimum_points <= points <= item.maximum_points:
        raise PointsOutOfRange(item)
    return points
