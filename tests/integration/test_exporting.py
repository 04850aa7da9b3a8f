"""A patient's copy holds everything that is kept of them, readably and harmlessly."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Table, func, select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.domain.alerts import SafetyCheck
from bot.domain.data_reads import DataKind, DataRead
from bot.domain.exercises import ExerciseSession, SessionStatus
from bot.domain.favourites import Favourite
from bot.domain.flare_ups import FlareUp
from bot.domain.messages import Attachment, OutboxStatus
from bot.domain.patients import FOR_EVER, PatientStatus
from bot.domain.prompts import Prompt, PromptKind
from bot.domain.providers import Invitation, InvitationKind, Position
from bot.services import check_in, exporting
from bot.services.patient_copy.messages import words_of
from bot.services.patient_copy.tables import LEFT_OUT
from bot.services.ports import SendState
from bot.services.work import Desk
from bot.storage.tables import metadata
from tests.auxil.front_door import FrontDoor, asking
from tests.auxil.postman import Postman
from tests.integration.conftest import MovableClock
from tests.integration.people import add_patient, add_provider

ELLEN, MONA, KARI = 501, 502, 801
GOOD_THING = "=a walk with Bella by the sea"
ask = asking(ELLEN)


@pytest.fixture
async def door(desk: Desk, database: AsyncEngine) -> FrontDoor:
    async with desk.uow_factory() as uow:
        work = desk.work(uow)
        await add_patient(work, ELLEN, called_name="Ellisiv", paused_until=FOR_EVER)
        await add_patient(work, MONA, called_name="Mona-of-the-hills")
        await add_provider(work, KARI, Position.FIRST, name="Kari Nurse")
        await uow.commit()
    return FrontDoor.open(desk, database)


async def live(door: FrontDoor) -> None:
    """Leave rows in every table that knows of patients; and Mona writes as well."""
    await ask(door, check_in.start)
    await door.press_label(ELLEN, "9")
    await door.converse(ELLEN, "no, I meant 6 for pain")
    for label in ("5", "4", "7"):
        await door.press_label(ELLEN, label)
    await door.converse(ELLEN, GOOD_THING)
    await door.converse(ELLEN, "<b>& me</b>")
    await door.text(ELLEN, "/team")
    await door.converse(MONA, "only mine to know")
    async with door.desk.uow_factory() as uow:
        patient = await uow.patients.by_chat(ELLEN)
        assert patient is not None
        for row in history(patient.id or 0, door.desk.read_clock()):
            uow.add(row)
        await uow.commit()


def history(patient_id: int, now: Any) -> list[Any]:
    """Rows of those kinds that a day of talk does not bring."""
    return [
        ExerciseSession(
            patient_id=patient_id,
            exercise_id="pacing-planner",
            exercise_version=1,
            status=SessionStatus.COMPLETE,
            choices={"activity": "feeding the heron"},
            rating_before_nrs=6,
            rating_after_nrs=0,
            started_at=now,
            touched_at=now,
        ),
        ExerciseSession(
            patient_id=patient_id,
            exercise_id="gone-from-the-content",
            exercise_version=1,
            status=SessionStatus.ABANDONED,
            started_at=now,
            touched_at=now,
        ),
        Favourite(patient_id=patient_id, exercise_id="paced-breathing-1", kept_at=now),
        Prompt(
            patient_id=patient_id,
            kind=PromptKind.DAILY_CHECK_IN,
            on_date=now.date(),
            due_at=now,
            closes_at=now,
        ),
        SafetyCheck(patient_id=patient_id, kind="abuse", asked_at=now, expires_at=now, answer="no"),
        FlareUp(
            patient_id=patient_id,
            begun_at=now,
            ends_at=now + timedelta(days=3),
            team_told_at=now,
        ),
        DataRead(patient_id=patient_id, provider_id=1, kind=DataKind.SUMMARY, read_at=now),
        Invitation(
            code_hash="0" * 64,
            kind=InvitationKind.PATIENT,
            created_at=now,
            expires_at=now,
            created_by=1,
            patient_id=patient_id,
            used_at=now,
        ),
    ]


async def file_of(door: FrontDoor) -> Attachment | None:
    row = (await door.chat(ELLEN))[-1].row
    assert row is not None
    async with AsyncSession(door.database) as session:
        return await session.get(Attachment, row.id)


async def copy_of(door: FrontDoor) -> zipfile.ZipFile:
    await door.text(ELLEN, "/export")
    await door.press_label(ELLEN, "Send it")
    file = await file_of(door)
    assert file is not None
    assert file.name == "lindra-copy.zip"
    return zipfile.ZipFile(io.BytesIO(file.content))


def table(archive: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(archive.read(f"csv/{name}.csv").decode("utf-8-sig"))))


def page_of(archive: zipfile.ZipFile) -> str:
    return archive.read("index.html").decode()


class TestAsking:
    async def test_it_is_asked_for_before_anything_is_sent(self, door: FrontDoor):
        await door.text(ELLEN, "/export")
        assert "Telegram carries the file" in (await door.chat(ELLEN))[-1].text
        await door.press_label(ELLEN, "Not now")
        assert await file_of(door) is None

    async def test_a_second_copy_waits_for_a_whole_hour(self, door: FrontDoor, clock: MovableClock):
        clock.forward(minutes=59)  # an hour of the clock begins in between
        await copy_of(door)
        clock.forward(minutes=59)
        await door.text(ELLEN, "/export")
        await door.press_label(ELLEN, "Send it")
        assert "a short while ago" in (await door.texts(ELLEN))[-1]
        clock.forward(minutes=1)
        await copy_of(door)

    async def test_a_copy_that_telegram_refused_may_be_asked_for_again(self, door: FrontDoor):
        await copy_of(door)
        postman = Postman()
        postman.fails(ELLEN, *[SendState.FAILED] * 20)
        await postman.deliver(door.desk)
        await copy_of(door)

    async def test_nothing_of_the_file_stays_once_it_has_left(self, door: FrontDoor):
        await copy_of(door)
        postman = Postman()
        await postman.deliver(door.desk)
        files = [posted.attachment for posted in postman.posted if posted.attachment]
        assert [file.name for file in files] == ["lindra-copy.zip"]
        assert await file_of(door) is None

    async def test_what_telegram_cannot_carry_is_left_to_the_team(
        self, door: FrontDoor, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr(exporting, "LARGEST_BYTES", 100)
        await door.text(ELLEN, "/export")
        await door.press_label(ELLEN, "Send it")
        assert "Your care team can make the file for you" in (await door.texts(ELLEN))[-1]
        assert await file_of(door) is None

    @pytest.mark.parametrize("status", [PatientStatus.STOPPED, PatientStatus.DECLINED])
    async def test_somebody_who_has_left_can_have_one(self, door: FrontDoor, status: PatientStatus):
        async with door.desk.uow_factory() as uow:
            patient = await uow.patients.by_chat(ELLEN)
            assert patient is not None
            patient.leave(status, door.desk.read_clock())
            await uow.commit()
        assert "<dt>Left</dt><dd>Mon 2 Mar 2026, 13:00</dd>" in page_of(await copy_of(door))

    async def test_somebody_who_is_not_welcomed_yet_can_have_one(
        self, desk: Desk, database: AsyncEngine
    ):
        async with desk.uow_factory() as uow:
            work = desk.work(uow)
            patient = await add_patient(work, ELLEN, check_in_at=None, timezone=None, country=None)
            archive = zipfile.ZipFile(io.BytesIO(await exporting.make(work, patient)))
        assert "Nothing is kept here." in page_of(archive)
        (you,) = table(archive, "you")
        assert you["created_at_local"] == "2026-03-02 13:00:00"  # on the clinic's clock


class TestPage:
    async def test_it_holds_every_word_and_nobody_elses(self, door: FrontDoor):
        await live(door)
        said = [seen.text for seen in await door.chat(ELLEN)]
        page = page_of(await copy_of(door))
        assert GOOD_THING in page
        assert "&lt;b&gt;&amp; me&lt;/b&gt;" in page
        assert "<b>& me" not in page
        for text in said:
            first_line = text.splitlines()[0].replace("'", "&#x27;").replace('"', "&quot;")
            assert first_line in page
        assert "only mine to know" not in page
        assert "Mona-of-the-hills" not in page

    async def test_it_needs_nothing_beside_it_and_runs_nothing(
        self, door: FrontDoor, clock: MovableClock
    ):
        await three_days(door, clock)
        page = page_of(await copy_of(door))
        assert page.count('src="data:image/png;base64,') == page.count("src=") == 3
        for outside in ("<script", "http", "<link", "url(", "@import", " on"):
            assert outside not in re.sub(r">[^<]*<", "><", page)

    async def test_it_tells_each_kind_of_thing_in_words(self, door: FrontDoor):
        await live(door)
        page = page_of(await copy_of(door))
        for words in (
            "as it stood on Mon 2 Mar 2026, 13:00.",
            "<dt>What I call you</dt><dd>Ellisiv</dd>",
            "<dt>Country</dt><dd>Norway</dd>",
            "<dt>Paused until</dt><dd>you say otherwise</dd>",
            "<dt>Pain</dt><dd><s>9 </s><span>6 </span></dd>",
            "<dt>Before (0 to 10)</dt><dd>6</dd>",
            "<dt>After (0 to 10)</dt><dd>0</dd>",
            "<dd>feeding the heron</dd>",
            "gone-from-the-content",
            "Mon 2 Mar 2026, 13:00</b><span>Slow breathing, 1 minute",
            "lighter days until Thu 5 Mar 2026, 13:00 · care team told",
            "Words about being hurt or threatened by somebody · you said no",
            "Kari Nurse · opened your numbers",
            "made by Kari Nurse · used Mon 2 Mar 2026, 13:00",
            "13:00 · you · tapped</small>9",
            "shown to Kari Nurse",
        ):
            assert words in page, words
        assert not re.search(r"<(span|small)>[^<]*[a-z]_[a-z]", page)  # no code is left

    async def test_what_never_reached_somebody_is_not_told_as_said(self, door: FrontDoor):
        await live(door)
        row = (await door.chat(ELLEN))[0].row
        assert row is not None
        async with door.desk.uow_factory() as uow:
            (await uow.outbox.get(row.id or 0)).status = OutboxStatus.FAILED  # type: ignore[union-attr]
            await uow.commit()
        assert "Lindra · never reached you</small>How has your pain been" in page_of(
            await copy_of(door)
        )

    async def test_half_a_character_spoils_nothing(self, door: FrontDoor):
        await door.converse(ELLEN, "half \ud83d of a smile")
        archive = await copy_of(door)
        assert "half ? of a smile" in page_of(archive)
        assert "half ? of a smile" in {row["words"] for row in table(archive, "received")}


async def three_days(door: FrontDoor, clock: MovableClock) -> None:
    for _ in range(3):
        clock.forward(days=1)
        await ask(door, check_in.start)
        for label in ("6", "5", "4", "7", "Skip"):
            await door.press_label(ELLEN, label)


class TestTables:
    async def test_they_hold_the_answers_as_they_were_given(self, door: FrontDoor):
        await live(door)
        archive = await copy_of(door)
        pain, changed, *_, good_thing = table(archive, "answers")
        assert (pain["question"], pain["value_nrs"]) == (changed["question"], "9")
        assert pain["superseded_at_local"] == "2026-03-02 13:00:00"
        assert changed["value_nrs"] == "6"
        assert good_thing["value_text"] == f"'{GOOD_THING}"  # no formula for a spreadsheet
        words = {row["words"] for row in table(archive, "received")}
        assert {"9", "no, I meant 6 for pain", "<b>& me</b>"} <= words

    async def test_progress_is_beside_them_as_pictures(self, door: FrontDoor, clock: MovableClock):
        await three_days(door, clock)
        names = (await copy_of(door)).namelist()
        assert [name for name in names if name.startswith("pictures/")] == [
            f"pictures/progress-{days}-days.png" for days in (7, 28, 91)
        ]


# Where the rows of each table that knows of patients or their chats are.
TABLES = {
    "patients": "you",
    "check_ins": "check_ins",
    "answers": "answers",
    "exercise_sessions": "exercise_sessions",
    "prompts": "prompts",
    "favourites": "favourites",
    "flare_ups": "flare_ups",
    "inbox": "received",
    "outbox": "sent",
    "alerts": "alerts",
    "alert_log": "alert_log",
    "safety_checks": "safety_checks",
    "data_reads": "data_reads",
    "invitations": "invitations",
}
# Tables that are not in it, and why.
ELSEWHERE = {
    "erasures": "while there is one, everything is about to go; later it names nobody",
    "lanes": "which process writes to a chat just now",
    "buttons": "what a button stands for; what was tapped is in received",
    "attachments": "a file on its way to the patient, gone once it has left",
    "providers": "other people",
    "data_keys": "of the installation",
    "content_versions": "what clinicians wrote, the same for everybody",
    "tick_runs": "of the installation",
}


class TestEverything:
    def test_every_table_is_in_it_or_has_its_reason(self):
        assert TABLES.keys() | ELSEWHERE.keys() == {each.name for each in metadata.sorted_tables}
        assert TABLES.keys() & ELSEWHERE.keys() == set()
        assert all(len(reason) > 10 for each in LEFT_OUT.values() for reason in each.values())

    async def test_every_table_that_knows_of_patients_is_in_it(self, door: FrontDoor):
        await live(door)
        archive = await copy_of(door)
        for name, kept_as in TABLES.items():
            rows = await count(door, metadata.tables[name])
            assert rows > 0, f"{name} holds nothing, and proves nothing"
            assert len(table(archive, kept_as)) == rows, name

    async def test_every_column_is_in_it(self, door: FrontDoor):
        await live(door)
        archive = await copy_of(door)
        left_out = {"buttons", "policy", "code_hash"}
        for name, kept_as in TABLES.items():
            told = {column.removesuffix("_local") for column in table(archive, kept_as)[0]}
            assert set(metadata.tables[name].c.keys()) - told <= left_out, name

    async def test_it_holds_what_the_care_team_was_sent_about_somebody(self, door: FrontDoor):
        await live(door)
        (shown,) = table(await copy_of(door), "sent_to_providers")
        assert shown["who"] == "Kari Nurse"
        assert f"L-T{ELLEN}" in shown["text"]


async def count(door: FrontDoor, which: Table) -> int:
    """Count the rows of Ellen's chat, or of her alone where there is no chat."""
    query = select(func.count()).select_from(which)
    if "chat_id" in which.c:
        query = query.where(which.c.chat_id == ELLEN)
    if which.name == "outbox":  # as they were when the copy was made
        copy = select(which.c.id).where(which.c.purpose == exporting.COPY_PURPOSE)
        query = query.where(which.c.id < copy.scalar_subquery())
    async with door.database.connect() as connection:
        return await connection.scalar(query) or 0


@pytest.mark.parametrize(
    ("payload", "words"),
    [
        ({"message": {"text": "hello"}}, "hello"),
        ({"message": {"photo": [], "caption": "my cat", "date": 1}}, "my cat"),
        ({"message": {"voice": {}, "date": 1, "chat": {}}}, "(voice)"),
        ({"edited_message": {"text": "hello again"}}, "hello again"),
        ({"update_id": 3, "callback_query": {"data": "token"}}, ""),
        ({"update_id": 3, "my_chat_member": {}}, "(my_chat_member)"),
        (
            {
                "callback_query": {
                    "data": "b",
                    "message": {
                        "reply_markup": {
                            "inline_keyboard": [
                                [{"text": "6", "callback_data": "a"}],
                                [{"text": "7", "callback_data": "b"}],
                            ]
                        }
                    },
                }
            },
            "7",
        ),
    ],
)
def test_what_was_sent_is_told_by_its_words_or_its_kind(payload: dict[str, object], words: str):
    assert words_of(payload) == words
