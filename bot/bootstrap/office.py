"""Settings in, an open office out: database, content and clock."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.clock import Clock
from bot.domain.retention import Retention
from bot.errors import ConfigError
from bot.gateways.language_detector import LanguageDetector
from bot.library.library import Library
from bot.library.loader import load_library
from bot.safety.classifier import ScreeningWeightsMissing, load_classifier
from bot.safety.screener import PATTERNS_ALONE, Screener
from bot.services.work import Clinic, Desk
from bot.settings import Settings
from bot.storage.engine import open_database
from bot.storage.migrate import migrate
from bot.storage.sealer import Sealer
from bot.storage.unit_of_work import SqlUnitOfWorkFactory
from nlu.encoder import WeightsMissing, load_encoder


@dataclass(frozen=True, kw_only=True)
class Office:
    """A database, the content and a clock: what the command line needs to do one thing."""

    settings: Settings
    database: AsyncEngine
    uow_factory: SqlUnitOfWorkFactory
    library: Library
    clock: Clock
    desk: Desk


@asynccontextmanager
async def open_office(
    settings: Settings,
    screening: Path | None = None,
    *,
    takes_new_key: bool = False,
    takes_drafts: bool = False,
) -> AsyncIterator[Office]:
    """Open the database at its newest schema, with the content loaded.

    Args:
        settings: The installation's settings.
        screening: The trained weights of the screening; without them, for whoever meets no
            patients, it is patterns alone, and no language is recognised.
        takes_new_key: Whether the first data key may be new to the database, as when a coach
            starts; beside a coach that runs without that key it must not.
        takes_drafts: Whether content that is a draft is taken: only where no patient meets it.

    Raises:
        ConfigError: The data keys do not fit the database, or the screening cannot be read.
    """
    sealer = require_data_keys(settings)
    screener = PATTERNS_ALONE if screening is None else open_screener(screening)
    library = load_library(settings.content_dir, takes_drafts=takes_drafts)
    languages = None if screening is None else _open_languages(library)
    database = open_database(settings.database_url, sealer)
    try:
        await migrate(database, takes_new_key=takes_new_key)
        uow_factory = SqlUnitOfWorkFactory(database)
        clock = Clock()
        desk = Desk(
            uow_factory=uow_factory,
            library=library,
            clinic=Clinic(name=settings.clinic_name, zone=settings.clinic_zone),
            retention=Retention(settings.keep_messages_days, settings.keep_left_days),
            read_clock=clock.now,
            screener=screener,
            languages=languages,
        )
        yield Office(
            settings=settings,
            database=database,
            uow_factory=uow_factory,
            library=library,
            clock=clock,
            desk=desk,
        )
    finally:
        await database.dispose()


def _open_languages(library: Library) -> LanguageDetector:
    return LanguageDetector(library.other_languages(), library.languages())


def open_screener(weights: Path) -> Screener:
    """Return the whole screening.

    Raises:
        ConfigError: Its weights, or the encoder's, cannot be read.
    """
    try:
        return Screener(load_classifier(weights, load_encoder()))
    except (ScreeningWeightsMissing, WeightsMissing) as missing:
        raise ConfigError(str(missing)) from missing


def require_data_keys(settings: Settings) -> Sealer:
    """Return what seals and unseals the words of patients.

    Raises:
        ConfigError: There is no data key, or one is malformed.
    """
    return Sealer.of(settings.data_keys.get_secret_value())
