"""The daily check-in at the services' door: buttons, words, corrections, windows, trends."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.domain.alerts import Alert
from bot.domain.check_ins import Answer, CheckIn, CheckInStatus
from bot.domain.exercises import SessionStatus
from bot.domain.patients import Flow, PatientStatus
from bot.domain.providers import Position
from bot.library.loader import load_library
from bot.services import check_in, contact, exercises, progress
from bot.services.hearing import Taken
from bot.services.work import Desk
from tests.auxil.visitor import Visitor
from tests.integration.conftest import ROOT, MovableClock
from tests.integration.people import add_provider

TODAY = date(2026, 3, 2)
NIGHT = datetime(2026, 3, 2, 22, 30, tzinfo=UTC)  # half past eleven in Oslo
ACTIVE = {
    "status": PatientStatus.ACTIVE,
    "called_name": "Ellen",
    "country": "no",
    "timezone": "Europe/Oslo",
    "check_in_at": time(9, 0),
    "onboarded_at": datetime(2026, 3, 1, tzinfo=UTC),  # too lately for other questionnaires
}


@pytest.fixture
async def ellen(desk: Desk, database: AsyncEngine) -> Visitor:
    return await Visitor(desk, database).enter(**ACTIVE)


async def rows(visitor: Visitor, kind: type[Any]) -> list[Any]:
    async with AsyncSession(visitor.engine) as session:
        return list((await session.scalars(select(kind).order_by("id"))).all())


async def live(visitor: Visitor) -> dict[str, int | str | None]:
    """What stands as answered, by item."""
    return {
        answer.item_id: answer.value_text if answer.value_nrs is None else answer.value_nrs
        for answer in await rows(visitor, Answer)
        if answer.superseded_at is None
    }


async def the_check_in(visitor: Visitor) -> CheckIn:
    (found,) = await rows(visitor, CheckIn)
    return found


async def texts(visitor: Visitor) -> list[str]:
    return [seen.text for seen in await visitor.chat()]


async def finish(visitor: Visitor, pain: int = 5, mood: int = 5, sleep: int = 5) -> None:
    """Do today's check-in by buttons."""
    await visitor.ask(check_in.start)
    for value in (pain, 3, mood, sleep):
        await visitor.presses(str(value))
    await visitor.presses("Skip")


async def keep_days(visitor: Visitor, pain: list[int], until: date = TODAY) -> None:
    """Keep completed check-ins of the days before ``until``, the last one yesterday."""
    patient = await visitor.patient()
    async with visitor.work() as work:
        for back, value in enumerate(reversed(pain), start=1):
            day = CheckIn(
                patient_id=patient.id or 0,
                questionnaire_id="daily-check-in",
                questionnaire_version=1,
                on_date=until - timedelta(days=back),
                status=CheckInStatus.COMPLETE,
                item_id=None,
                started_at=work.now - timedelta(days=back),
                closes_at=work.now,
            )
            work.uow.add(day)
            await work.uow.flush()
            work.uow.add(
                Answer(
                    check_in_id=day.id or 0,
                    item_id="pain",
                    value_nrs=value,
                    answered_at=day.started_at,
                )
            )


