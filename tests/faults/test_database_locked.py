"""Somebody else holds the SQLite database for a while: everything waits, and nothing is lost."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing

from tests.auxil.crisis import ALERT, ALERT_SENT, CRISIS, CRISIS_LINE
from tests.auxil.house import House
from tests.auxil.residents import move_in, staff

HELD_S = 3.0


async def test_a_crisis_is_answered_once_the_database_is_free_again(house: House) -> None:
    kari, _ = await staff(house)
    ellen = await move_in(house)
    with closing(sqlite3.connect(house.folder / "lindra.sqlite3")) as somebody:
        somebody.execute("BEGIN IMMEDIATE")
        await ellen.says(CRISIS)
        await asyncio.sleep(HELD_S)
        assert CRISIS_LINE not in await ellen.words()
        somebody.rollback()
    await ellen.hears(CRISIS_LINE)
    await ellen.sees(ALERT_SENT)
    await kari.hears(ALERT)
