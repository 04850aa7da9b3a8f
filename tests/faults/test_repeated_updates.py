"""The same update delivered three times, also across a restart, has one effect."""

from __future__ import annotations

from sqlalchemy import func, select

from bot.storage.tables import alert_log, answers, inbox
from tests.auxil.crisis import ALERT, ALERT_SENT, CRISIS, CRISIS_LINE
from tests.auxil.house import House
from tests.auxil.residents import move_in, staff

UPDATES = select(func.count()).select_from(inbox)


async def test_press_delivered_three_times_is_one_answer_and_one_question(house: House) -> None:
    ellen = await move_in(house)
    await ellen.says("/checkin")
    await ellen.hears("pain", button="6")
    press = await ellen.presses("6")
    await ellen.hears("got in the way", button="2")
    await _repeat(house, press["update_id"], text="(pressed before)")
    await house.start_again()
    await _repeat(house, press["update_id"], text="(pressed before)")
    await ellen.says("/promise")
    await ellen.hears("My promise")
    await house.until_all_sent()
    given = await house.rows(select(answers.c.item_id, answers.c.value_nrs, answers.c.update_id))
    assert given == [("pain", 6, press["update_id"])]
    assert len(await house.sandbox.sends("got in the way")) == 1
    assert len(await _press_answers(house)) == 1


async def test_crisis_delivered_three_times_is_one_alert_and_one_answer(house: House) -> None:
    kari, _ = await staff(house)
    ellen = await move_in(house)
    said = await ellen.says(CRISIS)
    await ellen.hears(ALERT_SENT)
    await _repeat(house, said["update_id"], text=CRISIS)
    await house.start_again()
    await _repeat(house, said["update_id"], text=CRISIS)
    await ellen.says("/promise")
    await ellen.hears("My promise")
    await house.until_all_sent()
    assert len(await house.sandbox.sends(CRISIS_LINE)) == 1
    assert (await kari.words()).count(ALERT) == 1
    events = await house.rows(select(alert_log.c.event).order_by(alert_log.c.id))
    assert [row.event for row in events].count("raised") == 1
    assert "grouped" not in [row.event for row in events]


async def _repeat(house: House, update_id: int, text: str) -> None:
    """Deliver an update once more, and wait until the coach has acknowledged it."""
    stored = (await house.rows(UPDATES))[0][0]
    someone = (await house.sandbox.get("/sim/users"))["users"][-1]["id"]
    await house.sandbox.post(
        f"/sim/users/{someone}/messages", {"text": text, "update_id": update_id}
    )
    await house.sandbox.until_taken()
    assert (await house.rows(UPDATES))[0][0] == stored


async def _press_answers(house: House) -> list[dict[str, object]]:
    calls = await house.sandbox.calls("answerCallbackQuery")
    return [call for call in calls if call["outcome"] == "ok"]
