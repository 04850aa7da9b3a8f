"""One complete round of a questionnaire as a whole: what was chosen and written in it, by item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.check_ins import Answer, CheckIn


@dataclass(frozen=True, kw_only=True)
class Round:
    """What stands in one round; an item that was skipped is in neither mapping."""

    on_date: date  # the patient's local day
    said_at: datetime  # when its last answer was given, or changed
    points: Mapping[str, int]
    words: Mapping[str, str]


def round_of(check_in: CheckIn, answers: Sequence[Answer]) -> Round:
    """Return a check-in with its standing answers as one round."""
    begun_at = check_in.completed_at or check_in.started_at
    return Round(
        on_date=check_in.on_date,
        said_at=max((answer.answered_at for answer in answers), default=begun_at),
        points={each.item_id: each.value_nrs for each in answers if each.value_nrs is not None},
        words={each.item_id: each.value_text for each in answers if each.value_text},
    )
