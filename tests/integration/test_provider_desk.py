"""What providers see when they ask, and what happens when they leave."""

from __future__ import annotations

from datetime import time

import pytest

from bot.chat.incoming import Incoming, Kind
from bot.chat.providers import entrance
from bot.chat.providers.commands import handle_provider_text
from bot.domain.alerts import AlertStatus
from bot.domain.patients import PatientStatus
from bot.domain.providers import Position
from bot.safety.kinds import RiskKind
from bot.services import provider_desk
from bot.services.alert_facts import safety_facts
from tests.auxil.practice import Practice

TAKE = "I'll take it"


@pytest.fixture
def practice(desk, database, clock) -> Practice:
    return Practice(desk, database, clock)


@pytest.fixture
async def anna(practice: Practice):
    return await practice.provider("Anna Berg")


async def says(practice: Practice, provider, text: str) -> list[str]:
    before = len(await practice.texts(provider))
    async with practice.work(update_id=1) as work:
        known = await work.uow.providers.get(provider.id)
        await handle_provider_text(work, known, text)
    return (await practice.texts(provider))[before:]


class TestCommands:
    @pytest.mark.parametrize("text", ["/help", "/start", "/HELP@lindra_bot"])
    async def test_help_lists_the_commands(self, practice, anna, text):
        (answer,) = await says(practice, anna, text)
        assert answer.startswith("What you can do here:")

    @pytest.mark.parametrize("text", ["hello", "", "/nonsense", "call L-4F7Q please", "/"])
    async def test_anything_else_is_met_with_help(self, practice, anna, text):
        (answer,) = await says(practice, anna, text)
        assert "reaches no patient" in answer
        assert "/alerts" in answer

    async def test_whoever_writes_can_be_reached_again(self, practice, anna):
        async with practice.work() as work:
            known = await work.uow.providers.get(anna.id)
            known.unreachable_since = practice.clock.now()
        await says(practice, anna, "/help")
        async with practice.work() as work:
            assert (await work.uow.providers.get(anna.id)).is_linked

    async def test_access_that_has_ended_is_said(self, practice, anna):
        async with practice.work() as work:
            (await work.uow.providers.get(anna.id)).disabled_at = practice.clock.now()
        (answer,) = await says(practice, anna, "/patients")
        assert "Your access" in answer

    async def test_an_invitation_comes_as_a_note_and_a_message_to_forward(self, practice, anna):
        note, forward = await says(practice, anna, "/invite")
        assert "L-" in note
        assert "2026-03-16" in note
        assert "/start " in forward
        assert "Test Clinic invites you" in forward


class TestAlertsList:
    async def test_nothing_open(self, practice, anna):
        assert await says(practice, anna, "/alerts") == ["No open alerts."]

    async def test_urgent_ones_come_first_with_their_buttons(self, practice, anna):
        patient = await practice.patient()
        await practice.event(patient, "contact-wish")
        practice.clock.forward(minutes=1)
        facts = safety_facts(practice.clock.now(), "crisis", RiskKind.ABUSE, None)
        await practice.event(patient, "crisis", facts)
        title, urgent, soon = await says(practice, anna, "/alerts")
        assert title == "Open alerts: 2"
        assert urgent.startswith("ALERT")
        assert "Asks for contact" in soon
        assert [shown.labels for shown in await practice.chat(anna)] == [
            [],
            [],
            [],
            [TAKE],
            [TAKE],
        ]
        assert await practice.press(anna, TAKE) == "It is yours. Thank you."

    async def test_a_long_list_is_cut_and_says_so(self, practice, anna):
        for number in range(7):
            patient = await practice.patient(f"L-{number}")
            await practice.event(patient, "contact-wish")
        answers = await says(practice, anna, "/alerts")
        assert len(answers) == 7  # a title, five alerts, and a last line
        assert answers[-1] == "2 more are open; these are the oldest."


class TestPatients:
    async def test_nobody_yet(self, practice, anna):
        (answer,) = await says(practice, anna, "/patients")
        assert "/invite" in answer

    async def test_each_patient_on_a_line(self, practice, anna):
        patient = await practice.patient("L-AAAA")
        await practice.patient("L-BBBB")
        await practice.check_ins(patient, {"pain": [4, 5]})
        await practice.event(patient, "contact-wish")
        (answer,) = await says(practice, anna, "/patients")
        assert answer.splitlines() == [
            "Active patients: 2",
            "L-AAAA: last check-in Monday 02.03., open alerts: 1",
            "L-BBBB: no check-in yet",
        ]

    async def test_a_long_list_is_cut_and_says_so(self, practice, anna):
        for number in range(27):
            await practice.patient(f"L-{number}")
        (answer,) = await says(practice, anna, "/patients")
        assert answer.endswith("and 2 more")


