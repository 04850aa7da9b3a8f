"""A patient as the coach knows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.local_time import QuietHours

FOR_EVER = datetime(9999, 1, 1, tzinfo=UTC)  # a pause until the person says otherwise


class PatientStatus(StrEnum):
    """Where a patient stands with the coach."""

    INVITED = "invited"  # an invitation exists, nobody has opened it
    ONBOARDING = "onboarding"
    ACTIVE = "active"
    DECLINED = "declined"  # did not consent, or is under 18
    STOPPED = "stopped"  # asked the coach to stop everything


class Flow(StrEnum):
    """What the open question of a patient belongs to."""

    ONBOARDING = "onboarding"
    CHECK_IN = "check_in"
    EXERCISE = "exercise"


@dataclass(kw_only=True)
class Patient:
    """One person with chronic pain who uses the coach."""

    id: int | None = None
    ref: str  # what providers see, for example "L-4F7Q"; holds no name
    conversation_id: str  # opaque; the engine's sender id
    status: PatientStatus = PatientStatus.INVITED
    chat_id: int | None = None
    language: str = "en"
    created_at: datetime
    called_name: str | None = None
    country: str | None = None  # a key of content/crisis_numbers
    timezone: str | None = None  # IANA name
    check_in_at: time | None = None  # local time
    quiet_from: time = time(21, 0)
    quiet_until: time = time(7, 0)
    consent_version: int | None = None
    consented_at: datetime | None = None
    onboarding_step: str | None = None  # the step whose answer is awaited
    onboarded_at: datetime | None = None
    paused_until: datetime | None = None
    left_at: datetime | None = None  # stopped, declined or long silent; None while they take part
    unreachable_since: datetime | None = None  # blocked the bot
    focus: Flow | None = None  # the flow whose question is open
    prompt_every_days: int = 1  # days from one daily prompt to the next, by the person's own wish
    is_discreet: bool = False  # unasked messages say nothing about pain or the clinic
    lighter_until: datetime | None = None  # until then the coach asks less
    misses: int = 0  # unclear answers in a row to the open question, or texts while none is open

    @property
    def zone(self) -> ZoneInfo:
        """The patient's time zone; UTC until it is known."""
        return ZoneInfo(self.timezone or "UTC")

    @property
    def quiet_hours(self) -> QuietHours:
        """The local hours in which nothing is sent unasked."""
        return QuietHours(self.quiet_from, self.quiet_until)

    def is_paused(self, now: datetime) -> bool:
        """Whether prompts are paused at ``now``."""
        return self.paused_until is not None and now < self.paused_until

    def has_lighter_load(self, now: datetime) -> bool:
        """Whether the coach asks less at ``now``: a flare-up, or the person's own wish."""
        return self.lighter_until is not None and now < self.lighter_until

    def leave(self, status: PatientStatus, now: datetime) -> None:
        """Take part no longer, by one's own wish or without consent."""
        self.status, self.left_at = status, now

    def show_up(self) -> None:
        """Be in reach again, and back from a silence; after a goodbye one comes back by wish."""
        self.unreachable_since = None
        if self.status not in (PatientStatus.DECLINED, PatientStatus.STOPPED):
            self.left_at = None

    def agree(self, version: int, now: datetime) -> None:
        """Agree to a version of the consent."""
        self.consent_version, self.consented_at = version, now

    def has_agreed_to(self, version: int | None) -> bool:
        """Whether what they agreed to last is this version of the consent, or a later one.

        Args:
            version: What has to be agreed to; None for nothing in particular.
        """
        return version is None or (self.consent_version or 0) >= version

    def forget_idle_misses(self) -> None:
        """Count anew after something was understood; an open question keeps a count of its own."""
        if self.focus is None:
            self.misses = 0

    def takes_prompts(self, now: datetime) -> bool:
        """Whether prompts may be planned and sent at ``now``."""
        return (
            self.status is PatientStatus.ACTIVE
            and self.chat_id is not None
            and self.unreachable_since is None
            and not self.is_paused(now)
        )
