"""Prompts from plan to close, lived through tick by tick."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.domain.alerts import Alert
from bot.domain.patients import Flow, PatientStatus
from bot.domain.prompts import Prompt, PromptKind, PromptStatus
from bot.domain.providers import Position
from bot.safety.kinds import RiskKind
from bot.services import (
    check_in,
    exercises,
    menu,
    onboarding,
    pausing,
    privacy,
    prompt_words,
    prompting,
)
from bot.services.ports import SendState
from bot.services.safety_acting import act
from bot.services.work import Desk
from tests.auxil.postman import Posted, Postman
from tests.auxil.visitor import NoButton, Visitor
from tests.integration.conftest import MovableClock
from tests.integration.people import add_provider

DAILY, FOLLOW_UP = PromptKind.DAILY_CHECK_IN, PromptKind.FOLLOW_UP
OSLO = ZoneInfo("Europe/Oslo")
NEW_YORK = ZoneInfo("America/New_York")


def at(hour: int, minute: int = 0, day: int = 2, zone: ZoneInfo = OSLO) -> datetime:
    """A moment of March 2026 on a wall clock."""
    return datetime(2026, 3, day, hour, minute, tzinfo=zone).astimezone(UTC)


ACTIVE: dict[str, Any] = {
    "status": PatientStatus.ACTIVE,
    "called_name": "Ellen",
    "country": "no",
    "timezone": "Europe/Oslo",
    "check_in_at": time(9, 0),
    "onboarded_at": datetime(2026, 1, 1, tzinfo=UTC),
}


@dataclass
class Life:
    """A patient whose coach ticks and sends."""

    visitor: Visitor
    clock: MovableClock
    postman: Postman = field(default_factory=Postman)

    async def tick(self) -> None:
        """Everything that a coach's ticks do about prompts, in their order; then send."""
        for run in (
            check_in.expire,
            prompting.close_prompts,
            prompting.plan_prompts,
            prompting.dispatch_due_prompts,
        ):
            async with self.visitor.work() as work:
                await run(work)
        await self.postman.deliver(self.visitor.desk)

    async def until(self, moment: datetime, every: timedelta = timedelta(minutes=30)) -> None:
        """Live until a moment, with a tick now and then."""
        while self.clock.at < moment:
            self.clock.at = min(self.clock.at + every, moment)
            await self.tick()

    async def wake_up_at(self, moment: datetime) -> None:
        """Stand still until a moment, as a machine that was off."""
        self.clock.at = moment
        await self.tick()
        await self.tick()

    async def check_in(self, pain: int = 3) -> None:
        await self.visitor.ask(check_in.start)
        await self.visitor.presses(str(pain))
        for _ in range(4):
            await self.visitor.ask(check_in.skip)

    def asked(self) -> list[Posted]:
        """Every prompt that reached the person."""
        return [
            posted
            for posted in self.postman.posted
            if posted.purpose in (DAILY, FOLLOW_UP) and posted.edited_message_id is None
        ]

    async def prompts(self, kind: PromptKind = DAILY) -> list[Prompt]:
        async with AsyncSession(self.visitor.engine) as session:
            query = select(Prompt).order_by("on_date", "id")
            return [each for each in (await session.scalars(query)).all() if each.kind is kind]

    async def statuses(self, kind: PromptKind = DAILY) -> list[str]:
        return [prompt.status.value for prompt in await self.prompts(kind)]


@pytest.fixture
async def ellen(desk: Desk, database: AsyncEngine, clock: MovableClock) -> Life:
    clock.at = at(6)
    return Life(await Visitor(desk, database).enter(**ACTIVE), clock)


async def change(life: Life, **values: Any) -> None:
    async with life.visitor.work() as work:
        patient = await work.uow.patients.by_chat(life.visitor.chat_id)
        for name, value in values.items():
            setattr(patient, name, value)


