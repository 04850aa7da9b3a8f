import asyncio

import httpx
import pytest
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut


async def outcomes(sandbox, **query) -> list[str]:
    parts = "&".join(f"{key}={value}" for key, value in query.items())
    return [call["outcome"] for call in (await sandbox.get(f"/calls?{parts}"))["calls"]]


@pytest.mark.parametrize(
    ("kind", "error"),
    [("429", RetryAfter), ("400", BadRequest), ("403", Forbidden), ("500", NetworkError)],
)
async def test_refusals_on_purpose_reach_the_bot_once_and_do_nothing(
    sandbox, bot, kind, error, monkeypatch
):
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    anna = await sandbox.person()
    await sandbox.post("/faults", 201, method="sendMessage", kind=kind, retry_after_s=7)
    with pytest.raises(error) as refused:
        await bot.send_message(anna, "x")
    assert type(refused.value) is error
    assert await sandbox.texts(anna) == []
    await bot.send_message(anna, "x")
    assert await sandbox.texts(anna) == ["x"]
    assert await outcomes(sandbox, method="sendMessage") == ["error", "ok"]


async def test_429_says_for_how_long(sandbox):
    await sandbox.post("/faults", 201, method="getMe", kind="429", retry_after_s=7)
    answer = await sandbox.call("getMe")
    assert answer.json()["parameters"] == {"retry_after": 7}
    assert answer.headers["retry-after"] == "7"


async def test_timeout_never_answers_and_sends_nothing(sandbox, bot):
    anna = await sandbox.person()
    await sandbox.post("/faults", 201, method="sendMessage", kind="timeout")
    with pytest.raises(TimedOut):
        await bot.send_message(anna, "x", read_timeout=0.2)
    assert await sandbox.texts(anna) == []
    assert await outcomes(sandbox, method="sendMessage") == ["timeout"]


async def test_dropped_response_has_sent_all_the_same(sandbox, bot):
    anna = await sandbox.person()
    await sandbox.post("/faults", 201, method="sendMessage", kind="drop_response")
    with pytest.raises(NetworkError):
        await bot.send_message(anna, "x")
    assert await sandbox.texts(anna) == ["x"]
    assert await outcomes(sandbox, method="sendMessage") == ["drop_response"]


async def test_server_stops_though_a_call_is_left_hanging(sandbox, server):
    await sandbox.post("/faults", 201, method="getMe", kind="timeout")
    hanging = asyncio.create_task(sandbox.call("getMe"))
    await asyncio.sleep(0.05)
    assert not hanging.done()
    server.should_exit = True
    await server.shutdown()
    with pytest.raises(httpx.RemoteProtocolError):
        await hanging


async def test_fault_of_one_person_spares_the_others(sandbox, bot):
    anna, bea = await sandbox.person("Anna"), await sandbox.person("Bea")
    await sandbox.post("/faults", 201, kind="403", user_id=anna, count=None)
    await bot.send_message(bea, "x")
    for _ in range(2):
        with pytest.raises(Forbidden):
            await bot.send_message(anna, "x")
    await sandbox.ask("DELETE", "/faults")
    await bot.send_message(anna, "x")


async def test_fault_of_a_person_reaches_the_answer_to_their_press(sandbox, bot):
    anna = await sandbox.person()
    pressed = await sandbox.press(anna, token="x")
    await sandbox.post("/faults", 201, kind="500", user_id=anna)
    with pytest.raises(NetworkError):
        await bot.answer_callback_query(pressed["callback_query_id"])


@pytest.mark.parametrize(
    "fault", [{}, {"kind": "418"}, {"kind": "500", "count": 0}, {"kind": "500", "method": 3}]
)
async def test_impossible_fault_is_refused(sandbox, fault):
    assert (await sandbox.post("/faults", 400, **fault))["error"]


async def test_calls_are_logged_with_time_chat_and_outcome(sandbox, bot):
    anna = await sandbox.person()
    await sandbox.post("/clock", at="2027-01-01T08:00:00+00:00")
    sent = await bot.send_message(anna, "hello")
    with pytest.raises(BadRequest):
        await bot.send_message(anna, "<b>", parse_mode="HTML")
    good, bad = (await sandbox.get(f"/calls?method=sendMessage&user_id={anna}"))["calls"]
    assert good["time"].startswith("2027-01-01T08:00")
    assert (good["chat_id"], good["outcome"], good["text"]) == (anna, "ok", "hello")
    assert good["message_id"] == sent.id
    assert (bad["outcome"], bad["error_code"]) == ("error", 400)
    assert (await sandbox.get(f"/calls?after={bad['number']}"))["calls"] == []
    assert await outcomes(sandbox, user_id=5) == []
