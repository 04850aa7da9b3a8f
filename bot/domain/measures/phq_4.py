"""PHQ-4: worry and low mood over two weeks, made of two halves, GAD-2 and PHQ-2.

Each half is an instrument of its own, so a complete one is scored though the other is not. No
item asks about self-harm; screening of what people write does not rest on this.

A positive half says that a longer look is worth while. It is no diagnosis. There is no agreed
change that matters (to be confirmed by a clinician), so nothing here compares two scores.

The PHQ family asks no fee or permission; older copies carry a notice of Pfizer's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.measures.items import ScaleItem, read_points, sum_points

GAD_2_ITEMS = (
    ScaleItem("gad-nervous", 0, 3),
    ScaleItem("gad-worry", 0, 3),  # cannot stop it
)
PHQ_2_ITEMS = (
    ScaleItem("phq-interest", 0, 3),  # low interest or pleasure
    ScaleItem("phq-mood", 0, 3),  # low mood
)
PHQ_4_ITEMS = GAD_2_ITEMS + PHQ_2_ITEMS

POSITIVE_FROM_POINTS = 3  # of either half


class Phq4Band(StrEnum):
    """The published name of a range of totals. For providers' eyes only, never for a patient."""

    NONE = "none"
    MILD = "mild"
    MODERATE = "moderate"
    SEVERE = "severe"


_BANDS_FROM_POINTS = (
    (9, Phq4Band.SEVERE),
    (6, Phq4Band.MODERATE),
    (3, Phq4Band.MILD),
    (0, Phq4Band.NONE),
)


@dataclass(frozen=True)
class Phq4Score:
    """One scored PHQ-4; higher is worse. For providers' eyes only.

    None always means that an answer is missing and nothing is known. It is not a negative.
    """

    gad_2_points: int | None  # 0-6
    phq_2_points: int | None  # 0-6

    @property
    def total_points(self) -> int | None:
        """Both halves together, 0-12; None unless both are complete."""
        return sum_points((self.gad_2_points, self.phq_2_points))

    @property
    def is_gad_2_positive(self) -> bool | None:
        """Whether the half about worry reaches the cut-off."""
        return _is_positive(self.gad_2_points)

    @property
    def is_phq_2_positive(self) -> bool | None:
        """Whether the half about mood reaches the cut-off."""
        return _is_positive(self.phq_2_points)

    @property
    def band(self) -> Phq4Band | None:
        """The published range that the total lies in."""
        total = self.total_points
        if total is None:
            return None
        return next(band for from_points, band in _BANDS_FROM_POINTS if total >= from_points)


def score_phq_4(answers: Mapping[str, int | None]) -> Phq4Score:
    """Return the PHQ-4 score with its halves.

    Args:
        answers: Whole points, 0-3, by the ids of ``PHQ_4_ITEMS``.

    Returns:
        The score; a half with a missing answer is None, and then so are total and band.

    Raises:
        InvalidAnswer: An answer does not belong to the scale.

    Source:
        Items, sums, bands (0-2, 3-5, 6-8, 9-12) and 3 or more as positive for either half:
        Kroenke et al. 2009, Psychosomatics 50:613, as told in the NINDS notice on the PHQ-4.
        PHQ-2 from 3: sensitivity 61 %, specificity 92 %; from 2 it would be 86 % and 78 %
        (Arroll et al. 2010, PMC2906530). GAD-2 from 3: 86 % and 83 % for generalised anxiety
        disorder; its paper is still to be named. Whether 3 is right for a clinic awaits its
        clinician. Missing item: no published rule is known to us, so the
        half has no score; to be confirmed by a clinician.
    """
    points = read_points(PHQ_4_ITEMS, answers)
    split = len(GAD_2_ITEMS)
    return Phq4Score(sum_points(points[:split]), sum_points(points[split:]))


def _is_positive(half_points: int | None) -> bool | None:
    return None if half_points is None else half_points >= POSITIVE_FROM_POINTS
