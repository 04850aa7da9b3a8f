"""Whatever a person may send gets a kind, true answer, or nothing where that is right."""

from __future__ import annotations

import asyncio

from bot.domain.providers import Position
from tests.auxil.day import enrol
from tests.auxil.house import House, Person


async def _answers(person: Person, *, timeout_s: float = 8.0) -> list[str]:
    """Wait for at least one new answer, and for the chat to be still; return the new texts."""
    message = await person.hears("", timeout_s=timeout_s)
    texts = [message["text"]]
    while True:
        await asyncio.sleep(0.4)
        more = [m for m in await person.told() if m["message_id"] > person.seen]
        if not more:
            return texts
        texts += [m["text"] for m in more]
        person.seen = more[-1]["message_id"]


async def _is_told_by_toast(person: Person, part: str) -> None:
    """Wait for a few words over the chat, as the answer to a press."""
    for _ in range(100):
        chat = await person.sandbox.get(f"/sim/users/{person.id}/chat")
        if part in str((chat["last_callback_answer"] or {}).get("text")):
            return
        await asyncio.sleep(0.1)
    raise AssertionError(chat["last_callback_answer"])


async def test_whatever_is_sent_is_met(house: House) -> None:
    await house.provider("Kari", Position.FIRST)
    ellen = await enrol(house)
    await _let_settle(ellen)
    cases: list[tuple[dict[str, object], str]] = [
        ({"text": "/nonsense"}, "do not know that command"),
        ({"voice": True}, "cannot listen"),
        ({"photo": True}, "cannot look at pictures"),
        ({"sticker": True}, "cannot read stickers"),
        ({"document": True}, "cannot open files"),
        ({"location": {"latitude": 59.9, "longitude": 10.7}}, "do not need your location"),
        ({"text": "sent on from a friend", "forwarded": True}, "forwarded"),
        ({"text": ""}, "without words"),
        ({"text": "👍🎉"}, "words and numbers"),
    ]
    for message, part in cases:
        await ellen.sends(**message)
        answers = await _answers(ellen)
        assert any(part in text for text in answers), (message, answers)

    for text in ('/report_pain{"value": "6"}', "x" * 4096, "'; DROP TABLE patients; --", "<b>hi"):
        await ellen.says(text)
        answers = await _answers(ellen)
        assert len(answers) == 1, (text[:20], answers)
        assert len(answers[0]) < 1000

    edited = await ellen.says("thank you")
    await _answers(ellen)
    await ellen.sends(edit_of=edited["message_id"], text="no thank you")
    assert any("changed a message" in text for text in await _answers(ellen))

    failed = await house.rows("SELECT update_id FROM inbox WHERE status != 'done'")
    assert failed == []
    assert " ERROR " not in house.log()


async def test_a_group_is_told_once_where_to_write(house: House) -> None:
    ellen = await house.person("Ellen")
    await ellen.sends(text="hello bot", group=True)
    for _ in range(100):
        path = f"/sim/users/{ellen.id}/chat?group=true"
        texts = [m["text"] for m in (await house.sandbox.get(path))["messages"]]
        if any("private chats" in text for text in texts):
            return
        await asyncio.sleep(0.1)
    raise AssertionError(texts)


async def test_old_and_foreign_buttons_do_nothing(house: House) -> None:
    ellen = await enrol(house)
    other = await enrol(house, name="Mona")
    await ellen.says("check in")
    asked = await ellen.hears("How has your pain been", button="6")
    tokens = await house.rows(
        f"SELECT token FROM buttons WHERE chat_id = {ellen.id} AND verb = 'check_in.answer'"
    )
    foreign = str(tokens[0].token)
    await house.sandbox.post(f"/sim/users/{other.id}/presses", {"token": foreign})
    await ellen.presses("6", asked)
    await ellen.hears("got in the way")
    answers = await house.rows("SELECT value_nrs FROM answers")
    assert [row.value_nrs for row in answers] == [6]

    await house.sandbox.forward(days=7)
    await house.sandbox.post(f"/sim/users/{ellen.id}/presses", {"token": foreign})
    await _is_told_by_toast(ellen, "from earlier")
    assert len(await house.rows("SELECT id FROM answers")) == 1
    assert " ERROR " not in house.log()


async def test_a_stranger_gets_a_kind_word_and_nothing_else(house: House) -> None:
    stranger = await house.person("Nobody")
    for words in ("hello", "/start", "/start not-a-code", "/checkin", "I want to kill myself"):
        await stranger.says(words)
        answers = await _answers(stranger)
        assert len(answers) == 1
        assert "emergency" in answers[0] or "care team" in answers[0], answers
    assert await house.rows("SELECT id FROM patients") == []


async def _let_settle(person: Person) -> None:
    person.seen = (await person.told())[-1]["message_id"]
    await asyncio.sleep(0.5)
    person.seen = (await person.told())[-1]["message_id"]
