"""Kill -9 at each boundary: nothing that matters is lost, nothing routine is doubled."""

from __future__ import annotations

from sqlalchemy import select

from bot.chat.intake import keep_all
from bot.domain.messages import OutboxStatus
from bot.storage.tables import answers, inbox, outbox
from tests.auxil.crisis import ALERT, ALERT_SENT, CRISIS, CRISIS_LINE
from tests.auxil.house import TOKEN, House, Person
from tests.auxil.residents import move_in, staff
from tests.auxil.stand_in_engine import hanging_at, saying_at

PLAIN_ANSWER = "I have your message"
SECOND_QUESTION = "got in the way"

VALUES = select(answers.c.item_id, answers.c.value_nrs)
PENDING = select(outbox.c.id).where(outbox.c.status == OutboxStatus.PENDING)
SENDING = select(outbox.c.id).where(outbox.c.status == OutboxStatus.SENDING)
WAIT_S = 60  # what Telegram asks for; shorter than what the auditor calls late


async def at_the_first_question(house: House) -> Person:
    ellen = await move_in(house)
    await ellen.says("/checkin")
    await ellen.hears("pain", button="6")
    return ellen


# Between inbox and dialogue.


async def test_killed_after_storing_and_before_acknowledging_a_press_counts_once(
    house: House,
) -> None:
    ellen = await at_the_first_question(house)
    await house.kill_coach()
    await ellen.presses("6")
    await _store_without_acknowledging(house)
    await house.start_coach()
    await ellen.hears(SECOND_QUESTION)
    await house.until_all_sent()
    assert await house.rows(VALUES) == [("pain", 6)]
    assert len(await house.sandbox.sends(SECOND_QUESTION)) == 1


async def _store_without_acknowledging(house: House) -> None:
    """Do what a coach does that dies right after it has stored an update."""
    waiting = await house.sandbox.post(f"/bot{TOKEN}/getUpdates", {})
    async with house.at_work() as work:
        await keep_all(work, waiting["result"])


async def test_killed_while_words_wait_for_the_engine_they_are_handled_afterwards(
    house: House,
) -> None:
    ellen = await move_in(house)
    await ellen.says("how are you made")
    await ellen.hears(PLAIN_ANSWER)
    await house.kill_coach()
    waiting = await house.rows(select(inbox.c.status, inbox.c.asked).where(inbox.c.attempts > 0))
    assert waiting == [("waiting", None)]
    async with saying_at(house.engine_url, "I am a program.") as heard:
        await house.start_coach()
        await ellen.hears("I am a program.")
        await house.until_all_sent()
    assert heard == ["how are you made"]
    assert (await ellen.words()).count("I am a program.") == 1
    assert (await ellen.words()).count(PLAIN_ANSWER) == 1


async def test_killed_in_mid_turn_words_are_handled_afterwards(house: House) -> None:
    ellen = await move_in(house)
    async with hanging_at(house.engine_url) as engine:
        await ellen.says("how are you made")
        await engine.called.wait()
        await house.kill_coach()
    async with saying_at(house.engine_url, "I am a program."):
        await house.start_coach()
        await ellen.hears("I am a program.")
    assert PLAIN_ANSWER not in await ellen.words()


# Between commit and send.


async def test_killed_between_commit_and_send_the_answer_stays_and_its_reply_comes_once(
    house: House,
) -> None:
    ellen = await at_the_first_question(house)
    await house.sandbox.fault(
        kind="429", method="sendMessage", user_id=ellen.id, count=None, retry_after_s=WAIT_S
    )
    await ellen.presses("6")
    await house.sandbox.tried(SECOND_QUESTION, "error")
    await house.until_rows(SENDING, lambda found: found == [])  # what became of it is settled
    await house.kill_coach()
    assert await house.rows(VALUES) == [("pain", 6)]
    assert len(await house.rows(PENDING)) >= 1
    await house.sandbox.clear_faults()
    await house.start_coach()
    await house.sandbox.forward(seconds=WAIT_S + 5)
    await ellen.hears(SECOND_QUESTION)
    await house.until_all_sent()
    assert await house.rows(VALUES) == [("pain", 6)]
    assert (await ellen.words()).count(SECOND_QUESTION) == 1


async def test_killed_between_commit_and_send_safety_words_and_alert_come_once(
    house: House,
) -> None:
    kari, _ = await staff(house)
    ellen = await move_in(house)
    await house.sandbox.fault(kind="429", method="sendMessage", count=None, retry_after_s=WAIT_S)
    await ellen.says(CRISIS)
    await house.until_rows("SELECT id FROM alerts", lambda found: len(found) == 1)
    await house.sandbox.tried(CRISIS_LINE, "error")
    await house.until_rows(SENDING, lambda found: found == [])
    await house.kill_coach()
    await house.sandbox.clear_faults()
    await house.start_coach()
    await house.sandbox.forward(seconds=WAIT_S + 5)
    await kari.hears(ALERT, button="I'll take it")
    await house.until_all_sent()
    assert (await ellen.words()).count(CRISIS_LINE) == 1
    assert (await ellen.words()).count(ALERT_SENT) == 1
    assert (await kari.words()).count(ALERT) == 1


# In mid-send.


async def test_killed_in_mid_send_a_routine_message_is_not_sent_again(house: House) -> None:
    ellen = await at_the_first_question(house)
    await house.sandbox.fault(kind="timeout", method="sendMessage", user_id=ellen.id)
    await ellen.presses("6")
    await house.sandbox.tried(SECOND_QUESTION, "timeout")
    await house.start_again()
    await ellen.says("/promise")
    await ellen.hears("My promise")
    await house.until_all_sent()
    assert len(await house.sandbox.sends(SECOND_QUESTION)) == 1
    assert await house.rows(VALUES) == [("pain", 6)]


async def test_killed_in_mid_send_safety_words_and_alert_are_sent_again(house: House) -> None:
    kari, _ = await staff(house)
    ellen = await move_in(house)
    for person in (ellen, kari):
        await house.sandbox.fault(kind="timeout", method="sendMessage", user_id=person.id)
    await ellen.says(CRISIS)
    await house.sandbox.tried(CRISIS_LINE, "timeout")
    await house.sandbox.tried(ALERT, "timeout")
    await house.start_again()
    await ellen.hears(CRISIS_LINE)
    await kari.hears(ALERT, button="I'll take it")
    await kari.presses("I'll take it")
    await ellen.hears("Kari read your alert")
