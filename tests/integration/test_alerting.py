"""From the first event to the last word, on both databases."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.domain.alerts import AlertStatus, ResolutionOutcome
from bot.domain.messages import Lane, OutboxMessage
from bot.domain.patients import Patient
from bot.domain.providers import Position, Provider
from bot.safety.kinds import RiskKind
from bot.services import alert_climbing
from bot.services.alert_facts import safety_facts
from bot.services.alerting import Told, raise_alert
from bot.services.work import Desk
from tests.auxil.practice import Practice

TAKE = "I'll take it"


@pytest.fixture
def practice(desk: Desk, database, clock) -> Practice:
    return Practice(desk, database, clock)


@pytest.fixture
async def first(practice: Practice) -> Provider:
    return await practice.provider("Anna Berg", Position.FIRST)


@pytest.fixture
async def backup(practice: Practice) -> Provider:
    return await practice.provider("Bo Dahl", Position.BACKUP)


@pytest.fixture
async def patient(practice: Practice) -> Patient:
    return await practice.patient()


def crisis(practice: Practice) -> dict:
    return safety_facts(practice.clock.now(), "crisis", RiskKind.SUICIDE_SELF_HARM, None)


HIGH_PAIN = {
    "measure": "pain_nrs",
    "operator": ">=",
    "values": [8, 9, 8],
    "dates": ["2026-02-28", "2026-03-01", "2026-03-02"],
    "limit": 8,
}


class TestRaising:
    async def test_the_first_message_is_queued_with_the_alert(self, practice, first, patient):
        raised = await practice.event(patient, "crisis", crisis(practice))
        assert raised.told is Told.NOW
        (copy,) = await practice.chat(first)
        assert copy.labels == [TAKE]
        assert copy.row.lane is Lane.SAFETY
        assert copy.row.alert_id == raised.alert.id
        assert await practice.events() == ["raised", "notified"]

    async def test_the_copy_has_the_facts_and_no_name(self, practice, first, patient):
        await practice.event(patient, "crisis", crisis(practice))
        (text,) = await practice.texts(first)
        assert "L-4F7Q" in text
        assert "Kim" not in text
        assert "Words about suicide or self-harm" in text
        assert "13:00" in text  # Oslo, at noon UTC
        assert "crisis lines and the emergency number (Norway)" in text
        assert len(text) <= 1000

    async def test_a_trend_shows_its_days_and_the_patient_is_told(self, practice, first, patient):
        raised = await practice.event(patient, "high-pain", HIGH_PAIN)
        (text,) = await practice.texts(first)
        assert "Saturday 28.02.: pain 8" in text
        assert "Monday 02.03.: pain 8" in text
        (told,) = await practice.texts(patient)
        assert "I have let your care team know" in told
        assert "When one of them has read it" in told
        assert raised.told is Told.NOW

    async def test_a_trend_that_nobody_reads_now_says_so_with_numbers(self, practice, patient):
        await practice.provider("Anna Berg", days="12345", from_=time(8), until=time(9))
        await practice.event(patient, "high-pain", HIGH_PAIN)
        (told,) = await practice.texts(patient)
        assert "Right now nobody there is reading" in told
        assert "Tuesday 08:00" in told
        assert "116117" in told
        assert (await practice.alert()).nobody_told_at is not None
        await practice.climb(minutes=5)
        assert len(await practice.texts(patient)) == 1  # told once

    async def test_silence_is_told_after_the_quiet_hours(self, practice, first, patient):
        practice.at(datetime(2026, 3, 2, 22, 30, tzinfo=UTC))
        trigger = practice.trigger("silence-after-bad-day")
        facts = {**HIGH_PAIN, "missed_dates": ["2026-03-03"]}
        async with practice.work() as work:
            person = await work.uow.patients.get(patient.id)
            assert await raise_alert(work, person, trigger, facts) is not None
        (shown,) = await practice.chat(patient)
        assert "There is nothing you need to do" in shown.text
        assert shown.row.due_at == datetime(2026, 3, 3, 6, 0, tzinfo=UTC)
        (copy,) = await practice.texts(first)
        assert "Tuesday 03.03.: no check-in" in copy

    async def test_a_rise_shows_what_is_usual(self, practice, first, patient):
        facts = {**HIGH_PAIN, "baseline": 4.5, "points": 3}
        await practice.event(patient, "rise-over-baseline", facts)
        (text,) = await practice.texts(first)
        assert "Usual before that: pain 4.5" in text

    async def test_another_zone_shows_both_clocks(self, practice, first):
        patient = await practice.patient(timezone="America/New_York", country=None)
        await practice.event(patient, "crisis", crisis(practice))
        (text,) = await practice.texts(first)
        assert "13:00 (clinic time), 07:00 where the patient is" in text
        assert "country not known" in text

    async def test_a_blocked_chat_is_named_to_the_provider(self, practice, first):
        patient = await practice.patient(unreachable_since=practice.clock.now())
        await practice.event(patient, "contact-wish")
        (text,) = await practice.texts(first)
        assert "has blocked the coach since 13:00" in text


class TestGrouping:
    async def test_one_alert_for_one_cause(self, practice, first, patient):
        await practice.event(patient, "high-pain", HIGH_PAIN)
        raised = await practice.event(patient, "high-pain", {**HIGH_PAIN, "values": [9, 8, 9]})
        assert raised.told is Told.QUIETLY
        alert = await practice.alert()
        assert alert.event_count == 2
        assert alert.facts["values"] == [9, 8, 9]
        assert len(await practice.chat(first)) == 1
        assert len(await practice.chat(patient)) == 1
        assert await practice.events() == ["raised", "notified", "grouped"]

    async def test_two_causes_are_two_alerts(self, practice, first, patient):
        await practice.event(patient, "high-pain", HIGH_PAIN)
        await practice.event(patient, "contact-wish")
        assert len(await practice.chat(first)) == 2

    async def test_an_urgent_event_is_told_again_after_a_few_minutes(
        self, practice, first, patient
    ):
        await practice.event(patient, "crisis", crisis(practice))
        practice.clock.forward(minutes=1)
        assert (await practice.event(patient, "crisis", crisis(practice))).told is Told.WAITING
        assert len(await practice.chat(first)) == 1
        practice.clock.forward(minutes=5)
        assert (await practice.event(patient, "crisis", crisis(practice))).told is Told.AGAIN
        old, new = await practice.chat(first)
        assert "It happened again." in new.text
        assert "3 times so far" in new.text
        assert new.labels == [TAKE]
        assert old.labels == []
        assert old.text.endswith("Sent again at 13:06, see below.")
        assert "Words about" in old.text

    async def test_the_owner_of_an_urgent_alert_is_told_again(
        self, practice, first, backup, patient
    ):
        await practice.event(patient, "crisis", crisis(practice))
        await practice.press(first, TAKE)
        practice.clock.forward(minutes=2)
        assert (await practice.event(patient, "crisis", crisis(practice))).told is Told.OWNER
        newest = (await practice.chat(first))[-1]
        assert "It happened again." in newest.text
        assert "Contacted the patient" in newest.labels
        again = await practice.event(patient, "crisis", crisis(practice))
        assert again.told is Told.OWNER_BEFORE
        assert len(await practice.chat(first)) == 2
        assert await practice.chat(backup) == []

    async def test_a_later_urgent_event_opens_the_alert_again(
        self, practice, first, backup, patient
    ):
        await practice.event(patient, "crisis", crisis(practice))
        await practice.climb(minutes=10)
        await practice.press(backup, TAKE)
        practice.clock.forward(minutes=20)
        raised = await practice.event(patient, "crisis", crisis(practice))
        assert raised.told is Told.AGAIN
        alert = await practice.alert()
        assert alert.status is AlertStatus.TRIGGERED
        newest = (await practice.chat(first))[-1]
        assert newest.labels == [TAKE]
        assert "NEW" in newest.text
        (of_owner,) = await practice.chat(backup)
        assert of_owner.labels == [TAKE]
        assert "NEW" in of_owner.text

    async def test_a_later_urgent_event_that_nobody_reads_says_so(self, practice, patient):
        first = await practice.provider("Anna Berg", from_=time(8), until=time(16))
        await practice.event(patient, "crisis", crisis(practice))
        await practice.press(first, TAKE)
        practice.clock.forward(hours=8)
        raised = await practice.event(patient, "crisis", crisis(practice))
        assert raised.told is Told.NOBODY
        assert (await practice.alert()).nobody_told_at is None  # for the caller to say, and keep

    async def test_an_owner_who_cannot_be_reached_loses_the_alert(
        self, practice, first, backup, patient
    ):
        await practice.event(patient, "crisis", crisis(practice))
        await practice.press(first, TAKE)
        async with practice.work() as work:
            gone = await work.uow.providers.get(first.id)
            gone.unreachable_since = practice.clock.now()
        practice.clock.forward(minutes=1)
        raised = await practice.event(patient, "crisis", crisis(practice))
        assert raised.told is Told.AGAIN
        (copy,) = await practice.chat(backup)
        assert copy.labels == [TAKE]

    async def test_somebody_who_reads_by_now_is_told_at_once(self, practice, patient):
        first = await practice.provider("Anna Berg", from_=time(14), until=time(16))
        raised = await practice.event(patient, "crisis", crisis(practice))
        assert raised.told is Told.NOBODY
        practice.clock.forward(minutes=61)
        raised = await practice.event(patient, "crisis", crisis(practice))
        assert raised.told is Told.NOW
        assert len(await practice.chat(first)) == 1


class TestCoolDown:
    async def test_a_cause_rests_after_it_was_closed(self, practice, first, patient):
        await practice.event(patient, "high-pain", HIGH_PAIN)
        await practice.press(first, TAKE)
        await practice.press(first, "No action needed")
        practice.clock.forward(hours=71)
        raised = await practice.event(patient, "high-pain", HIGH_PAIN)
        assert raised.alert is None
        assert raised.told is Told.QUIETLY
        practice.clock.forward(hours=1)
        raised = await practice.event(patient, "high-pain", HIGH_PAIN)
        assert raised.told is Told.NOW

    async def test_danger_never_rests(self, practice, first, patient):
        await practice.event(patient, "crisis", crisis(practice))
        await practice.press(first, TAKE)
        await practice.press(first, "Contacted the patient")
        raised = await practice.event(patient, "crisis", crisis(practice))
        assert raised.told is Told.NOW
        assert len(await practice.chat(first)) == 2


class TestClimbing:
    async def test_backup_after_ten_minutes_then_both(self, practice, first, backup, patient):
        await practice.event(patient, "crisis", crisis(practice))
        assert await practice.climb(minutes=9) == 0
        assert await practice.climb(minutes=1) == 1
        assert len(await practice.chat(backup)) == 1
        await practice.climb(minutes=10)
        assert len(await practice.chat(first)) == 2
        assert len(await practice.chat(backup)) == 2
        assert [shown.labels for shown in await practice.chat(first)] == [[], [TAKE]]

    async def test_the_last_step_repeats_and_the_patient_is_told_once(
        self, practice, first, backup, patient
    ):
        await practice.event(patient, "crisis", crisis(practice))
        for minutes in (10, 10, 15, 15):
            await practice.climb(minutes=minutes)
        assert len(await practice.chat(first)) == 4
        (told,) = await practice.texts(patient)
        assert "Nobody in your care team has confirmed your alert yet" in told
        assert "113" in told

    async def test_an_empty_step_is_skipped_at_once(self, practice, backup, patient):
        raised = await practice.event(patient, "crisis", crisis(practice))
        assert raised.told is Told.NOW
        assert len(await practice.chat(backup)) == 1
        assert await practice.events() == ["raised", "step_empty", "notified"]

    async def test_nobody_is_told_once_and_tried_again(self, practice, patient):
        first = await practice.provider("Anna Berg", from_=time(14), until=time(16))
        raised = await practice.event(patient, "crisis", crisis(practice))
        assert raised.told is Told.NOBODY
        await practice.climb(minutes=5)
        await practice.climb(minutes=5)
        (told,) = await practice.texts(patient)
        assert "Nobody in your care team is reading alerts right now" in told
        assert "14:00" in told
        assert (await practice.events()).count("nobody_reachable") == 1
        await practice.climb(minutes=50)
        assert len(await practice.chat(first)) == 1

    async def test_a_clinic_without_providers_still_answers(self, practice, patient):
        await practice.event(patient, "crisis", crisis(practice))
        await practice.climb(minutes=5)
        (told,) = await practice.texts(patient)
        assert "nobody is set to read alerts" in told

    async def test_what_can_wait_is_not_told_at_night(self, practice, patient):
        practice.at(datetime(2026, 3, 2, 20, 30, tzinfo=UTC))
        await practice.provider("Anna Berg", from_=time(8), until=time(16))
        await practice.event(patient, "contact-wish")
        await practice.climb(minutes=5)
        assert await practice.chat(patient) == []
        practice.at(datetime(2026, 3, 3, 6, 10, tzinfo=UTC))
        await practice.climb()
        (told,) = await practice.texts(patient)
        assert "08:00" in told

    async def test_an_unconfirmed_soon_alert_is_not_told_at_night(self, practice, patient):
        practice.at(datetime(2026, 3, 2, 18, 30, tzinfo=UTC))
        await practice.provider("Anna Berg")
        await practice.event(patient, "contact-wish")
        for hours in (1, 2):
            await practice.climb(hours=hours)
        assert await practice.chat(patient) == []
        practice.at(datetime(2026, 3, 3, 7, 0, tzinfo=UTC))
        await practice.climb()
        (told,) = await practice.texts(patient)
        assert "has confirmed" in told

    async def test_the_same_step_twice_says_everything_once(self, practice, first, patient):
        raised = await practice.event(patient, "crisis", crisis(practice))
        async with practice.work() as work:
            alert = await work.uow.alerts.get(raised.alert.id)
            alert.step_index, alert.next_step_at = 0, alert.raised_at
        await practice.climb()
        assert len(await practice.chat(first)) == 1
        assert (await practice.events()).count("notified") == 1

    async def test_a_second_tick_finds_nothing_to_do(self, practice, first, backup, patient):
        await practice.event(patient, "crisis", crisis(practice))
        assert await practice.climb(minutes=10) == 1
        assert await practice.climb() == 0
        assert len(await practice.chat(backup)) == 1

    async def test_two_ticks_at_once_tell_everybody_once(self, practice, first, backup, patient):
        await practice.event(patient, "crisis", crisis(practice))
        practice.clock.forward(minutes=10)
        handled = await asyncio.gather(*(practice.climb() for _ in range(4)))
        assert sum(handled) == 1
        assert len(await practice.chat(backup)) == 1

    async def test_a_running_alert_keeps_its_own_ladder(self, practice, first, patient):
        raised = await practice.event(patient, "crisis", crisis(practice))
        async with practice.work() as work:
            alert = await work.uow.alerts.get(raised.alert.id)
            alert.policy = {**alert.policy, "steps": [{"notify": ["first"], "wait_min": 3}]}
        await practice.climb(minutes=10)
        alert = await practice.alert()
        assert alert.next_step_at == practice.clock.now() + timedelta(minutes=3)

    async def test_a_damaged_ladder_does_not_silence_an_alert(
        self, practice, first, backup, patient, caplog
    ):
        raised = await practice.event(patient, "crisis", crisis(practice))
        async with practice.work() as work:
            alert = await work.uow.alerts.get(raised.alert.id)
            alert.policy = {"title": "Damaged"}
        await practice.climb(minutes=10)
        assert len(await practice.chat(backup)) == 1
        assert "ladder_damaged" in {getattr(each, "event", "") for each in caplog.records}

    async def test_unreadable_facts_do_not_keep_an_alert_back(
        self, practice, first, patient, caplog
    ):
        damaged = {"measure": "pain_nrs", "dates": ["not a date"], "values": [8]}
        await practice.event(patient, "high-pain", damaged)
        (text,) = await practice.texts(first)
        assert "cannot be shown" in text
        assert "alert_facts_unreadable" in {getattr(each, "event", "") for each in caplog.records}

    async def test_one_damaged_alert_does_not_hold_up_the_others(
        self, practice, first, backup, patient, caplog, monkeypatch
    ):
        raised = await practice.event(patient, "crisis", crisis(practice))
        await practice.event(patient, "red-flag", crisis(practice))
        send_copy = alert_climbing.send_copy

        async def fail_once(work, alert, *rest, **more):
            if alert.id == raised.alert.id:
                raise KeyError("damaged")
            return await send_copy(work, alert, *rest, **more)

        monkeypatch.setattr(alert_climbing, "send_copy", fail_once)
        assert await practice.climb(minutes=10) == 2
        assert len(await practice.chat(backup)) == 1
        assert "alert_cannot_climb" in {getattr(each, "event", "") for each in caplog.records}
        monkeypatch.undo()
        assert await practice.climb(minutes=1) == 1
        assert len(await practice.chat(backup)) == 2  # the step was not lost


class TestAnswers:
    async def test_taking_shows_everybody_who_has_it(self, practice, first, backup, patient):
        await practice.event(patient, "crisis", crisis(practice))
        await practice.climb(minutes=10)
        practice.clock.forward(minutes=2)
        toast = await practice.press(backup, TAKE)
        assert toast == "It is yours. Thank you."
        alert = await practice.alert()
        assert alert.status is AlertStatus.ACKNOWLEDGED
        assert alert.acknowledged_by == backup.id
        assert alert.next_step_at == practice.clock.now() + timedelta(hours=12)
        (mine,) = await practice.chat(backup)
        assert "You took this at 13:12" in mine.text
        assert mine.labels == ["Contacted the patient", "Passed on", "No action needed"]
        (other,) = await practice.chat(first)
        assert "Bo Dahl took this at 13:12" in other.text
        assert other.labels == []

    async def test_the_patient_hears_who_read_it_on_their_own_clock(self, practice, first):
        patient = await practice.patient(timezone="Europe/London", country="uk")
        await practice.event(patient, "crisis", crisis(practice))
        await practice.press(first, TAKE)
        (shown,) = await practice.chat(patient)
        assert shown.text.startswith("Anna Berg read your alert at 12:00.")
        assert shown.row.lane is Lane.SAFETY

    async def test_a_second_provider_hears_kindly_who_has_it(
        self, practice, first, backup, patient
    ):
        await practice.event(patient, "crisis", crisis(practice))
        await practice.climb(minutes=10)
        token = (await practice.chat(backup))[0].tokens[TAKE]
        await practice.press(first, TAKE)
        assert (
            await practice.press_token(backup, token) == "Anna Berg has this already, since 13:10."
        )
        assert (await practice.alert()).acknowledged_by == first.id

    async def test_taking_it_twice_changes_nothing(self, practice, first, patient):
        await practice.event(patient, "crisis", crisis(practice))
        token = (await practice.chat(first))[0].tokens[TAKE]
        await practice.press_token(first, token)
        assert await practice.press_token(first, token) == "It is yours. Thank you."
        assert (await practice.events()).count("acknowledged") == 1

    async def test_closing_tells_everybody(self, practice, first, backup, patient):
        await practice.event(patient, "high-pain", HIGH_PAIN)
        await practice.climb(minutes=60)
        await practice.press(first, TAKE)
        practice.clock.forward(minutes=20)
        assert await practice.press(first, "Contacted the patient") == "Closed. Thank you."
        alert = await practice.alert()
        assert alert.status is AlertStatus.RESOLVED
        assert alert.outcome is ResolutionOutcome.CONTACTED
        assert alert.next_step_at is None
        for provider in (first, backup):
            text = (await practice.texts(provider))[-1]
            assert "Closed at 14:20 by Anna Berg: contacted the patient." in text
        told = await practice.texts(patient)
        assert told[-2].startswith("Anna Berg read the alert about you at 14:00.")
        assert "has noted that they have been in touch with you" in told[-1]
        assert await practice.climb(hours=48) == 0

    @pytest.mark.parametrize(
        ("label", "words"),
        [("Passed on", "has passed your alert on"), ("No action needed", "closed it for now")],
    )
    async def test_each_outcome_has_words_for_the_patient(
        self, practice, first, patient, label, words
    ):
        await practice.event(patient, "crisis", crisis(practice))
        await practice.press(first, TAKE)
        await practice.press(first, label)
        assert words in (await practice.texts(patient))[-1]

    async def test_news_that_can_wait_waits_for_the_morning(self, practice, first, patient):
        await practice.event(patient, "contact-wish")
        practice.at(datetime(2026, 3, 2, 22, 0, tzinfo=UTC))
        await practice.press(first, TAKE)
        (shown,) = await practice.chat(patient)
        assert shown.text.startswith("Anna Berg read at Monday 23:00 that you would like")
        assert shown.row.due_at == datetime(2026, 3, 3, 6, 0, tzinfo=UTC)
        assert shown.row.lane is Lane.REPLY

    async def test_a_provider_who_has_left_can_do_nothing(self, practice, first, patient):
        await practice.event(patient, "crisis", crisis(practice))
        take = (await practice.chat(first))[0].tokens[TAKE]
        async with practice.work() as work:
            (await work.uow.providers.get(first.id)).disabled_at = practice.clock.now()
        assert "access has ended" in await practice.press_token(first, take)
        assert (await practice.alert()).status is AlertStatus.TRIGGERED

    async def test_an_outcome_of_one_who_has_left_is_refused(self, practice, first, patient):
        await practice.event(patient, "crisis", crisis(practice))
        await practice.press(first, TAKE)
        close = (await practice.chat(first))[0].tokens["Passed on"]
        async with practice.work() as work:
            (await work.uow.providers.get(first.id)).disabled_at = practice.clock.now()
        assert "access has ended" in await practice.press_token(first, close)
        assert (await practice.alert()).status is AlertStatus.ACKNOWLEDGED

    async def test_a_stale_outcome_does_not_close_what_is_open_again(
        self, practice, first, patient
    ):
        await practice.event(patient, "crisis", crisis(practice))
        await practice.press(first, TAKE)
        close = (await practice.chat(first))[0].tokens["No action needed"]
        practice.clock.forward(minutes=20)
        await practice.event(patient, "crisis", crisis(practice))
        assert await practice.press_token(first, close) == (
            "Please take it first; nobody has it at the moment."
        )
        assert (await practice.alert()).is_open

    async def test_only_the_owner_closes(self, practice, first, backup, patient):
        await practice.event(patient, "crisis", crisis(practice))
        await practice.press(first, TAKE)
        close = (await practice.chat(first))[0].tokens["Passed on"]
        assert "Anna Berg has this already" in await practice.press_token(backup, close)
        await practice.press_token(first, close)
        toast = await practice.press_token(backup, close)
        assert toast == "This was closed at 13:00 by Anna Berg."
        assert await practice.press_token(first, close) == toast


class TestLapsing:
    async def test_an_acknowledgement_runs_out(self, practice, first, backup, patient):
        await practice.event(patient, "crisis", crisis(practice))
        await practice.climb(minutes=10)
        await practice.press(backup, TAKE)
        await practice.climb(hours=12)
        alert = await practice.alert()
        assert alert.status is AlertStatus.TRIGGERED
        assert alert.acknowledged_by is None
        newest = (await practice.chat(first))[-1]
        assert newest.labels == [TAKE]
        (of_owner,) = await practice.chat(backup)
        assert "nothing was noted in time" in of_owner.text
        assert of_owner.labels == [TAKE]
        assert "has not noted yet what came of it" in (await practice.texts(patient))[-1]
        assert (await practice.events())[-3:] == ["reopened", "patient_told", "notified"]

    async def test_the_second_climb_tells_the_patient_anew(self, practice, first, patient):
        await practice.event(patient, "crisis", crisis(practice))
        for minutes in (10, 10, 15, 15):
            await practice.climb(minutes=minutes)
        await practice.press(first, TAKE)
        await practice.climb(hours=12)
        for minutes in (10, 10, 15, 15):
            await practice.climb(minutes=minutes)
        unconfirmed = [text for text in await practice.texts(patient) if "confirmed" in text]
        assert len(unconfirmed) == 2

    async def test_an_early_tick_leaves_the_owner_in_peace(self, practice, first, patient):
        raised = await practice.event(patient, "crisis", crisis(practice))
        await practice.press(first, TAKE)
        async with practice.work() as work:
            alert = await work.uow.alerts.get(raised.alert.id)
            alert.next_step_at = practice.clock.now()
        assert await practice.climb() == 1
        alert = await practice.alert()
        assert alert.status is AlertStatus.ACKNOWLEDGED
        assert alert.next_step_at == alert.acknowledgement_expires_at

    async def test_the_history_only_grows(self, practice, first, patient):
        await practice.event(patient, "crisis", crisis(practice))
        await practice.press(first, TAKE)
        await practice.press(first, "Passed on")
        assert await practice.events() == [
            "raised",
            "notified",
            "acknowledged",
            "patient_told",
            "resolved",
            "patient_told",
        ]

    async def test_every_message_to_a_provider_fits_one_screen(self, practice, patient):
        name = "N" * 64
        first = await practice.provider(name)
        for minute in range(6):
            practice.clock.forward(minutes=6)
            kind = RiskKind.INFECTION_FEVER if minute % 2 else RiskKind.CAUDA_EQUINA
            facts = safety_facts(practice.clock.now(), "urgent", kind, "asked_again")
            await practice.event(patient, "red-flag", facts)
        await practice.press(first, TAKE)
        rows = await practice.rows(OutboxMessage, OutboxMessage.provider_id.is_not(None))
        assert max(len(row.text) for row in rows) <= 1000
        whole = [row.text for row in rows if not row.text.endswith("see below.")]
        assert all("Alerts hold no names" in text for text in whole)
        newest = (await practice.texts(first))[-1]
        assert newest.endswith("When it is done, tap what came of it.")
