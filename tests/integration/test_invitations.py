"""Codes: once, for one person, for two weeks."""

from __future__ import annotations

import pytest

from bot.domain.patients import PatientStatus
from bot.domain.providers import Invitation, InvitationKind, Position
from bot.services.invitations import (
    REFUSALS,
    Redeemed,
    RedeemKind,
    hash_code,
    redeem,
)
from bot.services.provider_desk import (
    disable_provider,
    invite_patient,
    invite_provider,
    invite_provider_again,
)
from tests.auxil.practice import Practice


@pytest.fixture
def practice(desk, database, clock) -> Practice:
    return Practice(desk, database, clock)


async def invited(practice: Practice) -> tuple:
    async with practice.work() as work:
        return await invite_patient(work, None)


async def invited_provider(practice: Practice) -> tuple:
    async with practice.work() as work:
        return await invite_provider(work, "Anna Berg", Position.FIRST)


async def opened(
    practice: Practice, code: str, chat_id: int, language: str | None = "en"
) -> Redeemed:
    async with practice.work() as work:
        return await redeem(work, code, chat_id, language)


async def test_a_patient_is_let_in_once(practice):
    patient, code = await invited(practice)
    redeemed = await opened(practice, code, 7)
    assert redeemed.kind is RedeemKind.PATIENT
    assert redeemed.is_new
    assert redeemed.patient.id == patient.id
    assert redeemed.patient.chat_id == 7
    assert redeemed.patient.status is PatientStatus.ONBOARDING


async def test_the_code_itself_is_nowhere_stored(practice):
    _, code = await invited(practice)
    (invitation,) = await practice.rows(Invitation)
    assert invitation.code_hash == hash_code(code)
    assert code not in repr(invitation)
    assert invitation.kind is InvitationKind.PATIENT


async def test_the_same_person_opening_the_link_again_goes_on(practice):
    _, code = await invited(practice)
    await opened(practice, code, 7)
    again = await opened(practice, code, 7)
    assert again.kind is RedeemKind.PATIENT
    assert not again.is_new


async def test_somebody_else_is_told_that_it_was_used(practice):
    _, code = await invited(practice)
    await opened(practice, code, 7)
    assert (await opened(practice, code, 8)).kind is RedeemKind.USED


async def test_a_code_ends_after_two_weeks(practice):
    _, code = await invited(practice)
    practice.clock.forward(days=14)
    assert (await opened(practice, code, 7)).kind is RedeemKind.EXPIRED


@pytest.mark.parametrize("code", ["", "nonsense", "x" * 64, "ümlaut \N{PILE OF POO}"])
async def test_an_unknown_code_is_no_error(practice, code):
    assert (await opened(practice, code, 7)).kind is RedeemKind.UNKNOWN


async def test_blanks_around_a_code_do_no_harm(practice):
    _, code = await invited(practice)
    assert (await opened(practice, f" {code}\n", 7)).kind is RedeemKind.PATIENT


@pytest.mark.parametrize("language", ["en-GB", "xx", None, ""])
async def test_a_language_without_words_becomes_english(practice, language):
    _, code = await invited(practice)
    assert (await opened(practice, code, 7, language)).patient.language == "en"


async def test_references_are_short_and_plain(practice):
    async with practice.work() as work:
        refs = [(await invite_patient(work, None))[0].ref for _ in range(20)]
    assert len(set(refs)) == 20
    assert all(len(ref) == 6 and not set(ref[2:]) & set("AEIOU01L") for ref in refs)


async def test_a_reference_that_is_taken_is_drawn_again(practice, monkeypatch):
    letters = iter("BBBB" + "BBBB" + "CCCC")
    monkeypatch.setattr("secrets.choice", lambda _: next(letters))
    one, _ = await invited(practice)
    other, _ = await invited(practice)
    assert (one.ref, other.ref) == ("L-BBBB", "L-CCCC")


async def test_a_provider_is_linked_once(practice):
    provider, code = await invited_provider(practice)
    redeemed = await opened(practice, code, 9)
    assert redeemed.kind is RedeemKind.PROVIDER
    assert redeemed.is_new
    assert redeemed.provider.id == provider.id
    assert redeemed.provider.is_linked
    assert (await opened(practice, code, 10)).kind is RedeemKind.USED


async def test_a_provider_opening_a_link_again_can_be_reached_again(practice):
    provider, code = await invited_provider(practice)
    await opened(practice, code, 9)
    async with practice.work() as work:
        known = await work.uow.providers.get(provider.id)
        known.unreachable_since = practice.clock.now()
    again = await opened(practice, code, 9)
    assert again.kind is RedeemKind.PROVIDER
    assert not again.is_new
    assert again.provider.is_linked


async def test_a_new_phone_takes_the_place_of_the_old_one(practice):
    provider, code = await invited_provider(practice)
    await opened(practice, code, 9)
    async with practice.work() as work:
        code = await invite_provider_again(work, await work.uow.providers.get(provider.id))
    redeemed = await opened(practice, code, 10)
    assert redeemed.kind is RedeemKind.PROVIDER
    assert redeemed.provider.chat_id == 10


async def test_a_provider_whose_access_has_ended_is_not_let_in(practice):
    provider, code = await invited_provider(practice)
    async with practice.work() as work:
        await disable_provider(work, await work.uow.providers.get(provider.id))
    assert (await opened(practice, code, 9)).kind is RedeemKind.EXPIRED


async def test_access_that_has_ended_does_not_come_back_with_another_link(practice):
    provider, code = await invited_provider(practice)
    await opened(practice, code, 9)
    async with practice.work() as work:
        await disable_provider(work, await work.uow.providers.get(provider.id))
    _, other = await invited_provider(practice)
    assert (await opened(practice, other, 9)).kind is RedeemKind.EXPIRED


async def test_a_chat_is_either_a_patients_or_a_providers(practice):
    _, patients_code = await invited(practice)
    _, providers_code = await invited_provider(practice)
    await opened(practice, patients_code, 7)
    await opened(practice, providers_code, 9)
    _, more = await invited(practice)
    _, other = await invited_provider(practice)
    assert (await opened(practice, other, 7)).kind is RedeemKind.IS_PATIENT
    assert (await opened(practice, more, 9)).kind is RedeemKind.IS_PROVIDER
    assert (await opened(practice, more, 11)).kind is RedeemKind.PATIENT  # nothing was used up


@pytest.mark.parametrize("kind", sorted(REFUSALS))
def test_every_refusal_has_kind_words(library, kind):
    assert library.text(f"invitation.{kind.value}", "en", clinic="Test Clinic")