class TestPlanning:
    async def test_the_prompt_is_planned_for_the_chosen_hour_on_the_own_clock(self, ellen: Life):
        await ellen.tick()
        (prompt,) = await ellen.prompts()
        assert prompt.on_date == date(2026, 3, 2)
        assert (prompt.due_at, prompt.closes_at) == (at(9), at(15))
        assert ellen.asked() == []

    async def test_planning_again_changes_nothing(self, ellen: Life):
        async with ellen.visitor.work() as work:
            assert await prompting.plan_prompts(work) == 1
        async with ellen.visitor.work() as work:
            assert await prompting.plan_prompts(work) == 0
        assert len(await ellen.prompts()) == 1

    async def test_each_person_has_their_own_clock(
        self, ellen: Life, desk: Desk, database: AsyncEngine, clock: MovableClock
    ):
        kim = await Visitor(desk, database, chat_id=701).enter(
            **{**ACTIVE, "timezone": "America/New_York"}
        )
        await ellen.until(at(15, zone=NEW_YORK))
        asked_at = {
            prompt.patient_id: prompt.queued_at
            for prompt in await ellen.prompts()
            if prompt.queued_at is not None
        }
        assert asked_at == {
            (await ellen.visitor.patient()).id: at(9),
            (await kim.patient()).id: at(9, zone=NEW_YORK),
        }

    async def test_an_hour_that_had_passed_before_the_welcome_waits_for_tomorrow(self, ellen: Life):
        ellen.clock.at = at(13)
        await change(ellen, onboarded_at=at(13))
        await ellen.tick()
        (prompt,) = await ellen.prompts()
        assert prompt.due_at == at(9, day=3)

    async def test_an_hour_that_comes_after_the_welcome_is_todays(self, ellen: Life):
        await change(ellen, onboarded_at=at(6))
        await ellen.tick()
        assert [prompt.due_at for prompt in await ellen.prompts()] == [at(9)]

    async def test_without_an_hour_nothing_is_planned(self, ellen: Life):
        await change(ellen, check_in_at=None)
        await ellen.until(at(12))
        assert await ellen.prompts() == []

    async def test_an_hour_within_the_quiet_hours_is_never_planned(self, ellen: Life):
        await change(ellen, check_in_at=time(23, 0))
        await ellen.until(at(9, day=3), every=timedelta(hours=1))
        assert await ellen.prompts() == []

    @pytest.mark.parametrize(
        "more",
        [
            {"status": PatientStatus.STOPPED},
            {"status": PatientStatus.ONBOARDING},
            {"unreachable_since": at(5)},
            {"paused_until": at(23)},
        ],
        ids=["stopped", "not welcomed yet", "blocked the coach", "paused"],
    )
    async def test_who_takes_no_prompts_gets_none(self, ellen: Life, more: dict[str, Any]):
        await change(ellen, **more)
        await ellen.until(at(12))
        assert await ellen.prompts() == []

    async def test_another_hour_moves_the_plan(self, ellen: Life):
        await ellen.tick()
        await ellen.visitor.ask(onboarding.change_hour, "at 11")
        await ellen.until(at(10, 50))
        assert ellen.asked() == []
        await ellen.until(at(11))
        assert len(ellen.asked()) == 1
        assert len(await ellen.prompts()) == 1

    async def test_another_place_moves_the_plan(self, ellen: Life):
        await ellen.tick()
        await change(ellen, timezone="Europe/London")
        await ellen.visitor.ask(prompting.replan)
        (prompt,) = await ellen.prompts()
        assert prompt.due_at == at(10)

    async def test_moving_the_hour_leaves_a_snooze_alone(self, ellen: Life):
        await ellen.until(at(9))
        await ellen.visitor.presses("In 1 hour")
        await change(ellen, check_in_at=time(12, 0))
        await ellen.visitor.ask(prompting.replan)
        (prompt,) = await ellen.prompts()
        assert prompt.due_at == at(10)

    async def test_moving_an_hour_that_was_not_planned_plans_nothing(self, ellen: Life):
        await ellen.visitor.ask(prompting.replan)
        assert await ellen.prompts() == []


