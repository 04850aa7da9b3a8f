import asyncio

import pytest
from telegram.error import Conflict


def ids(updates) -> list[int]:
    return [update.update_id for update in updates]


async def test_poll_waits_for_the_next_update(sandbox, bot):
    anna = await sandbox.person(started=False)
    waiting = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    said = await sandbox.say(anna, text="hello")
    assert ids(await waiting) == [said["update_id"]]


async def test_poll_without_updates_ends_empty_after_its_timeout(sandbox, bot):
    assert await bot.get_updates(timeout=0) == ()
    assert await bot.get_updates(timeout=1) == ()


async def test_update_comes_again_until_its_offset_is_passed(sandbox, bot):
    anna = await sandbox.person(started=False)
    first, second = [(await sandbox.say(anna, text=t))["update_id"] for t in "ab"]
    assert ids(await bot.get_updates()) == [first, second]
    assert ids(await bot.get_updates()) == [first, second]
    assert ids(await bot.get_updates(offset=first + 1)) == [second]
    assert (await sandbox.get("/updates"))["pending"] == 1
    assert ids(await bot.get_updates(offset=second + 1)) == []
    assert all(u["acknowledged"] for u in (await sandbox.get("/updates"))["updates"])


async def test_repeated_update_is_the_same_and_wakes_a_poll(sandbox, bot):
    anna = await sandbox.person(started=False)
    said = await sandbox.say(anna, text="hello")
    first = (await bot.get_updates())[0]
    waiting = asyncio.create_task(bot.get_updates(offset=first.update_id + 1, timeout=20))
    await asyncio.sleep(0.05)
    again = await sandbox.say(anna, text="ignored", update_id=said["update_id"])
    assert (again["message_id"], again["repeated"]) == (said["message_id"], True)
    assert [update.to_dict() for update in await waiting] == [first.to_dict()]
    assert len((await sandbox.chat(anna))["messages"]) == 1


async def test_second_poll_ends_the_first(sandbox, bot):
    first = asyncio.create_task(sandbox.call("getUpdates", timeout=20))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(sandbox.call("getUpdates", timeout=20))
    refused = await first
    assert refused.json()["error_code"] == 409
    assert refused.json()["description"].startswith("Conflict: terminated by other getUpdates")
    await sandbox.person()
    assert len((await second).json()["result"]) == 1


async def test_poll_of_a_dead_bot_takes_no_repeat_with_it(sandbox, bot):
    anna = await sandbox.person(started=False)
    said = await sandbox.say(anna, text="hello")
    offset = said["update_id"] + 1
    dead = asyncio.create_task(sandbox.call("getUpdates", offset=offset, timeout=20))
    await asyncio.sleep(0.05)
    dead.cancel()
    await asyncio.gather(dead, return_exceptions=True)
    await asyncio.sleep(0.05)
    await sandbox.say(anna, update_id=said["update_id"], text="x")
    assert ids(await bot.get_updates(offset=offset)) == [said["update_id"]]


async def test_only_wanted_kinds_come_until_the_bot_wants_others(sandbox, bot):
    anna = await sandbox.person(started=False)
    await bot.get_updates(allowed_updates=["callback_query"])
    await sandbox.say(anna, text="unheard")
    await bot.get_updates(allowed_updates=["message"])
    heard = await sandbox.say(anna, text="heard")
    assert ids(await bot.get_updates()) == [heard["update_id"]]


async def test_poll_is_refused_while_a_webhook_is_set(sandbox, bot):
    await bot.set_webhook("http://127.0.0.1:9/never")
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    assert await bot.get_updates() == ()


async def test_stopping_ends_a_waiting_poll(sandbox, server):
    waiting = asyncio.create_task(sandbox.call("getUpdates", timeout=50))
    stream = asyncio.create_task(sandbox.client.get("/sim/events"))
    await asyncio.sleep(0.1)
    server.should_exit = True
    await server.shutdown()
    assert (await waiting).json() == {"ok": True, "result": []}
    assert "data: " in (await stream).text