class TestByButtons:
    async def test_the_first_question_has_its_scale_and_eleven_buttons(self, ellen: Visitor):
        await ellen.ask(check_in.start)
        asked = await ellen.last()
        assert "How has your pain been" in asked.text
        assert "0 = no pain, 10 = worst imaginable" in asked.text
        assert asked.labels == [str(value) for value in range(11)]
        assert (await ellen.patient()).focus is Flow.CHECK_IN

    async def test_five_taps_make_a_check_in(self, ellen: Visitor):
        await finish(ellen, pain=6, mood=7, sleep=4)
        assert await live(ellen) == {
            **{"pain": 6, "interference": 3, "mood": 7, "sleep": 4},
            "good-thing": None,
        }
        done = await the_check_in(ellen)
        assert done.status is CheckInStatus.COMPLETE
        assert done.on_date == TODAY
        assert done.completed_at is not None
        assert (await ellen.patient()).focus is None
        assert "Thank you, Ellen." in (await ellen.last()).text

    async def test_an_answered_question_shows_the_answer_and_no_buttons(self, ellen: Visitor):
        await ellen.ask(check_in.start)
        await ellen.presses("6")
        first = (await ellen.chat())[0]
        assert first.labels == []
        assert first.text.endswith("✓ 6")

    async def test_only_what_is_optional_can_be_skipped_by_a_button(self, ellen: Visitor):
        await ellen.ask(check_in.start)
        assert "Skip" not in (await ellen.last()).labels
        for value in "6543":
            await ellen.presses(value)
        assert "Skip" in (await ellen.last()).labels

    async def test_a_button_of_an_item_that_is_answered_changes_nothing(self, ellen: Visitor):
        await ellen.ask(check_in.start)
        old = (await ellen.last()).tokens["9"]
        await ellen.says("6")
        before = await texts(ellen)
        toast = await ellen.press_token(old)
        assert toast is not None
        assert "already answered" in toast
        assert await live(ellen) == {"pain": 6}
        assert await texts(ellen) == before

    async def test_without_a_name_the_thanks_have_none(self, desk: Desk, database: AsyncEngine):
        nameless = await Visitor(desk, database).enter(**{**ACTIVE, "called_name": None})
        await finish(nameless)
        assert (await nameless.last()).text.startswith("Thank you for checking in.")


