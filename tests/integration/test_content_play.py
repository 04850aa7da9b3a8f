"""``lindra content play``: a clinician walks through an item as a patient meets it."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import click
import httpx
import pytest
from click.testing import CliRunner, Result

from bot.__main__ import cli
from bot.bootstrap import Office, open_office
from bot.command_line import demo
from bot.command_line.played_chat import PlayedChat
from bot.command_line.played_walk import FOR_THE_ENGINE, NOTHING_TYPED, Walk
from bot.command_line.progress import Progress
from bot.domain.exercises import SessionStatus
from bot.domain.messages import OutboxMessage
from bot.domain.patients import Flow, PatientStatus
from bot.errors import ContentError
from bot.gateways.telegram_sender import TelegramSender, open_bot
from bot.library import check_content, load_library
from bot.services.playing import Play
from bot.services.ports import SendState
from bot.settings import load_settings
from bot.storage.sealer import new_data_key
from tests.auxil.engine_at_work import free_port

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "content"
LIBRARY = load_library(SHIPPED)
RELAXATION = LIBRARY.exercise("mini-relaxation", "en")
PLANNER = LIBRARY.exercise("pacing-planner", "en")
TODAY = date(2026, 12, 1)
END = "The end. Nothing of this is kept.\n"


def play(*words: str, typed: str = "", columns: int = 80) -> Result:
    environment = {"COLUMNS": str(columns)}
    runner = CliRunner()
    return runner.invoke(cli, ["content", "play", *words], input=typed, env=environment)


def flat(text: str) -> str:
    """Return words as they are whatever the width of the lines."""
    return " ".join(text.split())


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "content"))


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_an_exercise_is_played_to_its_end_with_every_word_of_it() -> None:
    steps = "".join("1\n" if step.kind == "say" else "\n" for step in RELAXATION.steps)
    played = play("mini-relaxation", typed=f"1\n6\n{steps}3\n")
    assert played.exit_code == 0, played.output
    said = flat(played.output)
    for text in (
        RELAXATION.introduction(),
        RELAXATION.rating.question,
        *(step.text for step in RELAXATION.steps),
        RELAXATION.closing,
        RELAXATION.rating.better,
    ):
        assert flat(text) in said
    assert "  [1] Start\n" in played.output
    assert "  0 1 2 3 4 5 6 7 8 9 10\n  [a] Skip\n  [b] Stop\n> 6\n✓ 6\n" in played.output
    assert played.output.endswith(f"\n{END}")


def test_an_exercise_is_played_in_words_alone_and_a_number_is_no_button() -> None:
    played = play("pacing-planner", typed="start\nseven\nthe washing\n1\nstop\n\n")
    said = flat(played.output)
    assert "> the washing" in played.output
    assert "[a] Stop" in played.output  # where minutes are asked for
    assert flat(PLANNER.steps[2].text) in said  # reached by "1", which is one minute
    assert "We stop here." in said
    assert "Continue" in said


def test_a_timed_step_shows_its_seconds_and_ends_when_enter_is_pressed() -> None:
    timed = [step for step in RELAXATION.steps if step.kind == "timed"]
    played = play("mini-relaxation", typed="1\na\n1\n\n")
    assert f"(Enter: the {timed[0].seconds} seconds pass)" in played.output
    assert flat(timed[1].text) in flat(played.output)


def test_the_check_in_takes_buttons_and_words_and_offers_what_fits() -> None:
    items = LIBRARY.questionnaire("daily-check-in", "en").items
    played = play("daily-check-in", typed="9\nsix, mood 3\n\nsleep 4\nskip\n")
    said = flat(played.output)
    assert items[0].question in said
    assert items[-1].question in said
    assert f"({NOTHING_TYPED})" in played.output
    assert "Thank you" in said
    assert played.output.endswith(END)


def test_a_module_lets_choose_among_its_lessons() -> None:
    module = LIBRARY.module("pacing", "en")
    lessons = [LIBRARY.lesson(lesson_id, "en") for lesson_id in module.lessons]
    played = play("pacing", typed="2\nstart\n")
    assert f"  [1] {lessons[0].title}\n  [2] {lessons[1].title}\n" in played.output
    assert flat(lessons[1].about) in flat(played.output)
    assert flat(lessons[1].steps[0].text) in flat(played.output)


def test_words_of_danger_are_answered_as_for_patients() -> None:
    played = play("mini-relaxation", typed="1\nI want to kill myself\n")
    number = LIBRARY.crisis_numbers(LIBRARY.countries()[0]).for_crisis[0]
    assert number in flat(played.output)


def test_words_that_only_the_engine_would_answer_are_said_to_be_so() -> None:
    played = play("mini-relaxation", typed="2\nwhat a lovely day\n")
    assert f"({FOR_THE_ENGINE})" in flat(played.output)


def test_lines_are_as_wide_as_the_terminal() -> None:
    played = play("mini-relaxation", typed="1\n5\n", columns=50)
    told = played.output.partition("\n")[2]
    assert max(len(line) for line in told.splitlines()) <= 50


def test_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINDRA_DATABASE_URL", f"sqlite:///{tmp_path}/lindra.sqlite3")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    assert play("mini-relaxation", typed="1\n").exit_code == 0
    assert list(tmp_path.iterdir()) == []


def test_a_draft_can_be_played_and_is_said_to_be_one(content: Path) -> None:
    file = content / "exercises" / "en" / "mini-relaxation.yml"
    change(file, "status: reviewed", "status: draft")
    played = play("mini-relaxation", "--content", str(content), typed="start\n")
    first = played.output.splitlines()[0]
    assert first.startswith("DRAFT: exercises/en/mini-relaxation.yml is a draft")
    assert RELAXATION.rating.question in flat(played.output)
    # The coach itself goes on to refuse it.
    with pytest.raises(ContentError, match="is not loaded"):
        load_library(content)


def test_what_no_clinic_has_signed_is_said_to_be_so_and_what_one_has_is_not(content: Path) -> None:
    file = content / "exercises" / "en" / "mini-relaxation.yml"
    where = "--content", str(content)
    assert play("mini-relaxation", *where).output.startswith("NOT APPROVED: exercises/en/mini")
    change(file, "status: reviewed", "status: approved")
    change(file, "approved_by: null", "approved_by: Kari Nordmann")
    change(file, "approved_on: null", "approved_on: 2026-11-01")
    assert "NOT APPROVED" not in play("mini-relaxation", *where).output


def test_a_broken_file_is_refused_with_every_fault(content: Path) -> None:
    file = content / "exercises" / "en" / "mini-relaxation.yml"
    change(file, "seconds: ", "seconds: 9")
    change(file, "minutes: 1", "minutes: 2")
    refused = play("mini-relaxation", "--content", str(content))
    assert isinstance(refused.exception, ContentError)
    faults = [str(fault) for fault in check_content(content, TODAY)]
    assert len(faults) >= 2
    assert refused.exception.faults == faults
    assert any("minutes: 2 is not known here - use 1, 3 or 10" in fault for fault in faults)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["mini-relaxaton"], "called 'mini-relaxaton'. Did you mean mini-relaxation"),
        (["breathing"], "paced-breathing-3"),
        (["qqqqqq"], "Its id is its file's name."),
        (["mini-relaxation", "--language", "xx"], "No content speaks 'xx'; there is en."),
    ],
)
def test_what_cannot_be_found_is_said_with_what_comes_close(words: list[str], said: str) -> None:
    refused = play(*words)
    assert refused.exit_code == click.UsageError.exit_code
    assert said in flat(refused.output)


def test_what_is_retired_is_not_played(content: Path) -> None:
    file = content / "exercises" / "en" / "grounding-senses.yml"
    change(file, "status: reviewed", "status: retired")
    refused = play("grounding-senses", "--content", str(content))
    assert refused.exit_code == click.UsageError.exit_code
    assert "exercises/en/grounding-senses.yml is retired: nobody is offered it." in refused.output


def test_a_new_exercise_is_a_copy_that_is_played_as_a_draft_and_then_checked(content: Path) -> None:
    """As content/README.md tells it, step by step."""
    folder = content / "exercises" / "en"
    new = Path(shutil.copy(folder / "mini-relaxation.yml", folder / "hand-warmth.yml"))
    change(new, "id: mini-relaxation", "id: hand-warmth")
    change(new, "status: reviewed", "status: draft")
    change(new, "title: Mini-relaxation", "title: Warm hands")
    played = play("hand-warmth", "--content", str(content), typed="1\n")
    assert played.exit_code == 0
    assert "Warm hands" in played.output
    (fault,) = check_content(content, TODAY)
    assert "status" in str(fault)
    change(new, "status: draft", "status: reviewed")
    assert check_content(content, TODAY) == []
    offered = load_library(content).exercises("en")
    assert "hand-warmth" in [exercise.id for exercise in offered]


def test_words_in_quotes_press_no_button() -> None:
    played = play("pacing-planner", typed='1\na\n"1"\n')
    assert "We stop here." not in flat(played.output)
    assert flat(PLANNER.steps[1].text) in flat(played.output)


async def test_at_pace_a_timed_step_is_waited_for(tmp_path: Path) -> None:
    settings = load_settings(
        content_dir=SHIPPED,
        database_url=f"sqlite:///{tmp_path}/play.sqlite3",
        data_keys=new_data_key(),
    )
    typed = iter(["start", "5", "next", None])
    waited: list[float] = []
    lines: list[str] = []

    async def wait(seconds: float) -> None:
        waited.append(seconds)

    async with open_office(settings) as office:
        chat = PlayedChat(lines.append, 80)
        await Walk(office, chat, lambda: next(typed), wait).through(Play(RELAXATION.id, "en"))
    assert waited == [step.seconds for step in RELAXATION.steps if step.kind == "timed"]
    assert flat(RELAXATION.rating.question) in flat(lines[-4])


async def test_on_the_page_the_patient_is_in_the_middle_of_the_item(
    tmp_path: Path, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(
        content / "exercises" / "en" / "mini-relaxation.yml", "status: reviewed", "status: draft"
    )
    monkeypatch.setenv("LINDRA_VAR_DIR", str(tmp_path))
    port = free_port()
    settings = demo.demo_settings(port).model_copy(update={"content_dir": content})
    async with demo.sandbox_running(port, Progress()):
        links = await demo.seed(settings, Play("mini-relaxation", "en"))
        async with httpx.AsyncClient(base_url=settings.telegram_api_url) as http:
            people = (await http.get("/sim/users")).json()["users"]
            pending = (await http.get("/sim/updates")).json()["pending"]
        async with open_office(settings, takes_drafts=True) as office:
            (ellen,) = [one for one in people if one["role"] == "patient"]
            waiting = await begun_message(office, ellen)
            async with open_bot(demo.TOKEN, settings.telegram_api_url) as bot:
                assert (await TelegramSender(bot).send(waiting, None)).state == SendState.SENT
    assert links["Ellen"] == f"{settings.telegram_api_url}/"
    assert "start=" in links["Kari (nurse)"]
    assert not pending


async def begun_message(office: Office, person: dict[str, object]) -> OutboxMessage:
    """What waits for somebody who is in the middle of the item."""
    async with office.uow_factory() as uow:
        patient = await uow.patients.by_chat(int(str(person["id"])))
        assert patient is not None
        assert patient.status is PatientStatus.ACTIVE
        assert patient.focus is Flow.EXERCISE
        session = await uow.exercises.open_of(patient.id or 0)
        assert session is not None
        assert (session.exercise_id, session.status) == ("mini-relaxation", SessionStatus.OPEN)
        (waiting,) = await uow.outbox.due(office.clock.now(), 10)
        assert waiting.text == RELAXATION.introduction()
        return waiting
