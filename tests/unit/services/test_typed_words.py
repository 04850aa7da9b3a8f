"""Short answers in words."""

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.domain.patients import Patient
from bot.library import load_library
from bot.services.typed_words import (
    after,
    is_small_talk,
    pick,
    plain,
    says,
    says_among,
    whole_number,
    without_politeness,
)

NOW = datetime(2026, 3, 2, tzinfo=UTC)
PATIENT = Patient(ref="L-1", conversation_id="c", created_at=NOW)
EYES = {"open": "Eyes open", "closed": "Eyes closed"}
KEYS = [
    *("yes", "no", "next", "skip", "stop", "agree", "decline", "adult", "minor"),
    *("none_new", "some_new", "elsewhere"),
]


@pytest.fixture(scope="module")
def work():
    return SimpleNamespace(library=load_library(Path(__file__).parents[3] / "content"))


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("yes", "Yes please!"),
        ("yes", "THAT’S RIGHT."),
        ("yes", "yeah, thank you very much"),
        ("no", "no, thanks"),
        ("next", "ok, let's go"),
        ("next", "Next..."),
        ("stop", "stop, please"),
        ("skip", "I’d rather not say"),
        ("skip", "id rather not say"),
        ("adult", "yes im over 18"),
        ("decline", "i dont agree"),
        ("next", "lets go on"),
    ],
)
def test_phrases_count_whatever_their_capitals_signs_and_politeness(work, key, text):
    assert says(work, PATIENT, key, text)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("yes", "yes but not today"),
        ("yes", ""),
        ("yes", "?!"),
        ("no", "no idea what you mean"),
        ("stop", "I can't stop thinking about it"),
        ("next", "what happens next week"),
    ],
)
def test_a_phrase_inside_other_words_does_not_count(work, key, text):
    assert not says(work, PATIENT, key, text)


@pytest.mark.parametrize(
    ("one", "other"),
    [("yes", "no"), ("agree", "decline"), ("adult", "minor"), ("none_new", "some_new")],
)
def test_lists_of_opposite_meaning_share_no_phrase(work, one, other):
    lists = [
        {plain(phrase) for phrase in work.library.text(f"words.{key}", "en").split(",")}
        for key in (one, other)
    ]
    assert lists[0] & lists[1] == set()


@pytest.mark.parametrize("key", KEYS)
def test_every_phrase_of_a_list_is_understood(work, key):
    for phrase in work.library.text(f"words.{key}", "en").split(","):
        assert says(work, PATIENT, key, phrase), phrase


@pytest.mark.parametrize(
    ("key", "text", "rest"),
    [
        ("before_name", "My name is Kim", "Kim"),
        ("before_name", "I’m Kim Lee", "Kim Lee"),
        ("before_name", "Kim", "Kim"),
        ("before_place", "no, I live in New York", "New York"),
        ("before_place", "in", "in"),
        ("before_place", "", ""),
    ],
)
def test_words_before_an_answer_are_left_out(work, key, text, rest):
    assert after(work, PATIENT, key, text) == rest


def test_politeness_after_an_answer_is_left_out(work):
    assert without_politeness(work, PATIENT, "Kim, thank you very much!") == "Kim,"
    assert without_politeness(work, PATIENT, "please") == "please"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("closed", "closed"),
        ("Eyes open!", "open"),
        ("with eyes open today", "open"),
        ("open, please", "open"),
        ("eyes", None),
        ("open or closed", None),
        ("", None),
        ("shut", None),
    ],
)
def test_a_choice_is_picked_by_what_its_button_says(work, text, value):
    assert pick(work, PATIENT, text, EYES) == value


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("20", 20),
        ("twenty five minutes", 25),
        ("about 20 min", 20),
        ("ten.", 10),
        ("15,0", 15),
        ("zero", 0),
        ("٣٠", 30),
        ("between 10 and 15", None),
        ("-5", None),
        ("1.5", None),
        ("50%", None),
        ("a while", None),
        ("", None),
    ],
)
def test_one_whole_number_is_read_and_never_one_of_several(text, number):
    assert whole_number(text) == number


@pytest.mark.parametrize(
    "text", ["no time now, maybe later", "Not today. I have guests.", "later - the bus is here"]
)
def test_a_phrase_is_heard_beside_other_words_between_signs(work, text):
    assert says_among(work, PATIENT, "stop", text)
    assert not says(work, PATIENT, "stop", text)


@pytest.mark.parametrize(
    "text", ["later that day it got worse", "it never stops, not ever", ",", ""]
)
def test_a_phrase_inside_a_sentence_is_none(work, text):
    assert not says_among(work, PATIENT, "stop", text)


@pytest.mark.parametrize("text", ["hello there", "Hi!", "Thank you very much.", "cheers"])
def test_greetings_and_thanks_are_small_talk(work, text):
    assert is_small_talk(work, PATIENT, text)


@pytest.mark.parametrize("text", ["a kind hello from my neighbour", "my sister says thanks", ""])
def test_what_only_holds_them_is_not(work, text):
    assert not is_small_talk(work, PATIENT, text)