class TestAsking:
    async def test_it_is_asked_once_at_its_hour(self, ellen: Life):
        await ellen.until(at(8, 50))
        assert ellen.asked() == []
        await ellen.until(at(9, 30))
        (asked,) = ellen.asked()
        assert asked.text == "Hello Ellen, here is your check-in. It takes about a minute."
        assert asked.labels == ("Start", "In 30 min", "In 1 hour", "Tonight", "Not today")

    async def test_who_gave_no_name_is_greeted_without_one(self, ellen: Life):
        await change(ellen, called_name=None)
        await ellen.until(at(9))
        assert ellen.asked()[0].text.startswith("Hello, here is")

    async def test_two_coaches_that_tick_at_once_ask_once(self, ellen: Life):
        await ellen.until(at(8, 50))
        ellen.clock.at = at(9)
        for _ in range(3):
            async with ellen.visitor.work() as work:
                await prompting.dispatch_due_prompts(work)
        await ellen.postman.deliver(ellen.visitor.desk)
        assert len(ellen.asked()) == 1

    async def test_every_day_has_its_prompt(self, ellen: Life):
        for day in (2, 3, 4):
            await ellen.until(at(9, 30, day=day))
            await ellen.check_in()
        assert await ellen.statuses() == ["answered"] * 3
        assert [posted.purpose for posted in ellen.asked()] == [DAILY] * 3

    async def test_an_hour_late_says_so(self, ellen: Life):
        await ellen.tick()
        await ellen.wake_up_at(at(10, 30))
        (asked,) = ellen.asked()
        assert "a bit late today" in asked.text

    async def test_after_its_window_it_is_not_asked_any_more(self, ellen: Life):
        await ellen.tick()
        await ellen.wake_up_at(at(16))
        assert ellen.asked() == []
        assert await ellen.statuses() == ["lapsed", "planned"]
        assert (await ellen.prompts())[1].due_at == at(9, day=3)

    async def test_days_of_downtime_ask_for_one_day_only(self, ellen: Life):
        await ellen.tick()
        await ellen.wake_up_at(at(9, 5, day=6))
        await ellen.until(at(12, day=6))
        assert [prompt.on_date.day for prompt in await ellen.prompts()] == [2, 6]
        assert await ellen.statuses() == ["lapsed", "queued"]
        assert [posted.purpose for posted in ellen.asked()] == [DAILY, FOLLOW_UP]

    async def test_who_has_checked_in_before_is_not_asked(self, ellen: Life):
        await ellen.tick()
        await ellen.check_in()
        await ellen.until(at(12))
        assert ellen.asked() == []
        assert (await ellen.statuses())[0] == "answered"

    async def test_who_is_at_it_already_is_not_asked(self, ellen: Life):
        await ellen.until(at(8, 50))
        await ellen.visitor.ask(check_in.start)
        await ellen.until(at(9, 30))
        assert ellen.asked() == []
        await ellen.visitor.presses("5")
        for _ in range(4):
            await ellen.visitor.ask(check_in.skip)
        assert (await ellen.statuses())[0] == "answered"

    async def test_who_began_and_went_away_was_not_asked_and_so_not_silent(self, ellen: Life):
        await ellen.until(at(8, 50))
        await ellen.visitor.ask(check_in.start)
        await ellen.until(at(15))
        assert (await ellen.statuses())[0] == "lapsed"

    async def test_an_open_exercise_is_never_interrupted(self, ellen: Life):
        await ellen.until(at(8, 50))
        await ellen.visitor.ask(exercises.start, "body-scan")
        await ellen.until(at(9, 30))
        assert ellen.asked() == []
        await ellen.visitor.ask(exercises.stop)
        await ellen.until(at(9, 40))
        assert len(ellen.asked()) == 1

    async def test_an_exercise_open_all_day_lets_the_prompt_lapse(self, ellen: Life):
        await ellen.until(at(8, 50))
        await ellen.visitor.ask(exercises.start, "body-scan")
        await ellen.until(at(15, 10))
        assert ellen.asked() == []
        assert (await ellen.statuses())[0] == "lapsed"

    async def test_nobody_in_a_crisis_is_asked_for_a_check_in(self, ellen: Life):
        await ellen.until(at(8, 55))
        await ellen.visitor.ask(act, RiskKind.SUICIDE_SELF_HARM)
        await ellen.until(at(9, 50))
        assert ellen.asked() == []
        await ellen.until(at(10))
        assert len(ellen.asked()) == 1

    async def test_a_prompt_of_somebody_who_blocked_the_coach_is_cancelled(self, ellen: Life):
        await ellen.until(at(8, 50))
        await change(ellen, unreachable_since=at(8, 50))
        await ellen.until(at(9, 30))
        assert await ellen.statuses() == ["cancelled"]
        await change(ellen, unreachable_since=None)
        await ellen.until(at(10))
        assert len(ellen.asked()) == 1
        assert await ellen.statuses() == ["queued"]