class TestByWords:
    async def test_plain_words_are_as_good_as_buttons(self, ellen: Visitor):
        await ellen.ask(check_in.start)
        for words in ("about a six", "7/10", "four, maybe", "zero"):
            assert await ellen.says(words) is Taken.TAKEN
        assert await ellen.says("Tea with my sister") is Taken.DONE
        assert await live(ellen) == {
            **{"pain": 6, "interference": 7, "mood": 4, "sleep": 0},
            "good-thing": "Tea with my sister",
        }

    async def test_the_answer_shows_at_the_question_also_when_it_was_written(self, ellen: Visitor):
        await ellen.ask(check_in.start)
        await ellen.says("about a six")
        first = (await ellen.chat())[0]
        assert first.text.endswith("✓ 6")
        assert first.labels == []

    async def test_free_words_are_not_repeated_and_are_kept_up_to_a_limit(self, ellen: Visitor):
        await ellen.ask(check_in.start)
        for words in "6543":
            await ellen.says(words)
        await ellen.says("sun " * 1024)
        assert (await live(ellen))["good-thing"] == ("sun " * 1024)[: check_in.TEXT_LIMIT]
        assert not any("sun sun" in text for text in await texts(ellen))

    @pytest.mark.parametrize("words", ["11", "-3", "100", "between 4 and 7", "purple", "8 hours"])
    async def test_what_is_no_number_from_0_to_10_is_asked_again(self, ellen: Visitor, words: str):
        await ellen.ask(check_in.start)
        assert await ellen.says(words) is Taken.TAKEN
        assert await live(ellen) == {}
        asked = await ellen.last()
        assert "one number from 0 to 10" in asked.text
        assert "10" in asked.labels

    async def test_an_unclear_answer_is_met_with_ways_out(self, ellen: Visitor):
        await ellen.ask(check_in.start)
        assert await ellen.says("hmm") is Taken.TAKEN
        assert {"Skip", "Later"} <= set((await ellen.last()).labels)

    async def test_two_unclear_answers_set_it_aside_with_the_menu_and_people_to_call(
        self, ellen: Visitor
    ):
        await ellen.ask(check_in.start)
        await ellen.says("hmm")
        assert await ellen.says("purple") is Taken.DONE
        aside = await ellen.last()
        assert "let us leave the check-in for now" in aside.text
        assert "116 123" in aside.text  # the help line of Norway
        assert aside.labels == ["Continue", "Exercises", "Talk to my team", "Pause"]
        assert (await ellen.patient()).focus is None
        assert (await the_check_in(ellen)).status is CheckInStatus.OPEN
        assert await live(ellen) == {}

    async def test_who_goes_on_and_is_unclear_again_never_reads_the_same_twice(
        self, ellen: Visitor
    ):
        await ellen.ask(check_in.start)
        for _ in range(3):
            await ellen.says("hmm")
            await ellen.says("purple")
            await ellen.presses("Continue")
        said = [text for text in await texts(ellen) if "How has your pain been" not in text]
        assert len(said) == 6
        assert all(one != next_ for one, next_ in pairwise(said[::2]))
        assert all(one != next_ for one, next_ in pairwise(said[1::2]))

    async def test_a_clear_answer_starts_the_count_anew(self, ellen: Visitor):
        await ellen.ask(check_in.start)
        await ellen.says("hmm")
        await ellen.says("6")
        assert (await ellen.patient()).misses == 0
        assert await ellen.says("hmm") is Taken.TAKEN
        assert (await ellen.patient()).focus is Flow.CHECK_IN

    @pytest.mark.parametrize("words", ["none", "no pain"])
    async def test_no_pain_at_all_is_a_zero(self, ellen: Visitor, words: str):
        await ellen.ask(check_in.start)
        await ellen.says(words)
        assert await live(ellen) == {"pain": 0}

    async def test_none_is_no_clear_answer_where_zero_is_the_worst(self, ellen: Visitor):
        await ellen.ask(check_in.start)
        await ellen.says("6")
        await ellen.says("3")
        await ellen.says("none")
        assert "mood" not in await live(ellen)
        await ellen.says("zero")
        assert (await live(ellen))["mood"] == 0

    async def test_a_clear_wish_goes_before_a_number_question(self, ellen: Visitor):
        await ellen.ask(check_in.start)
        assert await ellen.says("can we breathe", "ask_breathing", 0.7) is Taken.NOT_AN_ANSWER
        assert (await ellen.patient()).misses == 0

    async def test_an_unsure_guess_is_no_wish(self, ellen: Visitor):
        await ellen.ask(check_in.start)
        assert await ellen.says("can we breathe", "ask_breathing", 0.4) is Taken.TAKEN

    async def test_a_number_is_an_answer_unless_the_wish_is_quite_clear(self, ellen: Visitor):
        await ellen.ask(check_in.start)
        assert await ellen.says("6", "start_check_in", 0.7) is Taken.TAKEN
        assert await live(ellen) == {"pain": 6}
        wish = await ellen.says("give me 3 minutes to breathe 3", "ask_breathing", 0.95)
        assert wish is Taken.NOT_AN_ANSWER

    async def test_only_a_quite_clear_wish_goes_before_a_question_for_any_words(
        self, ellen: Visitor
    ):
        await ellen.ask(check_in.start)
        for words in "6543":
            await ellen.says(words)
        assert await ellen.says("please stop it all", "pause_prompts", 0.9) is Taken.NOT_AN_ANSWER
        assert await ellen.says("a pause in the sun", "pause_prompts", 0.7) is Taken.DONE
        assert (await live(ellen))["good-thing"] == "a pause in the sun"

    async def test_words_without_an_open_check_in_are_no_answer(self, ellen: Visitor):
        async with ellen.work() as work:
            (await work.uow.patients.by_chat(ellen.chat_id)).focus = Flow.CHECK_IN
        assert await ellen.says("6") is Taken.NOT_AN_ANSWER


