"""What Telegram may answer, one fault at a time, and what follows from it.

The tests of this file share one house, one team and one clock; each has a patient of its own.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from sqlalchemy import select

from bot.domain.messages import OutboxStatus
from bot.storage.tables import outbox, patients, providers
from tests.auxil.crisis import ALERT, ALERT_SENT, CRISIS, CRISIS_LINE
from tests.auxil.engine_at_work import free_port
from tests.auxil.house import PATIENCE_S, House, Person, sandbox_running
from tests.auxil.residents import move_in, staff
from tests.auxil.warm_coach import WarmCoaches
from tests.faults.conftest import MONDAY_NOON

PROMISE = "My promise"


@dataclass(frozen=True)
class Clinic:
    house: House
    kari: Person
    jonas: Person


@pytest.fixture(scope="module")
async def standing_clinic(
    tmp_path_factory: pytest.TempPathFactory, warm_coaches: WarmCoaches
) -> AsyncIterator[Clinic]:
    async with sandbox_running() as sandbox:
        await sandbox.clock_to(MONDAY_NOON)
        house = House(
            sandbox,
            tmp_path_factory.mktemp("house"),
            f"http://127.0.0.1:{free_port()}",
            free_port(),
            warm_coaches=warm_coaches,
        )
        await house.start_coach()
        try:
            yield Clinic(house, *await staff(house))
        finally:
            await house.stop_coach()
        assert house.complaints() == []


@pytest.fixture
async def clinic(standing_clinic: Clinic) -> AsyncIterator[Clinic]:
    """The clinic with everybody within reach and nothing failing."""
    yield standing_clinic
    await standing_clinic.house.sandbox.clear_faults()
    for person in (standing_clinic.kari, standing_clinic.jonas):
        await person.says("/help")
        await person.hears("What you can do here")
    await standing_clinic.house.until_all_sent()


def about(patient: Person) -> str:
    """The words in an alert by which providers know a patient."""
    return f"L-{patient.id}"


async def outcomes_of(clinic: Clinic, person: Person, words: str, count: int) -> list[str]:
    """Wait for so many tries to send these words to a person; return how each ended."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            tries = await clinic.house.sandbox.sends(words)
            mine = [call["outcome"] for call in tries if call["chat_id"] == person.id]
            if len(mine) >= count:
                return mine
            await asyncio.sleep(0.02)


@pytest.mark.parametrize("kind", ["drop_response", "500"])
async def test_safety_words_and_alert_whose_outcome_is_unknown_are_sent_again(
    clinic: Clinic, kind: str
) -> None:
    sandbox, ellen = clinic.house.sandbox, await move_in(clinic.house)
    for person in (ellen, clinic.kari):
        await sandbox.fault(kind=kind, method="sendMessage", user_id=person.id)
    await ellen.says(CRISIS)
    await ellen.sees(ALERT_SENT)
    for person, words in ((ellen, CRISIS_LINE), (clinic.kari, about(ellen))):
        first = kind if kind == "drop_response" else "error"
        assert await outcomes_of(clinic, person, words, 2) == [first, "ok"]
    await clinic.kari.hears(ALERT, about(ellen), button="I'll take it")


@pytest.mark.parametrize("kind", ["drop_response", "500"])
async def test_routine_message_whose_outcome_is_unknown_is_not_sent_again(
    clinic: Clinic, kind: str
) -> None:
    sandbox, ellen = clinic.house.sandbox, await move_in(clinic.house)
    await sandbox.fault(kind=kind, method="sendMessage", user_id=ellen.id)
    await ellen.says("/promise")
    await sandbox.tried(PROMISE, "drop_response" if kind == "drop_response" else "error")
    await ellen.says("/privacy")
    await ellen.hears("Telegram carries our messages")
    await clinic.house.until_all_sent()
    tries = [call for call in await sandbox.sends(PROMISE) if call["chat_id"] == ellen.id]
    assert len(tries) == 1
    rows = await clinic.house.rows(
        select(outbox.c.text, outbox.c.status).where(outbox.c.chat_id == ellen.id)
    )
    assert [row.status for row in rows if PROMISE in row.text] == [OutboxStatus.UNKNOWN]