class TestFollowUp:
    async def test_one_gentle_reminder_and_no_second(self, ellen: Life):
        await ellen.until(at(10, 50))
        assert len(ellen.asked()) == 1
        await ellen.until(at(15))
        assert [posted.purpose for posted in ellen.asked()] == [DAILY, FOLLOW_UP]
        assert "If not today, that is fine too" in ellen.asked()[1].text

    async def test_none_after_an_answer(self, ellen: Life):
        await ellen.until(at(9, 30))
        await ellen.check_in()
        await ellen.until(at(15))
        assert len(ellen.asked()) == 1
        assert await ellen.statuses(FOLLOW_UP) == ["answered"]

    async def test_none_while_the_check_in_is_being_answered(self, ellen: Life):
        await ellen.until(at(10, 50))
        await ellen.visitor.presses("Start")
        await ellen.until(at(11, 30))
        assert len(ellen.asked()) == 1

    async def test_none_after_not_today(self, ellen: Life):
        await ellen.until(at(9, 30))
        await ellen.visitor.presses("Not today")
        assert "not today" in (await ellen.visitor.last()).text
        await ellen.until(at(15))
        assert len(ellen.asked()) == 1
        assert (await ellen.statuses(), await ellen.statuses(FOLLOW_UP)) == (
            ["cancelled", "planned"],
            ["cancelled"],
        )
        assert (await ellen.prompts())[1].on_date == date(2026, 3, 3)

    async def test_a_late_prompt_has_its_reminder_two_hours_after_it_was_asked(self, ellen: Life):
        await ellen.tick()
        await ellen.wake_up_at(at(11))
        await ellen.until(at(12, 50))
        assert len(ellen.asked()) == 1
        await ellen.until(at(13))
        assert len(ellen.asked()) == 2

    async def test_none_where_it_would_not_fit_into_the_window(self, ellen: Life):
        await ellen.tick()
        await ellen.wake_up_at(at(13, 30))
        await ellen.until(at(20))
        assert len(ellen.asked()) == 1

    async def test_answering_closes_the_buttons_of_both(self, ellen: Life):
        await ellen.until(at(11))
        await ellen.check_in()
        await ellen.postman.deliver(ellen.visitor.desk)
        prompts = [seen for seen in await ellen.visitor.chat() if seen.row.prompt_id]
        assert [seen.labels for seen in prompts] == [[], []]
        edited = {posted.edited_message_id for posted in ellen.postman.posted}
        shown = {seen.row.telegram_message_id for seen in prompts}
        assert shown <= edited  # and Telegram was really asked to take them away
        assert await ellen.statuses() == ["answered"]
        assert await ellen.statuses(FOLLOW_UP) == ["answered"]


