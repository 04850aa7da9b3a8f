"""Telegram's updates, reduced to what the coach can meet."""

from __future__ import annotations

from typing import Any

import pytest

from bot.chat.incoming import Incoming, Kind, read_update

CHAT = {"id": 501, "type": "private", "first_name": "E"}
GROUP = {"id": -4711, "type": "supergroup", "title": "Friends"}
ELLEN = {"id": 501, "is_bot": False, "first_name": "E", "language_code": "nb"}
BOT = {"id": 1, "is_bot": True, "first_name": "Lindra"}
FILE = {"file_id": "a", "file_unique_id": "b"}
SIZED = {**FILE, "width": 1, "height": 1}
PLACE = {"latitude": 59.9, "longitude": 10.7}
FORWARDED = {"type": "hidden_user", "sender_user_name": "S", "date": 1}
MESSAGE = {"message_id": 7, "date": 1, "chat": CHAT, "from": ELLEN}


@pytest.fixture(autouse=True)
def durations_as_they_will_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # as where the bot is opened


def read(**update: Any) -> Incoming:
    return read_update({"update_id": 1, **update})


def message(**more: Any) -> Incoming:
    return read(message={"message_id": 1, "date": 1, "chat": CHAT, "from": ELLEN, **more})


def edited(**more: Any) -> Incoming:
    whole = {"message_id": 1, "date": 1, "edit_date": 2, "chat": CHAT, "from": ELLEN, **more}
    return read(edited_message=whole)


def test_a_text_has_its_words_its_chat_and_the_phones_language():
    found = message(text="hello")
    assert found == Incoming(kind=Kind.TEXT, chat_id=501, text="hello", language="nb")


def test_an_edited_text_keeps_the_number_of_its_message():
    assert read(message={**MESSAGE, "text": "6"}).message_id == 7
    assert read(edited_message={**MESSAGE, "edit_date": 2, "text": "8"}).message_id == 7


def test_a_text_without_a_sender_or_language_is_still_a_text():
    nameless = {key: value for key, value in ELLEN.items() if key != "language_code"}
    assert message(text="hello", **{"from": nameless}).language == ""


@pytest.mark.parametrize("more", [{}, {"text": ""}])
def test_nothing_at_all_is_an_empty_text(more: dict[str, Any]):
    assert message(**more) == Incoming(kind=Kind.TEXT, chat_id=501, language="nb")


def test_an_edited_text_is_told_from_a_new_one():
    assert (edited(text="5").kind, edited(text="5").text) == (Kind.EDITED, "5")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ({"voice": {**FILE, "duration": 1}}, "voice"),
        ({"photo": [SIZED]}, "photo"),
        (
            {"sticker": {**SIZED, "type": "regular", "is_animated": False, "is_video": False}},
            "sticker",
        ),
        ({"video": {**SIZED, "duration": 1}}, "video"),
        ({"video_note": {**FILE, "length": 1, "duration": 1}}, "video_note"),
        ({"audio": {**FILE, "duration": 1}}, "audio"),
        ({"document": FILE}, "document"),
        ({"contact": {"phone_number": "1", "first_name": "A"}}, "contact"),
        ({"dice": {"value": 1, "emoji": "🎲"}}, "dice"),
    ],
)
def test_what_has_no_words_is_named(content: dict[str, Any], name: str):
    found = message(**content)
    assert (found.kind, found.media) == (Kind.MEDIA, name)


def test_the_words_under_a_picture_are_read_for_screening():
    found = message(photo=[SIZED], caption="I cannot go on")
    assert (found.kind, found.text) == (Kind.MEDIA, "I cannot go on")


def test_a_forwarded_text_is_told_from_own_words():
    assert message(text="hello", forward_origin=FORWARDED).is_forwarded
    assert not message(text="hello").is_forwarded


def test_a_place_has_its_coordinates():
    found = message(location=PLACE)
    assert (found.kind, found.latitude, found.longitude) == (Kind.LOCATION, 59.9, 10.7)


def test_a_place_that_moves_on_is_no_new_place():
    assert edited(location={**PLACE, "live_period": 900}).kind is Kind.OTHER


@pytest.mark.parametrize(
    "report",
    [
        {"pinned_message": {"message_id": 2, "date": 1, "chat": CHAT, "text": "hello"}},
        {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}},
        {"write_access_allowed": {}},
        {"chat_background_set": {"type": {"type": "chat_theme", "theme_name": "x"}}},
    ],
    ids=["pinned", "timer", "writing", "background"],
)
def test_what_telegram_reports_about_the_chat_is_nobodys_word(report: dict[str, Any]):
    assert message(**report).kind is Kind.OTHER


@pytest.mark.parametrize("content", [{"text": "hello"}, {"photo": [SIZED]}, {"location": PLACE}])
def test_whatever_is_said_in_a_group_is_the_groups(content: dict[str, Any]):
    found = message(chat=GROUP, **content)
    assert found == Incoming(kind=Kind.GROUP, chat_id=-4711)


def test_a_press_belongs_to_the_person_who_pressed():
    query = {"id": "p", "from": ELLEN, "chat_instance": "1", "data": "token"}
    assert read(callback_query=query) == Incoming(
        kind=Kind.PRESS, chat_id=501, token="token", press_id="p"
    )


def test_a_press_without_a_token_is_still_to_be_answered():
    query = {"id": "p", "from": ELLEN, "chat_instance": "1", "game_short_name": "chess"}
    assert read(callback_query=query).press_id == "p"


@pytest.mark.parametrize(
    ("status", "chat", "kind"),
    [
        ("kicked", CHAT, Kind.BLOCKED),
        ("member", CHAT, Kind.UNBLOCKED),
        ("member", GROUP, Kind.OTHER),
        ("kicked", GROUP, Kind.OTHER),
    ],
)
def test_blocking_is_read_in_private_chats_alone(status: str, chat: dict[str, Any], kind: Kind):
    until = {"until_date": 0} if status == "kicked" else {}
    change = {
        "chat": chat,
        "from": ELLEN,
        "date": 1,
        "old_chat_member": {"user": BOT, "status": "left"},
        "new_chat_member": {"user": BOT, "status": status, **until},
    }
    found = read(my_chat_member=change)
    assert (found.kind, found.chat_id) == (kind, chat["id"])


def test_an_update_that_holds_nothing_we_know_is_nobodys():
    assert read() == Incoming(kind=Kind.OTHER, chat_id=0)


def test_a_post_in_a_channel_is_no_word_to_us():
    channel = {"id": -100, "type": "channel", "title": "News"}
    post = {"message_id": 1, "date": 1, "chat": channel, "text": "hello"}
    assert read(channel_post=post) == Incoming(kind=Kind.OTHER, chat_id=-100)
