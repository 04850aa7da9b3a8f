import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest

TOO_OLD = "Query is too old and response timeout expired or query id is invalid"


@pytest.fixture
async def anna(sandbox, bot):
    person = await sandbox.person()
    buttons = [
        InlineKeyboardButton("Yes", callback_data="y"),
        InlineKeyboardButton("Read", url="https://example.org"),
    ]
    await bot.send_message(person, "Well?", reply_markup=InlineKeyboardMarkup([buttons]))
    return person


async def query_of(bot):
    return (await bot.get_updates(allowed_updates=[]))[-1].callback_query


async def test_press_by_label_reaches_the_bot_with_its_data_and_message(sandbox, bot, anna):
    pressed = await sandbox.press(anna, button="Yes")
    query = await query_of(bot)
    assert (query.id, query.data, query.from_user.id) == (pressed["callback_query_id"], "y", anna)
    assert (query.message.message_id, query.message.text) == (pressed["message_id"], "Well?")


async def test_answer_is_shown_once_and_a_second_one_is_refused(sandbox, bot, anna):
    await sandbox.press(anna, button="Yes")
    assert len((await sandbox.chat(anna))["pending_presses"]) == 1
    query = await query_of(bot)
    await query.answer("Noted", show_alert=True)
    chat = await sandbox.chat(anna)
    assert chat["pending_presses"] == []
    shown = chat["last_callback_answer"]
    assert (shown["text"], shown["show_alert"]) == ("Noted", True)
    with pytest.raises(BadRequest) as refused:
        await query.answer("again")
    assert refused.value.message == TOO_OLD


async def test_unknown_press_and_too_long_answer_are_refused(sandbox, bot, anna):
    with pytest.raises(BadRequest) as refused:
        await bot.answer_callback_query("123")
    assert refused.value.message == TOO_OLD
    await sandbox.press(anna, button="Yes")
    with pytest.raises(BadRequest, match="(?i)message_too_long"):
        await (await query_of(bot)).answer("x" * 201)


async def test_button_that_is_not_visible_is_not_found(sandbox, anna):
    missing = await sandbox.press(anna, 404, button="No")
    assert missing["error"].startswith('No button "No" is visible on any message; visible are:')
    elsewhere = await sandbox.press(anna, 404, button="Yes", message_id=5)
    assert "on message 5" in elsewhere["error"]


async def test_button_that_was_removed_can_only_be_pressed_by_its_data(sandbox, bot, anna):
    message_id = (await sandbox.chat(anna))["messages"][-1]["message_id"]
    await bot.edit_message_reply_markup(anna, message_id)
    await sandbox.press(anna, 404, button="Yes")
    await sandbox.press(anna, token="y", message_id=message_id)
    query = await query_of(bot)
    assert (query.data, query.message.message_id) == ("y", message_id)


async def test_forged_press_of_another_persons_button_has_no_message(sandbox, bot, anna):
    message_id = (await sandbox.chat(anna))["messages"][-1]["message_id"]
    bea = await sandbox.person("Bea")
    await sandbox.press(bea, token="y", message_id=message_id)
    query = await query_of(bot)
    assert query.from_user.id == bea
    assert query.message.to_dict()["date"] == 0
    assert query.message.chat.id == bea


async def test_link_button_tells_the_bot_nothing(sandbox, bot, anna):
    before = (await sandbox.get("/updates"))["pending"]
    assert (await sandbox.press(anna, button="Read"))["url"] == "https://example.org"
    assert (await sandbox.get("/updates"))["pending"] == before


async def test_repeated_press_is_the_very_same_update(sandbox, bot, anna):
    pressed = await sandbox.press(anna, button="Yes")
    first = (await bot.get_updates())[-1]
    await bot.get_updates(offset=first.update_id + 1)
    again = await sandbox.press(anna, button="Yes", update_id=pressed["update_id"])
    assert again["repeated"] is True
    assert [update.to_dict() for update in await bot.get_updates(offset=first.update_id + 1)] == [
        first.to_dict()
    ]


async def test_person_who_blocks_the_bot_cannot_press(sandbox, anna):
    await sandbox.post(f"/users/{anna}/block", blocked=True)
    await sandbox.press(anna, 409, button="Yes")
