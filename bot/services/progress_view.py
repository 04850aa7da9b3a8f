"""What there is to show of a patient's ratings over some days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.check_ins import DAILY_CHECK_IN_ID
from bot.domain.exercises import SessionStatus
from bot.domain.local_time import local_moment
from bot.domain.patients import Patient
from bot.library.models.questionnaire import Item
from bot.services.work import Work

SPANS_DAYS = (7, 28, 91)
FEWEST_DAYS = 3  # with a rating, for a picture that says anything


@dataclass(frozen=True, kw_only=True)
class View:
    """The ratings of one patient from one local day to another, both included."""

    days: int
    first: date
    last: date
    items: Sequence[Item]  # those that take a number, in the order of the questionnaire
    points: Mapping[str, Mapping[date, int]]  # by item and local day; also of some days before
    done: int  # exercises and lessons that were completed

    @property
    def rated_days(self) -> frozenset[date]:
        """The days in the span that have a rating."""
        days = (day for by_day in self.points.values() for day in by_day)
        return frozenset(day for day in days if self.first <= day <= self.last)

    def within(self, item: Item) -> dict[date, int]:
        """Return the ratings of an item in the span."""
        of_item = self.points.get(item.id, {})
        return {day: points for day, points in of_item.items() if self.first <= day <= self.last}


async def look_at(work: Work, patient: Patient, days: int) -> View:
    """Return the last days, today included, with as many before them for what is usual."""
    assert patient.id is not None
    last = work.now.astimezone(patient.zone).date()
    first = last - timedelta(days=days - 1)
    since = first - timedelta(days=max(days, SPANS_DAYS[1]))
    points: dict[str, dict[date, int]] = defaultdict(dict)
    for day, item_id, value in await work.uow.check_ins.live_values(patient.id, since):
        points[item_id][day] = value
    questionnaire = work.library.questionnaire(DAILY_CHECK_IN_ID, patient.language)
    items = [item for item in questionnaire.items if item.kind == "nrs"]
    done = await _done(work, patient, first)
    return View(days=days, first=first, last=last, items=items, points=points, done=done)


async def has_ratings(work: Work, patient: Patient) -> bool:
    """Whether there is any rating at all, however long ago."""
    assert patient.id is not None
    return bool(await work.uow.check_ins.live_values(patient.id, date.min))


async def _done(work: Work, patient: Patient, first: date) -> int:
    assert patient.id is not None
    begun = local_moment(first, work.now.min.time(), patient.zone)
    sessions = await work.uow.exercises.recent(patient.id, begun)
    return sum(session.status is SessionStatus.COMPLETE for session in sessions)