async def test_an_alert_whose_formatting_is_refused_goes_out_as_plain_text(clinic: Clinic) -> None:
    ellen = await move_in(clinic.house)
    await clinic.house.sandbox.fault(kind="400", method="sendMessage", user_id=clinic.kari.id)
    await ellen.says(CRISIS)
    alert = await clinic.kari.hears(ALERT, about(ellen))
    assert not alert["buttons"]


async def test_an_alert_refused_for_good_climbs_to_the_back_up_at_once(clinic: Clinic) -> None:
    ellen = await move_in(clinic.house)
    await clinic.house.sandbox.fault(
        kind="400",
        method="sendMessage",
        user_id=clinic.kari.id,
        description="Bad Request: message text is empty",
    )
    await ellen.says(CRISIS)
    await clinic.jonas.hears(ALERT, about(ellen), button="I'll take it")


async def test_a_provider_who_blocked_the_coach_unseen_is_passed_over_at_once(
    clinic: Clinic,
) -> None:
    ellen, ida = await move_in(clinic.house), await move_in(clinic.house, "Ida")
    await clinic.house.sandbox.fault(
        kind="403", method="sendMessage", user_id=clinic.kari.id, count=None
    )
    await ellen.says(CRISIS)
    await ida.says(CRISIS)
    await clinic.jonas.sees(ALERT, about(ellen))
    await clinic.jonas.sees(ALERT, about(ida))
    unreachable = await clinic.house.rows(
        select(providers.c.display_name).where(providers.c.unreachable_since.is_not(None))
    )
    assert unreachable == [("Kari",)]


async def test_a_provider_known_to_have_blocked_the_coach_is_not_waited_for(
    clinic: Clinic,
) -> None:
    ellen, sandbox = await move_in(clinic.house), clinic.house.sandbox
    await sandbox.post(f"/sim/users/{clinic.kari.id}/block", {"blocked": True})
    await sandbox.until_taken()
    await ellen.says(CRISIS)
    await clinic.jonas.hears(ALERT, about(ellen), button="I'll take it")
    assert [call["chat_id"] for call in await sandbox.sends(about(ellen))] == [clinic.jonas.id]
    await sandbox.post(f"/sim/users/{clinic.kari.id}/block", {"blocked": False})
    await sandbox.until_taken()


async def test_a_patient_who_blocked_the_coach_is_unreachable_and_providers_hear_it_once(
    clinic: Clinic,
) -> None:
    ellen, sandbox = await move_in(clinic.house), clinic.house.sandbox
    await sandbox.fault(kind="403", method="sendMessage", user_id=ellen.id, count=None)
    await ellen.says("/promise")
    for provider in (clinic.kari, clinic.jonas):
        await provider.hears(about(ellen), "has blocked the coach")
    # Telegram tells of the block as well.
    await sandbox.post(f"/sim/users/{ellen.id}/block", {"blocked": True})
    await sandbox.until_taken()
    await clinic.house.until_all_sent()
    assert len(await sandbox.sends(f"Patient {about(ellen)} has blocked")) == 2
    since = await clinic.house.rows(
        select(patients.c.unreachable_since).where(patients.c.chat_id == ellen.id)
    )
    assert since[0][0] is not None


async def test_safety_words_told_to_wait_come_when_the_wait_is_over(clinic: Clinic) -> None:
    ellen = await move_in(clinic.house)
    await clinic.house.sandbox.fault(
        kind="429", method="sendMessage", user_id=ellen.id, retry_after_s=2
    )
    await ellen.says(CRISIS)
    await ellen.hears(CRISIS_LINE)
    await ellen.hears(ALERT_SENT)
    assert len(await clinic.house.sandbox.sends(CRISIS_LINE)) >= 2


async def test_updates_are_fetched_again_after_a_time_in_which_they_could_not_be(
    clinic: Clinic,
) -> None:
    ellen, sandbox = await move_in(clinic.house), clinic.house.sandbox
    for kind in ("drop_response", "500", "429"):
        await sandbox.fault(kind=kind, method="getUpdates", retry_after_s=1)
    await ellen.says("/promise")
    await ellen.hears(PROMISE)
    await sandbox.until_taken()
    while (await sandbox.get("/sim/faults"))["faults"]:  # each has failed one call
        await ellen.says("/privacy")
        await ellen.hears("Telegram carries our messages")
    assert (await ellen.words()).count(PROMISE) == 1
