"""Settings: each wrong value is one clear line, and no secret is ever in it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from bot.errors import ConfigError
from bot.settings import Settings, load_settings

GOOD_SECRET = "A-good_secret-0123456789"


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"LINDRA_{name.upper()}", raising=False)


def load(**values: object) -> Settings:
    return load_settings(_env_file=None, **values)


def faults(**values: object) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load(**values)
    return str(caught.value).splitlines()


def test_without_any_setting_everything_has_a_value_that_works():
    settings = load()
    assert settings.database_url == "sqlite+aiosqlite:///var/lindra.sqlite3"
    assert settings.roles == ("chat", "ticks", "actions")
    assert settings.clinic_zone == ZoneInfo("Europe/Oslo")
    assert settings.is_engine_supervised
    assert settings.engine_base_url == "http://127.0.0.1:5005"


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("LINDRA_CLINIC_NAME", "Our Clinic")
    monkeypatch.setenv("LINDRA_ROLES", "ticks, actions,")
    settings = load()
    assert settings.clinic_name == "Our Clinic"
    assert settings.roles == ("ticks", "actions")


def test_an_engine_of_the_clinics_own_is_not_started_here():
    settings = load(engine_url="http://engine:5005")
    assert not settings.is_engine_supervised
    assert settings.engine_base_url == "http://engine:5005"


WRONG = [
    ("http_port", "many", "valid integer"),
    ("http_port", "0", "greater than or equal to 1"),
    ("http_port", "65536", "less than or equal to 65535"),
    ("engine_port", "-1", "greater than or equal to 1"),
    ("engine_deadline_s", "0", "greater than 0"),
    ("engine_deadline_s", "61", "less than or equal to 60"),
    ("engine_deadline_s", "soon", "valid number"),
    ("engine_wait_window_min", "0", "greater than or equal to 1"),
    ("keep_messages_days", "29", "greater than or equal to 30"),
    ("keep_messages_days", "1000000", "less than or equal to 3650"),
    ("keep_messages_days", "some", "valid integer"),
    ("keep_left_days", "0", "greater than or equal to 30"),
    ("keep_left_days", "3651", "less than or equal to 3650"),
    ("clinic_timezone", "Oslo", "use an IANA name such as Europe/Oslo"),
    ("clinic_timezone", "", "use an IANA name such as Europe/Oslo"),
    ("roles", "chat,cook", "use any of chat, ticks, actions, separated by commas"),
    ("roles", " , ", "use any of chat, ticks, actions, separated by commas"),
    ("database_url", "mysql://host/name", "use sqlite:///path or postgresql://user@host/name"),
    ("database_url", "", "use sqlite:///path or postgresql://user@host/name"),
    ("log_level", "loud", "use one of DEBUG, INFO, WARNING, ERROR"),
    ("telegram_api_url", "api.telegram.org", "begins with https:// or http://"),
    ("engine_url", "localhost:5005", "begins with https:// or http://"),
    ("clock_url", "localhost:9000/clock", "begins with https:// or http://"),
    ("webhook_url", "coach.example", "begins with https:// or http://"),
]


@pytest.mark.parametrize(("name", "value", "words"), WRONG)
def test_a_wrong_value_is_one_line_that_names_the_setting_and_says_what_to_do(
    name: str, value: str, words: str
):
    (line,) = faults(**{name: value})
    assert line.startswith(f"LINDRA_{name.upper()}: ")
    assert words in line
    assert "Value error" not in line


@pytest.mark.parametrize("secret", ["", "short", "x" * 23, "x" * 257, "a b" * 10, "æ" * 24])
def test_a_webhook_needs_a_secret_that_telegram_takes(secret: str):
    (line,) = faults(webhook_url="https://coach.example", webhook_secret=secret)
    assert line == (
        "LINDRA_WEBHOOK_URL needs LINDRA_WEBHOOK_SECRET: at least 24 letters, digits, - or _"
    )


def test_a_webhook_with_a_good_secret_is_taken():
    settings = load(webhook_url="https://coach.example", webhook_secret=GOOD_SECRET)
    assert settings.webhook_secret.get_secret_value() == GOOD_SECRET


def test_without_a_webhook_no_secret_is_needed():
    assert load(webhook_secret="short").webhook_url == ""


def test_every_wrong_setting_has_its_own_line():
    lines = faults(http_port="many", clinic_timezone="Oslo", log_level="loud")
    assert [line.partition(":")[0] for line in lines] == [
        *("LINDRA_CLINIC_TIMEZONE", "LINDRA_HTTP_PORT", "LINDRA_LOG_LEVEL")
    ]


def test_no_secret_is_in_a_fault_or_in_what_is_printed():
    told = faults(
        telegram_token="100:token", webhook_url="https://coach.example", webhook_secret="hush"
    )
    assert "hush" not in "".join(told)
    assert "100:token" not in "".join(told)
    shown = repr(load(telegram_token="100:token", webhook_secret="hush"))
    assert "100:token" not in shown
    assert "hush" not in shown


def test_a_password_in_a_wrong_address_is_not_repeated():
    assert "hush" not in "".join(faults(database_url="mysql:" + "//me:hush@host/name"))


@pytest.mark.parametrize(
    ("written", "used"),
    [
        ("sqlite:///a.db", "sqlite+aiosqlite:///a.db"),
        ("sqlite+aiosqlite:///a.db", "sqlite+aiosqlite:///a.db"),
        ("postgresql://me@host/name", "postgresql+psycopg://me@host/name"),
        ("postgres://me@host/name", "postgresql+psycopg://me@host/name"),
        ("postgresql+psycopg://me@host/name", "postgresql+psycopg://me@host/name"),
    ],
)
def test_short_database_addresses_get_the_driver_that_is_needed(written: str, used: str):
    assert load(database_url=written).database_url == used


@pytest.mark.parametrize("level", ["info", "INFO", "Debug"])
def test_the_log_level_may_be_written_small(level: str):
    assert load(log_level=level).log_level == level.upper()
