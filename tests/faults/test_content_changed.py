"""Files changed between two starts: whoever was in the middle never notices."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from bot.storage.tables import exercise_sessions
from tests.auxil import changed_content
from tests.auxil.added_content import replace
from tests.auxil.changed_content import LESSON
from tests.auxil.house import House, Person
from tests.auxil.residents import move_in

SESSIONS = select(exercise_sessions.c.exercise_version, exercise_sessions.c.status).order_by("id")


async def in_the_middle(house: House, tmp_path: Path) -> tuple[Person, Path]:
    """Somebody who has just begun an exercise."""
    content = changed_content.before(tmp_path / "content")
    house.more_settings["LINDRA_CONTENT_DIR"] = str(content)
    await house.start_coach()
    ellen = await move_in(house)
    await ellen.says("Warm hands")
    await ellen.hears("Warmth in the hands", button="Start")
    await ellen.presses("Start")
    await ellen.hears("How calm do you feel", button="3")
    return ellen, content


async def test_an_exercise_goes_on_as_it_was_begun_after_a_power_cut_and_a_new_version(
    resting_house: House, tmp_path: Path
) -> None:
    ellen, content = await in_the_middle(resting_house, tmp_path)
    await resting_house.kill_coach()
    changed_content.change_exercise(content)
    await resting_house.start_coach()
    await ellen.presses("3")
    await ellen.hears("Sit in a way that is easy for you.", button="Next")
    await ellen.presses("Next")
    await ellen.hears("Where are your hands now?", button="In my lap")
    await ellen.presses("In my lap")
    await ellen.hears("Lay one hand in the other")
    await resting_house.sandbox.forward(seconds=30)
    await ellen.hears("For how many minutes")
    assert await resting_house.rows(SESSIONS) == [(1, "open")]
    line = "event=content_new_version kind=exercise content=hand-warmth language=en version=2"
    assert f"{line} in_middle=1 paused=0 done=0" in resting_house.log()


async def test_words_changed_under_the_same_number_are_warned_of_without_quoting_them(
    resting_house: House, tmp_path: Path
) -> None:
    _, content = await in_the_middle(resting_house, tmp_path)
    await resting_house.stop_coach()
    replace(content / LESSON, "before the pain does", "before a heron does")
    await resting_house.start_coach()
    (warning,) = [line for line in resting_house.log().splitlines() if " WARNING " in line]
    assert "content=pacing-kitchen-timer" in warning
    assert "raise its version" in warning
    assert "heron" not in resting_house.log()
