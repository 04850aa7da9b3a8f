"""An answer with a question or a wish beside it: both are met, and nothing said is lost."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain.alerts import Alert
from bot.domain.check_ins import CheckInStatus
from bot.domain.patients import Flow
from bot.services import check_in, flows
from bot.services.hearing import Taken
from bot.services.work import Desk
from tests.auxil.front_door import FrontDoor
from tests.auxil.visitor import Visitor
from tests.integration.people import add_patient
from tests.integration.test_check_in import ACTIVE, live, rows, texts, the_check_in
from tests.integration.test_check_in_in_words import history

ELLEN = 501
WHY_PAIN = "usual for you"
WHY_MOOD = "Mood and pain affect each other"


@pytest.fixture
async def ellen(desk: Desk, database: AsyncEngine) -> Visitor:
    return await Visitor(desk, database).enter(**ACTIVE)


@pytest.fixture
async def asked(ellen: Visitor) -> Visitor:
    await ellen.ask(check_in.start)
    return ellen


async def said_since(visitor: Visitor, before: int) -> list[str]:
    return (await texts(visitor))[before:]


class TestWhy:
    @pytest.mark.parametrize(
        "words",
        [
            "6 but why do you ask",
            "6 why",
            "six, why do u need to know that?",
            "i'd say 6 today. What do you need it for",
            "6/10... why are you asking me this every day",
            "Its 6. For what do you ask",
            "6 tho why ask",
        ],
    )
    async def test_the_number_is_kept_the_reason_given_and_the_next_item_asked(
        self, asked: Visitor, words: str
    ):
        before = len(await texts(asked))
        assert await asked.says(words) is Taken.TAKEN
        assert await live(asked) == {"pain": 6}
        reason, following = await said_since(asked, before)
        assert WHY_PAIN in reason
        assert "got in the way" in following

    @pytest.mark.parametrize("intent", ["ask_why", "correct_answer"])
    async def test_several_numbers_and_why(self, asked: Visitor, intent: str):
        before = len(await texts(asked))
        await asked.says("7 and my mood was 4, why?", intent, 0.97)
        assert await live(asked) == {"pain": 7, "mood": 4}
        reason, following = await said_since(asked, before)
        assert WHY_PAIN in reason
        assert "got in the way" in following

    async def test_at_the_last_number_of_a_round_the_round_ends(self, ellen: Visitor):
        await ellen.ask(check_in.start, "peg")
        await ellen.says("5")
        await ellen.says("5")
        await ellen.says("5 but why do you ask")
        assert (await the_check_in(ellen)).status is CheckInStatus.COMPLETE
        assert len(await live(ellen)) == 3

    async def test_beside_a_chosen_answer(self, ellen: Visitor):
        await ellen.ask(check_in.start, "phq-4")
        before = len(await texts(ellen))
        assert await ellen.says("several days, but why do you ask?") is Taken.TAKEN
        assert list((await live(ellen)).values()) == [1]
        assert len(await said_since(ellen, before)) == 2

    async def test_beside_words_of_ones_own(self, asked: Visitor):
        await asked.says("pain 6, in the way 5, mood 4, sleep 3")
        assert await asked.says("Tea with Ana. Why do you want to know that?") is Taken.DONE
        assert (await live(asked))["good-thing"] == "Tea with Ana."
        assert any("one good moment" in text.lower() for text in await texts(asked))

    @pytest.mark.parametrize(
        "words", ["I asked myself why. A good talk", "why the blackbird sang so loud"]
    )
    async def test_words_of_ones_own_that_only_hold_a_why_are_kept_whole(
        self, asked: Visitor, words: str
    ):
        await asked.says("pain 6, in the way 5, mood 4, sleep 3")
        await asked.says(words)
        assert (await live(asked))["good-thing"] == words

    async def test_without_an_answer_it_is_left_to_the_dialogue(self, asked: Visitor):
        assert await asked.says("why do you ask?", "ask_why", 0.95) is Taken.NOT_AN_ANSWER
        assert await live(asked) == {}
        assert WHY_PAIN in (await asked.ask(flows.why) or "")


class TestSkippingTheNext:
    async def test_the_number_is_kept_and_the_item_after_the_next_is_asked(self, asked: Visitor):
        before = len(await texts(asked))
        assert await asked.says("6, skip the next one", "skip", 0.9) is Taken.TAKEN
        assert await live(asked) == {"pain": 6, "interference": None}
        (following,) = await said_since(asked, before)
        assert "How has your mood been" in following

    async def test_at_the_end_there_is_none_to_skip(self, ellen: Visitor):
        await ellen.ask(check_in.start, "peg")
        await ellen.says("5")
        await ellen.says("5")
        assert await ellen.says("5, skip the next one") is Taken.DONE
        assert (await the_check_in(ellen)).status is CheckInStatus.COMPLETE

    @pytest.mark.parametrize(
        ("words", "intent"), [("6, skip", "skip"), ("6, next question please", "next_step")]
    )
    async def test_to_go_on_is_what_happens_anyway(self, asked: Visitor, words: str, intent: str):
        assert await asked.says(words, intent, 0.95) is Taken.TAKEN
        assert await live(asked) == {"pain": 6}
        assert "got in the way" in (await asked.last()).text


class TestAWishBesideAnAnswer:
    async def test_the_answer_is_kept_and_the_wish_left_to_the_dialogue(self, asked: Visitor):
        before = await texts(asked)
        taken = await asked.says("6, can somebody from the clinic call me", "contact_team", 0.95)
        assert taken is Taken.BESIDE
        assert await live(asked) == {"pain": 6}
        assert [text.split("\n\n✓")[0] for text in await texts(asked)] == before
        assert (await asked.chat())[0].text.endswith("✓ 6")

    async def test_then_the_next_item_is_the_open_one(self, asked: Visitor):
        await asked.says("6, can somebody from the clinic call me", "contact_team", 0.95)
        await asked.ask(flows.ask_again)
        assert "got in the way" in (await asked.last()).text

    async def test_a_question_mark_makes_a_wish_surer(self, asked: Visitor):
        words = "6. who can read this?"
        assert await asked.says(words, "ask_privacy", 0.7) is Taken.BESIDE

    async def test_a_remark_that_may_be_no_wish_opens_nothing(self, asked: Visitor):
        assert await asked.says("6, breathing helped a bit", "ask_breathing", 0.7) is Taken.TAKEN
        assert await live(asked) == {"pain": 6}

    @pytest.mark.parametrize(
        ("words", "intent"),
        [
            ("remind me at 8", "change_prompt_time"),
            ("8, for my reminder", "change_prompt_time"),
            ("pause, 3 please", "pause_prompts"),
            ("2 solpadeine now ok?", "ask_medication"),
        ],
    )
    async def test_a_number_that_belongs_to_the_wish_is_no_answer(
        self, asked: Visitor, words: str, intent: str
    ):
        assert await asked.says(words, intent, 0.95) is Taken.NOT_AN_ANSWER
        assert await live(asked) == {}

    async def test_a_number_with_its_item_is_one_beside_any_wish(self, asked: Visitor):
        words = "pain is 6, and remind me at 8 instead"
        assert await asked.says(words, "change_prompt_time", 0.95) is Taken.BESIDE
        assert await live(asked) == {"pain": 6}

    async def test_an_answer_to_another_item_leaves_the_open_one_open(self, asked: Visitor):
        assert await asked.says("mood 4. are you real?", "are_you_a_bot", 0.95) is Taken.BESIDE
        await asked.ask(flows.ask_again)
        assert await live(asked) == {"mood": 4}
        assert "How has your pain been" in (await asked.last()).text

    async def test_an_answer_that_is_changed_on_the_way_is_confirmed(self, asked: Visitor):
        await asked.says("6")
        await asked.says("pain 7 and in the way 3. are you real?", "are_you_a_bot", 0.95)
        assert await history(asked, "pain") == [6, 7]
        assert "Pain: 7" in (await texts(asked))[-1]

    async def test_the_last_answer_of_a_round_ends_it(self, ellen: Visitor):
        await ellen.ask(check_in.start, "peg")
        await ellen.says("5")
        await ellen.says("5")
        assert await ellen.says("5, are you real?", "are_you_a_bot", 0.95) is Taken.BESIDE
        assert (await the_check_in(ellen)).status is CheckInStatus.COMPLETE
        assert (await ellen.patient()).focus is None

    async def test_an_answer_that_is_asked_anew_is_changed(self, ellen: Visitor):
        await ellen.ask(check_in.start)
        await ellen.says("pain 6, in the way 5, mood 4, sleep 3")
        await ellen.presses("Skip")
        await ellen.presses("Change an answer")
        await ellen.presses("Mood")
        await ellen.says("7, are you real?", "are_you_a_bot", 0.95)
        assert await history(ellen, "mood") == [4, 7]
        assert (await ellen.patient()).focus is None


class TestThroughTheDoor:
    """The whole way of a text, with an engine that is told what it understands."""

    @pytest.fixture
    async def door(self, desk: Desk, database: AsyncEngine) -> FrontDoor:
        async with desk.uow_factory() as uow:
            await add_patient(desk.work(uow), ELLEN)
            await uow.commit()
        door = FrontDoor.open(desk, database)
        door.engine.understands = {
            "6, can I talk to somebody": ("contact_team", ["action_contact_team"]),
            "6, y ask": ("ask_why", ["action_explain_why"]),
        }
        async with desk.uow_factory() as uow:
            patient = await uow.patients.by_chat(ELLEN)
            assert patient is not None
            await check_in.start(desk.work(uow), patient)
            await uow.commit()
        return door

    @staticmethod
    async def kept(door: FrontDoor) -> dict[str, Any]:
        return await live(Visitor(door.desk, door.database, ELLEN))

    async def test_both_happen_in_one_turn(self, door: FrontDoor):
        await door.converse(ELLEN, "6, can I talk to somebody")
        visitor = Visitor(door.desk, door.database, ELLEN)
        assert await self.kept(door) == {"pain": 6}
        assert [alert.cause for alert in await rows(visitor, Alert)] == ["contact-wish"]
        assert (await visitor.patient()).focus is Flow.CHECK_IN

    async def test_the_reason_is_that_of_the_item_that_was_answered(self, door: FrontDoor):
        await door.converse(ELLEN, "6, y ask")
        assert await self.kept(door) == {"pain": 6}
        assert WHY_PAIN in (await door.texts(ELLEN))[-1]

    async def test_a_turn_that_is_taken_anew_keeps_the_answer_once_and_meets_the_wish(
        self, door: FrontDoor
    ):
        door.engine.understands["6, can I talk to somebody"] = ("contact_team", ["action_unknown"])
        with pytest.raises(Exception, match="action_unknown"):
            await door.converse(ELLEN, "6, can I talk to somebody")
        door.engine.understands["6, can I talk to somebody"] = (
            "contact_team",
            ["action_contact_team"],
        )
        while await door.turn(ELLEN):
            pass
        visitor = Visitor(door.desk, door.database, ELLEN)
        assert await self.kept(door) == {"pain": 6}
        assert len(await rows(visitor, Alert)) == 1
