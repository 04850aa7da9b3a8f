"""Whether a questionnaire can be offered as it says, and scored by the rules it names."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.measures.items import ScaleItem
from bot.domain.measures.scoring import COMPARABLE, INSTRUMENT_ITEMS, WATCHED_POINTS
from bot.domain.rhythm import OFFER_GAP_DAYS
from bot.library.cross_checks.corpus import Corpus
from bot.library.cross_checks.questionnaires import DAILY
from bot.library.faults import Fault
from bot.library.place import Place

_LOWEST, _HIGHEST = 0, 10  # of a scale, where a file names no ends
# The daily check-in has a way of its own to be offered, and to say thanks.
_NOT_IN_DAILY = ("rhythm", "thanks")


def check(corpus: Corpus) -> Iterator[Fault]:
    """Return what is wrong with rhythms, instruments and what is said at the end."""
    for top in corpus.tops("questionnaires"):
        if top.at("id").text == DAILY:
            for key in _NOT_IN_DAILY:
                if not top.at(key).is_missing:
                    yield top.at(key).fault_without_value(
                        "has no use in the daily check-in", "take it out"
                    )
        yield from _rhythm(top.at("rhythm"))
        yield from _compared(top)
        yield from _instrument(top)


def watched_scores(corpus: Corpus) -> dict[str, str]:
    """Return what of scores a policy may watch, each as a number, as ``Corpus.measures`` does."""
    found = {top.at("instrument").text or "" for top in corpus.tops("questionnaires")}
    return {name: "nrs" for each in found for name in WATCHED_POINTS.get(each, ())}


def _rhythm(rhythm: Place) -> Iterator[Fault]:
    every = rhythm.at("every_days")
    if every.number is not None and 0 < every.number < OFFER_GAP_DAYS:
        yield every.fault(
            f"is below {OFFER_GAP_DAYS}",
            f"use {OFFER_GAP_DAYS} days or more; offers are at least that far apart",
        )


def _compared(top: Place) -> Iterator[Fault]:
    compared, instrument = top.at("compared"), top.at("instrument").text
    if not compared.is_missing and instrument not in COMPARABLE:
        yield compared.fault_without_value(
            "has no score to compare",
            f"take it out; it belongs to instrument: {' or '.join(sorted(COMPARABLE))}",
        )


def _instrument(top: Place) -> Iterator[Fault]:
    instrument = top.at("instrument")
    scales = {scale.item_id: scale for scale in INSTRUMENT_ITEMS.get(instrument.text or "", ())}
    if not scales:  # none, or a name that its field complains about
        return
    items = {item.at("id").text or "": item for item in top.at("items").entries()}
    absent = [item_id for item_id in scales if item_id not in items]
    if absent:
        yield instrument.fault(
            f"lacks the item {', '.join(absent)}", "add it, or take the instrument out"
        )
    for item_id, item in items.items():
        if item_id in scales:
            yield from _scale(item, scales[item_id])
        elif item_id:
            yield item.at("id").fault(
                f"is no item of {instrument.text}",
                f"use {', '.join(scales)}, or take the item out",
            )


def _scale(item: Place, scale: ScaleItem) -> Iterator[Fault]:
    kind = item.at("kind")
    wanted = list(range(scale.minimum_points, scale.maximum_points + 1))
    if kind.text == "text":
        yield kind.fault("cannot be scored", "write nrs or choice")
    if kind.text == "choice" and isinstance(item.at("options").value, tuple):
        values = [option.at("value").number for option in item.at("options").entries()]
        if sorted(value for value in values if value is not None) != wanted:
            yield item.at("options").fault_without_value(
                "do not have the values of the scale", f"use {_range(scale)}, each once"
            )
    if kind.text == "nrs":
        low, high = item.at("min").number, item.at("max").number
        ends = (_LOWEST if low is None else low, _HIGHEST if high is None else high)
        if ends != (scale.minimum_points, scale.maximum_points):
            yield item.at("id").fault(
                f"has a scale of {ends[0]} to {ends[1]}", f"use {_range(scale)}"
            )


def _range(scale: ScaleItem) -> str:
    return f"{scale.minimum_points} to {scale.maximum_points}"