class TestCorrection:
    async def test_the_last_answer_can_be_changed_on_the_way(self, ellen: Visitor):
        await ellen.ask(check_in.start)
        await ellen.presses("6")
        await ellen.presses("Change my last answer")
        assert "How has your pain been" in (await ellen.last()).text
        await ellen.says("8")
        assert "got in the way" in (await ellen.last()).text
        assert await live(ellen) == {"pain": 8}

    async def test_what_was_said_before_is_kept_as_superseded(
        self, ellen: Visitor, clock: MovableClock
    ):
        await ellen.ask(check_in.start)
        await ellen.says("6")
        await ellen.ask(check_in.correct)
        changed_at = clock.forward(minutes=1)
        await ellen.says("8")
        first, second = await rows(ellen, Answer)
        assert (first.value_nrs, first.superseded_at) == (6, changed_at)
        assert (second.value_nrs, second.superseded_at) == (8, None)

    async def test_going_back_twice_leads_two_questions_back(self, ellen: Visitor):
        await ellen.ask(check_in.start)
        await ellen.says("6")
        await ellen.says("3")
        await ellen.presses("Change my last answer")
        assert "got in the way" in (await ellen.last()).text
        await ellen.presses("Change my last answer")
        assert "How has your pain been" in (await ellen.last()).text

    async def test_the_first_question_offers_no_way_back(self, ellen: Visitor):
        await ellen.ask(check_in.start)
        await ellen.says("6")
        await ellen.presses("Change my last answer")
        assert "Change my last answer" not in (await ellen.last()).labels

    async def test_nothing_answered_nothing_to_change(self, ellen: Visitor):
        assert await ellen.ask(check_in.correct) is False
        await ellen.ask(check_in.start)
        assert await ellen.ask(check_in.correct) is False

    async def test_any_answer_of_a_complete_check_in_can_be_changed(self, ellen: Visitor):
        await finish(ellen, mood=7)
        await ellen.presses("Change an answer")
        assert (await ellen.last()).labels == [
            *("Pain", "Pain in the way", "Mood", "Sleep", "One good thing")
        ]
        await ellen.presses("Mood")
        assert "How has your mood been" in (await ellen.last()).text
        assert (await ellen.patient()).focus is Flow.CHECK_IN
        await ellen.presses("4")
        assert (await ellen.last()).text == "Thank you, I changed it."
        assert (await live(ellen))["mood"] == 4
        assert (await the_check_in(ellen)).status is CheckInStatus.COMPLETE
        superseded = [each for each in await rows(ellen, Answer) if each.superseded_at]
        assert [each.value_nrs for each in superseded] == [7]

    async def test_correcting_gives_the_thanks_no_second_time(self, ellen: Visitor):
        await finish(ellen)
        await ellen.presses("Change an answer")
        await ellen.presses("Mood")
        await ellen.presses("4")
        assert sum("Thank you, Ellen" in text for text in await texts(ellen)) == 1

    async def test_yesterdays_check_in_is_not_changed_and_the_person_is_told(
        self, ellen: Visitor, clock: MovableClock
    ):
        await finish(ellen)
        change = (await ellen.last()).tokens["Change an answer"]
        clock.forward(days=1)
        before = await texts(ellen)
        toast = await ellen.press_token(change)
        assert toast is not None
        assert "no answer from today" in toast
        assert await texts(ellen) == before

    async def test_an_item_of_yesterday_cannot_be_chosen_any_more(
        self, ellen: Visitor, clock: MovableClock
    ):
        await finish(ellen)
        await ellen.presses("Change an answer")
        mood = (await ellen.last()).tokens["Mood"]
        clock.forward(days=1)
        assert await ellen.press_token(mood) is not None
        assert (await ellen.patient()).focus is None

    async def test_a_day_that_comes_twice_by_travelling_west_is_not_changed_any_more(
        self, ellen: Visitor, clock: MovableClock
    ):
        await finish(ellen)
        clock.at = datetime(2026, 3, 2, 23, 0, tzinfo=UTC)
        async with ellen.work() as work:
            (await work.uow.patients.by_chat(ellen.chat_id)).timezone = "America/New_York"
        assert await ellen.ask(check_in.correct) is False