class TestSnoozing:
    @pytest.mark.parametrize(
        ("label", "hour"), [("In 30 min", (9, 40)), ("In 1 hour", (10, 10)), ("Tonight", (19, 0))]
    )
    async def test_it_is_asked_again_when_promised(
        self, ellen: Life, label: str, hour: tuple[int, int]
    ):
        await ellen.until(at(9, 10))
        await ellen.visitor.presses(label)
        assert f"{hour[0]:02}:{hour[1]:02}" in (await ellen.visitor.last()).text
        await ellen.until(at(*hour) - timedelta(minutes=10))
        assert len(ellen.asked()) == 1
        await ellen.until(at(*hour))
        assert len(ellen.asked()) == 2
        assert (await ellen.statuses())[0] == "queued"

    async def test_the_first_message_shows_the_choice_and_no_buttons(self, ellen: Life):
        await ellen.until(at(9))
        await ellen.visitor.presses("In 1 hour")
        first = (await ellen.visitor.chat())[0]
        assert first.labels == []
        assert first.text.endswith("✓ In 1 hour")

    async def test_a_snoozed_prompt_stays_open_for_a_window_from_then(self, ellen: Life):
        await ellen.until(at(9))
        await ellen.visitor.presses("Tonight")
        await ellen.until(at(20, 50))
        assert (await ellen.statuses())[0] == "queued"
        await ellen.until(at(21))  # the quiet hours begin
        assert (await ellen.statuses())[0] == "missed"

    async def test_after_two_snoozes_no_more_are_offered(self, ellen: Life):
        await ellen.until(at(9))
        for again in (at(9, 30), at(10)):
            await ellen.visitor.presses("In 30 min")
            await ellen.until(again)
        assert len(ellen.asked()) == 3
        assert ellen.asked()[2].labels == ("Start", "Not today")
        await ellen.until(at(21))
        assert len(ellen.asked()) == 3  # the reminder would be one more than the daily cap

    async def test_a_reminder_can_be_snoozed_once(self, ellen: Life):
        await ellen.until(at(11))
        await ellen.visitor.presses("In 30 min")
        await ellen.until(at(11, 30))
        assert [posted.purpose for posted in ellen.asked()] == [DAILY, FOLLOW_UP, FOLLOW_UP]
        assert ellen.asked()[2].labels == ("Start", "Not today")

    async def test_a_snoozed_prompt_has_no_reminder_before_it_is_asked_again(self, ellen: Life):
        await ellen.until(at(10, 50))
        await ellen.visitor.presses("In 1 hour")
        await ellen.until(at(11, 40))
        assert len(ellen.asked()) == 1
        await ellen.until(at(11, 50))
        await ellen.until(at(13, 50))
        assert [posted.purpose for posted in ellen.asked()] == [DAILY, DAILY, FOLLOW_UP]

    async def test_in_the_evening_only_what_ends_before_the_quiet_hours_is_offered(
        self, ellen: Life
    ):
        await change(ellen, check_in_at=time(20, 15))
        await ellen.until(at(20, 20))
        assert ellen.asked()[0].labels == ("Start", "In 30 min", "Not today")

    async def test_a_snooze_that_would_end_at_night_is_declined_kindly(self, ellen: Life):
        await change(ellen, check_in_at=time(20, 15))
        await ellen.until(at(20, 15))
        ellen.clock.at = at(20, 45)
        await ellen.visitor.presses("In 30 min")
        assert "quiet hours" in (await ellen.visitor.last()).text
        await ellen.until(at(7, day=3))
        assert len(ellen.asked()) == 1

    @pytest.mark.parametrize("label", ["In 30 min", "Not today"])
    async def test_a_prompt_that_is_over_is_not_moved_any_more(self, ellen: Life, label: str):
        await ellen.until(at(9))
        token = (await ellen.visitor.last()).tokens[label]
        await ellen.check_in()
        toast = await ellen.visitor.press_token(token)
        assert toast is not None
        assert "from earlier" in toast
        assert (await ellen.statuses())[0] == "answered"

    async def test_answering_a_snoozed_reminder_is_an_answer_of_that_day(self, ellen: Life):
        await ellen.until(at(11))
        await ellen.visitor.presses("Tonight")
        await ellen.until(at(19))  # the window of the prompt itself has ended by now
        assert await ellen.visitor.ask(prompting.missed_in_row) == 1
        await ellen.check_in()
        assert await ellen.statuses(FOLLOW_UP) == ["answered"]
        assert await ellen.visitor.ask(prompting.missed_in_row) == 0


class TestClosing:
    async def test_nobody_answered_means_missed_and_the_buttons_go(self, ellen: Life):
        await ellen.until(at(15))
        assert (await ellen.statuses(), await ellen.statuses(FOLLOW_UP)) == (
            ["missed", "planned"],
            ["missed"],
        )
        assert all(not seen.labels for seen in await ellen.visitor.chat())

    async def test_what_never_left_was_nobodys_silence(self, ellen: Life):
        await ellen.until(at(8, 50))
        ellen.postman.fails(ellen.visitor.chat_id, *[SendState.RETRY] * 500)
        await ellen.until(at(15), every=timedelta(hours=1))
        assert (await ellen.statuses())[0] == "lapsed"

    async def test_what_may_have_left_counts_as_asked(self, ellen: Life):
        await ellen.until(at(8, 50))
        ellen.postman.fails(ellen.visitor.chat_id, SendState.UNKNOWN)
        await ellen.until(at(9))
        await ellen.until(at(15), every=timedelta(hours=1))
        assert (await ellen.statuses())[0] == "missed"

    async def test_a_check_in_in_the_evening_answers_the_morning(self, ellen: Life):
        await ellen.until(at(15))
        await ellen.until(at(20))
        await ellen.check_in()
        assert (await ellen.statuses())[0] == "missed"  # as it was; and yet nobody was silent
        assert await ellen.visitor.ask(prompting.missed_in_row) == 0

    async def test_a_half_finished_check_in_is_missed_and_kept(self, ellen: Life):
        await ellen.until(at(9))
        await ellen.visitor.presses("Start")
        await ellen.visitor.presses("5")
        await ellen.until(at(15))
        assert (await ellen.statuses())[0] == "missed"
        await ellen.visitor.says("4")  # the day's window is still open
        assert (await ellen.visitor.patient()).focus is Flow.CHECK_IN

    async def test_closing_twice_closes_once(self, ellen: Life):
        await ellen.until(at(14, 50))
        ellen.clock.at = at(15)
        async with ellen.visitor.work() as work:
            assert await prompting.close_prompts(work) == 2
        async with ellen.visitor.work() as work:
            assert await prompting.close_prompts(work) == 0


