"""Scores as providers read them; a patient never does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.domain.measures.peg import PegScore
from bot.domain.measures.pgic import PGIC_ITEM, PgicScore
from bot.domain.measures.phq_4 import Phq4Score
from bot.domain.measures.scoring import Score, points_of
from bot.domain.patients import Patient
from bot.library.models.questionnaire import Questionnaire
from bot.services.provider_words import PROVIDER_LANGUAGE, measure_words, words
from bot.services.scores import ScoredRound, scored_rounds
from bot.services.work import Work

_SHOWN_POINTS = ("peg", "phq_4", "gad_2", "phq_2")  # a half is shown by its own name
_NAMES = {"peg": "peg", "phq-4": "phq_4", "pgic": "pgic"}  # of an instrument among the measures


async def score_lines(work: Work, patient: Patient) -> Sequence[str]:
    """Return a line for each instrument: the last round, and the score before it."""
    lines = []
    for asked in work.library.questionnaires(PROVIDER_LANGUAGE):
        if asked.instrument is not None:
            rounds = await scored_rounds(work, patient, asked)
            lines += [_line(work, asked, rounds)] if rounds else []
    return lines


def points_words(work: Work, points: Mapping[str, float]) -> Sequence[str]:
    """Return the points of one round, each with what its scale ends at."""
    return [
        words(work, f"provider.score_{name}", value=_shown(name, points[name]))
        for name in _SHOWN_POINTS
        if name in points
    ]


def _line(work: Work, asked: Questionnaire, rounds: Sequence[ScoredRound]) -> str:
    *earlier, last = rounds
    parts = ", ".join(_parts(work, asked, last.score))
    line = words(work, "provider.score_line", values=parts, date=_date_words(last.on_date))
    before = [points for each in earlier if (points := _main_points(each.score)) is not None]
    if not before:
        return line
    return words(
        work, "provider.score_before", line=line, value=_shown(asked.instrument, before[-1])
    )


def _parts(work: Work, asked: Questionnaire, scored: Score | None) -> Sequence[str]:
    assert asked.instrument is not None
    if isinstance(scored, PgicScore):
        answer = asked.item(PGIC_ITEM.item_id).label_of(scored.change_points)
        return [words(work, "provider.score_pgic", value=scored.change_points, answer=answer)]
    known = points_words(work, points_of(scored))
    if _main_points(scored) is not None:
        return known
    name = measure_words(work, _NAMES[asked.instrument])
    return [words(work, "provider.score_not_complete", measure=name), *known]


def _main_points(scored: Score | None) -> float | None:
    """Return the one number that stands for a score; None while something is missing."""
    if isinstance(scored, PegScore):
        return scored.mean_points
    if isinstance(scored, Phq4Score):
        return scored.total_points
    return None if scored is None else scored.change_points


def _shown(name: str | None, points: float) -> str:
    return f"{points:.1f}" if name == "peg" else f"{points:.0f}"


def _date_words(on_date: date) -> str:
    return f"{on_date.day} {on_date:%B}"
