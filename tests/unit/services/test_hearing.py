"""When words are a wish of their own, and when they answer the open question."""

from __future__ import annotations

import pytest

from bot.services.hearing import (
    ANSWERING_INTENTS,
    INTERRUPTING_INTENTS,
    SURE,
    SURE_ENOUGH,
    Heard,
    interrupts,
)


@pytest.mark.parametrize("intent", sorted(INTERRUPTING_INTENTS))
def test_a_clear_wish_breaks_into_any_question(intent: str):
    for is_open_question in (True, False):
        assert interrupts(Heard("…", intent, SURE), is_open_question=is_open_question)


@pytest.mark.parametrize("intent", sorted(INTERRUPTING_INTENTS))
def test_where_any_words_may_be_the_answer_a_fair_guess_does_not(intent: str):
    heard = Heard("…", intent, SURE - 0.01)
    assert not interrupts(heard, is_open_question=True)
    assert interrupts(heard, is_open_question=False)


@pytest.mark.parametrize("intent", sorted(INTERRUPTING_INTENTS))
def test_a_poor_guess_breaks_into_nothing(intent: str):
    heard = Heard("…", intent, SURE_ENOUGH - 0.01)
    assert not interrupts(heard, is_open_question=True)
    assert not interrupts(heard, is_open_question=False)


@pytest.mark.parametrize("intent", sorted(ANSWERING_INTENTS))
def test_what_answers_are_taken_for_is_an_answer_however_sure_the_guess(intent: str):
    for is_open_question in (True, False):
        assert not interrupts(Heard("…", intent, 1.0), is_open_question=is_open_question)


def test_a_remark_breaks_into_a_question_for_a_number_but_not_into_one_for_words():
    remark = Heard("thank you", "thank", 0.99)
    assert interrupts(remark, is_open_question=False)
    assert not interrupts(remark, is_open_question=True)


@pytest.mark.parametrize(
    "report",
    ["report_pain", "report_mood_good", "report_mood_bad", "report_sleep_good", "report_sleep_bad"],
)
def test_a_bare_report_is_an_answer_however_unclear(report: str):
    for is_open_question in (True, False):
        assert not interrupts(Heard("so-so", report, 1.0), is_open_question=is_open_question)


@pytest.mark.parametrize("intent", ["report_progress", "set_goal", "ask_movement", "good_event"])
def test_what_answers_a_question_for_words_does_not_break_into_it(intent: str):
    assert not interrupts(Heard("stretching", intent, 1.0), is_open_question=True)


def test_words_that_the_engine_has_not_judged_are_an_answer():
    assert not interrupts(Heard("about a six"), is_open_question=False)


def test_no_intent_is_both():
    assert not INTERRUPTING_INTENTS & ANSWERING_INTENTS


def test_it_takes_more_to_break_into_a_question_for_any_words():
    assert 0.0 < SURE_ENOUGH < SURE <= 1.0