class TestLeavingAndComingBack:
    async def test_skipping_leaves_the_item_open_ended_and_goes_on(self, ellen: Visitor):
        await ellen.ask(check_in.start)
        assert await ellen.ask(check_in.skip) is True
        assert await live(ellen) == {"pain": None}
        assert "got in the way" in (await ellen.last()).text

    async def test_skipping_everything_is_a_check_in_too(self, ellen: Visitor):
        await ellen.ask(check_in.start)
        for _ in range(5):
            assert await ellen.ask(check_in.skip) is True
        assert (await the_check_in(ellen)).status is CheckInStatus.COMPLETE
        assert await ellen.ask(check_in.skip) is False

    async def test_why_is_answered_from_the_content(self, ellen: Visitor):
        assert await ellen.ask(check_in.why) is None
        await ellen.ask(check_in.start)
        assert "usual for you" in await ellen.ask(check_in.why)

    async def test_leaving_keeps_what_was_answered_and_continue_goes_on(self, ellen: Visitor):
        await ellen.ask(check_in.start)
        await ellen.says("6")
        await ellen.ask(check_in.leave)
        assert (await ellen.patient()).focus is None
        await ellen.presses("Continue")
        assert "got in the way" in (await ellen.last()).text
        assert (await ellen.patient()).focus is Flow.CHECK_IN
        assert await live(ellen) == {"pain": 6}

    @pytest.mark.parametrize("words", ["not now", "Maybe later", "stop", "ok, enough"])
    async def test_not_now_in_words_leaves_whatever_the_engine_makes_of_it(
        self, ellen: Visitor, words: str
    ):
        for intent in ("deny", "stop_everything"):
            await ellen.ask(check_in.start)
            assert await ellen.says(words, intent, 0.99) is Taken.DONE
            assert (await ellen.patient()).focus is None

    async def test_not_now_is_no_good_thing(self, ellen: Visitor):
        await ellen.ask(check_in.start)
        for _ in range(4):
            await ellen.ask(check_in.skip)
        assert await ellen.says("later") is Taken.DONE
        assert "good-thing" not in await live(ellen)

    async def test_later_under_an_unclear_answer_leaves(self, ellen: Visitor):
        await ellen.ask(check_in.start)
        await ellen.says("hmm")
        await ellen.presses("Later")
        assert "we leave the check-in here" in (await ellen.last()).text
        assert (await ellen.patient()).focus is None

    async def test_skip_under_an_unclear_answer_goes_on(self, ellen: Visitor):
        await ellen.ask(check_in.start)
        await ellen.says("hmm")
        await ellen.presses("Skip")
        assert await live(ellen) == {"pain": None}

    async def test_later_after_the_end_says_that_it_is_over(
        self, ellen: Visitor, clock: MovableClock
    ):
        await ellen.ask(check_in.start)
        await ellen.says("hmm")
        later = (await ellen.last()).tokens["Later"]
        clock.at = datetime(2026, 3, 3, 7, 0, tzinfo=UTC)
        await ellen.ask(lambda work, patient: check_in.expire(work))
        assert await ellen.press_token(later) is not None

    async def test_continue_on_the_next_day_begins_that_days_check_in(
        self, ellen: Visitor, clock: MovableClock
    ):
        await ellen.ask(check_in.start)
        await ellen.says("6")
        await ellen.ask(check_in.leave)
        clock.forward(days=1)
        await ellen.presses("Continue")
        assert [each.on_date for each in await rows(ellen, CheckIn)] == [
            TODAY,
            TODAY + timedelta(days=1),
        ]
        assert "How has your pain been" in (await ellen.last()).text

    async def test_starting_again_asks_the_open_item(self, ellen: Visitor):
        await ellen.ask(check_in.start)
        await ellen.says("6")
        await ellen.ask(check_in.start)
        assert "got in the way" in (await ellen.last()).text
        assert len(await rows(ellen, CheckIn)) == 1

    async def test_starting_a_complete_one_offers_to_change_it(self, ellen: Visitor):
        await finish(ellen)
        await ellen.ask(check_in.start)
        seen = await ellen.last()
        assert "You have done today's check-in" in seen.text
        assert seen.labels == ["Change an answer"]

    async def test_resuming_without_one_is_said_to_the_caller(self, ellen: Visitor):
        assert await ellen.ask(check_in.resume) is False

    async def test_an_exercise_that_was_open_beside_it_has_the_floor_again(self, ellen: Visitor):
        await ellen.ask(exercises.start, "pacing-planner")
        await finish(ellen)
        assert (await ellen.sessions())[0].status is SessionStatus.OPEN
        assert (await ellen.patient()).focus is Flow.EXERCISE


