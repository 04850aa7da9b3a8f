"""Several answers in one message, and corrections in words, at the services' door."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain.alerts import Alert
from bot.domain.check_ins import Answer, CheckInStatus
from bot.domain.patients import Flow
from bot.domain.providers import Position
from bot.services import check_in, check_in_corrections, exercises, flows
from bot.services.hearing import Heard, Taken
from bot.services.work import Desk
from tests.auxil.visitor import Visitor
from tests.integration.conftest import MovableClock
from tests.integration.people import add_provider
from tests.integration.test_check_in import (
    ACTIVE,
    finish,
    keep_days,
    live,
    rows,
    texts,
    the_check_in,
)

ALL_AT_ONCE = "6 today, got in the way 7, mood's ok say 6, sleep 5 and the dog made me laugh"


@pytest.fixture
async def ellen(desk: Desk, database: AsyncEngine) -> Visitor:
    return await Visitor(desk, database).enter(**ACTIVE)


async def history(visitor: Visitor, item_id: str) -> list[int | None]:
    """Every answer that was ever given to an item, oldest first; the last one stands."""
    given = [answer for answer in await rows(visitor, Answer) if answer.item_id == item_id]
    assert all(answer.superseded_at is not None for answer in given[:-1])
    assert given[-1].superseded_at is None
    return [answer.value_nrs for answer in given]


def corrects(text: str) -> Heard:
    return Heard(text, "correct_answer", 0.95)


class TestSeveralAnswers:
    async def test_one_message_answers_several_items_and_the_rest_is_asked(self, ellen: Visitor):
        await ellen.ask(check_in.start)
        before = len(await texts(ellen))
        assert await ellen.says("pain 6, mood 4, slept badly maybe a 3") is Taken.TAKEN
        assert await live(ellen) == {"pain": 6, "mood": 4, "sleep": 3}
        said = (await texts(ellen))[before:]
        assert len(said) == 1
        assert "got in the way" in said[0]

    async def test_what_was_answered_is_never_asked_again(self, ellen: Visitor):
        await ellen.ask(check_in.start)
        await ellen.says("pain 6, mood 4, slept badly maybe a 3")
        await ellen.says("7")
        assert "one good thing" in (await ellen.last()).text
        await ellen.presses("Skip")
        asked = [text for text in await texts(ellen) if text.endswith("very well")]
        assert asked == []  # the scale of the sleep question
        assert (await the_check_in(ellen)).status is CheckInStatus.COMPLETE

    async def test_a_remark_beside_the_numbers_is_not_kept_as_the_good_thing(self, ellen: Visitor):
        await ellen.ask(check_in.start)
        await ellen.says(ALL_AT_ONCE)
        assert await live(ellen) == {"pain": 6, "interference": 7, "mood": 6, "sleep": 5}
        assert "one good thing" in (await ellen.last()).text
        await ellen.says("the dog made me laugh")
        assert (await live(ellen))["good-thing"] == "the dog made me laugh"

    async def test_words_for_the_good_thing_stay_words_whatever_numbers_they_hold(
        self, ellen: Visitor
    ):
        await ellen.ask(check_in.start)
        await ellen.says("6, in the way 3, mood 5, sleep 5")
        assert await ellen.says("my pain was only 3 in the garden, mood 8!") is Taken.DONE
        assert (await live(ellen))["good-thing"] == "my pain was only 3 in the garden, mood 8!"
        assert (await live(ellen))["pain"] == 6

    async def test_the_question_that_was_open_shows_its_own_answer(self, ellen: Visitor):
        await ellen.ask(check_in.start)
        await ellen.says("mood 4, pain 6")
        first = (await ellen.chat())[0]
        assert first.text.endswith("✓ 6")
        assert first.labels == []

    async def test_a_number_that_plainly_names_another_item_is_not_taken_for_the_open_one(
        self, ellen: Visitor
    ):
        await ellen.ask(check_in.start)
        await ellen.says("mood 4")
        assert await live(ellen) == {"mood": 4}
        assert "How has your pain been" in (await ellen.last()).text

    async def test_what_is_in_doubt_is_asked(self, ellen: Visitor):
        await ellen.ask(check_in.start)
        await ellen.says("pain from 4 to 7, mood 3, slept 6 hours")
        assert await live(ellen) == {"mood": 3}
        assert "How has your pain been" in (await ellen.last()).text

    async def test_an_answered_item_that_is_rated_anew_is_changed_and_the_person_told(
        self, ellen: Visitor
    ):
        await ellen.ask(check_in.start)
        await ellen.says("6")
        await ellen.says("pain 7, in the way 5")
        assert await history(ellen, "pain") == [6, 7]
        assert await live(ellen) == {"pain": 7, "interference": 5}
        told, asked = (await texts(ellen))[-2:]
        assert told == "Thank you, I changed that. Pain: 7."
        assert "How has your mood been" in asked

    async def test_the_same_said_twice_is_kept_once(self, ellen: Visitor):
        await ellen.ask(check_in.start)
        await ellen.says("pain 6, mood 4")
        await ellen.says("pain 6, mood 4")
        assert len(await rows(ellen, Answer)) == 2
        assert "got in the way" in (await ellen.last()).text
        assert (await ellen.patient()).misses == 0

    async def test_they_come_with_the_number_of_their_message(self, ellen: Visitor):
        await ellen.ask(check_in.start)
        await ellen.says("pain 6, mood 4")
        assert {answer.update_id for answer in await rows(ellen, Answer)} == {ellen.updates}

    async def test_a_clear_wish_with_numbers_in_it_is_still_a_wish(self, ellen: Visitor):
        await ellen.ask(check_in.start)
        taken = await ellen.says("give me 3 minutes to breathe", "ask_breathing", 0.95)
        assert taken is Taken.NOT_AN_ANSWER
        assert await live(ellen) == {}

    async def test_a_rating_beside_a_clear_wish_is_kept(self, ellen: Visitor):
        await ellen.ask(check_in.start)
        taken = await ellen.says("give me 3 minutes to breathe, pain 6", "ask_breathing", 0.95)
        assert taken is Taken.BESIDE
        assert await live(ellen) == {"pain": 6}


class TestCorrectionOnTheWay:
    @pytest.fixture
    async def asked(self, ellen: Visitor) -> Visitor:
        """Pain and interference are answered, mood is asked."""
        await ellen.ask(check_in.start)
        await ellen.says("6")
        await ellen.says("3")
        return ellen

    @pytest.mark.parametrize(
        "words",
        [
            "No, I meant 4",
            "sorry, 4",
            "oops 4 not 3",
            "wait, make that a 4",
            "*4",
            "typo: 4, not 3",
        ],
    )
    async def test_the_last_answer_is_changed_and_the_question_offered_again_once(
        self, asked: Visitor, words: str
    ):
        before = len(await texts(asked))
        assert await asked.says(words) is Taken.TAKEN
        assert await history(asked, "interference") == [3, 4]
        told, again = (await texts(asked))[before:]
        assert told == "Thank you, I changed that. Pain in the way: 4."
        assert "How has your mood been" in again
        assert (await live(asked)) == {"pain": 6, "interference": 4}

    @pytest.mark.parametrize(
        ("words", "value"),
        [
            ("pain should be 5 not 6", 5),
            ("change pain to 2", 2),
            ("the pain one was wrong, make it 3", 3),
        ],
    )
    async def test_the_named_answer_is_changed(self, asked: Visitor, words: str, value: int):
        await asked.says(words)
        assert await history(asked, "pain") == [6, value]
        assert await history(asked, "interference") == [3]

    async def test_the_number_that_was_wrong_tells_which_answer_is_meant(self, asked: Visitor):
        await asked.says("I meant 7 not 6")
        assert await history(asked, "pain") == [6, 7]

    async def test_what_was_said_before_keeps_its_time(self, asked: Visitor, clock: MovableClock):
        changed_at = clock.forward(minutes=1)
        await asked.says("No, I meant 4")
        wrong, right = [
            each for each in await rows(asked, Answer) if each.item_id == "interference"
        ]
        assert (wrong.superseded_at, right.answered_at) == (changed_at, changed_at)

    async def test_two_answers_can_be_put_right_in_one_message(self, asked: Visitor):
        await asked.says("wrong, pain 3 and in the way 6")
        assert await live(asked) == {"pain": 3, "interference": 6}
        assert "Pain: 3, Pain in the way: 6." in (await texts(asked))[-2]

    async def test_a_correction_to_what_stands_changes_nothing(self, asked: Visitor):
        await asked.says("No, I meant 3")
        assert await history(asked, "interference") == [3]
        assert (await texts(asked))[-2] == "That is just what I have. Pain in the way: 3."

    async def test_after_an_unclear_answer_it_is_the_open_item_that_is_said_anew(
        self, asked: Visitor
    ):
        await asked.says("8 hours")
        await asked.says("sorry, 4")
        assert await live(asked) == {"pain": 6, "interference": 3, "mood": 4}

    async def test_a_slip_of_two_digits_is_put_right_where_it_was_made(self, asked: Visitor):
        await asked.says("33")
        await asked.says("fat fingers - 3 not 33")
        assert await live(asked) == {"pain": 6, "interference": 3, "mood": 3}

    async def test_sorry_long_after_the_last_answer_asks_pardon_for_the_wait(
        self, asked: Visitor, clock: MovableClock
    ):
        clock.forward(minutes=30)
        await asked.says("sorry, 4")
        assert await live(asked) == {"pain": 6, "interference": 3, "mood": 4}

    async def test_sorry_with_the_number_that_stands_answers_the_open_question(
        self, asked: Visitor
    ):
        await asked.says("sorry, 3")
        assert await live(asked) == {"pain": 6, "interference": 3, "mood": 3}

    async def test_no_with_a_number_is_an_answer(self, asked: Visitor):
        await asked.says("no, 4")
        assert await live(asked) == {"pain": 6, "interference": 3, "mood": 4}

    async def test_at_the_first_question_there_is_nothing_to_correct(self, ellen: Visitor):
        await ellen.ask(check_in.start)
        await ellen.says("sorry, 4")
        assert await live(ellen) == {"pain": 4}

    @pytest.mark.parametrize("words", ["No, I meant 5", "I meant 5 not 9"])
    async def test_where_it_is_in_doubt_which_answer_is_meant_the_last_is_asked_again(
        self, ellen: Visitor, words: str
    ):
        await ellen.ask(check_in.start)
        await ellen.says("pain 6, mood 4")
        assert await ellen.says(words) is Taken.TAKEN
        assert await live(ellen) == {"pain": 6, "mood": 4}
        assert "How has your mood been" in (await ellen.last()).text

    @pytest.mark.parametrize("words", ["typo", "wrong button", "change my last answer"])
    async def test_without_a_number_the_item_is_asked_again(self, asked: Visitor, words: str):
        assert await asked.says(words) is Taken.TAKEN
        assert "got in the way" in (await asked.last()).text
        assert await history(asked, "interference") == [3]
        await asked.says("5")
        assert await history(asked, "interference") == [3, 5]
        assert "How has your mood been" in (await asked.last()).text

    async def test_without_a_number_the_named_item_is_asked_again(self, asked: Visitor):
        await asked.says("the pain one was wrong")
        assert "How has your pain been" in (await asked.last()).text

    async def test_a_number_beyond_the_scale_is_no_correction(self, asked: Visitor):
        await asked.says("No, I meant 12")
        assert await history(asked, "interference") == [3]

    async def test_a_sure_guess_of_another_wish_goes_first(self, asked: Visitor):
        taken = await asked.says("change it to 8 please", "change_prompt_time", 0.95)
        assert taken is Taken.NOT_AN_ANSWER
        assert await history(asked, "interference") == [3]

    async def test_a_correction_instead_of_the_good_thing(self, asked: Visitor):
        await asked.says("5")
        await asked.says("5")
        assert await asked.says("no, I meant 6") is Taken.TAKEN
        assert await history(asked, "sleep") == [5, 6]
        assert "one good thing" in (await asked.last()).text
        assert "good-thing" not in await live(asked)

    @pytest.mark.parametrize(
        "words",
        [
            "my daughter should be 5 tomorrow, we baked a cake",
            "sorry it is only small, a cup of tea",
            "I made a mistake at bingo and won 5 pounds",
        ],
    )
    async def test_a_good_thing_that_sounds_like_one_stays_a_good_thing(
        self, asked: Visitor, words: str
    ):
        await asked.says("5")
        await asked.says("5")
        assert await asked.says(words) is Taken.DONE
        assert (await live(asked))["good-thing"] == words
        assert await history(asked, "sleep") == [5]

    async def test_the_old_buttons_of_a_changed_item_change_nothing(self, asked: Visitor):
        await asked.presses("Change my last answer")
        old = (await asked.last()).tokens["9"]
        await asked.says("in the way should be 1")
        assert await asked.press_token(old) is not None
        assert await history(asked, "interference") == [3, 1]


class TestCorrectionAfterwards:
    async def test_the_engines_word_for_it_changes_the_named_answer(self, ellen: Visitor):
        await finish(ellen, mood=7)
        before = len(await texts(ellen))
        assert await ellen.ask(check_in.correct_at_once, corrects("my mood was a 4"))
        assert await history(ellen, "mood") == [7, 4]
        assert (await texts(ellen))[before:] == ["Thank you, I changed that. Mood: 4."]
        assert (await the_check_in(ellen)).status is CheckInStatus.COMPLETE
        assert (await ellen.patient()).focus is None

    async def test_the_number_that_was_wrong_tells_which(self, ellen: Visitor):
        await finish(ellen, pain=8, mood=5, sleep=5)
        assert await ellen.ask(check_in.correct_at_once, corrects("I meant 6 not 8"))
        assert await history(ellen, "pain") == [8, 6]

    @pytest.mark.parametrize(
        "words", ["no, I meant 6", "I meant 6 not 5", "typo", "", "I meant 12"]
    )
    async def test_what_is_in_doubt_is_asked(self, ellen: Visitor, words: str):
        await finish(ellen)
        assert not await ellen.ask(check_in.correct_at_once, corrects(words))
        assert await ellen.ask(check_in.correct, corrects(words))
        assert (await ellen.last()).labels[:2] == ["Pain", "Pain in the way"]

    async def test_a_named_item_without_a_number_is_asked_at_once(self, ellen: Visitor):
        await finish(ellen, sleep=5)
        assert await ellen.ask(check_in.correct, corrects("the sleep one was wrong"))
        assert "How did you sleep" in (await ellen.last()).text
        await ellen.says("2")
        assert await history(ellen, "sleep") == [5, 2]
        assert (await ellen.last()).text == "Thank you, I changed it."

    async def test_while_another_answer_is_asked_anew_that_question_stays(self, ellen: Visitor):
        await finish(ellen, mood=7, sleep=5)
        await ellen.presses("Change an answer")
        await ellen.presses("Mood")
        await ellen.says("sleep should be 2")
        assert await history(ellen, "sleep") == [5, 2]
        assert "How has your mood been" in (await ellen.last()).text
        await ellen.says("4")
        assert await history(ellen, "mood") == [7, 4]
        assert (await ellen.patient()).focus is None

    async def test_several_while_one_is_asked_anew_are_changed_together(self, ellen: Visitor):
        await finish(ellen, mood=7, sleep=5)
        await ellen.presses("Change an answer")
        await ellen.presses("Mood")
        await ellen.says("mood 3, sleep 2")
        assert (await live(ellen))["mood"] == 3
        assert (await live(ellen))["sleep"] == 2
        assert (await ellen.last()).text == "Thank you, I changed that. Mood: 3, Sleep: 2."
        assert (await ellen.patient()).focus is None

    async def test_one_that_was_asked_anew_and_left_is_closed_by_a_correction(self, ellen: Visitor):
        await finish(ellen, mood=7, sleep=5)
        await ellen.presses("Change an answer")
        await ellen.presses("Mood")
        await ellen.ask(check_in.leave)
        heard = corrects("wrong, mood 3 and sleep 2")
        assert await ellen.ask(check_in.correct_at_once, heard)
        assert (await the_check_in(ellen)).item_id is None
        assert await history(ellen, "mood") == [7, 3]
        assert (await ellen.patient()).focus is None

    async def test_a_change_that_makes_a_trend_is_seen(self, ellen: Visitor):
        async with ellen.work() as work:
            await add_provider(work, 801, Position.FIRST)
        await keep_days(ellen, [8, 8])
        await finish(ellen, pain=3)
        await ellen.ask(check_in.correct_at_once, corrects("pain should be 9 not 3"))
        assert [alert.cause for alert in await rows(ellen, Alert)] == ["high-pain"]

    async def test_yesterdays_answers_stay(self, ellen: Visitor, clock: MovableClock):
        await finish(ellen, mood=7)
        clock.forward(days=1)
        assert not await ellen.ask(check_in.correct_at_once, corrects("mood should be 4"))
        assert await history(ellen, "mood") == [7]

    async def test_what_was_left_can_be_corrected_and_is_not_taken_up_by_it(self, ellen: Visitor):
        await ellen.ask(check_in.start)
        await ellen.says("6")
        await ellen.ask(check_in.leave)
        assert await ellen.ask(check_in.correct_at_once, corrects("pain should be 4"))
        assert await history(ellen, "pain") == [6, 4]
        assert (await ellen.last()).text == "Thank you, I changed that. Pain: 4."
        assert (await ellen.patient()).focus is None

    async def test_a_new_answer_while_nothing_is_asked_is_not_met_with_silence(
        self, ellen: Visitor
    ):
        await ellen.ask(check_in.start)
        await ellen.says("6")
        await ellen.ask(check_in.leave)
        assert await ellen.ask(check_in.correct_at_once, corrects("mood should be 4"))
        assert await live(ellen) == {"pain": 6, "mood": 4}
        assert "Mood: 4" in (await ellen.last()).text

    async def test_an_exercise_keeps_the_floor(self, ellen: Visitor):
        await finish(ellen, mood=7)
        await ellen.ask(exercises.start, "pacing-planner")
        assert await ellen.ask(check_in.correct_at_once, corrects("mood should be 4"))
        assert await history(ellen, "mood") == [7, 4]
        assert (await ellen.patient()).focus is Flow.EXERCISE


class TestPlainWordsAfterwards:
    """Words that need no engine: an item, a mark of a correction and a number."""

    async def take(self, visitor: Visitor, words: str) -> Any:
        return await visitor.ask(check_in_corrections.take_plain_words, words)

    @pytest.mark.parametrize(
        ("words", "value"),
        [
            ("change mood to 2", 2),
            ("mood should be 5 not 7", 5),
            ("the mood one was wrong, make it 3", 3),
            ("actually mood was a 4", 4),
            ("no wait, mood was 6", 6),
            ("Sorry, my mood was 3 not 7", 3),
            ("hang on my mood was more like a 5", 5),
            ("to be honest mood was rather a 2", 2),
            ("my mood was a 4 actually", 4),
            ("acutally i think mood was 4/10", 4),
            ("Come to think of it, my mood was about a three", 3),
            ("in reality the mood it was 2", 2),
        ],
    )
    async def test_they_change_the_answer(self, ellen: Visitor, words: str, value: int):
        await finish(ellen, mood=7)
        assert await self.take(ellen, words)
        assert await history(ellen, "mood") == [7, value]

    @pytest.mark.parametrize(
        "words",
        [
            "mood 5",
            "no, I meant 6",
            "my mood should be 8 by summer",
            "mood was wrong",
            "change it",
            "actually my mood is a 3 now",
            "sorry, my mood is down to 3 right now",
            "actually my mood was a 3 because my sister rang",
            "actually my mood was better than that",
            "actually 4",
            "my mood is 4 today",
        ],
    )
    async def test_less_or_more_is_left_to_the_engine(self, ellen: Visitor, words: str):
        await finish(ellen, mood=7)
        before = await texts(ellen)
        assert not await self.take(ellen, words)
        assert await texts(ellen) == before

    async def test_the_change_is_confirmed_once_and_the_round_stays_complete(self, ellen: Visitor):
        await finish(ellen, sleep=7)
        before = len(await texts(ellen))
        assert await self.take(ellen, "actually sleep was a 4")
        assert (await texts(ellen))[before:] == ["Thank you, I changed that. Sleep: 4."]
        assert (await the_check_in(ellen)).status is CheckInStatus.COMPLETE

    async def test_the_change_is_looked_at_for_alerts(self, ellen: Visitor):
        async with ellen.work() as work:
            await add_provider(work, 801, Position.FIRST)
        await keep_days(ellen, [8, 8])
        await finish(ellen, pain=3)
        assert await self.take(ellen, "no wait, pain was 9")
        assert [alert.cause for alert in await rows(ellen, Alert)] == ["high-pain"]

    async def test_beside_the_questions_of_another_round(self, ellen: Visitor):
        await finish(ellen, sleep=7)
        await ellen.ask(check_in.start, "phq-4")
        await ellen.says("actually sleep was a 4")
        assert await history(ellen, "sleep") == [7, 4]
        assert (await ellen.patient()).focus is Flow.CHECK_IN

    async def test_without_an_answer_there_is_nothing_to_change(self, ellen: Visitor):
        assert not await self.take(ellen, "change mood to 2")
        await ellen.ask(check_in.start)
        await ellen.ask(check_in.leave)
        assert not await self.take(ellen, "change mood to 2")
        assert await live(ellen) == {}

    async def test_while_a_question_is_open_they_take_their_turn(self, ellen: Visitor):
        await ellen.ask(check_in.start)
        await ellen.says("6")
        assert not await self.take(ellen, "change pain to 2")

    async def test_yesterdays_answers_stay(self, ellen: Visitor, clock: MovableClock):
        await finish(ellen, mood=7)
        clock.forward(days=1)
        assert not await self.take(ellen, "change mood to 2")


class TestWhatSoundsLikeACorrection:
    async def test_it_is_an_answer_where_there_is_nothing_to_correct(self, ellen: Visitor):
        await ellen.ask(check_in.start)
        taken = await ellen.says("ok then it is five", "correct_answer", 0.95)
        assert taken is Taken.TAKEN
        assert await live(ellen) == {"pain": 5}

    async def test_hours_later_it_answers_the_open_question(
        self, ellen: Visitor, clock: MovableClock
    ):
        await ellen.ask(check_in.start)
        await ellen.says("5")
        clock.forward(hours=3)
        await ellen.says("sorry was asleep. 6", "correct_answer", 0.95)
        assert await live(ellen) == {"pain": 5, "interference": 6}

    async def test_the_first_one_is_the_first_questions_answer(self, ellen: Visitor):
        await ellen.ask(check_in.start)
        for points in ("6", "5"):
            await ellen.says(points)
        await ellen.says("change the first one to 7", "correct_answer", 0.95)
        assert await live(ellen) == {"pain": 7, "interference": 5}

    async def test_going_back_asks_the_answer_before_again(self, ellen: Visitor):
        await ellen.ask(check_in.start)
        await ellen.says("6")
        assert await ellen.says("go back", "goodbye", 0.9) is Taken.TAKEN
        assert "How has your pain been" in (await texts(ellen))[-1]

    @pytest.mark.parametrize(("words", "points"), [("Not at all.", 0), ("stopped everything", 10)])
    async def test_the_ends_of_a_scale_are_said_in_its_own_words(
        self, ellen: Visitor, words: str, points: int
    ):
        await ellen.ask(check_in.start)
        await ellen.says("6")
        await ellen.says(words)
        assert (await live(ellen))["interference"] == points

    async def test_hours_later_plain_words_still_correct(self, ellen: Visitor, clock: MovableClock):
        await ellen.ask(check_in.start)
        await ellen.says("5")
        clock.forward(hours=3)
        await ellen.says("the 5 was wrong, should be 7", "correct_answer", 0.95)
        assert await live(ellen) == {"pain": 7}


class TestTheGoodThing:
    @pytest.fixture
    async def asked(self, ellen: Visitor) -> Visitor:
        await ellen.ask(check_in.start)
        await ellen.says("pain 6, got in the way 5, mood 4, sleep 3")
        return ellen

    @pytest.mark.parametrize("words", ["nothing", "none", "no", "skip this one"])
    async def test_who_has_none_skips_it(self, asked: Visitor, words: str):
        assert await asked.says(words) is Taken.DONE
        assert (await live(asked))["good-thing"] is None

    @pytest.mark.parametrize("words", ["thank you", "hello", "Thanks!"])
    async def test_small_talk_is_left_to_the_dialogue(self, asked: Visitor, words: str):
        assert await asked.says(words) is Taken.NOT_AN_ANSWER
        assert "good-thing" not in await live(asked)


class TestOnceMore:
    async def test_who_asks_for_the_question_hears_that_it_is_the_same(self, ellen: Visitor):
        await ellen.ask(check_in.start)
        await ellen.ask(flows.repeat)
        first, second = (await texts(ellen))[-2:]
        assert second == f"Here it is once more:\n\n{first}"

    async def test_the_same_words_never_come_twice_running(self, ellen: Visitor):
        await ellen.ask(check_in.start)
        for _ in range(3):
            await ellen.ask(check_in.start)
        said = await texts(ellen)
        assert all(one != before for one, before in zip(said[1:], said, strict=False))

    async def test_later_is_heard_beside_other_words(self, ellen: Visitor):
        await ellen.ask(check_in.start)
        assert await ellen.says("no time now, maybe later") is Taken.DONE
        assert (await ellen.patient()).focus is None