class TestCadence:
    async def live(self, ellen: Life, days: int) -> list[tuple[int, str]]:
        await ellen.until(at(22) + timedelta(days=days - 1), every=timedelta(hours=1))
        return [
            (prompt.on_date.day, prompt.kind.value)
            for prompt in [*await ellen.prompts(), *await ellen.prompts(FOLLOW_UP)]
            if prompt.queued_at is not None
        ]

    async def test_who_does_not_answer_is_asked_less_and_less(self, ellen: Life):
        asked = await self.live(ellen, 26)
        daily = [day for day, kind in asked if kind == DAILY]
        reminders = [day for day, kind in asked if kind == FOLLOW_UP]
        # Daily at first, every other day after four silent ones, weekly after seven.
        assert daily == [2, 3, 4, 5, 7, 9, 11, 18, 25]
        assert reminders == [2, 3]

    async def test_an_answer_brings_the_daily_prompt_back(self, ellen: Life):
        await ellen.until(at(22, day=8), every=timedelta(hours=1))
        assert [prompt.on_date.day for prompt in await ellen.prompts()] == [2, 3, 4, 5, 7, 9]
        await ellen.until(at(9, 30, day=9), every=timedelta(hours=1))
        await ellen.check_in()
        await ellen.until(at(12, day=11), every=timedelta(hours=1))
        assert [prompt.on_date.day for prompt in await ellen.prompts()][-3:] == [9, 10, 11]

    async def test_a_check_in_of_their_own_accord_brings_it_back_too(self, ellen: Life):
        await ellen.until(at(22, day=12), every=timedelta(hours=1))
        assert (await ellen.prompts())[-1].on_date.day == 18
        await ellen.check_in()
        assert await ellen.visitor.ask(prompting.missed_in_row) == 0
        await ellen.until(at(9, 30, day=13), every=timedelta(hours=1))
        assert ellen.asked()[-1].purpose == DAILY
        asked = [prompt.on_date.day for prompt in await ellen.prompts() if prompt.queued_at]
        assert asked[-2:] == [11, 13]

    async def test_three_silent_days_after_a_bad_one_reach_the_provider_once(self, ellen: Life):
        async with ellen.visitor.work() as work:
            await add_provider(work, 801, Position.FIRST)
        await ellen.until(at(9, 30))
        await ellen.check_in(pain=8)
        await ellen.until(at(14, day=5), every=timedelta(hours=1))
        assert await alerts(ellen) == []
        await ellen.until(at(22, day=8), every=timedelta(hours=1))
        (alert,) = await alerts(ellen)
        assert alert.cause == "silence-after-bad-day"
        assert alert.event_count == 1

    async def test_silent_days_after_a_fair_one_concern_nobody(self, ellen: Life):
        await ellen.until(at(9, 30))
        await ellen.check_in(pain=4)
        await ellen.until(at(22, day=6), every=timedelta(hours=1))
        assert await alerts(ellen) == []

    async def test_days_without_a_prompt_are_no_silence(self, ellen: Life):
        await ellen.until(at(9, 30))
        await ellen.check_in(pain=8)
        for day in (3, 4, 5):  # the coach was down through each window
            await ellen.wake_up_at(at(20, day=day))
        assert await alerts(ellen) == []


async def alerts(life: Life) -> list[Alert]:
    async with AsyncSession(life.visitor.engine) as session:
        return list((await session.scalars(select(Alert))).all())


