"""PEG: pain on average, and how far it got in the way, over the past week.

It is widely described as public domain. It was made from the Brief Pain Inventory, whose owner
claims works derived from that, so the licence is an open question until someone has asked; the
items' exact wording is not kept here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.measures.items import ScaleItem, read_points, sum_points

PEG_ITEMS = (
    ScaleItem("peg-pain", 0, 10),  # average pain
    ScaleItem("peg-enjoyment", 0, 10),  # interference with enjoyment of life
    ScaleItem("peg-activity", 0, 10),  # interference with general activity
)

CHANGE_POINTS = 1  # of the mean
CHANGE_PERCENT = 30  # of the mean before


@dataclass(frozen=True)
class PegScore:
    """One scored PEG; higher is worse. For providers' eyes only."""

    # Kept as the sum: a mean in thirds is inexact, and a comparison at a cut-off must not be.
    sum_points: int  # 0-30

    @property
    def mean_points(self) -> float:
        """The PEG score, 0-10 points, not rounded."""
        return self.sum_points / len(PEG_ITEMS)


@dataclass(frozen=True)
class PegChange:
    """What lies between two PEG scores of one person. For providers' eyes only."""

    change_points: float  # of the mean, -10 to 10; below zero is an improvement
    change_percent: float | None  # of the mean before; None when that was zero
    is_improved_1_point: bool
    is_improved_30_percent: bool


def score_peg(answers: Mapping[str, int | None]) -> PegScore | None:
    """Return the PEG score.

    Args:
        answers: Whole points, 0-10, by the ids of ``PEG_ITEMS``.

    Returns:
        The score; None when any of the three answers is missing.

    Raises:
        InvalidAnswer: An answer does not belong to the scale.

    Source:
        Items, range and mean: Krebs et al. 2009, J Gen Intern Med 24:733,
        doi:10.1007/s11606-009-0981-1. Missing item: no published rule is known to us, so there
        is no score; to be confirmed by a clinician. Nor are published bands known to us.
    """
    total = sum_points(read_points(PEG_ITEMS, answers))
    return None if total is None else PegScore(total)


def compare_peg(before: PegScore, now: PegScore) -> PegChange:
    """Return the change from one PEG score to a later one of the same person.

    The two thresholds stay apart, since they disagree: from 9 points to 8 is 11 percent, and
    from 2 to 1.3 is a third. Which of them a clinic goes by awaits its clinician. Both are for
    improvement; a published threshold for getting worse is not known to us.

    Args:
        before: The earlier score.
        now: The later score.

    Returns:
        The change, and whether it reaches each threshold; exactly at it counts. From zero
        nothing can improve.

    Source:
        1 point: Reed et al. 2024, J Pain 25:142, doi:10.1016/j.jpain.2023.07.028, the lower end
        of most anchor-based estimates (1.0-1.75; distribution-based ones are 0.6-1.2); taking
        the lower end is the project's own judgement, to be confirmed by a clinician.
        30 percent: in common use, not read in a source; to be confirmed by a clinician.
    """
    gain = before.sum_points - now.sum_points
    return PegChange(
        change_points=-gain / len(PEG_ITEMS),
        change_percent=-100 * gain / before.sum_points if before.sum_points else None,
        is_improved_1_point=gain >= CHANGE_POINTS * len(PEG_ITEMS),
        is_improved_30_percent=gain > 0 and 100 * gain >= CHANGE_PERCENT * before.sum_points,
    )
