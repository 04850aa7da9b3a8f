import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup
from telegram.error import BadRequest


def keyboard(*labels):
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=label)] for label in labels]
    )


async def refusal(call) -> str:
    with pytest.raises(BadRequest) as refused:
        await call
    return refused.value.message


async def test_edit_shows_in_place_and_takes_the_keyboard_away(sandbox, bot):
    anna = await sandbox.person()
    sent = await bot.send_message(anna, "How are you?", reply_markup=keyboard("Fine"))
    await sent.edit_text("You said: fine")
    *_, seen = (await sandbox.chat(anna))["messages"]
    assert (seen["message_id"], seen["text"], seen["buttons"]) == (sent.id, "You said: fine", [])
    assert seen["edited"] is True


async def test_same_text_and_keyboard_is_not_modified(sandbox, bot):
    anna = await sandbox.person()
    sent = await bot.send_message(anna, "<b>x</b>", parse_mode="HTML", reply_markup=keyboard("A"))
    same = sent.edit_text("*x*", parse_mode="MarkdownV2", reply_markup=keyboard("A"))
    assert (await refusal(same)).startswith("Message is not modified: specified new message")
    assert (await refusal(sent.edit_reply_markup(keyboard("A")))).startswith("Message is not modi")
    await sent.edit_text("x", reply_markup=keyboard("A"))
    await sent.edit_reply_markup(None)
    assert (await refusal(sent.edit_reply_markup(None))).startswith("Message is not modified")


async def test_new_buttons_alone_leave_no_edited_mark(sandbox, bot):
    anna = await sandbox.person()
    sent = await bot.send_message(anna, "x", reply_markup=keyboard("A"))
    await sent.edit_reply_markup(keyboard("B"))
    seen = (await sandbox.chat(anna))["messages"][-1]
    assert (seen["buttons"], seen["edited"]) == ([["B"]], False)


async def test_unknown_or_foreign_message_cannot_be_edited(sandbox, bot):
    anna, bea = await sandbox.person("Anna"), await sandbox.person("Bea")
    said = await sandbox.say(anna, text="mine")
    theirs = await bot.send_message(bea, "hers")
    edit = bot.edit_message_text
    assert await refusal(edit("x", anna, 5)) == "Message to edit not found"
    assert await refusal(edit("x", anna, theirs.id)) == "Message to edit not found"
    assert await refusal(edit("x", anna, said["message_id"])) == "Message can't be edited"
    answer = await sandbox.call("editMessageText", chat_id=anna, text="x")
    assert answer.json()["description"] == "Bad Request: message identifier is not specified"


async def test_message_with_a_reply_keyboard_cannot_be_edited(sandbox, bot):
    anna = await sandbox.person()
    sent = await bot.send_message(anna, "x", reply_markup=ReplyKeyboardMarkup([["A"]]))
    assert await refusal(sent.edit_text("y")) == "Message can't be edited"


async def test_edit_obeys_the_limits_of_a_new_message(sandbox, bot):
    anna = await sandbox.person()
    sent = await bot.send_message(anna, "x")
    assert await refusal(sent.edit_text("y" * 4097)) == "Message is too long"
    assert await refusal(sent.edit_text("y", reply_markup=keyboard("ø" * 33))) == (
        "Button_data_invalid"
    )


async def test_deleted_message_is_gone_for_everybody(sandbox, bot):
    anna = await sandbox.person()
    sent = await bot.send_message(anna, "x")
    before = (await sandbox.chat(anna))["revision"]
    await sent.delete()
    assert await sandbox.texts(anna) == []
    assert (await sandbox.chat(anna, f"?since={before}"))["deleted"] == [sent.id]
    assert await refusal(sent.delete()) == "Message to delete not found"
    assert await refusal(sent.edit_text("y")) == "Message to edit not found"


async def test_message_older_than_two_days_cannot_be_deleted(sandbox, bot):
    anna = await sandbox.person()
    sent = await bot.send_message(anna, "x")
    await sandbox.post("/clock", advance_s=48 * 3600 + 60)
    assert await refusal(sent.delete()) == "Message can't be deleted for everyone"


async def test_caption_changes_and_text_of_a_picture_does_not(sandbox, bot):
    anna = await sandbox.person()
    png = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x10\x00\x00\x00\x10"
    sent = await bot.send_photo(anna, png, caption="old")
    await sent.edit_caption("new")
    assert (await sandbox.texts(anna))[-1] == "new"
    assert await refusal(sent.edit_caption("new")) != ""
    assert await refusal(sent.edit_text("x")) == "There is no text in the message to edit"
