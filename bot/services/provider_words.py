"""Words for providers: one language, the clinic's clock."""

from __future__ import annotations

from datetime import date, datetime

from bot.services.clock_words import clock_words, weekday_words
from bot.services.work import Work

PROVIDER_LANGUAGE = "en"  # until a clinic has the providers' words in another one


def words(work: Work, key: str, **params: object) -> str:
    """Return a text for providers."""
    return work.library.text(key, PROVIDER_LANGUAGE, **params)


def clinic_clock(work: Work, moment: datetime) -> str:
    """Return a moment as the clinic's clock shows it."""
    return clock_words(work, moment, PROVIDER_LANGUAGE)


def day_words(work: Work, on_date: date) -> str:
    """Return a local day as providers read it."""
    return f"{weekday_words(work, on_date, PROVIDER_LANGUAGE)} {on_date:%d.%m.}"


def measure_words(work: Work, measure: str) -> str:
    """Return a measure's short name; a new one of the content gets by without words."""
    key = f"provider.measure_{measure}"
    if key in work.library.messages(PROVIDER_LANGUAGE):
        return words(work, key)
    return measure.removesuffix("_nrs").replace("_", " ")
