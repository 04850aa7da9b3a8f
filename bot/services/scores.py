"""The rounds of an instrument and their scores; see ``score_words`` for how providers read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.baseline import Trend
from bot.domain.measures.scoring import INSTRUMENT_ITEMS, Score, compare_scores, score
from bot.domain.patients import Patient
from bot.library.models.questionnaire import Questionnaire
from bot.services.work import Work

REMEMBERED_DAYS = 180  # longer than any baseline of a rule, and five rounds of the rarest


@dataclass(frozen=True)
class ScoredRound:
    """One complete round of an instrument."""

    on_date: date  # the patient's local day
    score: Score | None  # None: too much was skipped to score it


async def scored_rounds(
    work: Work, patient: Patient, asked: Questionnaire, until: date | None = None
) -> Sequence[ScoredRound]:
    """Return the rounds of an instrument up to a local day, oldest first."""
    assert patient.id is not None
    assert asked.instrument is not None
    today = work.now.astimezone(patient.zone).date()
    since = today - timedelta(days=REMEMBERED_DAYS)
    rounds: dict[date, dict[str, int | None]] = {
        each.on_date: {}
        for each in await work.uow.check_ins.completed_since(patient.id, since, asked.id)
    }
    known = {item.item_id for item in INSTRUMENT_ITEMS[asked.instrument]}
    for day, item_id, points in await work.uow.check_ins.live_values(patient.id, since, asked.id):
        if item_id in known:
            rounds[day][item_id] = points
    return [
        ScoredRound(day, score(asked.instrument, answers))
        for day, answers in rounds.items()
        if until is None or day <= until
    ]


async def beside_the_last(
    work: Work, patient: Patient, asked: Questionnaire, on_date: date
) -> Trend | None:
    """Return how a day's round stands beside the one before; None where nobody can say."""
    rounds = await scored_rounds(work, patient, asked, until=on_date)
    scored = [each for each in rounds if each.score is not None]
    if len(scored) < 2 or scored[-1].on_date != on_date:
        return None
    before, now = scored[-2].score, scored[-1].score
    assert before is not None
    assert now is not None
    return compare_scores(before, now)
