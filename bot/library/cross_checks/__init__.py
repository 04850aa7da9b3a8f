"""Checks beyond the shape of one key: inside a file, between files, over all of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.library.cross_checks import (
    consent,
    crisis_numbers,
    exercises,
    header,
    instruments,
    lessons,
    lighter,
    pictures,
    policy,
    questionnaires,
    reading_level,
    sets,
    texts,
    tone,
)
from bot.library.cross_checks.corpus import Corpus
from bot.library.faults import Fault
from bot.safety.kinds import RiskKind

RISK_KINDS = tuple(kind.value for kind in RiskKind if kind is not RiskKind.NONE)


def check_all(corpus: Corpus, today: date | None, *, takes_drafts: bool = False) -> Iterator[Fault]:
    """Return what every check finds."""
    for document in corpus.documents:
        yield from header.check(document, today, takes_drafts=takes_drafts)
    yield from consent.check(corpus)
    yield from questionnaires.check(corpus)
    yield from instruments.check(corpus)
    yield from exercises.check(corpus)
    yield from lighter.check(corpus)
    yield from lessons.check(corpus)
    yield from pictures.check(corpus)
    yield from crisis_numbers.check(corpus)
    yield from policy.check(corpus, RISK_KINDS)
    yield from texts.check(corpus)
    yield from tone.check(corpus)
    yield from reading_level.check(corpus)
    yield from sets.check(corpus, RISK_KINDS)
