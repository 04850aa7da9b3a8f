"""The questionnaires beside the daily check-in: offered, answered, scored, and told honestly."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import count, pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain.alerts import Alert, AlertStatus, SafetyCheck
from bot.domain.check_ins import Answer, CheckIn, CheckInStatus
from bot.domain.escalation import trigger_for_risk
from bot.domain.messages import OutboxStatus
from bot.domain.patients import Flow
from bot.domain.providers import Position
from bot.services import alerting, by_title, check_in, check_in_corrections, exercises
from bot.services.alert_words import alert_text
from bot.services.hearing import Heard, Taken
from bot.services.patient_summary import summary_words
from bot.services.work import Desk
from bot.storage.tables import outbox
from tests.auxil.visitor import Seen, Visitor
from tests.integration.conftest import MovableClock
from tests.integration.people import add_provider
from tests.integration.test_check_in import ACTIVE, finish, rows

WELCOMED = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)  # the clock begins here, a Monday
STARTS = {"peg": "Three questions", "phq-4": "Four questions", "pgic": "One question"}
NEVER, SEVERAL, HALF, NEARLY = (
    *("Not at all", "Several days"),
    *("More than half the days", "Nearly every day"),
)
LABELS = ("mild", "moderate", "severe", "depression", "anxiety disorder", "score", "PHQ", "PEG")
chats = count(3000)


@pytest.fixture
async def ellen(desk: Desk, database: AsyncEngine) -> Visitor:
    return await Visitor(desk, database).enter(**{**ACTIVE, "onboarded_at": WELCOMED})


@pytest.fixture
async def kari(ellen: Visitor) -> Any:
    async with ellen.work() as work:
        return await add_provider(work, 801, Position.FIRST)


async def deliver(visitor: Visitor) -> None:
    """Have everything that is queued leave now."""
    now = visitor.desk.read_clock()
    left = (
        update(outbox)
        .where(outbox.c.sent_at.is_(None))
        .values(status=OutboxStatus.SENT, sent_at=now)
    )
    async with visitor.engine.begin() as connection:
        await connection.execute(left)


async def daily(visitor: Visitor) -> str | None:
    """Do the daily check-in; return the questionnaire that is offered after it."""
    before = len(await visitor.chat())
    await finish(visitor)
    await deliver(visitor)
    return offered((await visitor.chat())[before:])


def offered(seen: Sequence[Seen]) -> str | None:
    starts = {label: name for name, label in STARTS.items()}
    found = [starts[label] for each in seen for label in each.labels if label in starts]
    assert len(found) <= 1, "never more than one"
    return found[0] if found else None


async def on_day(visitor: Visitor, clock: MovableClock, day: int) -> str | None:
    clock.at = WELCOMED + timedelta(days=day)
    return await daily(visitor)


async def answer(visitor: Visitor, questionnaire_id: str, *labels: str) -> None:
    """Begin a questionnaire and answer it by buttons."""
    await visitor.ask(check_in.start, questionnaire_id)
    for label in labels:
        await visitor.presses(label)


async def keep_round(visitor: Visitor, questionnaire_id: str, on: date, **points: int) -> None:
    """Keep a complete round of an earlier day."""
    patient = await visitor.patient()
    async with visitor.work() as work:
        round_ = CheckIn(
            patient_id=patient.id or 0,
            questionnaire_id=questionnaire_id,
            questionnaire_version=1,
            on_date=on,
            status=CheckInStatus.COMPLETE,
            item_id=None,
            started_at=work.now,
            closes_at=work.now,
            completed_at=work.now,
        )
        work.uow.add(round_)
        await work.uow.flush()
        for item_id, value in points.items():
            work.uow.add(
                Answer(
                    check_in_id=round_.id or 0,
                    item_id=item_id.replace("_", "-"),
                    value_nrs=value,
                    answered_at=work.now,
                )
            )


def peg(*points: int) -> dict[str, int]:
    return dict(zip(("peg_pain", "peg_enjoyment", "peg_activity"), points, strict=True))


async def standing(visitor: Visitor, questionnaire_id: str) -> dict[str, int | None]:
    """What stands as answered in the rounds of a questionnaire."""
    rounds = {
        each.id
        for each in await rows(visitor, CheckIn)
        if each.questionnaire_id == questionnaire_id
    }
    return {
        each.item_id: each.value_nrs
        for each in await rows(visitor, Answer)
        if each.check_in_id in rounds and each.superseded_at is None
    }


async def alerts(visitor: Visitor) -> list[Alert]:
    return await rows(visitor, Alert)


class TestOffer:
    async def test_nothing_is_offered_before_it_is_due(self, ellen, clock):
        assert [await on_day(ellen, clock, day) for day in range(3)] == [None, None, None]

    async def test_each_is_offered_when_its_days_are_over(self, ellen, clock):
        assert await on_day(ellen, clock, 3) == "phq-4"
        await ellen.presses("Four questions")
        for _ in range(4):
            await ellen.presses(NEVER)
        assert await on_day(ellen, clock, 6) is None
        assert await on_day(ellen, clock, 7) == "peg"

    async def test_the_change_so_far_is_asked_about_after_28_days(self, ellen, clock):
        today = WELCOMED.date()
        await keep_round(ellen, "phq-4", today + timedelta(days=20))
        await keep_round(ellen, "peg", today + timedelta(days=26))
        assert await on_day(ellen, clock, 27) is None
        assert await on_day(ellen, clock, 28) == "pgic"
        await ellen.presses("One question")
        await ellen.presses("Much improved")
        assert await standing(ellen, "pgic") == {"pgic-change": 2}
        assert "how you see it yourself" in (await ellen.last()).text

    async def test_the_offer_says_who_reads_it_and_comes_after_the_thanks(self, ellen, clock):
        await on_day(ellen, clock, 3)
        thanks, offer = (await ellen.chat())[-2:]
        assert "Thank you, Ellen." in thanks.text
        assert "Your care team" in offer.text
        assert offer.labels == ["Four questions", "Not now"]

    async def test_not_now_is_left_alone_for_two_days(self, ellen, clock):
        await on_day(ellen, clock, 7)
        await ellen.presses("Not now")
        last = await ellen.last()
        assert last.text == "That is fine. I may ask again some other day."
        assert (await ellen.patient()).focus is None
        assert await on_day(ellen, clock, 8) is None
        assert await on_day(ellen, clock, 9) is not None

    async def test_an_offer_without_an_answer_counts_as_one(self, ellen, clock):
        assert await on_day(ellen, clock, 7) is not None
        assert await on_day(ellen, clock, 8) is None
        assert await on_day(ellen, clock, 10) is not None

    async def test_the_longest_due_comes_first(self, ellen, clock):
        assert await on_day(ellen, clock, 40) == "phq-4"
        assert await on_day(ellen, clock, 42) == "phq-4"

    async def test_a_lighter_day_has_none(self, ellen, clock):
        async with ellen.work() as work:
            patient = await work.uow.patients.by_chat(ellen.chat_id)
            assert patient is not None
            patient.lighter_until = WELCOMED + timedelta(days=9)
        assert await on_day(ellen, clock, 8) is None
        assert await on_day(ellen, clock, 9) is not None

    async def test_none_comes_while_a_direct_question_about_danger_is_open(self, ellen, clock):
        clock.at = WELCOMED + timedelta(days=7)
        patient = await ellen.patient()
        async with ellen.work() as work:
            check = SafetyCheck(
                patient_id=patient.id or 0,
                kind="suicide_self_harm",
                asked_at=work.now,
                expires_at=work.now + timedelta(minutes=20),
            )
            work.uow.add(check)
        assert await daily(ellen) is None

    async def test_none_comes_in_a_crisis(self, ellen, kari, clock):
        clock.at = WELCOMED + timedelta(days=7)
        async with ellen.work() as work:
            patient = await work.uow.patients.by_chat(ellen.chat_id)
            trigger = trigger_for_risk(work.library.policy, "suicide_self_harm")
            assert patient is not None
            assert trigger is not None
            await alerting.raise_alert(work, patient, trigger, {})
        assert await daily(ellen) is None

    async def test_none_comes_into_an_open_exercise(self, ellen, clock):
        clock.at = WELCOMED + timedelta(days=7)
        await ellen.ask(exercises.start, "body-scan")
        assert await daily(ellen) is None

    async def test_none_comes_on_a_day_that_had_one_by_own_wish(self, ellen, clock):
        clock.at = WELCOMED + timedelta(days=7)
        await answer(ellen, "peg", "3", "3", "3")
        assert await daily(ellen) is None

    async def test_a_correction_of_the_check_in_offers_nothing(self, ellen, clock):
        await on_day(ellen, clock, 2)
        clock.at = WELCOMED + timedelta(days=2, hours=1)
        before = len(await ellen.chat())
        await ellen.presses("Change an answer")
        await ellen.presses("Mood")
        await ellen.presses("8")
        assert offered((await ellen.chat())[before:]) is None

    async def test_who_was_never_welcomed_is_offered_none(self, desk, database, clock):
        visitor = await Visitor(desk, database).enter(**{**ACTIVE, "onboarded_at": None})
        assert await on_day(visitor, clock, 30) is None


class TestStalePresses:
    async def test_the_first_press_of_an_offer_wins(self, ellen, clock):
        await on_day(ellen, clock, 3)
        offer = await ellen.last()
        await ellen.presses("Not now")
        async with ellen.work() as work:
            button = await work.uow.buttons.get(offer.tokens["Four questions"])
            assert button is not None
            assert button.pressed_at is not None

    async def test_an_offer_ends_with_the_day(self, ellen, clock):
        await on_day(ellen, clock, 3)
        offer = await ellen.last()
        async with ellen.work() as work:
            button = await work.uow.buttons.get(offer.tokens["Four questions"])
            assert button is not None
            assert button.expires_at == datetime(2026, 3, 5, 23, 0, tzinfo=UTC)  # midnight in Oslo

    async def test_a_second_start_on_the_same_day_offers_to_change_the_first(self, ellen, clock):
        await answer(ellen, "peg", "3", "3", "3")
        await ellen.ask(check_in.start, "peg")
        last = await ellen.last()
        assert last.text.startswith("You have answered these questions today.")
        assert last.labels == ["Change an answer"]

    async def test_a_button_of_an_answered_choice_changes_nothing(self, ellen):
        await ellen.ask(check_in.start, "phq-4")
        old = (await ellen.last()).tokens[NEARLY]
        await ellen.presses(SEVERAL)
        toast = await ellen.press_token(old)
        assert toast is not None
        assert "already answered" in toast
        assert await standing(ellen, "phq-4") == {"gad-nervous": 1}

    async def test_a_round_left_open_ends_and_is_due_again(self, ellen, clock):
        await on_day(ellen, clock, 3)
        await ellen.presses("Four questions")
        await ellen.presses(SEVERAL)
        clock.forward(days=1)
        async with ellen.work() as work:
            assert await check_in.expire(work) == 1
        assert (await ellen.patient()).focus is None
        assert await on_day(ellen, clock, 5) == "phq-4"


class TestAnswering:
    async def test_a_choice_shows_its_answers_one_below_the_other(self, ellen):
        await ellen.ask(check_in.start, "phq-4")
        asked = await ellen.last()
        assert asked.text.endswith("problems?\n\nFeeling nervous, anxious or on edge")
        assert asked.labels == [NEVER, SEVERAL, HALF, NEARLY, "Skip"]
        assert (await ellen.patient()).focus is Flow.CHECK_IN

    async def test_the_answer_stands_below_the_question_in_its_words(self, ellen):
        await ellen.ask(check_in.start, "phq-4")
        await ellen.presses(HALF)
        assert (await ellen.chat())[0].text.endswith("✓ More than half the days")

    @pytest.mark.parametrize(
        ("words", "points"),
        [
            ("not at all", 0),
            ("Several days.", 1),
            ("several days I think", 1),
            ("more than half the days, sadly", 2),
            ("half the days", 2),
            ("NEARLY EVERY DAY", 3),
        ],
    )
    async def test_a_choice_is_answered_in_words_as_well(self, ellen, words, points):
        await ellen.ask(check_in.start, "phq-4")
        assert await ellen.says(words) is Taken.TAKEN
        assert await standing(ellen, "phq-4") == {"gad-nervous": points}

    @pytest.mark.parametrize("words", ["2", "a bit", "days", "purple"])
    async def test_what_names_no_answer_is_asked_again_without_asking_for_a_number(
        self, ellen, words
    ):
        await ellen.ask(check_in.start, "phq-4")
        await ellen.says(words)
        last = await ellen.last()
        assert "number" not in last.text
        assert last.labels == [NEVER, SEVERAL, HALF, NEARLY, "Skip", "Later"]
        assert await standing(ellen, "phq-4") == {}

    async def test_any_question_may_be_skipped(self, ellen):
        await answer(ellen, "phq-4", "Skip", SEVERAL, "Skip", "Skip")
        assert await standing(ellen, "phq-4") == {
            **{"gad-nervous": None, "gad-worry": 1},
            **{"phq-interest": None, "phq-mood": None},
        }
        assert (await ellen.patient()).focus is None

    async def test_several_numbers_in_one_message_answer_the_week(self, ellen):
        await ellen.ask(check_in.start, "peg")
        await ellen.says("pain 6, enjoyment 4, activity 5")
        assert list((await standing(ellen, "peg")).values()) == [6, 4, 5]

    async def test_the_words_of_the_title_show_the_invitation_first(self, ellen):
        assert await ellen.ask(by_title.open_named, "a look back at the week")
        last = await ellen.last()
        assert "Your care team" in last.text
        await ellen.presses("Three questions")
        assert "on average in the past week" in (await ellen.last()).text

    async def test_the_daily_check_in_is_opened_by_other_ways(self, ellen):
        assert not await ellen.ask(by_title.open_named, "daily check-in")


class TestCorrections:
    async def test_the_choice_before_is_changed_in_words(self, ellen):
        await answer(ellen, "phq-4", SEVERAL)
        await ellen.says("no, I meant nearly every day")
        assert await standing(ellen, "phq-4") == {"gad-nervous": 3}
        assert "Nervous or on edge: Nearly every day" in (await ellen.chat())[-2].text
        assert "control worrying" in (await ellen.last()).text

    async def test_the_button_asks_the_choice_before_again(self, ellen):
        await answer(ellen, "phq-4", SEVERAL, "Change my last answer", NEVER)
        assert await standing(ellen, "phq-4") == {"gad-nervous": 0}

    async def test_after_the_end_the_newest_round_is_meant(self, ellen):
        await finish(ellen, sleep=7)
        await answer(ellen, "peg", "3", "4", "7")
        heard = Heard("no, I meant 6 not 7", "correct_answer", 0.95)
        assert await ellen.ask(check_in.correct_at_once, heard)
        assert (await standing(ellen, "peg"))["peg-activity"] == 6
        assert (await standing(ellen, "daily-check-in"))["sleep"] == 7

    async def test_after_the_end_a_named_answer_is_changed_in_its_own_round(self, ellen):
        await finish(ellen, mood=5)
        await answer(ellen, "peg", "3", "4", "7")
        assert await ellen.ask(check_in_corrections.take_plain_words, "mood should be 2")
        assert (await standing(ellen, "daily-check-in"))["mood"] == 2
        assert list((await standing(ellen, "peg")).values()) == [3, 4, 7]

    async def test_an_answer_of_the_check_in_is_changed_amid_the_week(self, ellen):
        await finish(ellen, mood=5)
        await answer(ellen, "peg", "3")
        await ellen.says("mood should be 2")
        assert (await standing(ellen, "daily-check-in"))["mood"] == 2
        assert await standing(ellen, "peg") == {"peg-pain": 3}
        assert "enjoyment of life" in (await ellen.last()).text

    async def test_a_changed_answer_is_scored_anew(self, ellen, kari):
        await answer(ellen, "phq-4", SEVERAL, SEVERAL, NEVER, NEVER)
        assert await alerts(ellen) == []
        await ellen.presses("Change an answer")
        await ellen.presses("Worry")
        await ellen.presses(NEARLY)
        assert [alert.cause for alert in await alerts(ellen)] == ["worry-or-mood"]


class TestBesideTheTimeBefore:
    @pytest.mark.parametrize(
        ("before", "now", "words"),
        [
            ((5, 5, 5), (4, 4, 4), "lower than last time"),
            ((5, 5, 5), (4, 4, 5), "close to what you said"),
            ((5, 5, 5), (6, 6, 5), "close to what you said"),
            ((5, 5, 5), (6, 6, 6), "higher than last time"),
        ],
    )
    async def test_a_week_is_set_beside_the_last_one(self, ellen, clock, before, now, words):
        await keep_round(ellen, "peg", WELCOMED.date() - timedelta(days=7), **peg(*before))
        await answer(ellen, "peg", *map(str, now))
        said = (await ellen.last()).text
        assert words in said
        assert not any(character.isdigit() for character in said)

    @pytest.mark.parametrize("labels", [("4", "4", "4"), ("4", "Skip", "4")])
    async def test_the_first_week_is_set_beside_nothing(self, ellen, labels):
        await answer(ellen, "peg", *labels)
        assert (await ellen.last()).text == "Thank you. That is your week, noted."

    async def test_an_incomplete_week_is_set_beside_nothing(self, ellen):
        await keep_round(ellen, "peg", WELCOMED.date() - timedelta(days=7), **peg(5, 5, 5))
        await answer(ellen, "peg", "1", "Skip", "1")
        assert (await ellen.last()).text == "Thank you. That is your week, noted."


class TestAlerts:
    async def test_one_high_half_is_one_alert_with_its_facts(self, ellen, kari):
        await answer(ellen, "phq-4", HALF, SEVERAL, NEVER, SEVERAL)
        (alert,) = await alerts(ellen)
        assert alert.cause == "worry-or-mood"
        assert alert.status is AlertStatus.TRIGGERED
        assert alert.facts["scores"] == {"gad_2": 3, "phq_2": 1, "phq_4": 4, "phq_4_half": 3}
        async with ellen.work() as work:
            patient = await work.uow.patients.by_chat(ellen.chat_id)
            assert patient is not None
            text = alert_text(work, alert, patient)
        assert "PHQ-4, higher half 3" in text
        assert "In full: PHQ-4 4 of 12, worry (GAD-2) 3 of 6, mood (PHQ-2) 1 of 6." in text
        assert "no diagnosis" in text

    async def test_the_patient_hears_that_the_team_was_told_and_no_number(self, ellen, kari):
        await answer(ellen, "phq-4", NEARLY, NEARLY, NEARLY, NEARLY)
        chat = [seen.text for seen in await ellen.chat()]
        assert chat[-1].startswith("Some of your answers looked hard. As I said before I asked")
        for text in chat:
            said = text.replace(ASKED, "").lower()
            assert [label for label in LABELS if label.lower() in said] == []
        assert not any(character.isdigit() for text in chat[-2:] for character in text[:90])

    @pytest.mark.parametrize(
        "labels",
        [
            (HALF, NEVER, HALF, NEVER),
            (NEARLY, "Skip", "Skip", NEARLY),  # no half is complete
            (NEVER, NEVER, NEVER, NEVER),
        ],
    )
    async def test_less_than_that_raises_nothing(self, ellen, kari, labels):
        await answer(ellen, "phq-4", *labels)
        assert await alerts(ellen) == []

    async def test_a_complete_half_counts_though_the_other_is_skipped(self, ellen, kari):
        await answer(ellen, "phq-4", "Skip", SEVERAL, HALF, HALF)
        (alert,) = await alerts(ellen)
        assert alert.facts["scores"] == {"phq_2": 4, "phq_4_half": 4}

    async def test_two_harder_weeks_running_raise_one_alert(self, ellen, kari, clock):
        today = WELCOMED.date()
        for weeks in (5, 4, 3, 2):
            await keep_round(ellen, "peg", today - timedelta(weeks=weeks), **peg(3, 3, 4))
        await keep_round(ellen, "peg", today - timedelta(weeks=1), **peg(5, 5, 6))
        await answer(ellen, "peg", "6", "6", "6")
        (alert,) = await alerts(ellen)
        assert alert.cause == "harder-weeks"
        assert alert.facts["values"] == [5.3, 6.0]
        assert alert.facts["baseline"] == 3.3

    async def test_one_harder_week_raises_nothing(self, ellen, kari):
        for weeks in (3, 2, 1):
            day = WELCOMED.date() - timedelta(weeks=weeks)
            await keep_round(ellen, "peg", day, **peg(3, 3, 4))
        await answer(ellen, "peg", "9", "9", "9")
        assert await alerts(ellen) == []

    async def test_a_second_high_round_is_counted_on_the_open_alert(self, ellen, kari, clock):
        await answer(ellen, "phq-4", HALF, HALF, NEVER, NEVER)
        clock.forward(days=21)
        await answer(ellen, "phq-4", NEARLY, NEARLY, NEVER, NEVER)
        (alert,) = await alerts(ellen)
        assert alert.event_count == 2
        assert alert.facts["scores"]["gad_2"] == 6

    async def test_very_much_worse_is_told_in_the_summary_and_raises_nothing(self, ellen, kari):
        await answer(ellen, "pgic", "Very much worse")
        assert await alerts(ellen) == []


class TestSummary:
    async def summary(self, ellen: Visitor) -> str:
        return await ellen.ask(summary_words)

    async def test_without_a_round_there_is_no_word_of_scores(self, ellen):
        assert "Questionnaires" not in await self.summary(ellen)

    async def test_the_last_score_stands_beside_the_one_before(self, ellen):
        await keep_round(ellen, "peg", WELCOMED.date() - timedelta(days=7), **peg(7, 6, 7))
        await answer(ellen, "peg", "5", "5", "6")
        assert "PEG 5.3 of 10 (2 March), before 6.7" in await self.summary(ellen)

    async def test_what_was_skipped_is_not_complete(self, ellen):
        await answer(ellen, "peg", "5", "Skip", "6")
        await answer(ellen, "phq-4", "Skip", NEVER, HALF, HALF)
        summary = await self.summary(ellen)
        assert "PEG not complete (2 March)" in summary
        assert "PHQ-4 not complete, mood (PHQ-2) 4 of 6 (2 March)" in summary

    async def test_a_change_is_shown_as_it_was_answered(self, ellen):
        await answer(ellen, "pgic", "Minimally worse")
        assert "PGIC 5, “Minimally worse” (2 March)" in await self.summary(ellen)

    async def test_the_summary_says_that_a_score_is_no_diagnosis(self, ellen):
        await answer(ellen, "phq-4", NEVER, NEVER, SEVERAL, NEVER)
        summary = await self.summary(ellen)
        assert "A score is no diagnosis." in summary
        assert "PHQ-4 1 of 12, worry (GAD-2) 0 of 6, mood (PHQ-2) 1 of 6 (2 March)" in summary


ASKED = "Over the last 2 weeks, how often have you been bothered by the following problems?"
ACTS = ("nothing", "check in", "not now", "ignore", "answer")


class Book:
    """When each should be offered, kept beside the patient's days."""

    first = {"peg": 7, "phq-4": 3, "pgic": 28}
    every = {"peg": 7, "phq-4": 21, "pgic": 28}

    def __init__(self) -> None:
        self.due = dict(self.first)
        self.offered_on = -9

    def expected(self, day: int) -> str | None:
        waiting = sorted((due, name) for name, due in self.due.items() if due <= day)
        return waiting[0][1] if waiting and day >= self.offered_on + 2 else None

    def note(self, day: int, name: str, *, is_answered: bool) -> None:
        self.offered_on = day
        if is_answered:
            self.due[name] = day + self.every[name]


class TestAnyDays:
    @settings(
        max_examples=6,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(acts=st.lists(st.sampled_from(ACTS), min_size=12, max_size=36))
    async def test_each_is_offered_when_it_is_due_and_only_then(
        self, desk: Desk, database: AsyncEngine, clock: MovableClock, acts: list[str]
    ):
        clock.at = WELCOMED
        visitor = await Visitor(desk, database, chat_id=next(chats)).enter(
            **{**ACTIVE, "onboarded_at": WELCOMED}
        )
        book, days = Book(), []
        for day, act in enumerate(acts):
            if act == "nothing":
                continue
            name = await on_day(visitor, clock, day)
            assert name == book.expected(day)
            if name is None:
                continue
            days.append(day)
            book.note(day, name, is_answered=act == "answer")
            if act == "not now":
                await visitor.presses("Not now")
            elif act == "answer":
                await visitor.presses(STARTS[name])
                while (await visitor.patient()).focus is Flow.CHECK_IN:
                    await visitor.presses("Skip")
        assert all(later - earlier >= 2 for earlier, later in pairwise(days))
