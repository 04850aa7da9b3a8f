"""Flare-up: one tap, the own plan, lighter days, the team if wished, and a gentle way back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.chat.patients import commands
from bot.domain.alerts import Alert
from bot.domain.flare_ups import FlareUp
from bot.domain.local_time import QuietHours, is_quiet
from bot.domain.messages import Lane, OutboxMessage
from bot.domain.patients import PatientStatus
from bot.domain.providers import Position
from bot.services import (
    alert_climbing,
    by_title,
    check_in,
    exercises,
    flare_up,
    flare_up_days,
    flare_up_end,
    menu,
    pausing,
    settings_menu,
)
from bot.services.alert_words import alert_text
from bot.services.help_numbers import number_lines
from bot.services.work import Desk
from tests.auxil.postman import Posted
from tests.auxil.visitor import NoButton, Visitor
from tests.integration.conftest import MovableClock
from tests.integration.people import add_provider
from tests.integration.test_check_in import rows
from tests.integration.test_prompting import ACTIVE, FOLLOW_UP, OSLO, Life, at, change

STALE = "That button is from earlier and is not in use any more."
ENDED = "Your lighter days are over. How is it now?"
QUIET = QuietHours(time(21), time(7))
HOURS = timedelta(hours=3)
chats = count(4000)
PLAN = ("the vacuum cleaner", "slow breathing and tea", "my sister", "you have done this before")


@dataclass
class FlareUpLife(Life):
    """A life whose coach also asks after flare-ups."""

    sent_at: list[datetime] = field(default_factory=list)  # of what was not asked for

    def __post_init__(self) -> None:
        self.postman.when_posted = self._note

    async def tick(self) -> None:
        async with self.visitor.work() as work:
            await flare_up_end.greet_after_flare_ups(work)
        await super().tick()

    def _note(self, posted: Posted) -> None:
        if posted.lane is Lane.PROMPT and posted.edited_message_id is None:
            self.sent_at.append(self.clock.at)

    def greeted(self) -> list[str]:
        return [
            posted.text
            for posted in self.postman.posted
            if posted.purpose == "flare_up_end"
            and posted.edited_message_id is None
            and posted.lane is Lane.PROMPT
        ]

    async def flare_ups(self) -> list[FlareUp]:
        return await rows(self.visitor, FlareUp)

    async def open(self) -> str:
        await self.visitor.ask(flare_up.open_)
        return (await self.visitor.last()).text


@pytest.fixture
async def ellen(desk: Desk, database: AsyncEngine, clock: MovableClock) -> FlareUpLife:
    """A patient on Monday 2 March at ten."""
    clock.at = at(10)
    return FlareUpLife(await Visitor(desk, database).enter(**ACTIVE), clock)


async def make_plan(life: Life) -> None:
    await life.visitor.ask(check_in.start, "flare-up-plan")
    for words in PLAN:
        await life.visitor.says(words, "ask_breathing", 0.99)


class TestBegin:
    async def test_one_tap_brings_a_gentle_plan_lighter_days_and_whom_to_call(self, ellen):
        await ellen.visitor.ask(menu.help_)
        await ellen.visitor.presses("Flare-up")
        last = await ellen.visitor.last()
        async with ellen.visitor.work() as work:
            patient = await work.uow.patients.by_chat(ellen.visitor.chat_id)
            numbers = number_lines(work, patient, "urgent")
        for part in (
            "it is not your doing",
            "A gentle plan for now:",
            "Until Thursday 10:00 I ask less of you.",
            "It is no flare-up, and needs medical help now",
            numbers,
        ):
            assert part in last.text
        assert last.labels == [
            *("Flare-up first aid", "Lighter days", "Tell my team", "Make my plan", "It is over")
        ]
        (kept,) = await ellen.flare_ups()
        assert kept.ends_at == (await ellen.visitor.patient()).lighter_until == at(10, day=5)

    async def test_words_and_the_command_do_the_same(self, ellen: FlareUpLife):
        assert await ellen.visitor.ask(by_title.open_named, "I'm having a flare-up")
        async with ellen.visitor.work() as work:
            patient = await work.uow.patients.by_chat(ellen.visitor.chat_id)
            await commands.obey(work, patient, "flareup")
        assert len(await ellen.flare_ups()) == 1

    async def test_opening_it_again_says_which_day_it_is(self, ellen: FlareUpLife):
        await ellen.open()
        ellen.clock.at = at(8, day=3)
        assert (await ellen.open()).startswith("Day 2 of your lighter days.")
        assert "Until Thursday 10:00" in await ellen.open()
        assert len(await ellen.flare_ups()) == 1

    async def test_the_first_aid_begins_from_there(self, ellen: FlareUpLife):
        await ellen.open()
        await ellen.visitor.presses("Flare-up first aid")
        (session,) = await ellen.visitor.sessions()
        assert session.exercise_id == "flare-up-first-aid"

    async def test_lighter_days_that_were_longer_stay_longer(self, ellen: FlareUpLife):
        await change(ellen, lighter_until=at(10, day=9))
        assert "Until 2026-03-09 10:00" in await ellen.open()

    async def test_days_never_end_at_night(self, ellen: FlareUpLife):
        ellen.clock.at = at(23)
        assert "Until Friday 07:00" in await ellen.open()


class TestPlan:
    async def test_the_own_plan_is_shown_in_the_own_words(self, ellen: FlareUpLife):
        await make_plan(ellen)
        assert "It comes up when you tap" in (await ellen.visitor.last()).text
        shown = await ellen.open()
        assert "This is your own plan, in your words:" in shown
        assert "• What can wait: the vacuum cleaner\n• What helps me: slow breathing" in shown
        assert "• What I want to hear: you have done this before" in shown
        assert "A gentle plan" not in shown
        assert "Change my plan" in (await ellen.visitor.last()).labels

    async def test_it_can_be_made_and_changed_from_the_screen(self, ellen: FlareUpLife):
        await ellen.open()
        await ellen.visitor.presses("Make my plan")
        await ellen.visitor.says("visits")
        for _ in range(3):
            await ellen.visitor.presses("Skip")
        await ellen.open()
        await ellen.visitor.presses("Change my plan")
        assert "You have answered these questions today." in (await ellen.visitor.last()).text
        await ellen.visitor.presses("Change an answer")
        await ellen.visitor.presses("What can wait")
        await ellen.visitor.says("the dishes")
        assert "• What can wait: the dishes\n\n" in await ellen.open()

    async def test_another_day_brings_a_new_plan(self, ellen: FlareUpLife):
        await make_plan(ellen)
        ellen.clock.forward(days=4)
        await ellen.open()
        await ellen.visitor.presses("Change my plan")
        await ellen.visitor.says("cooking")
        for _ in range(3):
            await ellen.visitor.presses("Skip")
        shown = await ellen.open()
        assert "• What can wait: cooking" in shown
        assert "my sister" not in shown

    async def test_a_plan_of_skipped_questions_is_none(self, ellen: FlareUpLife):
        await ellen.visitor.ask(check_in.start, "flare-up-plan")
        for _ in range(4):
            await ellen.visitor.presses("Skip")
        assert "A gentle plan for now" in await ellen.open()

    async def test_very_long_words_fit_into_one_message(self, ellen: FlareUpLife):
        await ellen.visitor.ask(check_in.start, "flare-up-plan")
        for _ in range(4):
            await ellen.visitor.says("so many words " * 80)
        assert len(await ellen.open()) < 3000


class TestPlanOffer:
    @staticmethod
    async def offered(life: FlareUpLife, day: int, pain: int) -> bool:
        life.clock.at = at(10, day=day)
        before = len(await life.visitor.chat())
        await life.visitor.ask(check_in.start)
        for points in (pain, 3, 5, 5):
            await life.visitor.presses(str(points))
        await life.visitor.presses("Skip")
        await life.postman.deliver(life.visitor.desk)
        new = (await life.visitor.chat())[before:]
        return any("Make my plan" in seen.labels for seen in new)

    async def test_it_comes_on_a_good_day_and_every_second_week_at_most(self, ellen: FlareUpLife):
        await change(ellen, onboarded_at=at(10, day=31))  # nothing else is due
        pains = {2: 5, 3: 6, 4: 7, 5: 7, 6: 5, 7: 5, 8: 5}
        found = {day: await self.offered(ellen, day, pain) for day, pain in pains.items()}
        assert [day for day, is_offered in found.items() if is_offered] == [6]
        await ellen.visitor.presses("Not now")
        assert "whenever you like" in (await ellen.visitor.last()).text
        again = {day: await self.offered(ellen, day, 4) for day in range(17, 23)}
        assert [day for day, is_offered in again.items() if is_offered] == [20]

    async def test_it_is_not_offered_to_those_who_have_one(self, ellen: FlareUpLife):
        await make_plan(ellen)
        found = [await self.offered(ellen, day, 5) for day in range(3, 8)]
        assert not any(found)

    async def test_nor_on_lighter_days(self, ellen: FlareUpLife):
        await change(ellen, lighter_until=at(12, day=8))
        found = [await self.offered(ellen, day, 5) for day in range(3, 9)]
        assert not any(found)


class TestDays:
    @pytest.mark.parametrize(
        ("label", "until", "words"),
        [("1 day", 3, "Tuesday"), ("3 days", 5, "Thursday"), ("5 days", 7, "Saturday")],
    )
    async def test_the_person_chooses_how_many(self, ellen: FlareUpLife, label, until, words):
        await ellen.open()
        await ellen.visitor.presses("Lighter days")
        await ellen.visitor.presses(label)
        assert (await ellen.visitor.last()).text == f"Done. Until {words} 10:00 I ask less of you."
        (kept,) = await ellen.flare_ups()
        assert kept.ends_at == (await ellen.visitor.patient()).lighter_until == at(10, day=until)

    async def test_there_is_less_while_they_last_and_no_nagging(self, ellen: FlareUpLife):
        ellen.clock.at = at(6)
        await ellen.tick()
        await ellen.open()
        await ellen.until(at(20, day=4))
        assert [prompt.on_date.day for prompt in await ellen.prompts() if prompt.queued_at] == [
            2,
            4,
        ]
        assert await ellen.statuses(FOLLOW_UP) == []
        await ellen.visitor.ask(check_in.start)
        for points in (9, 9, 3, 3):
            await ellen.visitor.presses(str(points))
        await ellen.visitor.presses("Skip")
        assert (await ellen.visitor.last()).labels == ["Change an answer"]

    async def test_when_it_is_over_all_is_as_usual_with_a_small_way_back(self, ellen: FlareUpLife):
        await ellen.open()
        await ellen.visitor.presses("It is over")
        last = await ellen.visitor.last()
        assert last.text.startswith("All right. We go on as usual, at your pace.")
        assert (await ellen.visitor.patient()).lighter_until is None
        assert len(last.labels) == 1
        await ellen.visitor.presses(last.labels[0])
        (session,) = await ellen.visitor.sessions()
        library = ellen.visitor.desk.library
        assert library.exercise(session.exercise_id, "en").skill == "pacing"

    async def test_buttons_of_one_that_is_over_say_so(self, ellen: FlareUpLife):
        await ellen.open()
        old = await ellen.visitor.last()
        await ellen.visitor.presses("It is over")
        for label in ("Lighter days", "Tell my team", "It is over"):
            assert await ellen.visitor.press_token(old.tokens[label]) == STALE
        ellen.clock.forward(hours=1)
        await ellen.open()
        assert await ellen.visitor.press_token(old.tokens["It is over"]) == STALE
        assert len(await ellen.flare_ups()) == 2

    async def test_turned_off_in_the_settings_it_is_over(self, ellen: FlareUpLife):
        await ellen.open()
        await ellen.visitor.ask(settings_menu.show)
        for label in ("Lighter days", "Back to normal"):
            await ellen.visitor.presses(label)
        ellen.clock.forward(hours=1)
        assert "it is not your doing" in await ellen.open()
        first, second = await ellen.flare_ups()
        assert first.ended_at == second.begun_at


class TestTeam:
    async def test_it_is_told_only_at_a_tap_and_only_once(self, ellen: FlareUpLife):
        async with ellen.visitor.work() as work:
            await add_provider(work, 801, Position.FIRST)
        await ellen.open()
        assert await rows(ellen.visitor, Alert) == []
        await ellen.visitor.presses("Tell my team")
        said = (await ellen.visitor.last()).text
        assert "I have passed on that you have a flare-up" in said
        assert "116117" in said
        (alert,) = await rows(ellen.visitor, Alert)
        assert (alert.cause, alert.urgency.value) == ("flare-up", "soon")
        async with ellen.visitor.work() as work:
            patient = await work.uow.patients.by_chat(ellen.visitor.chat_id)
            told = alert_text(work, alert, patient)
        assert "Since Monday 02.03. the patient has a flare-up and wants you to know." in told
        assert "the wish was passed on" in told
        (kept,) = await ellen.flare_ups()
        assert kept.team_told_at == ellen.clock.at
        ellen.clock.forward(minutes=20)
        await ellen.open()
        await ellen.visitor.presses("Tell my team")
        assert "I passed on at 10:00 that you have a flare-up" in (await ellen.visitor.last()).text
        assert len(await rows(ellen.visitor, Alert)) == 1
        assert (await ellen.flare_ups())[0].team_told_at == at(10)

    async def test_nobody_reading_is_said_truly(self, ellen: FlareUpLife):
        await ellen.open()
        await ellen.visitor.presses("Tell my team")
        assert "Right now nobody there is reading." in (await ellen.visitor.last()).text
        async with ellen.visitor.work() as work:
            await alert_climbing.climb_alerts(work)
        assert "nobody there is reading" in (await ellen.visitor.last()).text

    async def test_without_a_trigger_there_is_no_such_button(self, ellen: FlareUpLife, monkeypatch):
        for place in ("flare_up_words", "flare_up"):
            monkeypatch.setattr(f"bot.services.{place}.trigger_for_flare_up", lambda policy: None)
        await ellen.open()
        with pytest.raises(NoButton):
            await ellen.visitor.presses("Tell my team")


class TestEnd:
    async def test_one_kind_question_when_the_days_are_over(self, ellen: FlareUpLife):
        await ellen.open()
        await ellen.until(at(20, day=8))
        assert ellen.greeted() == [ENDED]
        await ellen.visitor.presses("Back to usual")
        assert "“" in (await ellen.visitor.last()).text
        assert not (await ellen.visitor.patient()).has_lighter_load(ellen.clock.at)

    async def test_two_more_days_are_a_tap_away_and_end_with_a_question_again(self, ellen):
        await ellen.open()
        await ellen.until(at(12, day=5))
        await ellen.visitor.presses("Two more days")
        last = await ellen.visitor.last()
        assert last.text == "Of course. I ask less of you until Saturday 12:00."
        assert (await ellen.open()).startswith("Day 4 of your lighter days.")
        await ellen.until(at(20, day=12))
        assert ellen.greeted() == [ENDED, ENDED]
        assert len(await ellen.flare_ups()) == 1

    async def test_a_restart_asks_nothing_twice(self, ellen: FlareUpLife):
        await ellen.open()
        await ellen.wake_up_at(at(11, day=5))
        for _ in range(5):
            await ellen.tick()
        assert ellen.greeted() == [ENDED]

    async def test_after_a_long_outage_nobody_asks_any_more(self, ellen: FlareUpLife):
        await ellen.open()
        await ellen.wake_up_at(at(11, day=7))
        assert ellen.greeted() == []
        assert (await ellen.flare_ups())[0].ended_at == at(11, day=7)

    async def test_the_night_is_let_pass(self, ellen: FlareUpLife):
        await ellen.open()
        await change(ellen, lighter_until=at(23, day=3))
        async with ellen.visitor.work() as work:
            patient = await work.uow.patients.by_chat(ellen.visitor.chat_id)
            (kept,) = await work.uow.flare_ups.of(patient.id)
            kept.ends_at = at(23, day=3)
        await ellen.until(at(6, day=4))
        assert ellen.greeted() == []
        await ellen.until(at(8, day=4))
        assert ellen.greeted() == [ENDED]

    @pytest.mark.parametrize("way", [pausing.pause, pausing.end_contact])
    async def test_who_is_paused_or_gone_is_asked_nothing(self, ellen: FlareUpLife, way):
        await ellen.open()
        await ellen.visitor.ask(way, *((None,) if way is pausing.pause else ()))
        await ellen.until(at(20, day=8))
        assert ellen.greeted() == []
        assert (await ellen.flare_ups())[0].ended_at is not None

    async def test_days_made_longer_in_the_settings_end_then(self, ellen: FlareUpLife):
        await ellen.open()
        await change(ellen, lighter_until=at(10, day=9))
        await ellen.until(at(20, day=8))
        assert ellen.greeted() == []
        await ellen.until(at(20, day=9))
        assert ellen.greeted() == [ENDED]

    async def test_turned_off_in_the_settings_nobody_asks(self, ellen: FlareUpLife):
        await ellen.open()
        await change(ellen, lighter_until=None)
        await ellen.until(at(20, day=8))
        assert ellen.greeted() == []

    async def test_in_discreet_mode_it_is_a_note_to_be_opened(self, ellen: FlareUpLife):
        await change(ellen, is_discreet=True)
        await ellen.open()
        await ellen.until(at(12, day=5))
        assert ellen.greeted() == ["A short note is waiting for you."]
        await ellen.visitor.presses("Open")
        last = await ellen.visitor.last()
        assert (last.text, last.labels) == (ENDED, ["Back to usual", "Two more days"])
        await ellen.visitor.presses("Two more days")
        assert (await ellen.visitor.patient()).has_lighter_load(ellen.clock.at)

    async def test_so_it_is_when_it_was_queued_in_plain_words(self, ellen: FlareUpLife):
        await ellen.open()
        ellen.clock.at = at(10, 1, day=5)
        async with ellen.visitor.work() as work:
            await flare_up_end.greet_after_flare_ups(work)
        assert (await ellen.visitor.last()).text == ENDED
        await change(ellen, is_discreet=True)
        await ellen.postman.deliver(ellen.visitor.desk)
        assert ellen.greeted() == ["A short note is waiting for you."]
        await ellen.visitor.presses("Open")
        last = await ellen.visitor.last()
        assert (last.text, last.labels) == (ENDED, ["Back to usual", "Two more days"])

    async def test_a_new_flare_up_takes_back_a_question_that_waits(self, ellen: FlareUpLife):
        await ellen.open()
        ellen.clock.at = at(9, 59, day=5)
        await ellen.visitor.ask(exercises.start, "paced-breathing-1")
        ellen.clock.at = at(10, 1, day=5)
        await ellen.tick()  # held: an exercise is open
        await ellen.open()
        await ellen.visitor.ask(exercises.stop)
        await ellen.until(at(20, day=5))
        assert ellen.greeted() == []

    async def test_an_old_question_cannot_change_a_new_flare_up(self, ellen: FlareUpLife):
        await ellen.open()
        await ellen.until(at(12, day=5))
        old = next(seen for seen in await ellen.visitor.chat() if seen.text == ENDED)
        tokens = dict(old.tokens)
        await ellen.open()
        for token in tokens.values():
            assert await ellen.visitor.press_token(token) == STALE
        assert (await ellen.flare_ups())[-1].ended_at is None

    async def test_a_discreet_note_of_an_old_one_says_so(self, ellen: FlareUpLife):
        await change(ellen, is_discreet=True)
        await ellen.open()
        await ellen.until(at(12, day=5))
        token = (await ellen.visitor.last()).tokens["Open"]
        await ellen.open()
        assert await ellen.visitor.press_token(token) == STALE


async def test_those_who_are_not_welcomed_yet_hear_what_is_no_flare_up(ellen: FlareUpLife):
    await change(ellen, status=PatientStatus.ONBOARDING)
    await ellen.visitor.ask(flare_up.say_what_is_none)
    assert "needs medical help now" in (await ellen.visitor.last()).text
    assert await ellen.flare_ups() == []


async def test_without_a_pacing_exercise_the_way_back_is_words_alone(ellen, monkeypatch):
    monkeypatch.setattr("bot.services.flare_up_words.shortest_of", lambda *args: None)
    await ellen.open()
    await ellen.visitor.presses("It is over")
    last = await ellen.visitor.last()
    assert (last.text, last.labels) == ("All right. We go on as usual, at your pace.", [])


async def test_without_the_questionnaire_there_is_no_plan_to_make(ellen, monkeypatch):
    monkeypatch.setattr("bot.services.flare_up_plan.find_offered", lambda *args: None)
    await ellen.open()
    assert "Make my plan" not in (await ellen.visitor.last()).labels
    ellen.clock.forward(days=1)
    await ellen.check_in()


async def test_a_day_is_a_day_on_the_own_calendar(ellen: FlareUpLife):
    ellen.clock.at = at(23, 30)
    await ellen.open()
    ellen.clock.at += timedelta(hours=1)
    assert (await ellen.open()).startswith("Day 2")


@pytest.fixture
def enter(
    desk: Desk, database: AsyncEngine, clock: MovableClock
) -> Callable[[], Awaitable[FlareUpLife]]:
    async def one() -> FlareUpLife:
        clock.at = at(10)
        visitor = Visitor(desk, database, chat_id=next(chats))
        return FlareUpLife(await visitor.enter(**ACTIVE), clock)

    return one


ACTS = st.tuples(
    st.sampled_from(
        ["open", "open", "days", "over", "over", "team", "back", "more", "pause", "resume"]
        + ["settings_off", "settings_longer", "exercise", "check_in", "wait", "wait", "restart"]
    ),
    st.integers(1, 40),
)


class Season:
    """Some weeks of one person, told by taps; what must hold is looked at after each."""

    def __init__(self, life: FlareUpLife) -> None:
        self.life = life

    async def do(self, act: str, number: int) -> None:
        visitor = self.life.visitor
        if act in ("days", "over", "team", "back", "more"):
            await self._press(act, number)
        elif act == "open":
            await visitor.ask(flare_up.open_)
        elif act == "pause":
            await visitor.ask(pausing.pause, 1 + number % 5)
        elif act == "resume":
            await visitor.ask(pausing.resume)
        elif act == "settings_off":
            await change(self.life, lighter_until=None)
        elif act == "settings_longer":
            until = self.life.clock.at + timedelta(days=number % 9)
            await change(self.life, lighter_until=until)
        elif act == "exercise":
            await visitor.ask(exercises.start, "paced-breathing-1")
        elif act == "check_in":
            await visitor.ask(exercises.stop)
            await visitor.ask(check_in.start)
        elif act == "wait":
            await self.life.until(self.life.clock.at + timedelta(hours=number * 2), HOURS)
        else:
            await self.life.wake_up_at(self.life.clock.at + timedelta(hours=number * 3))

    async def _press(self, act: str, number: int) -> None:
        labels = {
            "days": ("1 day", "3 days", "5 days")[number % 3],
            "over": "It is over",
            "team": "Tell my team",
            "back": "Back to usual",
            "more": "Two more days",
        }
        try:
            if act == "days":
                await self.life.visitor.presses("Lighter days")
            await self.life.visitor.presses(labels[act])
        except NoButton:
            return

    async def check(self) -> None:
        now, patient = self.life.clock.at, await self.life.visitor.patient()
        known = [each for each in await self.life.flare_ups() if each.patient_id == patient.id]
        assert len([each for each in known if each.is_on(now)]) <= 1
        assert all(each.ended_at is not None for each in known[:-1])
        async with self.life.visitor.work() as work:
            current = await flare_up_days.current(
                work, await work.uow.patients.by_chat(self.life.visitor.chat_id)
            )
            if current is not None:
                own = await work.uow.patients.get(current.patient_id)
                assert own.lighter_until == current.ends_at > now
        asked = [
            posted
            for posted in self.life.postman.posted
            if posted.lane is Lane.PROMPT and posted.edited_message_id is None
        ]
        assert len(asked) == len(self.life.sent_at)
        assert not any(is_quiet(sent_at, OSLO, QUIET) for sent_at in self.life.sent_at)
        rows_ = await self._greetings()
        assert len({row.dedup_key for row in rows_}) == len(rows_)
        per_end = Counter(row.question for row in rows_)
        assert all(times == 1 for times in per_end.values())

    async def _greetings(self) -> list[OutboxMessage]:
        seen = [each.row for each in await self.life.visitor.chat()]
        return [
            row for row in seen if row and row.purpose == "flare_up_end" and row.lane is Lane.PROMPT
        ]


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=st.lists(ACTS, min_size=1, max_size=14))
async def test_whatever_is_tapped_there_is_one_flare_up_and_one_question_and_quiet_nights(
    enter: Callable[[], Awaitable[FlareUpLife]], acts: list[tuple[str, int]]
) -> None:
    season = Season(await enter())
    clock = season.life.clock
    for act, how_many in acts:
        await season.do(act, how_many)
        await season.check()
    await season.life.until(clock.at + timedelta(days=12), HOURS)
    await season.check()
    assert not [each for each in await season.life.flare_ups() if each.is_on(clock.at)]
