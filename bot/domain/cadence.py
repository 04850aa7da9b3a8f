"""When a prompt is due: the hour the person chose, and less often when nobody answers.

The person's own wish is the floor: silence makes prompts rarer than that, and nothing makes them
more frequent. On lighter days they come every other day at most, and none is followed up.

The numbers here are the project's own judgement, to be confirmed by a clinician: one gentle
follow-up while a person answers, none when they have been silent for two days, and then fewer
prompts, because a bad week must not be met with nagging.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.local_time import (
    QuietHours,
    as_local,
    date_exists,
    is_quiet,
    local_moment,
    next_quiet_start,
)

_DAY = timedelta(days=1)
_LIGHTER_EVERY_DAYS = 2
_TONIGHT_AT = time(19, 0)
# Days to try from the first that the person's own wish allows: silence asks for up to a week
# more, a day may be left out, or its hour lost in a gap.
_TRIES_DAYS = 15


@dataclass(frozen=True)
class Cadence:
    """How often somebody is prompted."""

    every_days: int
    follows_up: bool  # one gentle follow-up when the prompt stays unanswered


@dataclass(frozen=True, kw_only=True)
class Rhythm:
    """What decides how often somebody is prompted."""

    wished_every_days: int = 1  # from one prompt to the next, by the person's own wish
    missed_in_row: int = 0  # prompts in a row without an answer
    asked_on: date | None = None  # the day of the last prompt; one that lapsed asked nobody
    lighter_until: datetime | None = None

    def is_lighter(self, at: datetime) -> bool:
        """Whether the coach asks less at ``at``."""
        return self.lighter_until is not None and at < self.lighter_until


@dataclass(frozen=True)
class PromptRules:
    """The numbers of the message promise."""

    window_min: int = 360  # a prompt is open for so long, and never into quiet hours
    follow_up_after_min: int = 120
    daily_cap: int = 3  # unasked messages on one local day
    twin_within_min: int = 30  # the same again within this time is a twin
    exercise_wait_min: int = 10  # how long to wait before looking again at an open exercise

    def __post_init__(self) -> None:
        """Refuse numbers that make no sense."""
        wrong = [name for name, value in vars(self).items() if value < 1]
        if wrong:
            raise ValueError(f"Prompt rules below 1: {', '.join(wrong)}.")


@dataclass(frozen=True)
class PlannedPrompt:
    """A prompt that is to be written as a row."""

    on_date: date  # the local day it belongs to
    due_at: datetime  # aware UTC; may be past when its window is still open
    closes_at: datetime


class SnoozeOption(StrEnum):
    """What a person may press instead of answering now."""

    MIN_30 = "30_min"
    HOUR_1 = "1_h"
    TONIGHT = "tonight"


def cadence(rhythm: Rhythm, at: datetime) -> Cadence:
    """Return how often to prompt somebody whose next prompt would be due at ``at``."""
    silent = _after_silence(rhythm.missed_in_row)
    is_lighter = rhythm.is_lighter(at)
    least_days = _LIGHTER_EVERY_DAYS if is_lighter else 1
    return Cadence(
        every_days=max(silent.every_days, rhythm.wished_every_days, least_days),
        follows_up=silent.follows_up and not is_lighter,
    )


def _after_silence(missed_in_row: int) -> Cadence:
    if missed_in_row <= 1:
        return Cadence(every_days=1, follows_up=True)
    if missed_in_row <= 3:
        return Cadence(every_days=1, follows_up=False)
    if missed_in_row <= 6:
        return Cadence(every_days=2, follows_up=False)
    return Cadence(every_days=7, follows_up=False)


def plan_daily(
    check_in_at: time,
    zone: ZoneInfo,
    quiet: QuietHours,
    rhythm: Rhythm,
    last_on_date: date | None,
    now: datetime,
    rules: PromptRules,
) -> PlannedPrompt | None:
    """Return the next daily prompt of a person.

    While the window of a day that has not been prompted yet is open, that prompt is still
    due: a coach that was down for an hour asks late rather than not at all.

    Args:
        check_in_at: The hour the person chose, on their own clock.
        zone: Their time zone.
        quiet: Their quiet hours.
        rhythm: How often this person is prompted.
        last_on_date: The last local day that has a prompt. No day on or before it gets one,
            whatever has happened to the zone or the chosen hour since.
        now: The present moment.
        rules: The numbers of the message promise.

    Returns:
        The prompt; None when the chosen hour is within the quiet hours.
    """
    if quiet.contains(check_in_at):
        return None
    # A window may reach over midnight, so yesterday's can still be open.
    first = as_local(now, zone).date() - _DAY
    if last_on_date is not None:
        first = max(first, last_on_date + _DAY)
    if rhythm.asked_on is not None:
        first = max(first, rhythm.asked_on + rhythm.wished_every_days * _DAY)
    slots = (
        _slot(first + days * _DAY, check_in_at, zone, quiet, rules) for days in range(_TRIES_DAYS)
    )
    return next(
        (slot for slot in slots if slot and now < slot.closes_at and _is_its_turn(slot, rhythm)),
        None,
    )


def _is_its_turn(slot: PlannedPrompt, rhythm: Rhythm) -> bool:
    """Whether enough days lie between the last prompt and this one."""
    if rhythm.asked_on is None:
        return True
    return slot.on_date - rhythm.asked_on >= cadence(rhythm, slot.due_at).every_days * _DAY


def _slot(
    on_date: date, at: time, zone: ZoneInfo, quiet: QuietHours, rules: PromptRules
) -> PlannedPrompt | None:
    """Return the slot of one date; None when the date, or its time to answer, does not exist."""
    due_at = local_moment(on_date, at, zone)
    closes_at = _close(due_at, zone, quiet, rules)
    is_real = date_exists(on_date, zone) and due_at < closes_at
    return PlannedPrompt(on_date, due_at, closes_at) if is_real else None


def plan_follow_up(
    asked: PlannedPrompt,
    asked_at: datetime,
    zone: ZoneInfo,
    quiet: QuietHours,
    rhythm: Rhythm,
    rules: PromptRules,
) -> PlannedPrompt | None:
    """Return the one follow-up to a prompt, to be sent if that is still unanswered then.

    Args:
        asked: The prompt.
        asked_at: When it was really asked, which is late after downtime or a snooze.
        zone: The person's time zone.
        quiet: Their quiet hours.
        rhythm: How often this person is prompted; this prompt is not among the missed ones.
        rules: The numbers of the message promise.

    Returns:
        The follow-up; None when this person gets none, or none fits before the prompt closes.
    """
    due_at = max(asked_at, asked.due_at) + timedelta(minutes=rules.follow_up_after_min)
    if not cadence(rhythm, due_at).follows_up or due_at >= asked.closes_at:
        return None
    if is_quiet(due_at, zone, quiet):
        return None
    return PlannedPrompt(asked.on_date, due_at, asked.closes_at)


def snooze_until(
    option: SnoozeOption, now: datetime, zone: ZoneInfo, quiet: QuietHours
) -> datetime | None:
    """Return when to ask again; None when that is past, or within quiet hours."""
    if option is SnoozeOption.TONIGHT:
        until = local_moment(as_local(now, zone).date(), _TONIGHT_AT, zone)
    else:
        until = now + timedelta(minutes=30 if option is SnoozeOption.MIN_30 else 60)
    return None if until <= now or is_quiet(until, zone, quiet) else until


def snooze(
    prompt: PlannedPrompt, until: datetime, zone: ZoneInfo, quiet: QuietHours, rules: PromptRules
) -> PlannedPrompt:
    """Return the prompt as it is after a snooze: it stays open for a window from then on."""
    closes_at = max(prompt.closes_at, _close(until, zone, quiet, rules))
    return PlannedPrompt(prompt.on_date, until, closes_at)


def is_capped(sent_today: int, rules: PromptRules) -> bool:
    """Whether a person has had all the unasked messages of one local day."""
    return sent_today >= rules.daily_cap


def _close(due_at: datetime, zone: ZoneInfo, quiet: QuietHours, rules: PromptRules) -> datetime:
    """Return when a prompt closes: its window ends, or the quiet hours begin."""
    ends_at = due_at + timedelta(minutes=rules.window_min)
    quiet_at = next_quiet_start(due_at, zone, quiet)
    return ends_at if quiet_at is None else min(ends_at, quiet_at)