class TestPausing:
    async def test_a_pause_takes_back_what_was_planned_and_asks_nothing(self, ellen: Life):
        await ellen.tick()
        await ellen.visitor.ask(pausing.offer_pause)
        await ellen.visitor.presses("1 day")
        await ellen.until(at(20))
        assert ellen.asked() == []
        assert await ellen.statuses() == ["cancelled"]

    async def test_the_end_of_a_pause_is_told_so_that_it_cannot_be_mistaken(self, ellen: Life):
        await ellen.visitor.ask(pausing.pause, 1)
        assert "until Tuesday 06:00" in (await ellen.visitor.last()).text
        await ellen.visitor.ask(pausing.pause, 7)
        # "Monday 06:00", said on a Monday, could be today.
        assert "until 2026-03-09 06:00" in (await ellen.visitor.last()).text

    async def test_a_pause_of_some_days_ends_by_itself(self, ellen: Life):
        await ellen.tick()
        await ellen.visitor.ask(pausing.pause, 1)
        await ellen.until(at(9, 10, day=3))
        assert len(ellen.asked()) == 1

    async def test_a_plan_that_was_taken_back_is_taken_up_again(self, ellen: Life):
        await ellen.tick()
        (before,) = await ellen.prompts()
        await ellen.visitor.ask(pausing.pause, None)
        assert "until you tap" in (await ellen.visitor.last()).text
        await ellen.until(at(8))
        await ellen.visitor.presses("Resume now")
        said = (await ellen.visitor.last()).text
        assert said == "I am back.\n\nNext check-in: today at 09:00."
        (after,) = await ellen.prompts()
        assert (after.id, after.status) == (before.id, PromptStatus.PLANNED)
        await ellen.until(at(9))
        assert len(ellen.asked()) == 1

    async def test_a_prompt_that_was_asked_before_the_pause_is_not_asked_again(self, ellen: Life):
        await ellen.until(at(9))
        await ellen.visitor.ask(pausing.pause, None)
        await ellen.until(at(9, 30))
        await ellen.visitor.ask(pausing.resume)
        await ellen.until(at(15))
        assert len(ellen.asked()) == 1
        assert await ellen.statuses() == ["cancelled", "planned"]

    async def test_a_pause_takes_the_buttons_off_what_was_asked(self, ellen: Life):
        await ellen.until(at(9))
        await ellen.visitor.ask(pausing.pause, 3)
        await ellen.postman.deliver(ellen.visitor.desk)
        asked = (await ellen.visitor.chat())[0]
        assert asked.labels == []
        edits = [each for each in ellen.postman.posted if each.edited_message_id]
        assert [each.labels for each in edits] == [()]

    async def test_resuming_without_a_pause_says_so(self, ellen: Life):
        await ellen.visitor.ask(pausing.resume)
        assert "Your check-ins are on" in (await ellen.visitor.last()).text

    async def test_a_message_that_waits_to_leave_does_not_leave_into_a_pause(self, ellen: Life):
        await ellen.until(at(8, 50))
        ellen.clock.at = at(9)
        async with ellen.visitor.work() as work:
            await prompting.dispatch_due_prompts(work)
        await ellen.visitor.ask(pausing.pause, 1)
        await ellen.postman.deliver(ellen.visitor.desk)
        assert ellen.asked() == []

    async def test_stopping_asks_first_and_may_go_on_as_before(self, ellen: Life):
        await ellen.visitor.ask(pausing.offer_stop)
        assert await ellen.visitor.presses("Go on as before") == "We go on as before."
        await ellen.until(at(9))
        assert len(ellen.asked()) == 1

    async def test_a_wish_for_quiet_need_not_be_the_end(self, ellen: Life):
        await ellen.visitor.ask(pausing.offer_stop)
        await ellen.visitor.presses("Be quiet for a while")
        assert "How long" in (await ellen.visitor.last()).text

    async def test_after_stopping_nothing_is_sent_until_the_person_comes_back(self, ellen: Life):
        await ellen.tick()
        await ellen.visitor.ask(pausing.offer_stop)
        await ellen.visitor.presses("Stop altogether")
        assert "I have stopped" in (await ellen.visitor.last()).text
        await ellen.until(at(8, day=3), every=timedelta(hours=1))
        assert ellen.asked() == []
        await ellen.visitor.ask(menu.welcome_back)
        await ellen.visitor.presses("Come back")
        await ellen.until(at(9, day=3))
        assert len(ellen.asked()) == 1

    async def test_asking_for_another_hour_asks_for_it(self, ellen: Life):
        await ellen.visitor.ask(pausing.ask_hour)
        assert (await ellen.visitor.patient()).focus is Flow.ONBOARDING


