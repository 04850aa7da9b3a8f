"""Danger is answered before anything else, and what is said about the alert is true."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest

from bot.domain.alerts import Alert, SafetyCheck, Urgency
from bot.domain.escalation import Trigger
from bot.domain.messages import Lane, OutboxMessage, OutboxStatus
from bot.domain.patients import Flow
from bot.safety.kinds import Outcome, RiskKind
from bot.safety.screening import Screening
from bot.services import safety_checks, safety_response
from bot.services.safety_acting import act
from tests.auxil.practice import Practice

KINDS = [kind for kind in RiskKind if kind is not RiskKind.NONE]
TAKE = "I'll take it"


@pytest.fixture
def practice(desk, database, clock) -> Practice:
    return Practice(desk, database, clock)


@pytest.fixture
async def anna(practice: Practice):
    return await practice.provider("Anna Berg")


@pytest.fixture
async def patient(practice: Practice):
    return await practice.patient()


def screening(outcome: Outcome, kind: RiskKind = RiskKind.SUICIDE_SELF_HARM) -> Screening:
    return Screening(kind=kind, outcome=outcome, reason="a-pattern")


async def responds(practice: Practice, patient, found: Screening) -> list[str]:
    before = len(await practice.texts(patient))
    async with practice.work(update_id=1) as work:
        known = await work.uow.patients.get(patient.id)
        await safety_response.respond(work, known, found)
    return (await practice.texts(patient))[before:]


async def answers(practice: Practice, patient, text: str) -> bool:
    async with practice.work(update_id=1) as work:
        known = await work.uow.patients.get(patient.id)
        return await safety_response.answer_check(work, known, text)


async def in_crisis(practice: Practice, patient) -> bool:
    async with practice.work() as work:
        known = await work.uow.patients.get(patient.id)
        return await safety_response.is_in_crisis(work, known)


def triggers_of(practice: Practice) -> tuple[Trigger, ...]:
    return practice.desk.library.policy.triggers


def with_triggers(practice: Practice, triggers: list[Trigger]) -> Practice:
    library = practice.desk.library
    policy = replace(library.policy, triggers=tuple(triggers))
    desk = replace(practice.desk, library=replace(library, policy=policy))
    return replace(practice, desk=desk)


async def checks(practice: Practice) -> list[SafetyCheck]:
    return await practice.rows(SafetyCheck)


class TestActing:
    @pytest.mark.parametrize("kind", KINDS)
    async def test_every_kind_has_words_numbers_an_alert_and_the_truth(
        self, practice, anna, patient, kind
    ):
        words, line = await responds(practice, patient, screening(Outcome.ACT, kind))
        numbers = practice.desk.library.crisis_numbers("no", "en")
        first = {
            "crisis": numbers.for_crisis,
            "emergency": numbers.for_emergency,
            "urgent": numbers.for_urgent,
        }[practice.desk.library.safety_words(kind.value, "en").numbers][0]
        assert first in words
        assert line.startswith("I have sent an alert to your care team.")
        (copy,) = await practice.chat(anna)
        assert copy.labels == [TAKE]
        assert copy.row.lane is Lane.SAFETY

    async def test_it_goes_out_in_the_safety_lane(self, practice, anna, patient):
        await responds(practice, patient, screening(Outcome.ACT))
        rows = await practice.rows(OutboxMessage, OutboxMessage.patient_id == patient.id)
        assert {row.lane for row in rows} == {Lane.SAFETY}

    @pytest.mark.parametrize("country", ["uk", "us", "eu", "no", None, "atlantis"])
    async def test_the_numbers_are_those_of_the_country(self, practice, anna, country):
        patient = await practice.patient(country=country)
        words, _ = await responds(practice, patient, screening(Outcome.ACT))
        known = country if country in practice.desk.library.countries() else "elsewhere"
        assert practice.desk.library.crisis_numbers(known, "en").for_crisis[0] in words

    async def test_when_nobody_reads_it_says_so_and_when_somebody_will(self, practice, patient):
        await practice.provider("Anna Berg", from_=time(8), until=time(9))
        _, line = await responds(practice, patient, screening(Outcome.ACT))
        assert "right now nobody there is reading" in line
        assert "Tuesday 08:00" in line
        assert (await practice.alert()).nobody_told_at is not None
        await practice.climb(minutes=5)
        assert len(await practice.texts(patient)) == 2  # not told twice

    async def test_each_later_message_is_answered_with_where_the_alert_stands(
        self, practice, anna, patient
    ):
        await responds(practice, patient, screening(Outcome.ACT))
        practice.clock.forward(minutes=1)
        assert (
            "nobody there has confirmed it yet"
            in (await responds(practice, patient, screening(Outcome.ACT)))[1]
        )
        practice.clock.forward(minutes=6)
        assert (
            "I have told your care team again"
            in (await responds(practice, patient, screening(Outcome.ACT)))[1]
        )
        await practice.press(anna, TAKE)
        practice.clock.forward(minutes=6)
        assert (await responds(practice, patient, screening(Outcome.ACT)))[1].startswith(
            "Anna Berg read your earlier alert. I have just sent word"
        )
        assert (
            "I sent word a few minutes ago"
            in (await responds(practice, patient, screening(Outcome.ACT)))[1]
        )

    async def test_an_open_question_is_set_aside(self, practice, anna):
        patient = await practice.patient(focus=Flow.CHECK_IN)
        await responds(practice, patient, screening(Outcome.ACT))
        async with practice.work() as work:
            assert (await work.uow.patients.get(patient.id)).focus is None

    async def test_nothing_found_is_nothing_said(self, practice, patient):
        assert await responds(practice, patient, screening(Outcome.NONE, RiskKind.NONE)) == []

    async def test_a_kind_that_the_policy_forgot_still_raises_an_alert(
        self, practice, anna, patient, monkeypatch
    ):
        monkeypatch.setattr("bot.services.safety_acting.trigger_for_risk", lambda *_: None)
        await responds(practice, patient, screening(Outcome.ACT))
        assert (await practice.alert()).urgency is Urgency.IMMEDIATE

    async def test_a_policy_without_any_safety_trigger_still_raises_an_alert(
        self, practice, anna, patient
    ):
        others = [each for each in triggers_of(practice) if each.event != "safety"]
        await responds(with_triggers(practice, others), patient, screening(Outcome.ACT))
        (copy,) = await practice.texts(anna)
        assert "Words that may mean danger" in copy

    async def test_a_less_urgent_policy_says_no_more_than_is_true(self, practice, anna, patient):
        slow = [replace(each, urgency=Urgency.SOON) for each in triggers_of(practice)]
        slower = with_triggers(practice, slow)
        assert len(await responds(slower, patient, screening(Outcome.ACT))) == 2
        assert len(await responds(slower, patient, screening(Outcome.ACT))) == 1


class TestFailingClosed:
    async def test_a_message_that_could_not_be_screened_takes_the_careful_way(
        self, practice, anna, patient
    ):
        async with practice.work(update_id=1) as work:
            known = await work.uow.patients.get(patient.id)
            await safety_response.respond_fail_closed(work, known)
        words, line = await practice.texts(patient)
        assert "113" in words
        assert "I have sent an alert" in line
        (copy,) = await practice.texts(anna)
        assert "could not screen a message" in copy
        alert = await practice.alert()
        assert alert.cause == "crisis"
        assert alert.facts["events"][0]["because"] == "screening_failed"


class TestAsking:
    async def test_one_direct_question_with_two_buttons(self, practice, anna, patient):
        (question,) = await responds(practice, patient, screening(Outcome.ASK))
        words = practice.desk.library.safety_words("suicide_self_harm", "en")
        (shown,) = await practice.chat(patient)
        assert shown.labels == [words.yes_label, words.no_label]
        assert shown.row.lane is Lane.SAFETY
        (check,) = await checks(practice)
        assert check.expires_at == practice.clock.now() + timedelta(minutes=5)
        assert await practice.rows(Alert) == []
        assert question == shown.text

    async def test_yes_acts(self, practice, anna, patient):
        await responds(practice, patient, screening(Outcome.ASK))
        words = practice.desk.library.safety_words("suicide_self_harm", "en")
        await practice.press(patient, words.yes_label)
        (check,) = await checks(practice)
        assert check.answer == "yes"
        (copy,) = await practice.texts(anna)
        assert "The coach asked directly; the answer was yes." in copy

    async def test_no_is_met_kindly_and_raises_nothing(self, practice, anna, patient):
        await responds(practice, patient, screening(Outcome.ASK))
        words = practice.desk.library.safety_words("suicide_self_harm", "en")
        await practice.press(patient, words.no_label)
        assert await practice.rows(Alert) == []
        assert len(await practice.texts(patient)) == 2

    async def test_somebody_elses_button_does_nothing(self, practice, anna, patient):
        await responds(practice, patient, screening(Outcome.ASK))
        words = practice.desk.library.safety_words("suicide_self_harm", "en")
        (shown,) = await practice.chat(patient)
        await practice.press_token(anna, shown.tokens[words.yes_label])
        assert await practice.rows(Alert) == []

    async def test_a_second_ask_while_one_is_open_acts(self, practice, anna, patient):
        await responds(practice, patient, screening(Outcome.ASK))
        said = await responds(practice, patient, screening(Outcome.ASK))
        assert len(said) == 2
        (check,) = await checks(practice)
        assert check.answer == "none"
        (copy,) = await practice.texts(anna)
        assert "the coach did not ask a second time" in copy

    async def test_another_kind_acts_and_leaves_the_first_question_open(
        self, practice, anna, patient
    ):
        await responds(practice, patient, screening(Outcome.ASK, RiskKind.CHEST_PAIN))
        await responds(practice, patient, screening(Outcome.ASK))
        (check,) = await checks(practice)
        assert check.answered_at is None
        assert (await practice.alert()).cause == "crisis"

    async def test_the_same_is_not_asked_twice_within_minutes(self, practice, anna, patient):
        await responds(practice, patient, screening(Outcome.ASK))
        (shown,) = await practice.chat(patient)
        async with practice.work() as work:
            row = await work.uow.outbox.get(shown.row.id)
            row.status, row.sent_at = OutboxStatus.SENT, practice.clock.now()
        assert await answers(practice, patient, "No.")
        practice.clock.forward(minutes=9)
        assert len(await responds(practice, patient, screening(Outcome.ASK))) == 2
        assert len(await practice.rows(Alert)) == 1

    async def test_it_may_be_asked_again_later(self, practice, anna, patient):
        await responds(practice, patient, screening(Outcome.ASK))
        assert await answers(practice, patient, "no")
        practice.clock.forward(minutes=11)
        await responds(practice, patient, screening(Outcome.ASK))
        assert len(await checks(practice)) == 2
        assert await practice.rows(Alert) == []

    async def test_acting_on_the_same_kind_closes_the_question(self, practice, anna, patient):
        await responds(practice, patient, screening(Outcome.ASK))
        await responds(practice, patient, screening(Outcome.ACT))
        assert (await checks(practice))[0].answered_at is not None
        assert await practice.tick(safety_response.expire_checks) == 0


class TestTypedAnswers:
    async def test_without_a_question_words_are_no_answer(self, practice, patient):
        assert not await answers(practice, patient, "yes")

    async def test_a_command_leaves_the_question_open(self, practice, anna, patient):
        await responds(practice, patient, screening(Outcome.ASK))
        assert not await answers(practice, patient, " /help")
        assert (await checks(practice))[0].answered_at is None

    @pytest.mark.parametrize(
        ("text", "meaning"),
        [
            ("Yes", "yes"),
            ("yes!!", "yes"),
            ("I am.", "yes"),
            ("sometimes", "yes"),
            ("No", "no"),
            ("no, not at all", "no"),
            ("No I\u2019m not", "no"),
            ("no, it's just the pain that kills me", "no"),
            ("nope im just tired", "no"),
            ("no, I'm fine but I think about it", "unclear"),
            ("no one cares", "unclear"),
            ("no doubt", "unclear"),
            ("not really", "unclear"),
            ("maybe", "unclear"),
            ("I don't know", "unclear"),
            ("7", "unclear"),
            ("what do you mean", "unclear"),
            ("", "unclear"),
            ("\N{PENSIVE FACE}", "unclear"),
        ],
    )
    async def test_only_a_clear_no_is_a_no(self, practice, patient, text, meaning):
        async with practice.work() as work:
            kind = RiskKind.SUICIDE_SELF_HARM
            assert safety_checks.read_answer(work, patient, kind, text) == meaning

    @pytest.mark.parametrize("kind", KINDS)
    async def test_a_typed_label_is_as_good_as_its_button(self, practice, patient, kind):
        async with practice.work() as work:
            words = practice.desk.library.safety_words(kind.value, "en")
            said = [
                safety_checks.read_answer(work, patient, kind, label.upper())
                for label in (words.yes_label, words.no_label)
            ]
        assert said == ["yes", "no"]

    @pytest.mark.parametrize(("text", "because"), [("yes", "yes"), ("hm", "unclear")])
    async def test_what_is_not_no_acts(self, practice, anna, patient, text, because):
        await responds(practice, patient, screening(Outcome.ASK))
        assert await answers(practice, patient, text)
        alert = await practice.alert()
        assert alert.facts["events"][0]["because"] == because
        (shown, *_) = await practice.chat(patient)
        assert shown.labels == []  # the buttons are gone

    async def test_an_unclear_answer_does_not_thank_for_saying_it(self, practice, anna, patient):
        await responds(practice, patient, screening(Outcome.ASK))
        await answers(practice, patient, "hm")
        assert "I am not sure that I understood you" in (await practice.texts(patient))[1]


class TestSilence:
    async def test_an_unanswered_question_acts_once(self, practice, anna, patient):
        await responds(practice, patient, screening(Outcome.ASK, RiskKind.CHEST_PAIN))
        practice.clock.forward(minutes=4)
        assert await practice.tick(safety_response.expire_checks) == 0
        practice.clock.forward(minutes=1)
        assert await practice.tick(safety_response.expire_checks) == 1
        assert await practice.tick(safety_response.expire_checks) == 0
        texts = await practice.texts(patient)
        assert "I have not heard back from you" in texts[1]
        (copy,) = await practice.texts(anna)
        assert "got no answer" in copy
        assert (await checks(practice))[0].answer == "none"

    async def test_whoever_answers_late_is_still_heard(self, practice, anna, patient):
        await responds(practice, patient, screening(Outcome.ASK))
        practice.clock.forward(minutes=5)
        await practice.tick(safety_response.expire_checks)
        words = practice.desk.library.safety_words("suicide_self_harm", "en")
        await practice.press(patient, words.yes_label)
        alert = await practice.alert()
        assert alert.event_count == 2
        assert (await checks(practice))[0].answer == "yes"

    async def test_a_person_without_a_chat_breaks_nothing(self, practice, anna, patient):
        await responds(practice, patient, screening(Outcome.ASK))
        async with practice.work() as work:
            (await work.uow.patients.get(patient.id)).chat_id = None
        async with practice.work() as work:
            known = await work.uow.patients.get(patient.id)
            await safety_response.answer_check(work, known, "yes")
        assert len(await practice.texts(anna)) == 1


class TestCrisis:
    async def test_it_lasts_an_hour_from_the_last_event(self, practice, anna, patient):
        assert not await in_crisis(practice, patient)
        await responds(practice, patient, screening(Outcome.ACT))
        practice.clock.forward(minutes=50)
        await responds(practice, patient, screening(Outcome.ACT))
        practice.clock.forward(minutes=59)
        assert await in_crisis(practice, patient)
        practice.clock.forward(minutes=1)
        assert not await in_crisis(practice, patient)

    async def test_it_ends_when_the_alert_is_closed(self, practice, anna, patient):
        await responds(practice, patient, screening(Outcome.ACT))
        await practice.press(anna, TAKE)
        await practice.press(anna, "Contacted the patient")
        assert not await in_crisis(practice, patient)

    async def test_an_alert_that_can_wait_is_no_crisis(self, practice, anna, patient):
        await practice.event(patient, "contact-wish")
        assert not await in_crisis(practice, patient)


async def test_acting_uses_the_general_name_of_nobody(practice, patient):
    async with practice.work() as work:
        known = await work.uow.patients.get(patient.id)
        known.called_name = None
        await act(work, known, RiskKind.CHEST_PAIN)
    assert "None" not in (await practice.texts(patient))[0]