class TestSummary:
    async def test_function_and_mood_stand_beside_pain(self, practice, anna):
        patient = await practice.patient()
        pain = [3, 4, 5, 6, 7, 8, 8, 9]
        await practice.check_ins(
            patient, {"pain": pain, "interference": pain, "mood": [5] * 8, "sleep": [4] * 8}
        )
        await practice.event(patient, "contact-wish")
        (answer,) = await says(practice, anna, "/summary l-4f7q")
        lines = answer.splitlines()
        assert lines[0] == "L-4F7Q, active"
        assert "mood, sleep: higher is better." in answer
        assert "Monday 02.03.: pain 9, interference 9, mood 5, sleep 4" in lines
        assert "Monday 23.02.: pain 3" not in answer  # seven are shown
        assert "Open alert since 13:00: Asks for contact" in lines
        assert "Kim" not in answer

    async def test_an_item_that_the_content_dropped_is_left_out(self, practice, anna):
        patient = await practice.patient()
        await practice.check_ins(patient, {"pain": [4], "stiffness": [9]})
        (answer,) = await says(practice, anna, "/summary 4F7Q")
        assert "Monday 02.03.: pain 4" in answer.splitlines()

    async def test_the_reference_may_come_without_its_letter(self, practice, anna):
        await practice.patient()
        (answer,) = await says(practice, anna, "/summary 4F7Q")
        assert "No check-in in the last four weeks." in answer

    async def test_a_wrong_reference_is_named(self, practice, anna):
        (answer,) = await says(practice, anna, "/summary zzzz")
        assert "L-ZZZZ" in answer

    async def test_a_missing_reference_is_asked_for(self, practice, anna):
        (answer,) = await says(practice, anna, "/summary")
        assert "for example" in answer

    @pytest.mark.parametrize(
        ("more", "words"),
        [
            ({"status": PatientStatus.STOPPED}, "has stopped"),
            ({"status": PatientStatus.INVITED, "chat_id": None}, "invited"),
        ],
    )
    async def test_the_standing_is_said(self, practice, anna, more, words):
        await practice.patient(**more)
        (answer,) = await says(practice, anna, "/summary 4F7Q")
        assert answer.splitlines()[0] == f"L-4F7Q, {words}"

    async def test_a_pause_and_a_block_are_said(self, practice, anna):
        await practice.patient("L-2222", paused_until=practice.clock.now().replace(hour=18))
        await practice.patient("L-3333", unreachable_since=practice.clock.now())
        assert "paused until 19:00" in (await says(practice, anna, "/summary 2222"))[0]
        assert "blocked the coach since 13:00" in (await says(practice, anna, "/summary 3333"))[0]

    async def test_a_new_measure_is_shown_under_its_own_name(self, practice):
        from bot.services.provider_words import measure_words

        async with practice.work() as work:
            assert measure_words(work, "fatigue_level_nrs") == "fatigue level"


class TestEntrance:
    async def meets(self, practice: Practice, provider, **incoming) -> list[str]:
        before = len(await practice.texts(provider))
        async with practice.work(update_id=1) as work:
            known = await work.uow.providers.get(provider.id)
            settings = {"kind": Kind.TEXT, "chat_id": provider.chat_id, **incoming}
            await entrance.meet(work, known, Incoming(**settings))
        return (await practice.texts(provider))[before:]

    async def test_text_is_read_as_a_command(self, practice, anna):
        (answer,) = await self.meets(practice, anna, text="/alerts")
        assert answer == "No open alerts."

    async def test_a_voice_note_is_met_with_help(self, practice, anna):
        (answer,) = await self.meets(practice, anna, kind=Kind.MEDIA, media="voice")
        assert "reaches no patient" in answer

    async def test_a_patients_link_is_declined_kindly(self, practice, anna):
        async with practice.work() as work:
            _, code = await provider_desk.invite_patient(work, None)
        (answer,) = await self.meets(practice, anna, text=f"/start {code}")
        assert "Please forward the link" in answer

    async def test_blocking_lets_go_of_alerts_and_unblocking_brings_back(self, practice, anna):
        patient = await practice.patient()
        await practice.event(patient, "contact-wish")
        await practice.press(anna, TAKE)
        assert await self.meets(practice, anna, kind=Kind.BLOCKED) == []
        assert (await practice.alert()).status is AlertStatus.TRIGGERED
        async with practice.work() as work:
            assert not (await work.uow.providers.get(anna.id)).is_linked
        assert await self.meets(practice, anna, kind=Kind.UNBLOCKED) == []
        async with practice.work() as work:
            assert (await work.uow.providers.get(anna.id)).is_linked

    async def test_whoever_has_left_opens_no_link(self, practice, anna):
        async with practice.work() as work:
            _, code = await provider_desk.invite_patient(work, None)
            (await work.uow.providers.get(anna.id)).disabled_at = practice.clock.now()
        (answer,) = await self.meets(practice, anna, text=f"/start {code}")
        assert "Your access" in answer


class TestComingAndGoing:
    async def test_a_welcome_says_who_reads_when(self, practice, anna):
        async with practice.work() as work:
            await provider_desk.welcome(work, await work.uow.providers.get(anna.id))
        (text,) = await practice.texts(anna)
        assert "Welcome, Anna Berg" in text
        assert "every day, day and night (Anna Berg)" in text

    async def test_hours_are_set(self, practice, anna):
        hours = provider_desk.ReadingHours(days="12345", from_=time(8), until=time(16))
        provider_desk.set_reading_hours(anna, hours)
        assert (anna.on_call_days, anna.on_call_from, anna.on_call_until) == (
            "12345",
            time(8),
            time(16),
        )

    async def test_who_leaves_lets_go_of_their_alerts(self, practice, anna):
        bo = await practice.provider("Bo Dahl", Position.BACKUP)
        patient = await practice.patient()
        await practice.event(patient, "contact-wish")
        await practice.press(anna, TAKE)
        async with practice.work() as work:
            await provider_desk.disable_provider(work, await work.uow.providers.get(anna.id))
        alert = await practice.alert()
        assert alert.status is AlertStatus.TRIGGERED
        await practice.climb()
        (copy,) = await practice.chat(bo)
        assert copy.labels == [TAKE]
        assert await practice.events() == [
            "raised",
            "notified",
            "acknowledged",
            "patient_told",
            "reopened",
            "patient_told",
            "step_empty",
            "notified",
        ]
