"""Two people at the same moment: one owner for an alert, one person for an invitation."""

from __future__ import annotations

import asyncio

import pytest

from bot.domain.patients import Patient
from bot.services.invitations import RedeemKind, redeem
from bot.services.inviting import invite_patient
from tests.auxil.practice import Practice

TAKE = "I'll take it"


@pytest.fixture
def practice(desk, database, clock) -> Practice:
    return Practice(desk, database, clock)


async def test_two_providers_at_once_make_one_owner(practice):
    anna, bo = await practice.provider("Anna Berg"), await practice.provider("Bo Dahl")
    patient = await practice.patient()
    await practice.event(patient, "contact-wish")
    pressed = [(each, (await practice.chat(each))[0].tokens[TAKE]) for each in (anna, bo)]
    toasts = await asyncio.gather(*(practice.press_token(*press) for press in pressed))
    assert sorted("yours" in toast for toast in toasts) == [False, True]
    assert (await practice.events()).count("acknowledged") == 1


async def test_a_code_opened_by_five_at_once_lets_one_in(practice):
    async with practice.work() as work:
        _, code = await invite_patient(work, None)

    async def opened(chat_id: int) -> RedeemKind:
        async with practice.work() as work:
            return (await redeem(work, code, chat_id, "en")).kind

    kinds = await asyncio.gather(*(opened(chat_id) for chat_id in range(50, 55)))
    assert sorted(kinds) == [RedeemKind.PATIENT, *[RedeemKind.USED] * 4]
    (patient,) = await practice.rows(Patient)
    assert patient.chat_id in range(50, 55)
