"""Whoever writes content adds to it by files alone: it is checked, played and kept as all else."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.__main__ import cli
from bot.actions.labelled import guess_label_faults
from bot.actions.spoken import reply_faults
from bot.chat.menus import Menus
from bot.domain.check_ins import Answer
from bot.domain.exercises import SessionStatus
from bot.gateways.language_detector import LanguageDetector
from bot.gateways.telegram_sender import open_bot
from bot.library import check_content, load_library
from bot.library.library import Library
from bot.services import check_in, exercises, invitations, inviting, programme
from bot.services.work import Desk
from tests.auxil import added_content
from tests.auxil.house import TOKEN, sandbox_running
from tests.auxil.visitor import Visitor

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 12, 1)


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped content, with all that was added."""
    copy = Path(shutil.copytree(ROOT / "content", tmp_path_factory.mktemp("added") / "content"))
    added_content.add_exercise(copy)
    added_content.add_lesson(copy)
    added_content.add_item(copy)
    added_content.add_language(copy)
    return copy


@pytest.fixture(scope="module")
def library(content: Path) -> Library:
    return load_library(content)


@pytest.fixture
def visitor(desk: Desk, database) -> Visitor:
    return Visitor(desk, database)


@pytest.fixture
async def ellen(visitor: Visitor) -> Visitor:
    return await visitor.enter_active()


@pytest.fixture
async def kari(visitor: Visitor) -> Visitor:
    """Somebody whose Telegram speaks Norwegian, let in by an invitation."""
    async with visitor.work() as work:
        _, code = await inviting.invite_patient(work, None)
        await invitations.redeem(work, code, visitor.chat_id, "nb-NO")
    async with visitor.work() as work:
        patient = await work.uow.patients.by_chat(visitor.chat_id)
        assert patient is not None
        patient.status = "active"
        patient.timezone = "Europe/Oslo"
    return visitor


async def answers(visitor: Visitor) -> dict[str, int | None]:
    async with AsyncSession(visitor.engine) as session:
        kept = await session.scalars(select(Answer).order_by("id"))
        return {answer.item_id: answer.value_nrs for answer in kept.all()}


def test_check_finds_no_fault(content: Path, tmp_path: Path) -> None:
    dialogues = Path(shutil.copytree(ROOT / "dialogues", tmp_path / "dialogues"))
    assert check_content(content, TODAY) == []
    # The few replies of the dialogue engine are the only words that stand elsewhere.
    assert all("no text in nb" in fault for fault in reply_faults(dialogues, content))
    added_content.translate_replies(dialogues)
    assert reply_faults(dialogues, content) == []
    assert guess_label_faults(dialogues, content) == []


@pytest.mark.parametrize("file", ["exercises/nb/hand-warmth.yml", "crisis_numbers/nb/no.yml"])
def test_check_names_a_file_that_a_language_lacks(content: Path, tmp_path: Path, file: str) -> None:
    copy = Path(shutil.copytree(content, tmp_path / "content"))
    (copy / file).unlink()
    (fault,) = check_content(copy, TODAY)
    assert str(fault).endswith(
        f"lacks {Path(file).stem} - translate from English, one file for each"
    )


async def test_the_exercise_is_played_by_buttons(ellen: Visitor, clock) -> None:
    await ellen.ask(exercises.start, "hand-warmth")
    for label in ("Start", "3", "Next", "On a table"):
        await ellen.presses(label)
    assert (await ellen.last()).text == "Turn your palms up on the table."
    await ellen.presses("Next")
    clock.forward(seconds=30)
    async with ellen.work() as work:
        assert await exercises.advance_timed_steps(work) == 1
    await ellen.says("5")
    for label in ("Skip", "7"):
        await ellen.presses(label)
    said = (await ellen.last()).text
    assert said.startswith("That was it. Tomorrow 5 minutes, with your hands: On a table.")
    assert "A bit calmer than before." in said
    (session,) = await ellen.sessions()
    assert session.status is SessionStatus.COMPLETE
    assert session.choices == {"place": "table", "minutes": "5"}


async def test_the_exercise_is_played_in_words(ellen: Visitor) -> None:
    await ellen.ask(exercises.start, "hand-warmth")
    for words in ("start", "four", "next", "in my lap please", "next", "thirty"):
        await ellen.says(words)
    assert (await ellen.last()).text == "A number from 1 to 10, please."
    for words in ("ten", "warm", "4"):
        await ellen.says(words)
    (session,) = await ellen.sessions()
    assert session.status is SessionStatus.COMPLETE
    assert session.choices == {"place": "lap", "minutes": "10", "word": "warm"}
    assert "About the same as before." in (await ellen.last()).text


async def test_the_exercise_is_in_the_menu(ellen: Visitor) -> None:
    await ellen.ask(exercises.list_exercises)
    await ellen.presses("One minute")
    while "Warm hands" not in (await ellen.last()).labels:
        await ellen.presses("More")
    await ellen.presses("Warm hands")
    assert (await ellen.last()).text.startswith("Warm hands\n\nWarmth in the hands")


