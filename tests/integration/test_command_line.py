"""The commands of an operator, on a database file of their own."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from bot.__main__ import cli, main
from bot.bootstrap import open_office
from bot.domain.messages import InboxUpdate
from bot.errors import ConfigError
from bot.services import contact, erasing
from bot.settings import load_settings
from bot.storage import tables as t
from tests.auxil.data_keys import DATA_KEY, OTHER_DATA_KEY


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("LINDRA_DATABASE_URL", f"sqlite:///{tmp_path}/lindra.sqlite3")
    monkeypatch.setenv("LINDRA_TELEGRAM_TOKEN", "")
    monkeypatch.setenv("LINDRA_DATA_KEYS", DATA_KEY)
    monkeypatch.setenv("LINDRA_VAR_DIR", str(tmp_path))

    def run(*words: str) -> Result:
        return CliRunner().invoke(cli, words)

    return run


def test_a_provider_is_added_listed_and_disabled(run) -> None:
    added = run("provider", "add", "Kari", "--position", "first")
    assert re.fullmatch(r"1  /start [\w-]{24}\n", added.output), added.output
    assert run("provider", "list").output == "1  Kari  first  has not opened the link\n"
    assert run("provider", "disable", "1").output == "Kari has no access any more.\n"
    assert run("provider", "list").output == "1  Kari  first  disabled\n"


def test_everything_of_a_patient_is_written_for_nobody_else_to_read(run, tmp_path: Path) -> None:
    ref = run("patient", "invite").output.split()[0]
    out = tmp_path / "copy.zip"
    out.write_text("an older one")
    out.chmod(0o644)
    written = run("export", ref, "--out", str(out))
    assert written.output == (
        f"{out}: everything that is kept of {ref}. Keep it as safe as a record.\n"
    )
    assert out.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(out) as archive:
        assert ref in archive.read("index.html").decode()
        assert ref in archive.read("csv/you.csv").decode()


def test_an_unknown_patient_gets_a_line_that_helps_and_no_file(run, tmp_path: Path) -> None:
    out = tmp_path / "copy.zip"
    result = run("export", "L-NONE", "--out", str(out))
    assert isinstance(result.exception, ConfigError)
    assert "stands in every alert" in str(result.exception)
    assert not out.exists()


def erasures() -> list[tuple[str, bool]]:
    """The receipts there are, and whether each is done."""

    async def read() -> list[tuple[str, bool]]:
        async with open_office(load_settings()) as office, office.database.connect() as connection:
            found = await connection.execute(select(t.erasures).order_by(t.erasures.c.id))
            return [(row.receipt, row.erased_at is not None) for row in found]

    return asyncio.run(read())


def let_the_coach_tick() -> None:
    async def tick() -> None:
        async with open_office(load_settings()) as office, office.uow_factory() as uow:
            await erasing.erase_due(office.desk.work(uow))
            await uow.commit()

    asyncio.run(tick())


@pytest.mark.parametrize("way", ["typed", "option"])
def test_a_patient_who_asks_on_the_phone_is_erased_with_a_receipt(run, way: str) -> None:
    ref, other = (run("patient", "invite").output.split()[0] for _ in range(2))
    if way == "typed":
        result = CliRunner().invoke(cli, ["erase", ref], input=f"{ref}\n")
        assert "cannot be brought back" in result.output
    else:
        result = run("erase", ref, "--yes", ref)
    receipt = re.search(r"Receipt ([A-Z2-9]{4}-[A-Z2-9]{4})\.", result.output)
    assert receipt is not None, result.output
    assert erasures() == [(receipt[1], False)]
    let_the_coach_tick()
    assert erasures() == [(receipt[1], True)]
    assert isinstance(run("erase", ref, "--yes", ref).exception, ConfigError)  # nobody there now
    assert run("erase", other, "--yes", other).exception is None  # the other one was not touched


def test_asked_for_twice_it_is_one_erasure_with_one_receipt(run) -> None:
    ref = run("patient", "invite").output.split()[0]
    first, second = (run("erase", ref, "--yes", ref).output for _ in range(2))
    assert first == second
    assert len(erasures()) == 1


@pytest.mark.parametrize("typed", ["L-NONE", "yes", ""])
def test_another_reference_erases_nobody(run, typed: str) -> None:
    ref = run("patient", "invite").output.split()[0]
    result = run("erase", ref, "--yes", typed)
    assert isinstance(result.exception, ConfigError)
    assert "nothing was deleted" in str(result.exception)
    assert erasures() == []


def test_an_open_alert_keeps_everything(run) -> None:
    ref = run("patient", "invite").output.split()[0]

    async def raise_alert() -> None:
        async with open_office(load_settings()) as office, office.uow_factory() as uow:
            work = office.desk.work(uow)
            await contact.wish_for_contact(work, await uow.patients.by_ref(ref))
            await uow.commit()

    asyncio.run(raise_alert())
    result = run("erase", ref, "--yes", ref)
    assert isinstance(result.exception, ConfigError)
    assert "is open: nothing was deleted" in str(result.exception)
    assert erasures() == []


def test_an_unknown_provider_gets_a_line_that_helps(run) -> None:
    result = run("provider", "disable", "7")
    assert isinstance(result.exception, ConfigError)
    assert "lindra provider list" in str(result.exception)


def test_reading_hours_are_set_and_listed(run) -> None:
    run("provider", "add", "Kari")
    assert run("oncall", "set", "1", "--days", "12345", "--hours", "08:00-16:00").output == "Set.\n"
    assert run("oncall", "list").output == "1  Kari  first  days 12345  08:00-16:00\n"
    run("oncall", "set", "1", "--position", "backup")
    assert run("oncall", "list").output == "1  Kari  backup  days 1234567  all day\n"


@pytest.mark.parametrize(
    ("option", "value"),
    [("--days", "89"), ("--days", ""), ("--hours", "noonish"), ("--hours", "8")],
)
def test_wrong_reading_hours_are_refused_with_an_example(run, option: str, value: str) -> None:
    run("provider", "add", "Kari")
    result = run("oncall", "set", "1", option, value)
    assert isinstance(result.exception, ConfigError)
    assert "such as" in str(result.exception)


def test_a_patient_is_invited_without_a_name(run) -> None:
    assert re.fullmatch(r"L-[A-Z0-9]{4}  /start [\w-]{24}\n", run("patient", "invite").output)


def test_no_alerts_is_said_so(run) -> None:
    assert run("alerts").output == "No open alerts.\n"


def test_migrating_twice_is_harmless(run) -> None:
    assert run("migrate").output == run("migrate").output == "The database is up to date.\n"


def test_screen_adds_what_it_found_to_each_line(run, tmp_path: Path) -> None:
    file = tmp_path / "sentences.jsonl"
    file.write_text('{"text": "I want to kill myself", "id": 1}\n{"text": "about a six"}\n')
    first, second = (json.loads(line) for line in run("screen", str(file)).stdout.splitlines())
    assert first["id"] == 1
    assert (first["screen"]["kind"], first["screen"]["outcome"]) == ("suicide_self_harm", "act")
    assert second["screen"]["outcome"] == "none"


def test_a_broken_line_is_named(run, tmp_path: Path) -> None:
    file = tmp_path / "sentences.jsonl"
    file.write_text('{"text": "fine"}\nnot json\n')
    result = run("screen", str(file))
    assert "ine 2" in str(result.exception)


def test_check_finds_no_fault_in_what_ships(run) -> None:
    result = run("check")
    assert (result.exit_code, result.output) == (0, "No faults.\n")


def test_check_lists_every_fault_at_once(run, tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    result = run("check", "--content", str(content))
    assert result.exit_code == 1
    assert len(result.output.splitlines()) > 5


def test_check_names_an_intent_that_could_be_offered_without_a_label(run, tmp_path: Path) -> None:
    content = Path(shutil.copytree("content", tmp_path / "content"))
    labels = content / "messages" / "en" / "guess.yml"
    text = labels.read_text(encoding="utf-8")
    labels.write_text(text.replace("ask_pacing_label", "ask_packing_label"), encoding="utf-8")
    result = run("check", "--content", str(content))
    assert result.exit_code == 1
    assert "texts.ask_pacing_label: is missing: this may be offered as a guess" in result.output
    assert "texts.ask_packing_label" in result.output


def test_a_missing_token_is_one_clear_line(
    run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LINDRA_ENGINE_URL", "http://127.0.0.1:9")
    monkeypatch.setattr("sys.argv", ["lindra", "up"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == 1
    assert "LINDRA_TELEGRAM_TOKEN" in lines[0]


def test_a_wrong_setting_is_one_clear_line(
    run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LINDRA_CLINIC_TIMEZONE", "Mars/Olympus")
    monkeypatch.setattr("sys.argv", ["lindra", "alerts"])
    with pytest.raises(SystemExit):
        main()
    assert "LINDRA_CLINIC_TIMEZONE" in capsys.readouterr().err


def test_a_new_data_key_is_printed_with_where_it_goes(run) -> None:
    made = run("keys", "new")
    assert re.fullmatch(r"[\w-]{43}\n", made.stdout)
    assert "LINDRA_DATA_KEYS in .env" in made.stderr
    assert "apart from the backups" in made.stderr
    assert run("keys", "new").stdout != made.stdout


@pytest.mark.parametrize(
    ("keys", "words"),
    [("", "LINDRA_DATA_KEYS is missing: `lindra keys new`"), ("cut-off", "key 1 is no data key")],
)
def test_without_a_data_key_nothing_is_opened(
    run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, keys: str, words: str
) -> None:
    monkeypatch.setenv("LINDRA_DATA_KEYS", keys)
    result = run("patient", "invite")
    assert isinstance(result.exception, ConfigError)
    assert words in str(result.exception)
    assert not (tmp_path / "lindra.sqlite3").exists()


def test_up_without_a_data_key_is_one_clear_line_before_any_training(
    run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LINDRA_TELEGRAM_TOKEN", "100:token")
    monkeypatch.setenv("LINDRA_DATA_KEYS", "")
    monkeypatch.setattr("bot.command_line.running.train", None)  # would fail when called
    monkeypatch.setattr("sys.argv", ["lindra", "up"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    (line,) = capsys.readouterr().err.strip().splitlines()
    assert "LINDRA_DATA_KEYS is missing" in line


def test_rotating_waits_for_a_coach_that_knows_the_new_key(
    run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("migrate")
    monkeypatch.setenv("LINDRA_DATA_KEYS", f"{OTHER_DATA_KEY},{DATA_KEY}")
    result = run("keys", "rotate")
    assert isinstance(result.exception, ConfigError)
    assert "Start the coach anew first" in str(result.exception)


def test_rotating_says_how_many_rows_and_that_the_old_key_can_go(
    run, monkeypatch: pytest.MonkeyPatch
) -> None:
    asyncio.run(_write_one_and_start_with_another_key())
    monkeypatch.setenv("LINDRA_DATA_KEYS", f"{OTHER_DATA_KEY},{DATA_KEY}")
    assert run("keys", "rotate").output.startswith("1 row was sealed anew;")
    assert run("keys", "rotate").output.startswith("0 rows were sealed anew;")
    monkeypatch.setenv("LINDRA_DATA_KEYS", OTHER_DATA_KEY)
    assert run("alerts").output == "No open alerts.\n"
    monkeypatch.setenv("LINDRA_DATA_KEYS", DATA_KEY)
    assert "lacks data key" in str(run("alerts").exception)


async def _write_one_and_start_with_another_key() -> None:
    async with open_office(load_settings()) as office, office.uow_factory() as uow:
        now = office.clock.now()
        await uow.inbox.add_if_new(
            InboxUpdate(update_id=1, chat_id=7, payload={"text": "heron"}, received_at=now)
        )
        await uow.commit()
    both = load_settings(data_keys=f"{OTHER_DATA_KEY},{DATA_KEY}")
    async with open_office(both, takes_new_key=True):
        pass  # as a coach does when it starts
