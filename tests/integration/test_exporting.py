"""A patient's copy holds everything that is kept of them, readably and harmlessly."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.domain.messages import Attachment
from bot.domain.providers import Position
from bot.services import check_in, exporting
from bot.services.export_sheets import words_of
from bot.services.work import Desk
from bot.storage.tables import metadata
from tests.auxil.front_door import FrontDoor, asking
from tests.integration.conftest import MovableClock
from tests.integration.people import add_patient, add_provider

ELLEN, MONA, KARI = 501, 502, 801
GOOD_THING = "=a walk with Bella by the sea"
ask = asking(ELLEN)


@pytest.fixture
async def door(desk: Desk, database: AsyncEngine) -> FrontDoor:
    async with desk.uow_factory() as uow:
        work = desk.work(uow)
        await add_patient(work, ELLEN)
        await add_patient(work, MONA, called_name="Mona-of-the-hills")
        await add_provider(work, KARI, Position.FIRST, name="Kari Nurse")
        await uow.commit()
    return FrontDoor.open(desk, database)


async def live(door: FrontDoor) -> None:
    """Check in, with words; ask for the team; write something odd; and Mona writes as well."""
    await ask(door, check_in.start)
    for label in ("6", "5", "4", "7"):
        await door.press_label(ELLEN, label)
    await door.converse(ELLEN, GOOD_THING)
    await door.converse(ELLEN, "<b>& me</b>")
    await door.text(ELLEN, "/team")
    await door.converse(MONA, "only mine to know")


async def copy_of(door: FrontDoor) -> zipfile.ZipFile:
    await door.text(ELLEN, "/export")
    await door.press_label(ELLEN, "Send it")
    row = (await door.chat(ELLEN))[-1].row
    assert row is not None
    async with AsyncSession(door.database) as session:
        file = await session.get(Attachment, row.id)
    assert file is not None
    assert file.name == "lindra-copy.zip"
    return zipfile.ZipFile(io.BytesIO(file.content))


def table(archive: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(archive.read(f"csv/{name}.csv").decode("utf-8-sig"))))


async def test_it_is_asked_for_before_anything_is_sent(door: FrontDoor):
    await door.text(ELLEN, "/export")
    asked = (await door.chat(ELLEN))[-1]
    assert "Telegram carries the file" in asked.text
    await door.press_label(ELLEN, "Not now")
    async with AsyncSession(door.database) as session:
        assert await session.get(Attachment, asked.row.id if asked.row else 0) is None


async def test_the_page_holds_every_word_and_nobody_elses(door: FrontDoor):
    await live(door)
    said = [seen.text for seen in await door.chat(ELLEN)]
    page = (await copy_of(door)).read("index.html").decode()
    assert GOOD_THING in page
    assert "&lt;b&gt;&amp; me&lt;/b&gt;" in page
    assert "<b>& me" not in page
    for text in said:
        first_line = text.splitlines()[0].replace("'", "&#x27;").replace('"', "&quot;")
        assert first_line in page
    assert "only mine to know" not in page
    assert "Mona-of-the-hills" not in page
    assert "<script" not in page
    assert "http" not in page


async def test_the_tables_hold_the_answers_as_they_were_given(door: FrontDoor):
    await live(door)
    archive = await copy_of(door)
    answers = {row["question"]: row["answer"] for row in table(archive, "answers")}
    assert answers["How did you sleep last night?"] == "7"
    assert f"'{GOOD_THING}" in answers.values()  # no formula for a spreadsheet program
    assert [row["title"] for row in table(archive, "alerts")] != []
    assert {row["from"] for row in table(archive, "messages")} == {"you", "Lindra"}


async def test_a_second_copy_waits_for_an_hour(door: FrontDoor, clock: MovableClock):
    await copy_of(door)
    await door.text(ELLEN, "/export")
    await door.press_label(ELLEN, "Send it")
    assert "a short while ago" in (await door.texts(ELLEN))[-1]
    clock.forward(hours=1)
    await copy_of(door)


async def test_progress_is_in_it_as_pictures(door: FrontDoor, clock: MovableClock):
    for _ in range(3):
        clock.forward(days=1)
        await ask(door, check_in.start)
        for label in ("6", "5", "4", "7", "Skip"):
            await door.press_label(ELLEN, label)
    names = (await copy_of(door)).namelist()
    assert [name for name in names if name.startswith("pictures/")] == [
        f"pictures/progress-{days}-days.png" for days in (7, 28, 91)
    ]


async def test_somebody_who_is_not_welcomed_yet_can_have_one(desk: Desk, database: AsyncEngine):
    async with desk.uow_factory() as uow:
        patient = await add_patient(desk.work(uow), ELLEN, check_in_at=None, timezone=None)
        archive = zipfile.ZipFile(io.BytesIO(await exporting.make(desk.work(uow), patient)))
    assert "index.html" in archive.namelist()
    assert date.fromisoformat(table(archive, "you")[-2]["value"][:10])


# Tables with a patient's number that are no sheet of their own, and why.
ELSEWHERE = {
    "erasures": "there is none while there is anything to copy, or the receipt is in the messages",
    "outbox": "messages",
    "check_ins": "rounds",
    "exercise_sessions": "exercises",
}


async def test_every_table_that_knows_of_patients_is_in_it(door: FrontDoor):
    archive = await copy_of(door)
    sheets = {name[4:-4] for name in archive.namelist() if name.startswith("csv/")}
    for known in (each for each in metadata.sorted_tables if "patient_id" in each.c):
        assert known.name in sheets or known.name in ELSEWHERE
    assert {"answers", "alert_log", "messages", "you"} <= sheets


@pytest.mark.parametrize(
    ("payload", "words"),
    [
        ({"message": {"text": "hello"}}, "hello"),
        ({"message": {"photo": [], "caption": "my cat", "date": 1}}, "my cat"),
        ({"message": {"voice": {}, "date": 1, "chat": {}}}, "(voice)"),
        ({"edited_message": {"text": "hello again"}}, "hello again"),
        ({"update_id": 3, "callback_query": {"data": "token"}}, "(callback_query)"),
    ],
)
def test_what_was_sent_is_told_by_its_words_or_its_kind(payload: dict[str, object], words: str):
    assert words_of(payload) == words
