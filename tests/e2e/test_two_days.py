"""Two days and more of a patient, on the real engine, a real database and the sandbox."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.domain.providers import Position
from tests.auxil.day import BAD_DAY, check_in, enrol
from tests.auxil.house import House

MONDAY_NOON = datetime(2026, 11, 30, 11, 0, tzinfo=UTC)  # 12:00 in Oslo


async def test_a_patient_lives_two_days_and_is_seen(house: House) -> None:
    sandbox = house.sandbox
    await sandbox.clock_to(MONDAY_NOON)
    kari = await house.provider("Kari", Position.FIRST)
    jonas = await house.provider("Jonas", Position.BACKUP)

    ellen = await enrol(house, hour="half past nine in the morning")

    # The first check-in, by words and buttons, with one answer corrected on the way.
    await ellen.says("I'd like to check in")
    await ellen.hears("How has your pain been")
    await ellen.says("about a six")
    await ellen.hears("got in the way")
    await ellen.says("42")
    await ellen.hears("0 to 10")
    await ellen.presses("5")
    await ellen.hears("mood")
    await ellen.presses("Change my last answer")
    await ellen.hears("got in the way")
    await ellen.presses("4")
    await ellen.hears("mood")
    await ellen.says("7/10")
    await ellen.hears("sleep")
    await ellen.presses("6")
    await ellen.hears("good thing")
    await ellen.says("my daughter came by with soup")
    closing = await ellen.hears("Thank you, Ellen")
    assert "0 to 10" not in closing["text"]
    values = await house.rows(
        "SELECT item_id, value_nrs, superseded_at IS NULL AS stands FROM answers "
        "WHERE value_nrs IS NOT NULL ORDER BY id"
    )
    assert [(row.item_id, row.value_nrs, bool(row.stands)) for row in values] == [
        ("pain", 6, True),
        ("interference", 5, False),
        ("interference", 4, True),
        ("mood", 7, True),
        ("sleep", 6, True),
    ]

    # An exercise: stopped, and taken up again where it stopped.
    await ellen.says("can we do a breathing exercise")
    await ellen.hears("breath", button="Start")
    await ellen.presses("Start")
    await ellen.hears("=", button="5")
    await ellen.presses("5")
    step = await ellen.hears("", button="Stop")
    await ellen.says("stop")
    await ellen.hears("", button="Continue")
    await ellen.presses("Continue")
    again = await ellen.hears("", button="Stop")
    assert again["text"] == step["text"]
    await _go_through(ellen, house)

    # Tuesday: the prompt comes at the local hour, and not before.
    await sandbox.clock_to(datetime(2026, 12, 1, 8, 29, tzinfo=UTC))
    before = await ellen.words()
    assert "here is your check-in" not in before
    await sandbox.clock_to(datetime(2026, 12, 1, 8, 31, tzinfo=UTC))
    await ellen.hears("Hello Ellen", "check-in", button="In 30 min")
    await ellen.presses("In 30 min")
    await ellen.hears("ask again at 10:0")
    await sandbox.forward(minutes=31)
    await ellen.hears("Hello Ellen", "check-in", button="Start")

    # Left unanswered: one gentle follow-up, then nothing more on that day.
    await sandbox.forward(minutes=125)
    await ellen.hears("still here if you would like it")
    await sandbox.forward(hours=12)
    await sandbox.clock_to(datetime(2026, 12, 2, 8, 31, tzinfo=UTC))
    await ellen.hears("Hello Ellen", "check-in", button="Start")
    prompts = [m for m in await ellen.told() if "check-in" in m["text"] and "Hello" in m["text"]]
    assert len(prompts) == 3

    # Three bad days in a row: the team is told, and the patient knows it.
    for day in (2, 3, 4):
        if day > 2:
            await sandbox.clock_to(datetime(2026, 12, day, 8, 31, tzinfo=UTC))
            await ellen.hears("Hello Ellen", "check-in", button="Start")
        await ellen.presses("Start")
        await check_in(ellen, BAD_DAY)
    await ellen.hears("let your care team know")
    alert = await kari.hears("Patient L-", "pain", button="I'll take it")
    assert "Ellen" not in alert["text"]
    assert "Patient L-" not in await jonas.words()

    # Nobody takes it: the back-up is told, then both again.
    await sandbox.forward(minutes=61)
    await jonas.hears("Patient L-", button="I'll take it")
    await sandbox.forward(minutes=61)
    await kari.hears("Patient L-", button="I'll take it")
    await jonas.hears("Patient L-", button="I'll take it")

    # Jonas takes it; Kari sees that he has, and the patient hears who read it and when.
    await jonas.presses("I'll take it")
    await ellen.hears("Jonas read the alert about you at")
    await kari.sees("Jonas took this")
    await jonas.presses("Contacted the patient")
    await ellen.hears("Jonas has noted that they have been in touch")
    await kari.sees("Contacted the patient")

    log = await house.rows("SELECT event FROM alert_log ORDER BY id")
    events = [row.event for row in log]
    assert events[0] == "raised"
    assert {"acknowledged", "resolved"} <= set(events)
    open_alerts = await house.rows("SELECT id FROM alerts WHERE status != 'resolved'")
    assert open_alerts == []
    _nothing_personal_in(house.log(), "Ellen", "soup", "about a six", "Jonas", "Kari")


async def _go_through(ellen, house: House) -> None:
    """Step through the rest of an exercise until it asks for the rating after."""
    for _ in range(30):
        message = (await ellen.told())[-1]
        labels = [label for row in message["buttons"] or [] for label in row]
        if "Next" in labels:
            await ellen.presses("Next", message)
        elif "7" in labels:
            await ellen.presses("3", message)
            break
        else:
            await house.sandbox.forward(seconds=30)
        await ellen.hears("")
    rows = await ellen.sandbox.get(f"/sim/users/{ellen.id}/chat")
    assert rows["messages"]
    for _ in range(100):
        done = await house.rows("SELECT status FROM exercise_sessions")
        if [row.status for row in done] == ["complete"]:
            return
        await house.sandbox.forward(seconds=1)
    raise AssertionError("the exercise never ended")


def _nothing_personal_in(log: str, *words: str) -> None:
    assert "ERROR" not in log, log[-3000:]
    for word in words:
        assert word not in log
