"""What every use case has at hand while it works on one change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.retention import Retention
from bot.library.library import Library
from bot.safety.screener import PATTERNS_ALONE, Screener
from bot.services.ports import LanguageDetector, UnitOfWork, UnitOfWorkFactory


@dataclass(kw_only=True)
class Clinic:
    """What the coach says about the clinic it works for."""

    name: str
    zone: ZoneInfo
    bot_username: str = ""  # for invitation links; known once Telegram has told it


@dataclass(frozen=True, kw_only=True)
class Work:
    """One transaction's unit of work, with the content, the clinic and the moment."""

    uow: UnitOfWork
    library: Library
    clinic: Clinic
    now: datetime
    update_id: int | None = None  # the update that caused this, when one did
    screener: Screener = PATTERNS_ALONE
    languages: LanguageDetector | None = None  # None: every text counts as the patient's language
    retention: Retention = Retention()


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What opens a piece of work: shared by the chat, the ticks and the actions."""

    uow_factory: UnitOfWorkFactory
    library: Library
    clinic: Clinic
    read_clock: Callable[[], datetime]
    screener: Screener = PATTERNS_ALONE
    languages: LanguageDetector | None = None
    retention: Retention = Retention()

    def work(self, uow: UnitOfWork, update_id: int | None = None) -> Work:
        """Return the work at hand for an open unit of work."""
        return Work(
            uow=uow,
            library=self.library,
            clinic=self.clinic,
            now=self.read_clock(),
            update_id=update_id,
            screener=self.screener,
            languages=self.languages,
            retention=self.retention,
        )
