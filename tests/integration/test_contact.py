"""A wish for contact is passed on, and its reading is never promised too much."""

from __future__ import annotations

from datetime import time

import pytest

from bot.services.contact import PRESSES, wish_for_contact
from bot.services.presses import Press
from tests.auxil.practice import Practice


@pytest.fixture
def practice(desk, database, clock) -> Practice:
    return Practice(desk, database, clock)


async def wish(practice: Practice, patient) -> str:
    async with practice.work(update_id=1) as work:
        await wish_for_contact(work, await work.uow.patients.get(patient.id))
    return (await practice.texts(patient))[-1]


async def test_a_wish_is_passed_on_with_hours_and_numbers(practice):
    anna = await practice.provider("Anna Berg", from_=time(8), until=time(16))
    patient = await practice.patient()
    said = await wish(practice, patient)
    assert "I have passed on" in said
    assert "every day, 08:00 to 16:00" in said
    assert "116117" in said
    (copy,) = await practice.texts(anna)
    assert "Asks for contact" in copy
    assert "The coach told the patient that the wish was passed on." in copy


async def test_when_nobody_reads_the_patient_knows_it_once(practice):
    await practice.provider("Anna Berg", from_=time(8), until=time(9))
    patient = await practice.patient()
    said = await wish(practice, patient)
    assert "Right now nobody there is reading." in said
    assert "Tuesday 08:00" in said
    await practice.climb(minutes=5)
    assert len(await practice.texts(patient)) == 1


async def test_a_second_wish_says_where_the_first_one_stands(practice):
    anna = await practice.provider("Anna Berg")
    patient = await practice.patient()
    await wish(practice, patient)
    practice.clock.forward(minutes=10)
    assert "Your wish from 13:00 is with your care team. Nobody has" in await wish(
        practice, patient
    )
    await practice.press(anna, "I'll take it")
    assert (await wish(practice, patient)).startswith("Anna Berg read at 13:10")
    assert len(await practice.texts(anna)) == 1


async def test_a_wish_soon_after_an_answer_is_told_kindly(practice):
    anna = await practice.provider("Anna Berg")
    patient = await practice.patient()
    await wish(practice, patient)
    await practice.press(anna, "I'll take it")
    await practice.press(anna, "Contacted the patient")
    practice.clock.forward(hours=1)
    assert "closed your wish for contact at 13:00" in await wish(practice, patient)
    practice.clock.forward(hours=3)
    assert "I have passed on" in await wish(practice, patient)


async def test_a_clinic_may_offer_no_contact(practice, monkeypatch):
    monkeypatch.setattr("bot.services.contact.trigger_for_contact", lambda policy: None)
    patient = await practice.patient(country=None)
    said = await wish(practice, patient)
    assert "Please call Test Clinic." in said
    assert "your local emergency number" in said


async def test_the_button_does_the_same(practice):
    await practice.provider("Anna Berg")
    patient = await practice.patient()
    async with practice.work() as work:
        known = await work.uow.patients.get(patient.id)
        press = Press(button=None, label="", patient=known)
        assert await PRESSES["contact.wish"](work, press) is None
    assert "I have passed on" in (await practice.texts(patient))[-1]
