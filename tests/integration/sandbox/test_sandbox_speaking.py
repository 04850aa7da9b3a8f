import asyncio

import pytest
from telegram import Update


async def updates(bot) -> tuple[Update, ...]:
    return await bot.get_updates(allowed_updates=[])


@pytest.mark.parametrize(
    ("sent", "kind"),
    [
        ({"voice": True}, "voice"),
        ({"photo": True}, "photo"),
        ({"sticker": True}, "sticker"),
        ({"video": True}, "video"),
        ({"video_note": True}, "video_note"),
        ({"audio": True}, "audio"),
        ({"animation": True}, "animation"),
        ({"document": True}, "document"),
        ({"contact": True}, "contact"),
        ({"dice": True}, "dice"),
        ({"location": {"latitude": 59.9, "longitude": 10}}, "location"),
    ],
)
async def test_every_kind_of_message_is_one_the_library_reads(sandbox, bot, sent, kind):
    anna = await sandbox.person(started=False)
    await sandbox.say(anna, **sent)
    message = (await updates(bot))[-1].message
    assert getattr(message, kind)
    assert message.text is None
    assert kind in (await sandbox.chat(anna))["messages"][-1]


async def test_photo_may_have_words_beside_it(sandbox, bot):
    anna = await sandbox.person()
    await sandbox.say(anna, photo=True, text="my knee")
    assert (await updates(bot))[-1].message.caption == "my knee"


@pytest.mark.parametrize("text", ["", " ", "🙂", "x" * 4096, "x" * 9000, '/greet{"a": 1}', "<b>"])
async def test_any_text_reaches_the_bot_as_it_is(sandbox, bot, text):
    anna = await sandbox.person(started=False)
    await sandbox.say(anna, text=text)
    assert (await updates(bot))[-1].message.text == text


async def test_commands_are_marked_as_the_app_marks_them(sandbox, bot):
    anna = await sandbox.person(started=False)
    await sandbox.say(anna, text="🙂 /help now")
    entity = (await updates(bot))[-1].message.entities[0]
    assert (entity.type, entity.offset, entity.length) == ("bot_command", 3, 5)


async def test_forwarded_message_names_its_origin(sandbox, bot):
    anna = await sandbox.person()
    await sandbox.say(anna, forwarded=True, text="look")
    message = (await updates(bot))[-1].message
    assert message.forward_origin.type == "hidden_user"
    assert message.text == "look"


async def test_edited_message_keeps_its_id(sandbox, bot):
    anna = await sandbox.person()
    said = await sandbox.say(anna, text="a six")
    await sandbox.say(anna, edit_of=said["message_id"], text="a seven")
    edited = (await updates(bot))[-1].edited_message
    assert (edited.message_id, edited.text) == (said["message_id"], "a seven")
    assert edited.edit_date
    seen = (await sandbox.chat(anna))["messages"][-1]
    assert (seen["text"], seen["edited"]) == ("a seven", True)


async def test_only_own_messages_can_be_edited(sandbox, bot):
    anna = await sandbox.person()
    sent = await bot.send_message(anna, "x")
    await sandbox.say(anna, 404, edit_of=sent.id, text="y")
    await sandbox.say(anna, 404, edit_of=1, text="y")


async def test_group_message_comes_from_a_group_and_stays_there(sandbox, bot):
    anna = await sandbox.person(started=False)
    await sandbox.say(anna, group=True, text="hello all")
    message = (await updates(bot))[-1].message
    assert (message.chat.type, message.chat.id) == ("group", -anna)
    await bot.send_message(message.chat.id, "I only talk in private.")
    assert (await sandbox.chat(anna))["messages"] == []
    assert len((await sandbox.chat(anna, "?group=true"))["messages"]) == 2
    await bot.leave_chat(message.chat.id)
    answer = await sandbox.call("sendMessage", chat_id=-anna, text="x")
    assert answer.json()["error_code"] == 403


