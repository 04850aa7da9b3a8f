"""Discreet mode: for those who share a phone, unasked messages say nothing before they are opened.

Safety words, answers and news about alerts stay as they are: they must be understood at once.
"""

from __future__ import annotations

from dataclasses import replace

from bot.domain.patients import Patient
from bot.services.speech import Choice, Saying
from bot.services.work import Work


def veil(
    work: Work, patient: Patient, saying: Saying, opens: Choice, *, is_second: bool = False
) -> Saying:
    """Return an unasked message as this person wants it: as it is, or as a note to be opened.

    Args:
        work: The work at hand.
        patient: Whom it is for.
        saying: The message in plain words.
        opens: What its one button does in discreet mode; the label is put on here.
        is_second: Whether a note about the same was sent already.
    """
    if not patient.is_discreet:
        return saying
    key = "discreet_follow_up" if is_second else "discreet"
    label = work.library.text("prompt.discreet_open_label", patient.language)
    text = work.library.text(f"prompt.{key}", patient.language)
    return replace(saying, text=text, rows=[[replace(opens, label=label)]])
