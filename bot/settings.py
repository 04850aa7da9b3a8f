"""Settings from the environment and ``.env``, typed and checked once."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Self
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import ConfigError

ROLES = ("chat", "ticks", "actions")
SECRET_LENGTH = 24
LONGEST_DAYS = 3650  # ten years; a longer term is a slip of the hand
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
_SECRET = re.compile(rf"[A-Za-z0-9_-]{{{SECRET_LENGTH},256}}")  # as Telegram allows


class Settings(BaseSettings):
    """Every setting of an installation; ``.env.example`` explains each."""

    model_config = SettingsConfigDict(env_prefix="LINDRA_", env_file=".env", extra="ignore")

    telegram_token: SecretStr = SecretStr("")
    telegram_api_url: str = "https://api.telegram.org"
    database_url: str = "sqlite+aiosqlite:///var/lindra.sqlite3"
    data_keys: SecretStr = SecretStr("")  # read by bot/storage/sealer.py; the first one seals
    clinic_name: str = "your clinic"
    clinic_timezone: str = "Europe/Oslo"
    webhook_url: str = ""  # empty: long polling
    webhook_secret: SecretStr = SecretStr("")
    http_port: int = Field(default=8080, ge=1, le=65535)
    engine_url: str = ""  # empty: the engine is started and watched by ``lindra up``
    engine_port: int = Field(default=5005, ge=1, le=65535)
    engine_deadline_s: float = Field(default=5.0, gt=0, le=60)
    engine_wait_window_min: int = Field(default=60, ge=1)  # how long a message waits for it
    clock_url: str = ""  # demo and tests only
    # Messages either way, once dealt with; and everything of somebody who has left.
    keep_messages_days: int = Field(default=90, ge=30, le=LONGEST_DAYS)
    keep_left_days: int = Field(default=365, ge=30, le=LONGEST_DAYS)
    roles: Annotated[tuple[str, ...], NoDecode] = ROLES
    content_dir: Path = Path("content")
    var_dir: Path = Path("var")
    log_level: str = "INFO"

    @field_validator("roles", mode="before")
    @classmethod
    def _split_roles(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        roles = tuple(part.strip() for part in value.split(",") if part.strip())
        unknown = [role for role in roles if role not in ROLES]
        if unknown or not roles:
            raise ValueError(f"use any of {', '.join(ROLES)}, separated by commas")
        return roles

    @field_validator("clinic_timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError("use an IANA name such as Europe/Oslo")
        return value

    @field_validator("database_url")
    @classmethod
    def _async_driver(cls, value: str) -> str:
        for short, full in (
            ("sqlite:", "sqlite+aiosqlite:"),
            ("postgresql:", "postgresql+psycopg:"),
            ("postgres:", "postgresql+psycopg:"),
        ):
            if value.startswith(short):
                return full + value.removeprefix(short)
        if not value.startswith(("sqlite+aiosqlite:", "postgresql+psycopg:")):
            raise ValueError("use sqlite:///path or postgresql://user@host/name")
        return value

    @field_validator("telegram_api_url", "webhook_url", "engine_url", "clock_url")
    @classmethod
    def _web_address(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("use an address that begins with https:// or http://")
        return value

    @field_validator("log_level")
    @classmethod
    def _known_level(cls, value: str) -> str:
        if value.upper() not in LOG_LEVELS:
            raise ValueError(f"use one of {', '.join(LOG_LEVELS)}")
        return value.upper()

    @model_validator(mode="after")
    def _webhook_has_secret(self) -> Self:
        if self.webhook_url and not _SECRET.fullmatch(self.webhook_secret.get_secret_value()):
            raise ValueError(
                "LINDRA_WEBHOOK_URL needs LINDRA_WEBHOOK_SECRET: "
                f"at least {SECRET_LENGTH} letters, digits, - or _"
            )
        return self

    @property
    def clinic_zone(self) -> ZoneInfo:
        """The clinic's time zone: providers' reading hours are in it."""
        return ZoneInfo(self.clinic_timezone)

    @property
    def is_engine_supervised(self) -> bool:
        """Whether this installation starts its own engine."""
        return not self.engine_url

    @property
    def engine_base_url(self) -> str:
        """Where the engine answers; always loopback when supervised."""
        return self.engine_url or f"http://127.0.0.1:{self.engine_port}"


def load_settings(**overrides: object) -> Settings:
    """Read the settings.

    Raises:
        ConfigError: One line for each wrong setting, with what to do.
    """
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        faults = error.errors(include_input=False, include_url=False)
        lines = [_line(fault["loc"], fault["msg"]) for fault in faults]
        raise ConfigError("\n".join(lines)) from error


def _line(place: tuple[int | str, ...], words: str) -> str:
    words = words.removeprefix("Value error, ")
    # A fault between two settings has no place of its own: it names both.
    return f"LINDRA_{str(place[0]).upper()}: {words}" if place else words