async def test_the_lesson_is_found_in_its_module_and_leads_to_its_exercise(ellen: Visitor) -> None:
    await ellen.ask(programme.show)
    for label in ("Activity and rest", "The kitchen timer", "Start", "Next", "Desk"):
        await ellen.presses(label)
    closing = await ellen.last()
    assert closing.text == "A good place for it: Desk."
    assert closing.labels[0] == "Try: Warm hands"
    await ellen.presses("All topics")
    await ellen.presses("Activity and rest")
    assert any("The kitchen timer" in label for label in (await ellen.last()).labels)
    (session,) = await ellen.sessions()
    assert (session.status, session.choices) == (SessionStatus.COMPLETE, {"where": "desk"})


async def test_the_question_is_asked_kept_and_followed_by_what_fits(ellen: Visitor) -> None:
    await ellen.ask(check_in.start)
    await ellen.says("pain 3, in the way 2, mood 6, sleep 7")
    await ellen.presses("Skip")
    assert (await ellen.last()).text.startswith("How tired have you been")
    await ellen.presses("9")
    assert (await answers(ellen))["fatigue"] == 9
    assert "Shall we warm your hands for a minute?" in (await ellen.last()).text


async def test_the_question_is_known_by_its_cues_and_set_beside_what_is_usual(
    ellen: Visitor, clock
) -> None:
    for points in (8, 8, 8, 8, 8, 8, 2):
        clock.forward(days=1)
        await ellen.ask(check_in.start)
        await ellen.says(f"tiredness {points}, pain 3, in the way 2, mood 6, sleep 7")
        await ellen.presses("Skip")
    texts = [seen.text for seen in await ellen.chat()]
    assert any("Tiredness: 2, less than your usual 8." in text for text in texts)


async def test_an_answer_to_the_question_can_be_changed(ellen: Visitor) -> None:
    await ellen.ask(check_in.start)
    await ellen.says("tiredness 4, pain 3, in the way 2, mood 6, sleep 7")
    await ellen.presses("Skip")
    for label in ("Change an answer", "Tiredness", "5"):
        await ellen.presses(label)
    assert (await answers(ellen))["fatigue"] == 5


async def test_whoever_speaks_the_language_reads_it_and_is_understood(kari: Visitor) -> None:
    assert (await kari.patient()).language == "nb"
    await kari.ask(exercises.start, "hand-warmth")
    assert (await kari.last()).text.startswith("Varme hender")
    assert (await kari.last()).labels[0] == "Begynn"
    await kari.says("begynn")
    assert (await kari.last()).text.startswith("Hvor rolig er du nå?")
    await kari.presses("3")
    assert (await kari.last()).text == "Sitt slik det er lett for deg."
    assert (await kari.last()).labels == ["Neste", "Stopp"]
    await kari.says("neste")
    await kari.says("i fanget")
    await kari.presses("Neste")
    await kari.says("5")
    await kari.presses("Skip")
    await kari.presses("4")
    assert (
        "Det var alt. I morgen 5 minutter, with your hands: I fanget." in (await kari.last()).text
    )


async def test_the_check_in_is_asked_and_answered_in_the_language(kari: Visitor) -> None:
    await kari.ask(check_in.start)
    for point in ("3", "2", "6", "7"):
        await kari.presses(point)
    await kari.says("solskinn")
    assert (await kari.last()).text.startswith("Hvor trøtt har du vært")
    await kari.says("trøtthet 8")
    assert (await answers(kari))["fatigue"] == 8


async def test_telegram_shows_the_command_menu_in_the_language(desk: Desk) -> None:
    async with sandbox_running() as sandbox, open_bot(TOKEN, sandbox.url) as bot:
        assert await Menus(desk, bot).introduce()
        english = {each.command: each.description for each in await bot.get_my_commands()}
        shown = await bot.get_my_commands(language_code="nb")
        norwegian = {each.command: each.description for each in shown}
    assert english["exercises"] == "Choose an exercise"
    assert norwegian["exercises"] == "Velg en øvelse"
    assert english.keys() == norwegian.keys()


def test_words_of_the_language_are_not_taken_for_another(library: Library) -> None:
    detector = LanguageDetector(library.other_languages(), library.languages())
    for said in ("jeg sov ikke så godt i natt", "det var en fin dag med sol", "vondt i ryggen"):
        assert detector.other_than("nb", said) is None
    assert detector.other_than("en", "je n'ai pas bien dormi cette nuit") == "fr"


def test_the_clinician_plays_it_in_the_language(content: Path) -> None:
    typed = "begynn\n3\n1\n1\n\n5\nvarm\n4\n"
    words = ["content", "play", "hand-warmth", "--language", "nb", "--content", str(content)]
    played = CliRunner().invoke(cli, words, input=typed)
    assert played.exit_code == 0, played.exception
    assert "[1] I fanget" in played.output
    assert "Det var alt. I morgen 5 minutter" in played.output
