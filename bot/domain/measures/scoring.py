"""Scores by an instrument's name, and what of a score a policy may watch.

For providers' eyes only: a patient is never told a score.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.baseline import Trend
from bot.domain.measures.items import ScaleItem
from bot.domain.measures.peg import CHANGE_POINTS, PEG_ITEMS, PegScore, compare_peg, score_peg
from bot.domain.measures.pgic import PGIC_ITEM, PgicScore, score_pgic
from bot.domain.measures.phq_4 import PHQ_4_ITEMS, Phq4Score, score_phq_4

Score = PegScore | Phq4Score | PgicScore

INSTRUMENT_ITEMS: Mapping[str, tuple[ScaleItem, ...]] = {
    "peg": PEG_ITEMS,
    "phq-4": PHQ_4_ITEMS,
    "pgic": (PGIC_ITEM,),
}
# What a rule of the escalation policy may name. A PGIC is itself a change and raises nothing.
WATCHED_POINTS: Mapping[str, tuple[str, ...]] = {
    "peg": ("peg",),
    "phq-4": ("gad_2", "phq_2", "phq_4", "phq_4_half"),
    "pgic": (),
}
COMPARABLE = frozenset({"peg"})  # for the others no change that matters is agreed


def score(instrument: str, answers: Mapping[str, int | None]) -> Score | None:
    """Return the score of one round of an instrument.

    Args:
        instrument: A key of ``INSTRUMENT_ITEMS``.
        answers: Whole points by the ids of its items.

    Returns:
        The score; None when a missing answer leaves nothing to score. A PHQ-4 with one complete
        half is scored for that half.

    Raises:
        InvalidAnswer: An answer does not belong to the scale.

    Source:
        See the module of each instrument; the choice between them has no clinical content.
    """
    if instrument == "peg":
        return score_peg(answers)
    if instrument == "pgic":
        return score_pgic(answers)
    both = score_phq_4(answers)
    is_empty = both.gad_2_points is None and both.phq_2_points is None
    return None if is_empty else both


def points_of(scored: Score | None) -> Mapping[str, float]:
    """Return the points of a score by the names in ``WATCHED_POINTS``; unknown ones are left out.

    Source:
        ``phq_4_half`` is the higher of the halves that are complete, so that one rule says
        "either half". The rest are the instruments' own; see their modules.
    """
    if isinstance(scored, PegScore):
        return {"peg": scored.mean_points}
    if not isinstance(scored, Phq4Score):
        return {}
    halves = {"gad_2": scored.gad_2_points, "phq_2": scored.phq_2_points}
    known = {name: points for name, points in halves.items() if points is not None}
    total = scored.total_points
    whole = {} if total is None else {"phq_4": total}
    return {**known, **whole, "phq_4_half": max(known.values())} if known else {}


def compare_scores(before: Score, now: Score) -> Trend | None:
    """Return how a score stands beside an earlier one of the same person; None if not comparable.

    Source:
        Better from 1 point on: see ``compare_peg``. Worse from 1 point on mirrors it, which is
        the project's own judgement, to be confirmed by a clinician: a published threshold for
        getting worse is not known to us. For PHQ-4 and PGIC no change is judged at all.
    """
    if not (isinstance(before, PegScore) and isinstance(now, PegScore)):
        return None
    if compare_peg(before, now).is_improved_1_point:
        return Trend.BETTER
    is_worse = now.sum_points - before.sum_points >= CHANGE_POINTS * len(PEG_ITEMS)
    return Trend.WORSE if is_worse else Trend.SAME
