"""Every rule of the instruments names where it comes from, and for whom it is."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import FrozenInstanceError
from types import ModuleType
from typing import Any

import pytest

from bot.domain.measures import items, peg, pgic, phq_4

MODULES = (items, peg, pgic, phq_4)
RESULTS = (peg.PegScore, peg.PegChange, phq_4.Phq4Score, phq_4.Phq4Band, pgic.PgicScore)


def rules() -> Iterator[tuple[ModuleType, str, Any]]:
    for module in MODULES:
        for name, rule in inspect.getmembers(module, inspect.isfunction):
            if rule.__module__ == module.__name__ and not name.startswith("_"):
                yield module, name, rule


def test_the_rules_are_found() -> None:
    found = {name for _, name, _ in rules()}
    assert {"score_peg", "compare_peg", "score_phq_4", "score_pgic", "sum_points"} <= found


@pytest.mark.parametrize("rule", [pytest.param(rule, id=name) for _, name, rule in rules()])
def test_every_public_rule_names_its_source(rule: Any) -> None:
    _, _, source = (inspect.getdoc(rule) or "").partition("\nSource:\n")
    assert source.strip()


@pytest.mark.parametrize("rule", [peg.score_peg, phq_4.score_phq_4, pgic.score_pgic])
def test_every_score_says_what_a_missing_item_means(rule: Any) -> None:
    assert "Missing item:" in rule.__doc__
    assert "to be confirmed by a clinician" in rule.__doc__


@pytest.mark.parametrize("result", RESULTS)
def test_every_result_says_that_it_is_for_providers(result: Any) -> None:
    assert "For providers' eyes only" in result.__doc__


@pytest.mark.parametrize(
    ("result", "field"),
    [
        (peg.PegScore(3), "sum_points"),
        (peg.compare_peg(peg.PegScore(9), peg.PegScore(3)), "change_points"),
        (phq_4.Phq4Score(1, 2), "gad_2_points"),
        (pgic.PgicScore(2), "change_points"),
    ],
)
def test_a_result_cannot_be_changed(result: Any, field: str) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(result, field, 0)


def test_ids_of_items_differ_between_all_instruments() -> None:
    every = (*peg.PEG_ITEMS, *phq_4.PHQ_4_ITEMS, pgic.PGIC_ITEM)
    assert len({item.item_id for item in every}) == len(every) == 8
