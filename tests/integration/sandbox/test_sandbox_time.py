import asyncio

import pytest


async def test_clock_is_moved_by_seconds_and_to_a_moment(sandbox):
    before = await sandbox.get("/clock")
    moved = await sandbox.post("/clock", advance_s=3600)
    assert moved["offset_s"] == 3600
    assert moved["version"] == before["version"] + 1
    moved = await sandbox.post("/clock", at="2026-10-25T03:30:00+02:00")
    assert moved["now"].startswith("2026-10-25T01:30:00")


async def test_who_waits_for_the_clock_hears_of_a_move(sandbox):
    version = (await sandbox.get("/clock"))["version"]
    waiting = asyncio.create_task(sandbox.get(f"/clock?version={version}&wait_s=20"))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    await sandbox.post("/clock", advance_s=60)
    assert (await waiting)["version"] == version + 1


async def test_who_knows_an_old_version_does_not_wait(sandbox):
    assert (await sandbox.get("/clock?version=0&wait_s=20"))["version"] == 1


@pytest.mark.parametrize(
    "move",
    [
        {},
        {"advance_s": 1, "at": "2026-01-01T00:00:00Z"},
        {"advance_s": "1"},
        {"advance_s": 1e15},
        {"at": "tomorrow"},
        {"at": "2026-01-01T00:00:00"},
    ],
)
async def test_impossible_move_is_refused_and_changes_nothing(sandbox, move):
    assert (await sandbox.post("/clock", 400, **move))["error"]
    assert (await sandbox.get("/clock"))["version"] == 1
