import json

import pytest

from sandbox.bot_api.keyboards import read_inline_markup, read_markup
from sandbox.bot_api.params import Params
from sandbox.errors import BotApiError


def inline(**button):
    return Params({"reply_markup": {"inline_keyboard": [[button]]}})


@pytest.mark.parametrize("data", ["x", "x" * 64, "ø" * 32, "🙂" * 16])
def test_callback_data_of_1_to_64_bytes_is_taken(data):
    assert read_markup(inline(text="Yes", callback_data=data)).inline[0][0]["callback_data"] == data


@pytest.mark.parametrize("data", ["", "x" * 65, "ø" * 33, "🙂" * 17, 7, None])
def test_callback_data_beyond_64_bytes_or_empty_is_refused(data):
    with pytest.raises(BotApiError) as refused:
        read_markup(inline(text="Yes", callback_data=data))
    assert refused.value.description == "Bad Request: BUTTON_DATA_INVALID"


@pytest.mark.parametrize(
    ("button", "problem"),
    [
        ({"text": "Yes"}, "Text buttons are unallowed in the inline keyboard"),
        ({"callback_data": "x"}, 'Can\'t find field "text"'),
        ({"text": " ", "callback_data": "x"}, "Button text must be non-empty"),
        ({"text": "Go", "url": "javascript:alert(1)"}, "BUTTON_URL_INVALID"),
    ],
)
def test_inline_button_that_is_not_whole_is_refused(button, problem):
    with pytest.raises(BotApiError, match=problem.replace("(", r"\(")):
        read_markup(inline(**button))


def test_markup_may_come_as_json_text():
    text = json.dumps({"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]})
    assert read_markup(Params({"reply_markup": text})).inline


@pytest.mark.parametrize("broken", ["{", "[]", '"x"', '{"inline_keyboard": 3}'])
def test_markup_that_is_no_markup_is_refused(broken):
    with pytest.raises(BotApiError):
        read_markup(Params({"reply_markup": broken}))


def test_more_than_a_hundred_buttons_are_refused():
    rows = [[{"text": "x", "callback_data": "x"}] * 8] * 13
    with pytest.raises(BotApiError, match="reply markup is too long"):
        read_markup(Params({"reply_markup": {"inline_keyboard": rows}}))


def test_reply_keyboard_takes_plain_words_and_location_buttons():
    rows = [["Oslo", {"text": "Share", "request_location": True}]]
    reply = read_markup(Params({"reply_markup": {"keyboard": rows}})).reply
    assert reply["keyboard"] == [[{"text": "Oslo"}, {"text": "Share", "request_location": True}]]


@pytest.mark.parametrize("rows", [[], [[]], [[{"request_location": True}]], [[""]]])
def test_reply_keyboard_without_proper_buttons_is_refused(rows):
    with pytest.raises(BotApiError):
        read_markup(Params({"reply_markup": {"keyboard": rows}}))


def test_edit_takes_inline_keyboards_only():
    with pytest.raises(BotApiError, match="inline keyboard expected"):
        read_inline_markup(Params({"reply_markup": {"remove_keyboard": True}}))


def test_empty_inline_keyboard_means_none():
    assert read_inline_markup(Params({"reply_markup": {"inline_keyboard": []}})) is None
