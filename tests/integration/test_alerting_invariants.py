"""Whatever happens in whatever order: no alert without a next step, nobody left in the dark."""

from __future__ import annotations

import random
from datetime import time

import pytest

from bot.domain.alerts import Alert, AlertStatus
from bot.domain.escalation import is_stalled
from bot.domain.providers import Position
from bot.safety.kinds import RiskKind
from bot.services.alert_facts import safety_facts
from bot.services.alerting import Told
from tests.auxil.practice import Practice

LABELS = ["I'll take it", "Contacted the patient", "Passed on", "No action needed"]
STEPS = 30


@pytest.fixture
def practice(desk, database, clock) -> Practice:
    return Practice(desk, database, clock)


class Walk:
    """Random days of a practice, the same for the same seed."""

    def __init__(self, practice: Practice, seed: int) -> None:
        self.practice = practice
        self.dice = random.Random(seed)

    async def begin(self) -> None:
        self.providers = [
            await self.practice.provider("Anna Berg", Position.FIRST, days="12345"),
            await self.practice.provider("Bo Dahl", Position.BACKUP, from_=time(8), until=time(16)),
        ]
        self.patient = await self.practice.patient()

    async def step(self) -> None:
        act = self.dice.choice([self.danger, self.wish, self.press, self.press, self.come_or_go])
        await act()
        minutes = self.dice.choice([0, 1, 4, 11, 16, 61, 60 * 13])
        self.practice.clock.forward(minutes=minutes)
        await self.practice.climb()

    async def danger(self) -> None:
        facts = safety_facts(self.practice.clock.now(), "crisis", RiskKind.ABUSE, None)
        raised = await self.practice.event(self.patient, "crisis", facts)
        assert raised.alert is not None
        assert raised.told is not Told.QUIETLY

    async def wish(self) -> None:
        await self.practice.event(self.patient, "contact-wish")

    async def press(self) -> None:
        provider, label = self.dice.choice(self.providers), self.dice.choice(LABELS)
        shown = [each for each in await self.practice.chat(provider) if label in each.tokens]
        if shown:
            await self.practice.press_token(provider, self.dice.choice(shown).tokens[label])

    async def come_or_go(self) -> None:
        async with self.practice.work() as work:
            provider = await work.uow.providers.get(self.dice.choice(self.providers).id)
            is_gone = provider.unreachable_since is not None
            provider.unreachable_since = None if is_gone else self.practice.clock.now()


@pytest.mark.parametrize("seed", range(8))
async def test_no_open_alert_ever_stands_still(practice, seed):
    walk = Walk(practice, seed)
    await walk.begin()
    for _ in range(STEPS):
        await walk.step()
        for alert in await practice.rows(Alert):
            assert alert.is_open == (alert.next_step_at is not None)
            assert not is_stalled(alert, practice.clock.now())
            assert (alert.status is AlertStatus.ACKNOWLEDGED) == (
                alert.acknowledgement_expires_at is not None
            )
        open_causes = [alert.cause for alert in await practice.rows(Alert) if alert.is_open]
        assert len(open_causes) == len(set(open_causes))


@pytest.mark.parametrize("seed", range(8))
async def test_each_provider_has_one_copy_with_buttons_at_most(practice, seed):
    walk = Walk(practice, seed)
    await walk.begin()
    for _ in range(STEPS):
        await walk.step()
    for provider in walk.providers:
        with_buttons = [
            shown.row.alert_id for shown in await practice.chat(provider) if shown.labels
        ]
        assert len(with_buttons) == len(set(with_buttons))