async def test_message_in_a_group_does_not_start_the_private_chat(sandbox):
    anna = await sandbox.person(started=False)
    await sandbox.say(anna, group=True, text="x")
    assert (await sandbox.call("sendMessage", chat_id=anna, text="x")).status_code == 403


async def test_link_opens_the_bot_with_its_code(sandbox, bot):
    anna = await sandbox.person(started=False)
    await sandbox.post("/links", user_id=anna, start="inv_8f-3K")
    assert (await updates(bot))[-1].message.text == "/start inv_8f-3K"
    await bot.send_message(anna, "welcome")


@pytest.mark.parametrize("code", ["a b", "x" * 65, "ø"])
async def test_link_with_an_impossible_code_is_refused(sandbox, code):
    anna = await sandbox.person(started=False)
    await sandbox.post("/links", 400, user_id=anna, start=code)


async def test_block_is_told_to_the_bot_and_ends_with_a_link(sandbox, bot):
    anna = await sandbox.person()
    await sandbox.post(f"/users/{anna}/block", blocked=True)
    member = (await updates(bot))[-1].my_chat_member
    assert (member.old_chat_member.status, member.new_chat_member.status) == ("member", "kicked")
    await sandbox.say(anna, 409, text="hello?")
    await sandbox.post("/links", user_id=anna, start="back")
    assert (await updates(bot))[-1].message.text == "/start back"
    await bot.send_message(anna, "welcome back")


@pytest.mark.parametrize(
    "message",
    [{}, {"text": 3}, {"location": {"latitude": 91, "longitude": 0}}, {"location": True}],
)
async def test_impossible_message_is_refused_with_a_reason(sandbox, message):
    anna = await sandbox.person()
    assert (await sandbox.say(anna, 400, **message))["error"]


async def test_people_have_ids_beyond_32_bits_and_a_side(sandbox):
    await sandbox.person("Anna", role="patient", language_code="nb")
    await sandbox.person("Ida", role="provider")
    users = (await sandbox.get("/users"))["users"]
    assert [(u["first_name"], u["role"]) for u in users] == [
        ("Anna", "patient"),
        ("Ida", "provider"),
    ]
    assert all(user["id"] > 2**32 for user in users)
    await sandbox.post("/users", 400, first_name="X", role="king")
    await sandbox.post("/users", 400, first_name=" ")


async def test_unknown_person_is_not_found(sandbox):
    await sandbox.say(5, 404, text="x")


async def test_chat_waits_for_what_comes_after_a_message(sandbox, bot):
    anna = await sandbox.person()
    said = await sandbox.say(anna, text="hello")
    waiting = asyncio.create_task(sandbox.chat(anna, f"?after={said['message_id']}&wait_s=15"))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    await bot.send_message(anna, "hi")
    assert [m["text"] for m in (await waiting)["messages"]] == ["hi"]


async def test_who_waits_in_a_chat_that_is_reset_hears_that_it_is_gone(sandbox):
    anna = await sandbox.person()
    waiting = asyncio.create_task(sandbox.get(f"/users/{anna}/chat?after=999&wait_s=0.3", 404))
    await asyncio.sleep(0.05)
    await sandbox.post("/reset")
    assert "no person" in (await waiting)["error"]


async def test_reset_begins_again_but_ids_go_on(sandbox):
    anna = await sandbox.person()
    before = await sandbox.say(anna, text="x")
    await sandbox.post("/clock", advance_s=60)
    era = sandbox.world.era
    await sandbox.post("/faults", 201, kind="500")
    await sandbox.post("/reset")
    assert (await sandbox.get("/users"))["users"] == []
    assert (await sandbox.get("/faults"))["faults"] == []
    assert (await sandbox.get("/calls"))["calls"] == []
    assert (await sandbox.get("/clock"))["offset_s"] == 0
    assert sandbox.world.era != era
    bea = await sandbox.person("Bea", started=False)
    after = await sandbox.say(bea, text="x")
    assert bea > anna
    assert after["update_id"] > before["update_id"]
    assert after["message_id"] > before["message_id"]
