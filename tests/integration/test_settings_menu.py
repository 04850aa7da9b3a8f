"""The patient's settings, by buttons alone, and what the coach makes of them day by day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta
from itertools import count
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.chat.patients import commands
from bot.domain.local_time import is_quiet
from bot.domain.messages import Lane
from bot.domain.patients import PatientStatus
from bot.domain.prompts import PromptStatus
from bot.domain.providers import Position
from bot.library import load_library
from bot.safety.kinds import RiskKind
from bot.services import (
    by_title,
    check_in,
    discretion,
    exercise_pace,
    exercises,
    menu,
    press_desk,
    prompting,
)
from bot.services.help_numbers import number_lines
from bot.services.safety_acting import act
from bot.services.settings_menu import show
from bot.services.speech import Choice, Saying, say
from bot.services.work import Desk
from tests.auxil.visitor import NoButton, Visitor
from tests.integration.conftest import ROOT, MovableClock
from tests.integration.people import add_provider
from tests.integration.test_exercises import to_first_timed_step
from tests.integration.test_prompting import ACTIVE, DAILY, FOLLOW_UP, Life, alerts, at, change

HOUR = timedelta(hours=1)


@pytest.fixture
async def ellen(desk: Desk, database: AsyncEngine, clock: MovableClock) -> Life:
    """A patient on Monday 2 March at six, whose check-in is at nine."""
    clock.at = at(6)
    life = Life(await Visitor(desk, database).enter(**ACTIVE), clock)
    await life.tick()
    return life


async def choose(life: Life, *labels: str) -> str:
    """Open the settings, press one button after another, and return what is said last."""
    await life.visitor.ask(show)
    for label in labels:
        await life.visitor.presses(label)
    return (await life.visitor.last()).text


async def queue_prompts(life: Life) -> None:
    """Queue what is due without sending it."""
    for run in (prompting.plan_prompts, prompting.dispatch_due_prompts):
        async with life.visitor.work() as work:
            await run(work)


async def asked_days(life: Life) -> list[int]:
    return [prompt.on_date.day for prompt in await life.prompts() if prompt.queued_at]


async def closing_verbs(life: Life) -> list[str]:
    """What the buttons below the newest thanks for a check-in ask for."""
    thanks = [seen for seen in await life.visitor.chat() if seen.text.startswith("Thank you")]
    async with life.visitor.work() as work:
        found = [await work.uow.buttons.get(token) for token in thanks[-1].tokens.values()]
    return [button.verb for button in found if button is not None]


class TestOverview:
    async def test_one_message_shows_how_things_stand(self, ellen: Life):
        assert await choose(ellen) == (
            "This is how things stand. Tap what you would like to change.\n\n"
            "• Check-in: at 09:00, every day\n"
            "• Quiet hours: 21:00 to 07:00\n"
            "• Lighter days: off\n"
            "• Numbers to call: Norway\n"
            "• Your clock: 06:00 (Oslo time)\n"
            "• Discreet mode: off"
        )

    async def test_it_shows_what_was_changed(self, ellen: Life):
        async with ellen.visitor.work() as work:
            patient = await work.uow.patients.by_chat(ellen.visitor.chat_id)
            patient.prompt_every_days, patient.is_discreet = 3, True
            patient.lighter_until = patient.paused_until = at(6, day=4)
            patient.timezone, patient.country = "America/New_York", "us"
            patient.quiet_from, patient.check_in_at = time(22), None
        said = await choose(ellen)
        for line in (
            "Check-in: no hour chosen yet",
            "Quiet hours: 22:00 to 07:00",
            "Lighter days: until Wednesday 00:00",
            "Numbers to call: United States",
            "Your clock: 00:00 (New York time)",
            "Discreet mode: on",
            "Paused until Wednesday 00:00",
        ):
            assert f"• {line}" in said
        await change(ellen, check_in_at=time(8))
        assert "Check-in: at 08:00, every 3 days" in await choose(ellen)

    @pytest.mark.parametrize(
        "path",
        [
            *([], ["How often"], ["Quiet hours"], ["Quiet hours", "21:00"]),
            *(["Lighter days"], ["Lighter days", "For 3 days", "Settings", "Lighter days"]),
            *(["Place"], ["Discreet mode"], ["Pause"], ["More"]),
        ],
    )
    async def test_no_page_is_a_wall_of_buttons(self, ellen: Life, path: list[str]):
        await choose(ellen, *path)
        row = (await ellen.visitor.last()).row
        assert row is not None
        assert 2 <= sum(map(len, row.buttons)) <= 8
        assert max(map(len, row.buttons)) <= 2

    async def test_each_page_leads_back(self, ellen: Life):
        for label in ("How often", "Quiet hours", "Lighter days", "Place", "Discreet mode", "More"):
            assert "This is how things stand" in await choose(ellen, label, "Back")

    async def test_the_command_and_the_main_menu_open_it(self, ellen: Life):
        await ellen.visitor.ask(commands.obey, "settings")
        first = (await ellen.visitor.last()).text
        await ellen.visitor.ask(menu.help_)
        await ellen.visitor.presses("Settings")
        assert (await ellen.visitor.last()).text == first

    async def test_before_the_welcome_is_over_the_welcome_goes_on(self, ellen: Life):
        await change(ellen, status=PatientStatus.ONBOARDING, onboarding_step="age")
        await ellen.visitor.ask(commands.obey, "settings")
        assert "18 or older" in (await ellen.visitor.last()).text

    async def test_the_first_press_of_a_page_wins(self, ellen: Life):
        await choose(ellen, "How often")
        tokens = (await ellen.visitor.last()).tokens
        await ellen.visitor.presses("Once a week")
        with pytest.raises(NoButton):
            await ellen.visitor.presses("Every other day")
        async with ellen.visitor.work() as work:
            for token in tokens.values():  # the chat's door refuses what was pressed or closed
                button = await work.uow.buttons.get(token)
                assert button is not None
                assert button.pressed_at is not None

    async def test_only_the_newest_page_has_buttons(self, ellen: Life):
        await choose(ellen, "Quiet hours")
        await choose(ellen)
        live = [seen.labels for seen in await ellen.visitor.chat() if seen.labels]
        assert len(live) == 1

    async def test_promise_and_privacy_are_one_tap_further(self, ellen: Life):
        assert "My promise" in await choose(ellen, "More", "What I promise")
        assert "have it all deleted" in await choose(ellen, "More", "Privacy")


class TestHour:
    async def test_another_hour_is_confirmed_with_the_next_check_in(self, ellen: Life):
        assert await choose(ellen, "Hour", "19:00") == (
            "Done. Your check-in is at 19:00 now.\n\nNext check-in: today at 19:00."
        )
        await ellen.visitor.presses("Settings")
        assert "at 19:00, every day" in (await ellen.visitor.last()).text

    async def test_an_hour_that_is_past_and_open_yet_comes_in_a_moment(self, ellen: Life):
        ellen.clock.at = at(8)
        assert "in a moment" in await choose(ellen, "Hour", "07:00")
        await ellen.tick()
        assert len(ellen.asked()) == 1

    async def test_after_todays_check_in_the_next_is_tomorrow(self, ellen: Life):
        await ellen.until(at(9))
        assert "Next check-in: tomorrow at 19:00." in await choose(ellen, "Hour", "19:00")
        await ellen.until(at(20))
        assert await asked_days(ellen) == [2]


class TestHowOften:
    @pytest.mark.parametrize(
        ("label", "words", "days"),
        [
            ("Every day", "every day", [2, 3, 4, 5, 6, 7, 8, 9, 10]),
            ("Every other day", "every other day", [2, 4, 6, 8, 10]),
            ("Up to twice a week", "every 4 days (up to twice a week)", [2, 6, 10]),
            ("Once a week", "once a week", [2, 9]),
        ],
    )
    async def test_the_wish_is_kept(self, ellen: Life, label: str, words: str, days: list[int]):
        said = await choose(ellen, "How often", label)
        assert said == f"Done. I ask how you are {words} now.\n\nNext check-in: today at 09:00."
        for day in range(2, 11):
            await ellen.until(at(9, 30, day=day), every=HOUR)
            if day in days:
                await ellen.check_in()
        await ellen.until(at(12, day=10), every=HOUR)
        assert await asked_days(ellen) == days

    async def test_a_later_day_is_named(self, ellen: Life):
        await ellen.until(at(9))
        assert "Next check-in: Wednesday at 09:00." in await choose(
            ellen, "How often", "Every other day"
        )
        # "Monday", said on a Monday, could be today.
        assert "Next check-in: Monday, 2026-03-09, at 09:00." in await choose(
            ellen, "How often", "Once a week"
        )

    async def test_it_moves_the_plan_both_ways(self, ellen: Life):
        await ellen.until(at(22), every=HOUR)
        await choose(ellen, "How often", "Once a week")
        assert [prompt.on_date.day for prompt in await ellen.prompts()][-1] == 9
        assert "tomorrow" in await choose(ellen, "How often", "Every day")
        planned = [one for one in await ellen.prompts() if one.status is PromptStatus.PLANNED]
        assert [one.on_date.day for one in planned] == [3]

    async def test_days_between_are_no_silence(self, ellen: Life):
        async with ellen.visitor.work() as work:
            await add_provider(work, 801, Position.FIRST)
        await choose(ellen, "How often", "Once a week")
        await ellen.until(at(9, 30), every=HOUR)
        await ellen.check_in(pain=8)
        await ellen.until(at(22, day=22), every=HOUR)
        assert await asked_days(ellen) == [2, 9, 16]
        assert await ellen.visitor.ask(prompting.missed_in_row) == 2
        assert await alerts(ellen) == []
        await ellen.until(at(22, day=23), every=HOUR)
        assert [alert.cause for alert in await alerts(ellen)] == ["silence-after-bad-day"]

    async def test_silence_makes_it_rarer_and_an_answer_no_more_frequent_than_wished(
        self, ellen: Life
    ):
        await choose(ellen, "How often", "Every other day")
        await ellen.until(at(9, 30, day=21), every=HOUR)
        assert await asked_days(ellen) == [2, 4, 6, 8, 10, 12, 14, 21]
        await ellen.check_in()
        await ellen.until(at(22, day=25), every=HOUR)
        assert (await asked_days(ellen))[-2:] == [23, 25]

    async def test_a_week_in_which_the_coach_was_down_is_made_up_for(self, ellen: Life):
        await choose(ellen, "How often", "Once a week")
        await ellen.until(at(9, 30), every=HOUR)
        await ellen.check_in()
        await ellen.wake_up_at(at(20, day=9))
        await ellen.until(at(10, day=10), every=HOUR)
        assert await asked_days(ellen) == [2, 10]


class TestQuietHours:
    async def test_they_are_chosen_by_two_taps(self, ellen: Life):
        said = await choose(ellen, "Quiet hours", "22:00", "08:00")
        assert said.startswith("Done. Nothing unasked comes from 22:00 to 08:00.")
        assert said.endswith("Next check-in: today at 09:00.")
        patient = await ellen.visitor.patient()
        assert (patient.quiet_from, patient.quiet_until) == (time(22), time(8))
        await ellen.visitor.ask(menu.promise)
        assert "Nothing unasked between 22:00 and 08:00" in (await ellen.visitor.last()).text

    async def test_eight_hours_stay_quiet(self, ellen: Life):
        await choose(ellen, "Quiet hours", "22:00")
        assert (await ellen.visitor.last()).labels == ["06:00", "07:00", "08:00", "09:00", "Back"]
        await choose(ellen, "Quiet hours", "23:00")
        assert (await ellen.visitor.last()).labels == ["07:00", "08:00", "09:00", "Back"]

    async def test_the_window_of_the_prompt_ends_where_they_begin(self, ellen: Life):
        await choose(ellen, "Hour", "18:00")
        await choose(ellen, "Quiet hours", "20:00", "07:00")
        assert (await ellen.prompts())[-1].closes_at == at(20)

    async def test_an_hour_that_would_be_quiet_is_said_and_may_be_moved(self, ellen: Life):
        await change(ellen, check_in_at=time(8, 30))
        said = await choose(ellen, "Quiet hours", "22:00", "09:00")
        assert "your check-in at 08:30 would be in there" in said
        assert (await ellen.visitor.patient()).quiet_from == time(21)  # nothing is kept yet
        offered = (await ellen.visitor.last()).labels
        assert offered[:2] == ["09:00", "10:00"]
        assert len(offered) == 8
        await ellen.visitor.presses("10:00")
        patient = await ellen.visitor.patient()
        assert (patient.check_in_at, patient.quiet_until) == (time(10), time(9))
        assert "Next check-in: today at 10:00." in (await ellen.visitor.last()).text

    async def test_all_may_stay_as_it_was(self, ellen: Life):
        await change(ellen, check_in_at=time(8, 30))
        said = await choose(ellen, "Quiet hours", "22:00", "09:00", "Leave as it was")
        assert "Everything stays as it was" in said
        patient = await ellen.visitor.patient()
        assert (patient.check_in_at, patient.quiet_from) == (time(8, 30), time(21))

    async def test_a_snooze_into_hours_that_became_quiet_is_let_go(self, ellen: Life):
        await choose(ellen, "Hour", "19:00")
        await ellen.until(at(19, 5))
        await ellen.visitor.presses("In 1 hour")
        await choose(ellen, "Quiet hours", "20:00", "07:00")
        await ellen.until(at(21))
        assert len(ellen.asked()) == 1


class TestPlace:
    async def test_another_country_shows_its_numbers(self, ellen: Life):
        await choose(ellen, "Place", "Country", "United Kingdom")
        said = await ellen.visitor.last()
        assert "999" in said.text
        assert "116 123" in said.text
        assert "Your clock stays as it was (Oslo time)" in said.text
        assert "Next check-in: today at 09:00." in said.text
        assert said.labels == ["City and clock", "Settings"]
        patient = await ellen.visitor.patient()
        assert (patient.country, patient.focus, patient.onboarding_step) == ("uk", None, None)

    async def test_after_that_danger_is_answered_with_the_new_numbers(self, ellen: Life):
        await choose(ellen, "Place", "Country", "United States")
        async with ellen.visitor.work() as work:
            patient = await work.uow.patients.by_chat(ellen.visitor.chat_id)
            await act(work, patient, RiskKind.SUICIDE_SELF_HARM)
            assert "988" in number_lines(work, patient, "crisis")
        assert any("988" in seen.text for seen in await ellen.visitor.chat())

    async def test_the_country_may_be_written(self, ellen: Life):
        await choose(ellen, "Place", "Country")
        await ellen.visitor.says("I live in England")
        assert (await ellen.visitor.patient()).country == "uk"

    async def test_a_wish_to_leave_it_leaves_it(self, ellen: Life):
        await choose(ellen, "Place", "Country")
        await ellen.visitor.says("later")
        patient = await ellen.visitor.patient()
        assert (patient.country, patient.focus) == ("no", None)
        assert "Everything stays as it was" in (await ellen.visitor.last()).text

    async def test_another_clock_says_whose_numbers_stay_and_offers_the_country(self, ellen: Life):
        await choose(ellen, "Place", "City and clock")
        await ellen.visitor.says("Chicago")
        await ellen.visitor.presses("That's right")
        said = await ellen.visitor.last()
        assert "still those for Norway" in said.text
        await ellen.visitor.presses("Country")
        await ellen.visitor.presses("United States")
        patient = await ellen.visitor.patient()
        assert (patient.timezone, patient.country) == ("America/Chicago", "us")


class TestDiscreet:
    async def test_an_unasked_message_says_nothing_until_it_is_opened(self, ellen: Life):
        await choose(ellen, "Discreet mode", "Turn on")
        await ellen.until(at(9))
        (note,) = ellen.asked()
        assert (note.text, note.labels) == ("A short note is waiting for you.", ("Open",))
        await ellen.visitor.presses("Open")
        opened = await ellen.visitor.last()
        assert opened.text == "Hello Ellen, here is your check-in. It takes about a minute."
        assert opened.labels == ["Start", "In 30 min", "In 1 hour", "Tonight", "Not today"]
        assert opened.row is not None
        assert opened.row.lane is Lane.REPLY
        await ellen.visitor.presses("Start")
        assert "How has your pain been" in (await ellen.visitor.last()).text

    async def test_no_unasked_message_of_a_whole_day_names_the_matter(self, ellen: Life):
        await choose(ellen, "Discreet mode", "Turn on")
        await ellen.until(at(11, 30))
        await ellen.visitor.presses("Open")
        await ellen.visitor.presses("In 1 hour")
        await ellen.until(at(20))
        notes = [posted.text for posted in ellen.asked()]
        assert notes == ["A short note is waiting for you.", *["Your note is still here."] * 2]

    async def test_a_note_that_was_opened_can_be_put_off(self, ellen: Life):
        await choose(ellen, "Discreet mode", "Turn on")
        await ellen.until(at(9))
        await ellen.visitor.presses("Open")
        await ellen.visitor.presses("In 30 min")
        await ellen.until(at(9, 30))
        assert [posted.text for posted in ellen.asked()][-1] == "Your note is still here."
        await ellen.visitor.presses("Open")
        assert "here is your check-in" in (await ellen.visitor.last()).text

    async def test_a_note_that_is_over_is_said_to_be_over(self, ellen: Life):
        await choose(ellen, "Discreet mode", "Turn on")
        await ellen.until(at(9))
        token = next(
            seen.tokens["Open"] for seen in await ellen.visitor.chat() if "Open" in seen.tokens
        )
        await ellen.until(at(16))
        assert await ellen.statuses() == ["missed", "planned"]
        assert "not in use any more" in str(await ellen.visitor.press_token(token))
        with pytest.raises(NoButton):
            await ellen.visitor.presses("Open")

    async def test_the_offer_to_go_on_with_an_exercise_is_a_note_too(self, ellen: Life):
        await choose(ellen, "Discreet mode", "Turn on")
        await to_first_timed_step(ellen.visitor)
        ellen.clock.forward(minutes=30)
        async with ellen.visitor.work() as work:
            await exercise_pace.advance_timed_steps(work)
        offer = await ellen.visitor.last()
        assert (offer.text, offer.labels) == ("A short note is waiting for you.", ["Open"])
        await ellen.visitor.presses("Open")
        assert "Stop" in (await ellen.visitor.last()).labels

    async def test_a_prompt_that_was_queued_before_leaves_as_a_note(self, ellen: Life):
        ellen.clock.at = at(9)
        await queue_prompts(ellen)
        waiting = await ellen.visitor.last()
        assert "check-in" in waiting.text
        await choose(ellen, "Discreet mode", "Turn on")
        await ellen.postman.deliver(ellen.visitor.desk)
        (note,) = ellen.asked()
        assert (note.text, note.labels) == ("A short note is waiting for you.", ("Open",))
        await ellen.visitor.presses("Open")
        opened = await ellen.visitor.last()
        assert (opened.text, opened.labels) == (waiting.text, waiting.labels)
        await ellen.visitor.presses("Start")
        assert "How has your pain been" in (await ellen.visitor.last()).text

    async def test_so_does_the_second_one(self, ellen: Life):
        await ellen.until(at(9))
        while (await ellen.visitor.last()).row.purpose != FOLLOW_UP:
            ellen.clock.forward(minutes=30)
            await queue_prompts(ellen)
        await choose(ellen, "Discreet mode", "Turn on")
        await ellen.postman.deliver(ellen.visitor.desk)
        plain, note = ellen.asked()
        assert "check-in" in plain.text
        assert (note.text, note.labels) == ("Your note is still here.", ("Open",))

    async def test_and_one_that_was_snoozed(self, ellen: Life):
        await ellen.until(at(9))
        await ellen.visitor.presses("In 30 min")
        ellen.clock.at = at(9, 30)
        await queue_prompts(ellen)
        await choose(ellen, "Discreet mode", "Turn on")
        await ellen.postman.deliver(ellen.visitor.desk)
        assert ellen.asked()[-1].text == "Your note is still here."

    async def test_and_the_offer_to_go_on_with_an_exercise(self, ellen: Life):
        await to_first_timed_step(ellen.visitor)
        ellen.clock.forward(minutes=30)
        ellen.clock.at = max(ellen.clock.at, at(8))  # after the quiet hours
        async with ellen.visitor.work() as work:
            await exercise_pace.advance_timed_steps(work)
        await choose(ellen, "Discreet mode", "Turn on")
        await ellen.postman.deliver(ellen.visitor.desk)
        (note,) = [each for each in ellen.postman.posted if each.purpose == "exercise_offer"]
        assert (note.text, note.labels) == ("A short note is waiting for you.", ("Open",))
        await ellen.visitor.presses("Open")
        assert "Stop" in (await ellen.visitor.last()).labels

    async def test_a_second_try_says_the_same(self, ellen: Life):
        await choose(ellen, "Discreet mode", "Turn on")
        ellen.clock.at = at(9)
        await queue_prompts(ellen)
        token = (await ellen.visitor.last()).tokens
        await ellen.postman.deliver(ellen.visitor.desk)
        assert (await ellen.visitor.last()).tokens == token

    async def test_what_could_not_be_opened_is_kept_back(self, ellen: Life):
        ellen.clock.at = at(9)
        async with ellen.visitor.work() as work:
            patient = await work.uow.patients.by_chat(ellen.visitor.chat_id)
            rows = [[Choice("Look", "menu.come_back")]]
            new_kind = Saying(text="Your pain", rows=rows, lane=Lane.PROMPT, purpose="new")
            closed = Saying(text="Your pain", lane=Lane.PROMPT, purpose=DAILY)
            for saying in (new_kind, closed):
                await say(work, patient, saying)
        await choose(ellen, "Discreet mode", "Turn on")
        await ellen.postman.deliver(ellen.visitor.desk)
        assert "Your pain" not in [each.text for each in ellen.postman.posted]

    async def test_every_note_is_opened_by_a_press_that_is_known(self):
        assert set(discretion.OPENS.values()) <= set(press_desk.PRESSES)

    async def test_what_must_be_understood_at_once_stays_plain(self, ellen: Life):
        about = await choose(ellen, "Discreet mode")
        assert "stay as they are" in about
        await ellen.visitor.presses("Turn on")
        async with ellen.visitor.work() as work:
            patient = await work.uow.patients.by_chat(ellen.visitor.chat_id)
            await act(work, patient, RiskKind.CHEST_PAIN)
        said = [seen for seen in await ellen.visitor.chat() if seen.row.lane is Lane.SAFETY]
        assert said
        assert all("note is waiting" not in seen.text for seen in said)

    async def test_it_is_turned_off_by_the_same_page(self, ellen: Life):
        await choose(ellen, "Discreet mode", "Turn on")
        assert "says again what it is" in await choose(ellen, "Discreet mode", "Turn off")
        await ellen.until(at(9))
        assert "here is your check-in" in ellen.asked()[0].text


class TestLighterDays:
    async def test_the_coach_asks_every_other_day_and_never_twice(self, ellen: Life):
        await ellen.until(at(9))
        said = await choose(ellen, "Lighter days", "For 7 days")
        assert said.startswith("Done. I ask less of you until 2026-03-09 09:00.")
        assert said.endswith("Next check-in: Wednesday at 09:00.")
        for day in range(2, 12):
            await ellen.until(at(9, 30, day=day), every=HOUR)
            if day in await asked_days(ellen):
                await ellen.check_in()
        # Until the 9th at nine every other day, and then each day again.
        assert await asked_days(ellen) == [2, 4, 6, 8, 9, 10, 11]

    async def test_a_second_message_that_was_planned_is_not_sent(self, ellen: Life):
        await ellen.until(at(9))
        assert len(await ellen.prompts(FOLLOW_UP)) == 1
        await choose(ellen, "Lighter days", "For 3 days")
        await ellen.until(at(14))
        assert [posted.purpose for posted in ellen.asked()] == [DAILY]
        assert await ellen.statuses(FOLLOW_UP) == ["cancelled"]

    async def test_no_second_message_is_planned(self, ellen: Life):
        await choose(ellen, "Lighter days", "For 3 days")
        await ellen.until(at(14))
        assert await asked_days(ellen) == [2]
        assert await ellen.prompts(FOLLOW_UP) == []

    async def test_no_exercise_is_offered_and_each_can_be_had(self, ellen: Life):
        await ellen.check_in(pain=9)
        assert "exercise.start" in await closing_verbs(ellen)
        await choose(ellen, "Lighter days", "For 3 days")
        ellen.clock.forward(days=1)
        await ellen.check_in(pain=9)
        assert "exercise.start" not in await closing_verbs(ellen)
        await ellen.visitor.ask(exercises.start, "paced-breathing-1")
        assert len(await ellen.visitor.sessions()) == 1

    async def test_back_to_normal_is_one_button(self, ellen: Life):
        await choose(ellen, "Lighter days")
        assert "Back to normal" not in (await ellen.visitor.last()).labels
        await ellen.until(at(22), every=HOUR)
        await choose(ellen, "Lighter days", "For 3 days")
        about = await choose(ellen, "Lighter days")
        assert "They last until Thursday 22:00." in about
        await ellen.visitor.presses("Back to normal")
        said = (await ellen.visitor.last()).text
        assert said == "Done. We are back to normal.\n\nNext check-in: tomorrow at 09:00."


class TestPause:
    async def test_pause_and_resume_are_inside(self, ellen: Life):
        await choose(ellen, "Pause", "3 days")
        assert (await ellen.visitor.patient()).is_paused(ellen.clock.at)
        assert "Paused until Thursday 06:00" in await choose(ellen)
        assert "Pause" not in (await ellen.visitor.last()).labels
        await ellen.visitor.presses("Resume")
        assert "Next check-in: today at 09:00." in (await ellen.visitor.last()).text

    async def test_a_change_in_a_pause_says_that_nothing_comes_yet(self, ellen: Life):
        await choose(ellen, "Pause", "3 days")
        said = await choose(ellen, "How often", "Every other day")
        assert said.endswith("I am quiet until Thursday 06:00, so no check-in comes before.")
        await choose(ellen, "Resume")
        await choose(ellen, "Pause", "Until I say so")
        assert "Paused until you say so" in await choose(ellen)
        said = await choose(ellen, "How often", "Every day")
        assert said.endswith("I am quiet until you say so, so no check-in comes for now.")
        await ellen.until(at(12))
        assert ellen.asked() == []

    async def test_without_an_hour_no_check_in_is_promised(self, ellen: Life):
        await change(ellen, check_in_at=None)
        async with ellen.visitor.work() as work:
            for prompt in await work.uow.prompts.open_of(1):
                prompt.status = PromptStatus.CANCELLED
        assert (
            await choose(ellen, "How often", "Every day")
            == "Done. I ask how you are every day now."
        )


class TestLanguage:
    async def test_with_one_language_there_is_nothing_to_choose(self, ellen: Life):
        await choose(ellen, "More")
        assert (await ellen.visitor.last()).labels == ["What I promise", "Privacy", "Back"]

    async def test_with_two_each_is_offered_by_its_own_name(self, ellen: Life, tmp_path: Path):
        two = replace(ellen.visitor.desk, library=load_library(_with_a_second_language(tmp_path)))
        life = Life(Visitor(two, ellen.visitor.engine), ellen.clock)
        assert "• Language: English" in await choose(life)
        assert "Which language" in await choose(life, "More", "Language")
        assert (await life.visitor.last()).labels == ["English", "Norsk", "Back"]
        await life.visitor.presses("Norsk")
        assert "Ferdig." in (await life.visitor.last()).text
        assert (await life.visitor.patient()).language == "nb"


def _with_a_second_language(folder: Path) -> Path:
    """Copy the content, with its English as a second language; two texts tell them apart."""
    content = Path(copytree(ROOT / "content", folder / "content"))
    english = [file for file in content.rglob("*.yml") if "\nlanguage: en\n" in file.read_text()]
    for file in english:
        if file.parent.name in ("style", "escalation", "other_languages"):
            continue
        text = file.read_text().replace("\nlanguage: en\n", "\nlanguage: nb\n")
        text = text.replace('language_name: "English"', 'language_name: "Norsk"')
        text = text.replace('now_language: "Done.', 'now_language: "Ferdig.')
        home = file.parent.parent if file.parent.name == "en" else file.parent
        (home / "nb").mkdir(exist_ok=True)
        (home / "nb" / file.name).write_text(text)
    return content


# Whatever order the settings are changed in.

chats = count(3000)
QUIET = (
    [start, end] for start in ("20:00", "21:00", "22:00", "23:00") for end in ("07:00", "09:00")
)
STEPS = st.sampled_from(
    [
        *(["How often", label] for label in ("Every day", "Every other day", "Once a week")),
        ["How often", "Up to twice a week"],
        *(["Quiet hours", *window] for window in QUIET),
        *(["Hour", hour] for hour in ("07:00", "08:00", "20:00")),
        *(["Lighter days", label] for label in ("For 3 days", "For 7 days", "Back to normal")),
        *(["Discreet mode", label] for label in ("Turn on", "Turn off")),
        ["Pause", "1 day"],
        ["Resume"],
        *(["wait", hours] for hours in ("3", "11", "26")),
        ["check in"],
    ]
)


@pytest.fixture
def enter(desk: Desk, database: AsyncEngine, clock: MovableClock) -> Callable[[], Life]:
    def at_six() -> Life:
        clock.at = at(6)
        return Life(Visitor(desk, database, chat_id=next(chats)), clock)

    return at_six


async def take(life: Life, step: list[str]) -> None:
    """Take a step where it is offered; an hour in conflict is settled by the first that is not."""
    if step[0] == "wait":
        await life.until(life.clock.at + timedelta(hours=int(step[1])), every=HOUR)
        return
    if step[0] == "check in":
        if not await has_checked_in(life):
            await life.check_in()
        return
    await life.visitor.ask(show)
    for label in step:
        if label not in (await life.visitor.last()).labels:
            return
        await life.visitor.presses(label)
    if "would be in there" in (await life.visitor.last()).text:
        await life.visitor.presses((await life.visitor.last()).labels[0])


async def has_checked_in(life: Life) -> bool:
    patient = await life.visitor.patient()
    today = life.clock.at.astimezone(patient.zone).date()
    async with life.visitor.work() as work:
        return await work.uow.check_ins.on_date(patient.id or 0, today) is not None


async def check_plan(life: Life) -> None:
    """What is planned is one prompt at most, and keeps to every wish."""
    patient = await life.visitor.patient()
    mine = [one for one in await life.prompts() if one.patient_id == patient.id]
    planned = [one for one in mine if one.status is PromptStatus.PLANNED]
    asked = [one for one in mine if one.queued_at or one.status is PromptStatus.ANSWERED]
    assert len(planned) <= 1
    assert len([one for one in mine if one.status is PromptStatus.QUEUED]) <= 1
    assert not patient.quiet_hours.contains(patient.check_in_at)
    for one in planned:
        assert not is_quiet(one.due_at, patient.zone, patient.quiet_hours)
        before = [other.on_date for other in asked if other.on_date < one.on_date]
        if before and not one.queued_at:
            between = (one.on_date - max(before)).days
            assert between >= patient.prompt_every_days
            assert between >= 2 or not patient.has_lighter_load(one.due_at)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEPS, min_size=1, max_size=8))
async def test_whatever_is_changed_in_whatever_order_the_plan_keeps_to_every_wish(
    enter: Callable[[], Life], steps: list[list[str]]
) -> None:
    life = enter()
    await life.visitor.enter(**ACTIVE)
    await life.until(at(9))
    await life.check_in()  # from here on each wish has a day to count from
    for step in steps:
        await take(life, step)
        await check_plan(life)
    await change(life, status=PatientStatus.STOPPED)  # the ticks of the next example pass it over


async def test_a_check_in_can_be_had_on_any_day(ellen: Life) -> None:
    await choose(ellen, "How often", "Once a week")
    await ellen.until(at(9, 30))
    await ellen.check_in()
    ellen.clock.at = at(12, day=4)
    await ellen.visitor.ask(check_in.start)
    assert "How has your pain been" in (await ellen.visitor.last()).text


@pytest.mark.parametrize(
    "words",
    [
        "settings",
        "Settings please",
        "change my settings",
        "options",
        "turn on discreet mode",
        "Where can I change the language?",
    ],
)
async def test_they_open_when_they_are_named_in_words(ellen: Life, words: str):
    assert await ellen.visitor.ask(by_title.open_named, words)
    assert (await ellen.visitor.last()).text.startswith("This is how things stand.")


@pytest.mark.parametrize("words", ["I set the table", "what are my options with this pain"])
async def test_other_words_open_no_settings(ellen: Life, words: str):
    assert not await ellen.visitor.ask(by_title.open_named, words)
