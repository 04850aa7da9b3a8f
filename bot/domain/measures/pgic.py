"""PGIC: a person's own impression of the overall change since the start, in one item.

It is itself a change, so nothing here compares two ratings. The NINDS notice on it calls it
public domain.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.measures.items import ScaleItem, read_points

# 1 very much improved, 2 much improved, 3 a little improved, 4 no change, then likewise to
# 7 very much worse. Scales of this name also run the other way: content must keep to this one.
PGIC_ITEM = ScaleItem("pgic-change", 1, 7)

IMPORTANT_TO_POINTS = 2


@dataclass(frozen=True)
class PgicScore:
    """One PGIC rating; lower is better. For providers' eyes only."""

    change_points: int  # 1-7, 4 is no change

    @property
    def is_much_improved(self) -> bool:
        """Whether the person calls it much or very much improved."""
        return self.change_points <= IMPORTANT_TO_POINTS


def score_pgic(answers: Mapping[str, int | None]) -> PgicScore | None:
    """Return the PGIC rating.

    Args:
        answers: Whole points, 1-7, by the id of ``PGIC_ITEM``.

    Returns:
        The rating; None without an answer.

    Raises:
        InvalidAnswer: The answer does not belong to the scale.

    Source:
        Much or very much improved as the marker of importance: Farrar et al. 2001, Pain 94:149.
        The direction, 1 as very much improved to 7 as very much worse: NINDS notice on the
        PGIC; to be confirmed by a clinician together with the wording of the seven choices.
        Missing item: with one item there is nothing to score. There is no published threshold
        for getting worse that is known to us.
    """
    (points,) = read_points((PGIC_ITEM,), answers)
    return None if points is None else PgicScore(points)
