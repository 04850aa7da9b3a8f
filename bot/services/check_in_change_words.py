"""What is said when an answer of the check-in was changed in words."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.patients import Patient
from bot.library.models.questionnaire import Questionnaire
from bot.services.speech import Saying
from bot.services.work import Work


def corrected(
    work: Work, patient: Patient, asked: Questionnaire, points: Mapping[str, int]
) -> Saying:
    """Say what was changed, and to what."""
    values = _values(work, patient, asked, points)
    text = work.library.text("check-in.corrected", patient.language, values=values)
    return Saying(text=text, purpose="check_in")


def already_so(
    work: Work, patient: Patient, asked: Questionnaire, points: Mapping[str, int]
) -> Saying:
    """Say that an answer stands already as it was corrected to."""
    values = _values(work, patient, asked, points)
    text = work.library.text("check-in.already_so", patient.language, values=values)
    return Saying(text=text, purpose="check_in")


def edit_taken(
    work: Work, patient: Patient, asked: Questionnaire, points: Mapping[str, int]
) -> Saying:
    """Say that answers follow a message that was changed; free words are not repeated."""
    text = work.library.text("check-in.edit_taken", patient.language)
    if points:
        values = _values(work, patient, asked, points)
        text = work.library.text("check-in.edit_taken_values", patient.language, values=values)
    return Saying(text=text, purpose="check_in")


def _values(work: Work, patient: Patient, asked: Questionnaire, points: Mapping[str, int]) -> str:
    return ", ".join(
        work.library.text(
            "check-in.item_value",
            patient.language,
            item=item.short,
            value=item.label_of(points[item.id]),
        )
        for item in asked.items
        if item.id in points
    )
