"""Reads what was written during a check-in: the ratings in it, and what it corrects."""

from __future__ import annotations

from bot.domain.clauses import RatedItem
from bot.domain.corrections import Correction, CorrectionWords, Mark, read_correction
from bot.domain.patients import Patient
from bot.domain.several_ratings import read_ratings
from bot.library.models.questionnaire import Questionnaire
from bot.services.hearing import SURE, SURE_ENOUGH, Heard
from bot.services.typed_words import phrases, plain, says_within
from bot.services.work import Work


def rated_items(asked: Questionnaire) -> tuple[RatedItem, ...]:
    """Return the items that take a number, as the reading of words sees them."""
    return tuple(
        RatedItem(item.id, item.cues, item.min, item.max, nothing_is_zero=item.higher_is == "worse")
        for item in asked.items
        if item.kind == "nrs"
    )


def ratings_in(asked: Questionnaire, text: str, open_item: str | None) -> dict[str, int]:
    """Return the ratings in a text that are clearly bound to one item each."""
    end = _end_of_scale(asked, text, open_item)
    return end or read_ratings(text, rated_items(asked), open_item)


def _end_of_scale(asked: Questionnaire, text: str, open_item: str | None) -> dict[str, int]:
    """Return the end of the open item's scale that is said as it is shown: "not at all"."""
    for item in asked.items:
        if item.id == open_item and item.low_label and item.high_label:
            ends = {plain(item.low_label): item.min, plain(item.high_label): item.max}
            return {item.id: ends[plain(text)]} if plain(text) in ends else {}
    return {}


def on_scale(asked: Questionnaire, item_id: str | None, points: int) -> dict[str, int]:
    """Return points by their item; empty when its scale does not reach to them."""
    items = (item for item in rated_items(asked) if item.id == item_id)
    return {item.id: points for item in items if item.minimum <= points <= item.maximum}


def correction_in(
    work: Work, patient: Patient, asked: Questionnaire, text: str, *, is_late: bool = False
) -> Correction:
    """Return what a text corrects, if it does.

    Args:
        work: The work at hand.
        patient: Whose words these are.
        asked: What was asked.
        text: "sorry, sleep was 3 not 8".
        is_late: Whether nothing is asked that the text could answer; then "actually" and the
            like mark a correction too.
    """
    late = phrases(work, patient, "correct_late") if is_late else ()
    late_around = phrases(work, patient, "correct_late_around") if is_late else ()
    words = CorrectionWords(
        clear=phrases(work, patient, "correct_clear") + late,
        opening=phrases(work, patient, "correct_opening"),
        instead_of=phrases(work, patient, "correct_not"),
        said=phrases(work, patient, "correct_said"),
        changed=phrases(work, patient, "correct_from"),
        around=phrases(work, patient, "correct_around") + late_around,
        first=phrases(work, patient, "correct_first"),
    )
    return read_correction(text, rated_items(asked), words)


def late_correction_in(
    work: Work, patient: Patient, asked: Questionnaire, text: str
) -> Correction | None:
    """Return the correction in a text that answers no question, when it says nothing else.

    What is said of this very moment may be news ("actually my pain is 8 now"): then the words
    must say outright that an answer was wrong.
    """
    is_news = says_within(work, patient, "present", text)
    correction = correction_in(work, patient, asked, text, is_late=not is_news)
    enough = Mark.CLEAR if is_news else Mark.SLIGHT
    is_whole = correction.is_plain and bool(correction.ratings)
    return correction if is_whole and correction.mark >= enough else None


def means_correction(correction: Correction, heard: Heard, *, is_free_text: bool) -> bool:
    """Whether words say, readably, that an earlier answer was another one.

    Where any words may be the answer, only those count that say nothing else, or that the
    engine is quite sure of.
    """
    is_meant = heard.intent == "correct_answer"
    if is_free_text:
        is_sure = correction.mark > Mark.NONE and (
            correction.is_plain or (is_meant and heard.confidence >= SURE)
        )
    else:
        enough = SURE_ENOUGH if correction.mark > Mark.NONE else SURE
        is_sure = (
            (correction.mark > Mark.NONE and correction.is_plain)
            or (correction.mark is Mark.CLEAR and bool(correction.ratings))
            or (is_meant and heard.confidence >= enough)
        )
    return correction.is_readable and is_sure
