"""Goals at the services' door: set, looked back on and changed, by buttons and by words."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.chat.patients import commands
from bot.domain.check_ins import Answer, CheckIn
from bot.domain.patients import Flow
from bot.services import by_title, check_in, goals
from bot.services.work import Desk
from tests.auxil.visitor import NoButton, Visitor
from tests.integration.conftest import MONDAY_NOON, MovableClock
from tests.integration.test_check_in import ACTIVE, finish, rows
from tests.integration.test_questionnaires import deliver

NOW_WORDS = "Your goal:\n“cook with my son”\n\nYour next step:\n“{step}”"


@pytest.fixture
async def ellen(desk: Desk, database: AsyncEngine) -> Visitor:
    """Welcomed so lately that no other questionnaire is due for a while."""
    far = datetime(2026, 6, 1, tzinfo=MONDAY_NOON.tzinfo)
    return await Visitor(desk, database).enter(**{**ACTIVE, "onboarded_at": far})


async def set_goal(visitor: Visitor, sure: str = "Sure", step: str = "choose a recipe") -> None:
    await visitor.ask(check_in.start, "goal")
    await visitor.presses("Family and friends")
    await visitor.says("cook with my son")
    await visitor.says(step)
    await visitor.presses(sure)


async def shown(visitor: Visitor) -> str:
    await visitor.ask(goals.show)
    return (await visitor.last()).text


async def after_check_in(visitor: Visitor, clock: MovableClock, day: int) -> list[str]:
    """Do the daily check-in on a day, and return the labels below what came after the thanks."""
    clock.at = MONDAY_NOON + timedelta(days=day)
    before = len(await visitor.chat())
    await finish(visitor)
    await deliver(visitor)
    new = (await visitor.chat())[before:]
    thanks = next(place for place, seen in enumerate(new) if seen.text.startswith("Thank you"))
    return [label for seen in new[thanks + 1 :] for label in seen.labels]


class TestSetting:
    async def test_without_one_it_is_offered(self, ellen: Visitor):
        assert "so small that it is almost too easy" in await shown(ellen)
        assert (await ellen.last()).labels == ["Set a goal"]
        await ellen.presses("Set a goal")
        assert (await ellen.last()).text.startswith("What matters to you")

    async def test_it_is_shown_in_the_persons_own_words(self, ellen: Visitor):
        await set_goal(ellen)
        last = await ellen.last()
        assert NOW_WORDS.format(step="choose a recipe") in last.text
        assert last.labels == ["Change an answer"]
        assert await shown(ellen) == NOW_WORDS.format(step="choose a recipe")
        assert (await ellen.last()).labels == ["I did it", "Change the step", "New goal"]

    async def test_words_do_as_well_as_buttons(self, ellen: Visitor):
        await ellen.ask(check_in.start, "goal")
        await ellen.says("family and friends please")
        await ellen.says("cook with my son", "set_goal", 0.99)
        await ellen.says("learn to sleep better", "ask_sleep_help", 0.99)
        await ellen.says("sure")
        assert await shown(ellen) == NOW_WORDS.format(step="learn to sleep better")

    async def test_only_something_else_asks_for_words_of_ones_own(self, ellen: Visitor):
        await ellen.ask(check_in.start, "goal")
        await ellen.presses("Something else")
        assert (await ellen.last()).text == "What is it, in your own words?"
        await ellen.presses("Skip")
        assert (await ellen.last()).text.startswith("What would you like to do more of")

    async def test_who_is_not_sure_may_make_it_smaller_without_shame(self, ellen: Visitor):
        await set_goal(ellen, sure="Not sure")
        last = await ellen.last()
        assert "something about the step, and nothing about you" in last.text
        assert last.labels == ["Make it smaller", "Change an answer"]
        await ellen.presses("Make it smaller")
        assert (await ellen.last()).text.startswith("And what is a first small step")
        await ellen.says("look at one recipe")
        await ellen.presses("Sure")
        last = await ellen.last()
        assert "look at one recipe" in last.text
        assert "Make it smaller" not in last.labels
        assert len(await rows(ellen, CheckIn)) == 1

    async def test_a_goal_that_was_left_half_way_is_none(self, ellen: Visitor):
        await ellen.ask(check_in.start, "goal")
        await ellen.presses("Home")
        await ellen.ask(check_in.leave)
        await ellen.ask(goals.show)
        assert (await ellen.last()).labels == ["Set a goal"]

    async def test_a_goal_whose_aim_is_left_open_is_none(self, ellen: Visitor):
        await ellen.ask(check_in.start, "goal")
        await ellen.presses("Home")
        for _ in range(3):
            await ellen.ask(check_in.skip)
        assert (await ellen.last()).text == "Thank you, I have noted it."
        assert "almost too easy" in await shown(ellen)

    async def test_very_long_words_fit_into_one_message(self, ellen: Visitor):
        await set_goal(ellen, step="a step " * 140)
        assert len(await shown(ellen)) < 1000

    async def test_words_and_the_command_open_it(self, ellen: Visitor):
        assert await ellen.ask(by_title.open_named, "My goals!")
        assert (await ellen.last()).labels == ["Set a goal"]
        async with ellen.work() as work:
            patient = await work.uow.patients.by_chat(ellen.chat_id)
            await commands.obey(work, patient, "goals")
        assert (await ellen.last()).labels == ["Set a goal"]


class TestLookBack:
    async def test_i_did_it_answers_the_first_question_at_once(self, ellen: Visitor, clock):
        await set_goal(ellen)
        await ellen.ask(goals.show)
        await ellen.presses("I did it")
        *_, first, second = await ellen.chat()
        assert first.text == "How did your step go?\n\n✓ I did it"
        assert second.text.startswith("What helped")
        await ellen.presses("Skip")
        await ellen.presses("Keep the step")
        last = await ellen.last()
        assert last.text == (
            "You did it. It counts, however small it was.\n\n"
            "We keep the step as it is:\n“choose a recipe”"
        )

    async def test_a_smaller_step_is_asked_for_only_when_it_is_wanted(self, ellen: Visitor):
        await set_goal(ellen)
        await ellen.ask(check_in.start, "goal-look-back")
        await ellen.presses("Not this time")
        await ellen.says("the kitchen was full", "ask_breathing", 0.95)
        await ellen.presses("A smaller step")
        assert (await ellen.last()).text.startswith("What is the next step, then?")
        await ellen.says("open the cookbook")
        last = await ellen.last()
        assert "Weeks are not all alike" in last.text
        assert "Your next step:\n“open the cookbook”" in last.text
        assert await shown(ellen) == NOW_WORDS.format(step="open the cookbook")

    async def test_a_changed_mind_takes_the_smaller_step_out_again(self, ellen: Visitor):
        await set_goal(ellen)
        await ellen.ask(check_in.start, "goal-look-back")
        await ellen.presses("Some of it")
        await ellen.presses("Skip")
        await ellen.presses("A bigger step")
        await ellen.says("cook a whole dinner")
        await ellen.presses("Change an answer")
        assert "My next step" in (await ellen.last()).labels
        await ellen.presses("What is next")
        await ellen.presses("Keep the step")
        assert "Thank you, I changed it." in (await ellen.last()).text
        assert await shown(ellen) == NOW_WORDS.format(step="choose a recipe")
        await ellen.presses("Change an answer")
        assert "My next step" not in (await ellen.last()).labels

    @pytest.mark.parametrize(
        ("label", "words"),
        [("I have reached it", "I am glad with you"), ("Set it aside", "make room")],
    )
    async def test_a_goal_may_end_and_another_one_begin(
        self, ellen: Visitor, clock: MovableClock, label, words
    ):
        await set_goal(ellen)
        clock.forward(days=3)
        await ellen.ask(check_in.start, "goal-look-back")
        await ellen.presses("I did it")
        await ellen.presses("Skip")
        await ellen.presses(label)
        last = await ellen.last()
        assert words in last.text
        assert last.labels == ["New goal", "Change an answer"]
        assert "almost too easy" in await shown(ellen)
        await ellen.presses("New goal")
        assert (await ellen.last()).text.startswith("What matters to you")

    async def test_an_old_button_after_the_end_says_so(self, ellen: Visitor, clock):
        await set_goal(ellen)
        await ellen.ask(goals.show)
        old = await ellen.last()
        await ellen.ask(check_in.start, "goal-look-back")
        await ellen.presses("I did it")
        await ellen.presses("Skip")
        await ellen.presses("Set it aside")
        toast = await ellen.press_token(old.tokens["I did it"])
        assert toast == "That button is from earlier and is not in use any more."
        await ellen.press_token(old.tokens["Change the step"])
        assert (await ellen.last()).text.startswith("There is no goal just now")

    async def test_what_was_done_is_set_beside_the_step(self, ellen: Visitor):
        assert await ellen.ask(goals.meet_progress) is False
        await set_goal(ellen)
        assert await ellen.ask(goals.meet_progress) is True
        assert "Was it your step?" in (await ellen.last()).text
        assert "I did it" in (await ellen.last()).labels


class TestChangingTheStep:
    async def test_another_day_the_goal_stays_and_the_step_is_new(self, ellen: Visitor, clock):
        await set_goal(ellen)
        clock.forward(days=2)
        await ellen.ask(goals.show)
        await ellen.presses("Change the step")
        assert (await ellen.last()).text.startswith("And what is a first small step")
        await ellen.says("open the cookbook")
        await ellen.presses("A bit sure")
        assert await shown(ellen) == NOW_WORDS.format(step="open the cookbook")

    async def test_a_change_that_was_left_changes_nothing(self, ellen: Visitor, clock):
        await set_goal(ellen)
        clock.forward(days=2)
        await ellen.ask(goals.change_step)
        await ellen.ask(check_in.leave)
        assert await shown(ellen) == NOW_WORDS.format(step="choose a recipe")
        await ellen.ask(goals.change_step)  # goes on with it
        await ellen.says("open the cookbook")
        await ellen.presses("Sure")
        assert await shown(ellen) == NOW_WORDS.format(step="open the cookbook")

    async def test_an_open_check_in_makes_way_and_is_kept(self, ellen: Visitor):
        await set_goal(ellen)
        await ellen.ask(check_in.start)
        await ellen.presses("6")
        await ellen.ask(goals.change_step)
        await ellen.says("open the cookbook")
        await ellen.presses("Sure")
        assert (await ellen.patient()).focus is None
        await ellen.ask(check_in.start)
        assert (await ellen.last()).text.startswith("How much has pain got in the way")

    async def test_only_one_answer_to_each_question_stands(self, ellen: Visitor):
        await set_goal(ellen, sure="A bit sure")
        for step in ("one", "two"):
            await ellen.ask(goals.change_step)
            await ellen.says(step)
            await ellen.presses("Sure")
        standing = [each for each in await rows(ellen, Answer) if each.superseded_at is None]
        assert sorted(each.item_id for each in standing) == ["aim", "step", "sureness", "value"]


class TestWeeklyOffer:
    async def test_a_week_after_the_goal_it_is_offered_once(self, ellen: Visitor, clock):
        await set_goal(ellen)
        assert await after_check_in(ellen, clock, 6) == []
        assert await after_check_in(ellen, clock, 7) == ["Look back", "Not now"]
        await ellen.presses("Not now")
        assert (await ellen.last()).text == "That is fine. It will keep."
        assert await after_check_in(ellen, clock, 8) == []
        assert await after_check_in(ellen, clock, 9) == ["Look back", "Not now"]
        await ellen.presses("Look back")
        await ellen.presses("Some of it")
        await ellen.presses("Skip")
        await ellen.presses("Keep the step")
        assert "Look back" not in await after_check_in(ellen, clock, 15)
        assert await after_check_in(ellen, clock, 16) == ["Look back", "Not now"]

    async def test_weeks_without_one_are_never_mentioned(self, ellen: Visitor, clock):
        await set_goal(ellen)
        await after_check_in(ellen, clock, 40)
        assert (await ellen.last()).text == (
            "Would you like to look back at your step? It takes a minute.\n\n"
            "Your step:\n“choose a recipe”"
        )

    async def test_lighter_days_have_none(self, ellen: Visitor, clock: MovableClock):
        await set_goal(ellen)
        async with ellen.work() as work:
            patient = await work.uow.patients.by_chat(ellen.chat_id)
            assert patient is not None
            patient.lighter_until = MONDAY_NOON + timedelta(days=10)
        assert await after_check_in(ellen, clock, 8) == []
        assert await after_check_in(ellen, clock, 11) == ["Look back", "Not now"]

    async def test_never_beside_another_offer(self, ellen: Visitor, clock: MovableClock):
        await set_goal(ellen)
        async with ellen.work() as work:
            patient = await work.uow.patients.by_chat(ellen.chat_id)
            assert patient is not None
            patient.onboarded_at = MONDAY_NOON
        assert await after_check_in(ellen, clock, 8) == ["Four questions", "Not now"]
        assert await after_check_in(ellen, clock, 9) == ["Look back", "Not now"]

    async def test_a_goal_without_a_step_is_looked_back_on_as_a_goal(self, ellen: Visitor, clock):
        await ellen.ask(check_in.start, "goal")
        await ellen.presses("Home")
        await ellen.says("sit in the garden")
        for _ in range(2):
            await ellen.ask(check_in.skip)
        assert "There is no step to it yet" in await shown(ellen)
        await after_check_in(ellen, clock, 8)
        assert "“sit in the garden”" in (await ellen.last()).text
        await ellen.presses("Look back")
        await ellen.presses("Some of it")
        await ellen.presses("Skip")
        await ellen.presses("Keep the step")
        assert (await ellen.last()).text.endswith("We keep it as it is.")


async def test_a_clinic_may_offer_no_goals(ellen: Visitor, monkeypatch):
    monkeypatch.setattr("bot.services.goals.has_goals", lambda work, patient: False)
    assert (await shown(ellen)).startswith("Goals are not part of this programme.")
    assert await ellen.ask(goals.meet_progress) is False


async def test_the_step_can_be_asked_for_and_why(ellen: Visitor):
    await set_goal(ellen)
    await ellen.ask(goals.change_step)
    assert (await ellen.patient()).focus is Flow.CHECK_IN
    assert "fits a hard day" in str(await ellen.ask(check_in.why))
    with pytest.raises(NoButton):
        await ellen.presses("Skip")
