"""After /delete nothing of a person is found anywhere: database file, tracker, outbox, logs."""

from __future__ import annotations

from pathlib import Path

import httpx

from bot.storage.tables import erasures
from tests.auxil.house import House
from tests.auxil.real_engine import RunningEngine
from tests.auxil.residents import patient_row

WORDS = "the heron by our pond"
NAME = "Quillonia"


async def test_nothing_of_a_person_is_left_anywhere(house: House, engine: RunningEngine) -> None:
    person = await house.person(NAME)
    async with house.at_work() as work:
        row = patient_row(work, person)
        work.uow.add(row)
    traces = [WORDS, NAME, row.conversation_id, row.ref, str(person.id)]
    await person.says("/checkin")
    for number in ("6", "5", "4", "7"):
        await person.hears("0 = ")
        await person.presses(number)
    await person.hears("one good thing")
    await person.says(WORDS)
    await person.hears("Thank you")
    await person.says(f"who can read what I write, {WORDS}")
    await person.hears("have it all deleted")

    kept = [file for file in _files(house.folder) if row.ref.encode() in file.read_bytes()]
    assert kept != []  # what is searched for below can be found

    await person.says("/delete")
    await person.hears("I can delete everything")
    await person.presses("Yes, delete everything")
    await person.hears("Just to be sure")
    await person.presses("Delete it now")
    await person.hears("Your receipt is")
    await house.until_rows(
        erasures.select().where(erasures.c.erased_at.is_not(None)), lambda found: len(found) == 1
    )

    tracker = f"{engine.url}/conversations/{row.conversation_id}/tracker"
    async with httpx.AsyncClient() as http:
        assert WORDS not in (await http.get(tracker)).text
    files = _files(house.folder, engine.folder)
    assert {"lindra.sqlite3", "coach.log", "engine.log"} <= {file.name for file in files}
    for file in files:
        held = file.read_bytes()
        found = [trace for trace in traces if trace.encode() in held]
        assert found == [], file.name


def _files(*folders: Path) -> list[Path]:
    return [path for folder in folders for path in folder.rglob("*") if path.is_file()]