class TestWindow:
    async def test_it_ends_at_local_midnight(self, ellen: Visitor):
        await ellen.ask(check_in.start)
        assert (await the_check_in(ellen)).closes_at == datetime(2026, 3, 2, 23, 0, tzinfo=UTC)

    async def test_one_begun_late_in_the_evening_can_be_finished(
        self, ellen: Visitor, clock: MovableClock
    ):
        clock.at = NIGHT
        await ellen.ask(check_in.start)
        clock.forward(hours=1)
        await ellen.says("6")
        assert await live(ellen) == {"pain": 6}
        assert (await the_check_in(ellen)).on_date == TODAY

    async def test_check_in_after_midnight_goes_on_with_the_one_that_is_open(
        self, ellen: Visitor, clock: MovableClock
    ):
        clock.at = NIGHT
        await ellen.ask(check_in.start)
        await ellen.says("6")
        clock.forward(hours=1)
        await ellen.ask(check_in.start)
        assert "got in the way" in (await ellen.last()).text
        assert len(await rows(ellen, CheckIn)) == 1

    async def test_when_it_ends_the_answers_are_kept_and_nothing_is_open(
        self, ellen: Visitor, clock: MovableClock
    ):
        await ellen.ask(check_in.start)
        await ellen.says("6")
        clock.at = datetime(2026, 3, 2, 23, 0, tzinfo=UTC)
        async with ellen.work() as work:
            assert await check_in.expire(work) == 1
        async with ellen.work() as work:
            assert await check_in.expire(work) == 0
        ended = await the_check_in(ellen)
        assert ended.status is CheckInStatus.EXPIRED
        assert ended.item_id is None
        assert await live(ellen) == {"pain": 6}
        assert (await ellen.patient()).focus is None

    async def test_a_correction_that_is_not_made_leaves_the_check_in_complete(
        self, ellen: Visitor, clock: MovableClock
    ):
        await finish(ellen, mood=7)
        await ellen.presses("Change an answer")
        await ellen.presses("Mood")
        clock.at = datetime(2026, 3, 2, 23, 0, tzinfo=UTC)
        await ellen.ask(lambda work, patient: check_in.expire(work))
        assert (await the_check_in(ellen)).status is CheckInStatus.COMPLETE
        assert (await live(ellen))["mood"] == 7

    async def test_words_after_the_end_count_for_no_day(self, ellen: Visitor, clock: MovableClock):
        await ellen.ask(check_in.start)
        clock.at = datetime(2026, 3, 3, 7, 0, tzinfo=UTC)  # before any tick has closed it
        assert await ellen.says("6") is Taken.NOT_AN_ANSWER
        assert await ellen.ask(check_in.skip) is False
        assert await live(ellen) == {}

    async def test_its_buttons_end_with_it(self, ellen: Visitor):
        await ellen.ask(check_in.start)
        token = (await ellen.last()).tokens["6"]
        async with ellen.work() as work:
            button = await work.uow.buttons.get(token)
        assert button is not None
        assert button.expires_at == (await the_check_in(ellen)).closes_at

    async def test_closing_yesterdays_does_not_take_the_floor_from_todays(
        self, ellen: Visitor, clock: MovableClock
    ):
        await ellen.ask(check_in.start)
        clock.forward(days=1)  # nothing ran in between
        await ellen.ask(check_in.start)
        await ellen.ask(lambda work, patient: check_in.expire(work))
        assert (await ellen.patient()).focus is Flow.CHECK_IN
        assert await ellen.says("6") is Taken.TAKEN

    async def test_a_day_that_comes_twice_by_travelling_west_is_taken_up_again(
        self, ellen: Visitor, clock: MovableClock
    ):
        await ellen.ask(check_in.start)
        await ellen.says("6")
        clock.at = datetime(2026, 3, 2, 23, 0, tzinfo=UTC)
        async with ellen.work() as work:
            await check_in.expire(work)
            (await work.uow.patients.by_chat(ellen.chat_id)).timezone = "America/New_York"
        await ellen.ask(check_in.start)
        again = await the_check_in(ellen)
        assert again.status is CheckInStatus.OPEN
        assert again.closes_at == datetime(2026, 3, 3, 5, 0, tzinfo=UTC)
        assert "got in the way" in (await ellen.last()).text
        assert await live(ellen) == {"pain": 6}


