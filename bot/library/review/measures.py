"""Measures and their limits in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.library.models import Fit, Header, Questionnaire

Names = Mapping[str, str]  # the short name of each measure: pain_nrs is "Pain"


# What a rule of the policy may name beside the measures of single questions.
SCORES: Names = {
    "peg": "PEG score",
    "gad_2": "GAD-2 score",
    "phq_2": "PHQ-2 score",
    "phq_4": "PHQ-4 score",
    "phq_4_half": "Higher half of the PHQ-4",
}


def measure_names(items: Iterable[Header]) -> Names:
    """Return what each measure is called in the questionnaires, English last so that it wins."""
    found = [item for item in items if isinstance(item, Questionnaire)]
    found.sort(key=lambda each: each.language == "en")
    asked = {item.measure: item.short for each in found for item in each.items}
    return {**asked, **SCORES}


def named(measure: str, names: Names) -> str:
    """Return a measure by its short name, in quotes."""
    return f"\u201c{names.get(measure, measure)}\u201d"


def at_or_beyond(operator: str, value: int) -> str:
    """Return a limit in words."""
    return f"{value} or more" if operator == ">=" else f"{value} or less"


def fits_in_words(fits: tuple[Fit, ...], names: Names) -> str:
    """Return when something is offered after a check-in."""
    if not fits:
        return "Not offered after a check-in; only in the menu."
    each = [
        f"{named(fit.measure, names)} is {at_or_beyond(fit.operator, fit.value)}" for fit in fits
    ]
    return f"Offered after a check-in when {', or '.join(each)}."