class TestMenu:
    async def test_help_has_the_ways_in(self, ellen: Life):
        await ellen.visitor.ask(menu.help_)
        assert (await ellen.visitor.last()).labels == [
            *("Check in", "Exercises", "Flare-up", "Goals"),
            *("Lessons", "Progress", "Talk to my team", "Settings"),
        ]

    async def test_the_promise_names_the_numbers_that_are_kept(self, ellen: Life):
        await ellen.visitor.ask(menu.promise)
        text = (await ellen.visitor.last()).text
        assert "At most 3 unasked messages a day" in text
        assert "between 21:00 and 07:00" in text

    async def test_privacy_says_who_reads(self, ellen: Life):
        await ellen.visitor.ask(privacy.show)
        assert "Test Clinic" in (await ellen.visitor.last()).text

    async def test_coming_back_to_an_open_question_repeats_it(self, ellen: Life):
        await ellen.visitor.ask(check_in.start)
        await ellen.visitor.ask(menu.welcome_back)
        assert "How has your pain been" in (await ellen.visitor.last()).text

    async def test_coming_back_with_nothing_open_shows_the_help(self, ellen: Life):
        await ellen.visitor.ask(menu.welcome_back)
        assert "I am Lindra" in (await ellen.visitor.last()).text

    async def test_somebody_in_the_middle_of_the_welcome_goes_on_there(self, ellen: Life):
        await change(ellen, status=PatientStatus.ONBOARDING, onboarding_step="age")
        await ellen.visitor.ask(menu.welcome_back)
        assert "18" in (await ellen.visitor.last()).text
        await ellen.visitor.ask(menu.help_)
        assert (await ellen.visitor.last()).labels == []

    async def test_whoever_stopped_before_the_welcome_was_over_begins_it_again(self, ellen: Life):
        await change(ellen, status=PatientStatus.DECLINED, onboarded_at=None)
        await ellen.visitor.ask(menu.meet_former)
        await ellen.visitor.presses("Come back")
        assert (await ellen.visitor.patient()).status is PatientStatus.ONBOARDING


CLOCK_CHANGES = [
    pytest.param("Europe/Oslo", date(2026, 3, 29), id="Oslo, forward"),
    pytest.param("Europe/Oslo", date(2026, 10, 25), id="Oslo, back"),
    pytest.param("America/New_York", date(2026, 3, 8), id="New York, forward"),
    pytest.param("America/New_York", date(2026, 11, 1), id="New York, back"),
]


class TestClockChanges:
    @pytest.mark.parametrize(("zone", "day"), CLOCK_CHANGES)
    async def test_the_hour_on_the_wall_stays_the_same(self, ellen: Life, zone: str, day: date):
        wall = ZoneInfo(zone)
        await change(ellen, timezone=zone)
        ellen.clock.at = datetime.combine(day, time(0), wall).astimezone(UTC) - timedelta(days=1)
        asked_at: list[datetime] = []
        ellen.postman.when_posted = lambda posted: (
            asked_at.append(ellen.clock.at.astimezone(wall)) if posted.purpose == DAILY else None
        )
        await ellen.until(ellen.clock.at + timedelta(days=3), every=timedelta(hours=1))
        assert [(moment.date() - day).days for moment in asked_at] == [-1, 0, 1]
        assert {moment.time() for moment in asked_at} == {time(9, 0)}

    @pytest.mark.parametrize(("zone", "day"), CLOCK_CHANGES)
    async def test_an_hour_that_is_missing_or_comes_twice_asks_once(
        self, ellen: Life, zone: str, day: date
    ):
        wall = ZoneInfo(zone)
        gone_or_twice = (
            time(1, 30) if zone == "America/New_York" and day.month == 11 else time(2, 30)
        )
        awake = {"quiet_from": time(0), "quiet_until": time(0)}
        await change(ellen, timezone=zone, check_in_at=gone_or_twice, **awake)
        ellen.clock.at = datetime.combine(day, time(0), wall).astimezone(UTC) - timedelta(hours=1)
        await ellen.until(ellen.clock.at + timedelta(hours=5), every=timedelta(minutes=15))
        assert len([posted for posted in ellen.asked() if posted.purpose == DAILY]) == 1
        assert (await ellen.prompts())[0].on_date in (day, day - timedelta(days=1))


async def test_a_screen_of_the_coach_never_shows_a_button_twice(ellen: Life):
    await ellen.until(at(11))
    for asked in ellen.asked():
        assert len(set(asked.labels)) == len(asked.labels)
    with pytest.raises(NoButton):
        await ellen.visitor.presses("In 2 hours")


def test_the_snooze_limits_keep_within_the_daily_cap():
    assert 1 + prompt_words.MOST_SNOOZES[DAILY] <= prompting.RULES.daily_cap
    assert 2 + prompt_words.MOST_SNOOZES[FOLLOW_UP] <= prompting.RULES.daily_cap