class TestClosing:
    async def test_feedback_is_against_the_persons_own_two_weeks(self, ellen: Visitor):
        await keep_days(ellen, [6, 6, 6, 6])
        await finish(ellen, pain=3)
        texts = [seen.text for seen in await ellen.chat()]
        assert any("Pain: 3. That is lower than your usual 6." in text for text in texts)

    async def test_older_days_are_not_usual_any_more(self, ellen: Visitor):
        await keep_days(ellen, [6, 6, 6], until=TODAY - timedelta(days=14))
        await finish(ellen, pain=3)
        assert "In a few days I can set this beside" in (await ellen.last()).text

    async def test_one_fitting_exercise_is_offered_and_starts_with_a_tap(self, ellen: Visitor):
        await finish(ellen, pain=8)
        offered = (await ellen.last()).labels
        assert len(offered) == 2
        await ellen.presses(offered[0])
        assert (await ellen.sessions())[0].exercise_id == "paced-breathing-1"

    async def test_on_a_day_that_fits_nothing_nothing_is_offered(self, ellen: Visitor):
        await finish(ellen, pain=2, mood=8, sleep=8)
        assert (await ellen.last()).labels == ["Change an answer"]

    async def test_the_last_four_weeks_can_be_told_in_words(self, ellen: Visitor):
        await ellen.ask(progress.show)
        assert "nothing to show yet" in (await ellen.last()).text
        await keep_days(ellen, [2] + [6] * 27)
        await finish(ellen, pain=3)
        await ellen.ask(progress.show)
        shown = (await ellen.last()).text
        assert "(28 check-ins)" in shown  # four weeks with today, and not one day more
        assert "Pain: mostly 6." in shown
        assert "Mood: mostly 5." in shown


class TestTrends:
    @pytest.fixture
    async def kari(self, ellen: Visitor) -> Any:
        async with ellen.work() as work:
            return await add_provider(work, 801, Position.FIRST)

    async def alerts(self, ellen: Visitor) -> list[str]:
        return [alert.cause for alert in await rows(ellen, Alert)]

    async def test_two_bad_days_are_no_alert(self, ellen: Visitor, kari: Any):
        await keep_days(ellen, [8])
        await finish(ellen, pain=9)
        assert await self.alerts(ellen) == []

    async def test_the_third_bad_day_running_reaches_the_provider(self, ellen: Visitor, kari: Any):
        await keep_days(ellen, [8, 9])
        await finish(ellen, pain=8)
        (alert,) = await rows(ellen, Alert)
        assert alert.cause == "high-pain"
        assert alert.facts["values"] == [8, 9, 8]
        told = await Visitor(ellen.desk, ellen.engine, chat_id=801).chat()
        assert any("L-V700" in seen.text for seen in told)

    async def test_a_better_day_between_breaks_the_run(self, ellen: Visitor, kari: Any):
        await keep_days(ellen, [8, 7, 9])
        await finish(ellen, pain=8)
        assert await self.alerts(ellen) == []

    async def test_three_points_above_the_own_usual_twice_is_an_alert(
        self, ellen: Visitor, kari: Any
    ):
        await keep_days(ellen, [2, 2, 2, 2, 5])
        await finish(ellen, pain=5)
        assert await self.alerts(ellen) == ["rise-over-baseline"]

    async def test_a_correction_that_makes_the_run_is_seen(self, ellen: Visitor, kari: Any):
        await keep_days(ellen, [8, 8])
        await finish(ellen, pain=3)
        assert await self.alerts(ellen) == []
        await ellen.presses("Change an answer")
        await ellen.presses("Pain")
        await ellen.presses("9")
        assert await self.alerts(ellen) == ["high-pain"]

    async def test_a_fourth_bad_day_is_counted_on_the_same_alert(
        self, ellen: Visitor, kari: Any, clock: MovableClock
    ):
        await keep_days(ellen, [8, 8])
        await finish(ellen, pain=8)
        clock.forward(days=1)
        await finish(ellen, pain=9)
        (alert,) = await rows(ellen, Alert)
        assert alert.event_count == 2


