import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.error import BadRequest, Forbidden, InvalidToken

YES = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="y")]])


async def refusal(call) -> str:
    with pytest.raises((BadRequest, Forbidden)) as refused:
        await call
    return refused.value.message


async def test_message_arrives_with_its_formatting_and_buttons(sandbox, bot):
    anna = await sandbox.person()
    sent = await bot.send_message(anna, "<b>Hi</b> 🙂", parse_mode="HTML", reply_markup=YES)
    assert (sent.text, sent.entities[0].type) == ("Hi 🙂", "bold")
    seen = (await sandbox.chat(anna))["messages"][-1]
    assert seen["message_id"] == sent.message_id
    assert (seen["from"], seen["text"], seen["buttons"]) == ("bot", "Hi 🙂", [["Yes"]])
    assert seen["edited"] is False


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "Message text is empty"),
        ("  \n ", "Text must be non-empty"),
        ("x" * 4097, "Message is too long"),
        ("<b>" + "&amp;" * 4097 + "</b>", "Message is too long"),
        ("<b>x", "Can't parse entities"),
    ],
)
async def test_text_that_telegram_would_refuse_is_refused(sandbox, bot, text, problem):
    anna = await sandbox.person()
    assert (await refusal(bot.send_message(anna, text, parse_mode="HTML"))).startswith(problem)
    assert await sandbox.texts(anna) == []


@pytest.mark.parametrize("text", ["x" * 4096, "<b>" + "&amp;" * 4096 + "</b>", "🙂" * 4096])
async def test_4096_characters_after_formatting_are_taken(sandbox, bot, text):
    anna = await sandbox.person()
    assert len((await bot.send_message(anna, text, parse_mode="HTML")).text) == 4096


async def test_65_bytes_of_callback_data_are_refused(sandbox, bot):
    anna = await sandbox.person()
    rows = [[InlineKeyboardButton("Yes", callback_data="ø" * 33)]]
    sending = bot.send_message(anna, "x", reply_markup=InlineKeyboardMarkup(rows))
    assert await refusal(sending) == "Button_data_invalid"


async def test_somebody_who_never_started_the_bot_cannot_be_written_to(sandbox, bot):
    anna = await sandbox.person(started=False)
    problem = "Forbidden: bot can't initiate conversation with a user"
    assert await refusal(bot.send_message(anna, "x")) == problem


async def test_unknown_chat_is_not_found(sandbox, bot):
    assert await refusal(bot.send_message(12345, "x")) == "Chat not found"
    assert (await sandbox.call("sendMessage", text="x")).json()["description"] == (
        "Bad Request: chat_id is empty"
    )


async def test_blocked_bot_is_told_so_and_may_write_again_later(sandbox, bot):
    anna = await sandbox.person()
    await sandbox.post(f"/users/{anna}/block", blocked=True)
    assert await refusal(bot.send_message(anna, "x")) == "Forbidden: bot was blocked by the user"
    await sandbox.post(f"/users/{anna}/block", blocked=False)
    await bot.send_message(anna, "back")
    assert await sandbox.texts(anna) == ["back"]


async def test_wrong_token_is_unauthorised_and_no_token_is_not_found(sandbox):
    for token, code in (("1000000001:wrong", 401), ("nonsense", 404)):
        answer = await sandbox.client.get(f"/bot{token}/getMe")
        assert answer.status_code == answer.json()["error_code"] == code
        assert answer.json()["ok"] is False


async def test_library_reports_a_wrong_token_as_such(address):
    with pytest.raises(InvalidToken):
        async with Bot("1000000001:wrong", base_url=f"{address}/bot"):
            pass


async def test_unknown_method_is_not_found(sandbox):
    assert (await sandbox.call("sendHugs")).status_code == 404


async def test_method_names_are_read_in_any_case_and_parameters_from_the_address(sandbox):
    anna = await sandbox.person()
    base = f"/bot{sandbox.world.bot.token}/SENDmessage"
    answer = await sandbox.client.get(base, params={"chat_id": anna, "text": "hi"})
    assert answer.json()["result"]["text"] == "hi"


async def test_body_that_is_no_json_is_refused(sandbox):
    answer = await sandbox.client.post(
        f"/bot{sandbox.world.bot.token}/sendMessage",
        content="{",
        headers={"Content-Type": "application/json"},
    )
    assert answer.json()["description"] == "Bad Request: can't parse request JSON object"


async def test_thirty_first_message_of_a_second_has_to_wait(sandbox):
    anna = await sandbox.person()
    sandbox.world.limits.per_second = 3
    answers = [await sandbox.call("sendMessage", chat_id=anna, text=str(n)) for n in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[3].json() == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }
    assert await sandbox.texts(anna) == ["0", "1", "2"]


async def test_limits_can_be_changed_by_a_script(sandbox):
    assert await sandbox.post("/limits", per_second=1, chat_burst=2) == {
        "per_second": 1,
        "chat_burst": 2,
    }


async def test_reply_keyboard_shows_until_it_is_removed(sandbox, bot):
    anna = await sandbox.person()
    place = KeyboardButton("Share", request_location=True)
    await bot.send_message(anna, "Where?", reply_markup=ReplyKeyboardMarkup([[place], ["Oslo"]]))
    chat = await sandbox.chat(anna)
    assert chat["messages"][-1]["reply_keyboard"] == [["Share"], ["Oslo"]]
    assert chat["reply_keyboard"]["keyboard"][0][0]["request_location"] is True
    await bot.send_message(anna, "Thanks", reply_markup=ReplyKeyboardRemove())
    assert (await sandbox.chat(anna))["reply_keyboard"] is None


async def test_one_time_keyboard_goes_with_the_answer(sandbox, bot):
    anna = await sandbox.person()
    keyboard = ReplyKeyboardMarkup([["Oslo"]], one_time_keyboard=True)
    await bot.send_message(anna, "Where?", reply_markup=keyboard)
    await sandbox.say(anna, text="Oslo")
    assert (await sandbox.chat(anna))["reply_keyboard"] is None


async def test_typing_shows_until_the_message_comes(sandbox, bot):
    anna = await sandbox.person()
    await bot.send_chat_action(anna, "typing")
    assert (await sandbox.chat(anna))["typing"] is True
    await bot.send_message(anna, "x")
    assert (await sandbox.chat(anna))["typing"] is False
    assert await refusal(bot.send_chat_action(anna, "dancing")) == (
        "Wrong parameter action in request"
    )


async def test_reply_names_the_message_it_answers(sandbox, bot):
    anna = await sandbox.person()
    said = await sandbox.say(anna, text="hello")
    sent = await bot.send_message(anna, "hi", reply_to_message_id=said["message_id"])
    assert sent.reply_to_message.text == "hello"
    assert (await sandbox.chat(anna))["messages"][-1]["reply_to"] == said["message_id"]
    assert await refusal(bot.send_message(anna, "x", reply_to_message_id=9)) == (
        "Message to be replied not found"
    )


async def test_message_carries_the_sandboxs_time(sandbox, bot):
    anna = await sandbox.person()
    await sandbox.post("/clock", at="2027-03-28T01:30:00+00:00")
    assert (await bot.send_message(anna, "x")).date.isoformat().startswith("2027-03-28T01:30")
