import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.baseline import Trend
from bot.domain.measures.items import InvalidAnswer
from bot.domain.measures.peg import PegScore
from bot.domain.measures.pgic import PgicScore
from bot.domain.measures.phq_4 import Phq4Score
from bot.domain.measures.scoring import (
    COMPARABLE,
    INSTRUMENT_ITEMS,
    WATCHED_POINTS,
    compare_scores,
    points_of,
    score,
)

PEG = ("peg-pain", "peg-enjoyment", "peg-activity")
PHQ = ("gad-nervous", "gad-worry", "phq-interest", "phq-mood")
phq_answers = st.fixed_dictionaries({item: st.none() | st.integers(0, 3) for item in PHQ})


def peg(total):
    return PegScore(total)


def test_each_name_is_scored_by_its_own_rules():
    assert score("peg", dict(zip(PEG, (4, 5, 7), strict=True))) == PegScore(16)
    assert score("phq-4", dict(zip(PHQ, (1, 2, 0, 3), strict=True))) == Phq4Score(3, 3)
    assert score("pgic", {"pgic-change": 2}) == PgicScore(2)
    assert set(INSTRUMENT_ITEMS) == set(WATCHED_POINTS) == {"peg", "phq-4", "pgic"}


@pytest.mark.parametrize("instrument", sorted(INSTRUMENT_ITEMS))
def test_without_answers_there_is_no_score_and_nothing_to_watch(instrument):
    assert score(instrument, {}) is None
    assert points_of(None) == {}


def test_an_answer_of_another_instrument_is_refused():
    with pytest.raises(InvalidAnswer):
        score("peg", {"phq-mood": 1})


def test_the_points_of_a_peg_are_its_mean():
    assert points_of(peg(16)) == {"peg": 16 / 3}


def test_a_pgic_gives_no_points_to_watch():
    assert points_of(PgicScore(7)) == {}


def test_half_a_phq_4_is_watched_for_the_half_that_is_there():
    half = score("phq-4", {"gad-nervous": 2, "gad-worry": 2, "phq-mood": 3})
    assert points_of(half) == {"gad_2": 4, "phq_4_half": 4}


@given(phq_answers)
def test_the_higher_half_catches_either_half_and_every_high_total(answers):
    points = points_of(score("phq-4", answers))
    halves = [points[name] for name in ("gad_2", "phq_2") if name in points]
    is_positive = any(half >= 3 for half in halves) or points.get("phq_4", 0) >= 9
    assert is_positive == (points.get("phq_4_half", 0) >= 3)
    assert set(points) <= set(WATCHED_POINTS["phq-4"])


@given(st.integers(0, 30), st.integers(0, 30))
def test_a_peg_is_better_or_worse_from_one_point_of_the_mean_on(before, now):
    expected = Trend.SAME
    if before - now >= 3:
        expected = Trend.BETTER
    if now - before >= 3:
        expected = Trend.WORSE
    assert compare_scores(peg(before), peg(now)) is expected


@pytest.mark.parametrize(
    ("before", "now"), [(Phq4Score(0, 0), Phq4Score(6, 6)), (PgicScore(1), PgicScore(7))]
)
def test_no_other_scores_are_compared(before, now):
    assert compare_scores(before, now) is None
    assert frozenset({"peg"}) == COMPARABLE