class TestContentOnly:
    ITEM = """
  - id: energy
    kind: nrs
    measure: energy_nrs
    short: Energy
    question: "How much energy have you had?"
    why: "Energy is a good thing to plan with."
    re_ask: "One number from 0 to 5, please."
    min: 0
    max: 5
    low_label: none
    high_label: plenty
    higher_is: better
    feedback:
      better: "Energy: {today}, more than your usual {usual}."
      same: "Energy: {today}, close to your usual {usual}."
      worse: "Energy: {today}, less than your usual {usual}."
      too_early: "Energy: {today}."
"""

    @pytest.fixture
    def more_content(self, tmp_path: Any) -> Any:
        content = tmp_path / "content"
        shutil.copytree(ROOT / "content", content)
        path = content / "questionnaires" / "en" / "daily-check-in.yml"
        path.write_text(path.read_text(encoding="utf-8") + self.ITEM, encoding="utf-8")
        return content

    async def test_a_new_item_is_asked_answered_and_shown_without_a_line_of_code(
        self, desk: Desk, database: AsyncEngine, more_content: Any
    ):
        grown = replace(desk, library=load_library(more_content))
        kim = await Visitor(grown, database).enter(**ACTIVE)
        await kim.ask(check_in.start)
        for words in ("5", "5", "5", "5", "a cup of tea"):
            await kim.says(words)
        asked = await kim.last()
        assert "How much energy have you had?\n0 = none, 5 = plenty" in asked.text
        assert asked.labels == ["0", "1", "2", "3", "4", "5", "Change my last answer"]
        assert await kim.says("7") is Taken.TAKEN  # beyond this item's scale
        assert await kim.says("4") is Taken.DONE
        assert (await live(kim))["energy"] == 4
        await kim.presses("Change an answer")
        assert (await kim.last()).labels[-1] == "Energy"
        await kim.ask(progress.show)
        assert "Energy: mostly 4" in (await kim.last()).text

    async def test_an_item_that_was_taken_out_stops_nobody_who_stands_at_it(
        self, desk: Desk, database: AsyncEngine, more_content: Any
    ):
        grown = replace(desk, library=load_library(more_content))
        kim = await Visitor(grown, database).enter(**ACTIVE)
        await kim.ask(check_in.start)
        for words in ("5", "5", "5", "5", "a cup of tea"):
            await kim.says(words)
        stale = (await kim.last()).tokens["4"]
        kim.desk = desk  # started anew, with the content as it was
        assert await kim.ask(check_in.resume) is False
        assert (await the_check_in(kim)).status is CheckInStatus.COMPLETE
        assert await kim.press_token(stale) is not None
        assert "Thank you, Ellen." in (await kim.last()).text

    async def test_an_item_that_was_taken_out_on_the_way_is_passed_over(
        self, desk: Desk, database: AsyncEngine, more_content: Any
    ):
        path = more_content / "questionnaires" / "en" / "daily-check-in.yml"
        words = path.read_text(encoding="utf-8").removesuffix(self.ITEM)
        path.write_text(words.replace("items:\n", f"items:{self.ITEM}", 1), encoding="utf-8")
        kim = await Visitor(replace(desk, library=load_library(more_content)), database).enter(
            **ACTIVE
        )
        await kim.ask(check_in.start)
        assert "How much energy" in (await kim.last()).text
        kim.desk = desk
        assert await kim.says("4") is Taken.TAKEN  # said of the energy, so it is not the pain's
        assert await live(kim) == {}
        assert "How has your pain been" in (await kim.last()).text


async def test_a_wish_for_contact_leaves_the_open_question_open(ellen: Visitor):
    await ellen.ask(check_in.start)
    await ellen.ask(contact.wish_for_contact)
    assert (await ellen.patient()).focus is Flow.CHECK_IN
    assert await ellen.says("6") is Taken.TAKEN
