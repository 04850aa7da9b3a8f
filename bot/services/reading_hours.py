"""Who reads alerts and when: now, next, and in words for the people who rely on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.local_time import as_local, local_moment
from bot.domain.providers import Position, Provider
from bot.services.clock_words import clock_words
from bot.services.work import Work

_LOOK_AHEAD_DAYS = 8  # reading hours repeat every week
_A_MONDAY = datetime(2024, 1, 1)  # noqa: DTZ001  (a wall clock of no place, for weekdays)


async def readers(work: Work) -> list[Provider]:
    """Return the providers whom alerts can reach at all, now or later."""
    return [provider for provider in await work.uow.providers.all() if provider.is_linked]


async def readers_now(work: Work) -> list[Provider]:
    """Return the providers who read alerts at this moment."""
    local_now = as_local(work.now, work.clinic.zone)
    return [provider for provider in await readers(work) if provider.is_on_call(local_now)]


async def anyone_reading(work: Work) -> bool:
    """Whether somebody reads alerts at this moment."""
    return bool(await readers_now(work))


async def next_reading_at(work: Work) -> datetime | None:
    """Return when somebody reads alerts next, now included; None when nobody ever does."""
    if await anyone_reading(work):
        return work.now
    known = await readers(work)
    starts = [start for provider in known for start in _coming_starts(work, provider)]
    return min(starts, default=None)


def _coming_starts(work: Work, provider: Provider) -> Iterator[datetime]:
    zone = work.clinic.zone
    is_whole_day = provider.on_call_from == provider.on_call_until
    begins_at = time(0) if is_whole_day else provider.on_call_from
    today = as_local(work.now, zone).date()
    for ahead in range(_LOOK_AHEAD_DAYS + 1):
        moment = local_moment(today + timedelta(days=ahead), begins_at, zone)
        if moment > work.now and provider.is_on_call(as_local(moment, zone)):
            yield moment


async def who_reads(work: Work, language: str) -> str:
    """Return who reads alerts and in which hours, as one or two sentences."""
    known = await readers(work)
    if not known:
        return work.library.text("hours.nobody", language)
    groups: dict[str, list[str]] = {}
    for provider in sorted(known, key=_in_order_of_call):
        groups.setdefault(_hours(work, provider, language), []).append(provider.display_name)
    listed = "; ".join(f"{hours} ({', '.join(names)})" for hours, names in groups.items())
    key = "hours.day_and_night" if _is_always_read(known) else "hours.at_times"
    return work.library.text(key, language, hours=listed)


async def next_reading_words(work: Work, language: str, zone: ZoneInfo | None = None) -> str:
    """Return when somebody reads alerts next, as a sentence; empty while somebody does."""
    at = await next_reading_at(work)
    if at is None:
        return work.library.text("hours.nobody", language)
    if at == work.now:
        return ""
    words = clock_words(work, at, language, zone)
    return work.library.text("hours.next", language, time=words)


def _in_order_of_call(provider: Provider) -> tuple[bool, str]:
    return provider.position is not Position.FIRST, provider.display_name


def _hours(work: Work, provider: Provider, language: str) -> str:
    days = _days(work, provider.on_call_days, language)
    if provider.on_call_from == provider.on_call_until:
        return work.library.text("hours.whole_days", language, days=days)
    return work.library.text(
        "hours.part_days",
        language,
        days=days,
        start=f"{provider.on_call_from:%H:%M}",
        end=f"{provider.on_call_until:%H:%M}",
    )


def _days(work: Work, days: str, language: str) -> str:
    numbers = sorted({int(day) for day in days})
    if len(numbers) == 7:
        return work.library.text("hours.every_day", language)
    names = [work.library.text(f"hours.day_{number}", language) for number in numbers]
    is_run = len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1
    if is_run:
        return work.library.text("hours.day_run", language, start=names[0], end=names[-1])
    return ", ".join(names)


def _is_always_read(known: Sequence[Provider]) -> bool:
    """Whether some provider reads at every moment of the week.

    Reading can only end at one of the providers' own times or at midnight, so it is enough
    to look at those on each day.
    """
    ends = {time(0)} | {provider.on_call_until for provider in known}
    moments = [
        datetime.combine(_A_MONDAY.date() + timedelta(days=day), end)
        for day in range(7)
        for end in ends
    ]
    return all(any(provider.is_on_call(moment) for provider in known) for moment in moments)
