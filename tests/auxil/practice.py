"""A small practice on a real database: providers, a patient, and what each of them sees."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.domain.alerts import Alert, AlertLogEntry
from bot.domain.check_ins import Answer, CheckIn, CheckInStatus
from bot.domain.escalation import Trigger
from bot.domain.messages import Button, OutboxMessage
from bot.domain.patients import Patient, PatientStatus
from bot.domain.providers import Position, Provider
from bot.services.alerting import PRESSES as ALERT_PRESSES
from bot.services.alerting import climb_alerts, take_event
from bot.services.presses import Press
from bot.services.safety_checks import PRESSES as SAFETY_PRESSES
from bot.services.work import Desk, Work

PRESSES = {**ALERT_PRESSES, **SAFETY_PRESSES}


@dataclass
class Shown:
    """A message as it stands in a chat, after its edits."""

    text: str
    labels: list[str]
    tokens: dict[str, str] = field(default_factory=dict)
    row: OutboxMessage | None = None


@dataclass
class Practice:
    """What a test about alerts has at hand."""

    desk: Desk
    engine: AsyncEngine
    clock: Any
    chats: int = 100

    @asynccontextmanager
    async def work(self, update_id: int | None = None) -> AsyncIterator[Work]:
        async with self.desk.uow_factory() as uow:
            yield self.desk.work(uow, update_id)
            await uow.commit()

    async def provider(
        self,
        name: str,
        position: Position = Position.FIRST,
        *,
        days: str = "1234567",
        from_: time = time(0),
        until: time = time(0),
        is_linked: bool = True,
    ) -> Provider:
        self.chats += 1
        provider = Provider(
            display_name=name,
            position=position,
            chat_id=self.chats if is_linked else None,
            created_at=self.clock.now(),
            on_call_days=days,
            on_call_from=from_,
            on_call_until=until,
        )
        return await self.keep(provider)

    async def patient(self, ref: str = "L-4F7Q", **more: Any) -> Patient:
        self.chats += 1
        settings: dict[str, Any] = {
            "status": PatientStatus.ACTIVE,
            "chat_id": self.chats,
            "called_name": "Kim",
            "country": "no",
            "timezone": "Europe/Oslo",
        }
        patient = Patient(
            ref=ref,
            conversation_id=f"conversation-{ref}",
            created_at=self.clock.now(),
            **{**settings, **more},
        )
        return await self.keep(patient)

    async def keep(self, entity: Any) -> Any:
        async with self.work() as work:
            work.uow.add(entity)
        return entity

    async def check_ins(self, patient: Patient, values: dict[str, list[int]]) -> None:
        """Keep completed check-ins, the last of them today, from values by item."""
        count = max(len(each) for each in values.values())
        today = self.clock.now().astimezone(ZoneInfo("Europe/Oslo")).date()
        for place in range(count):
            check_in = await self.keep(
                CheckIn(
                    patient_id=patient.id,
                    questionnaire_id="daily-check-in",
                    questionnaire_version=1,
                    on_date=today - timedelta(days=count - 1 - place),
                    status=CheckInStatus.COMPLETE,
                    item_id=None,
                    started_at=self.clock.now(),
                    closes_at=self.clock.now(),
                )
            )
            for item_id, each in values.items():
                await self.keep(
                    Answer(
                        check_in_id=check_in.id,
                        item_id=item_id,
                        value_nrs=each[place],
                        answered_at=self.clock.now(),
                    )
                )

    def trigger(self, trigger_id: str) -> Trigger:
        return next(
            trigger for trigger in self.desk.library.policy.triggers if trigger.id == trigger_id
        )

    async def event(
        self, patient: Patient, trigger_id: str, facts: dict[str, Any] | None = None
    ) -> Any:
        async with self.work(update_id=1) as work:
            patient = await work.uow.patients.get(patient.id)
            return await take_event(work, patient, self.trigger(trigger_id), facts or {})

    async def climb(self, **duration: float) -> int:
        if duration:
            self.clock.forward(**duration)
        async with self.work() as work:
            return await climb_alerts(work)

    async def tick(self, run: Callable[[Work], Awaitable[int]]) -> int:
        async with self.work() as work:
            return await run(work)

    async def rows(self, kind: type, *conditions: Any) -> list[Any]:
        async with AsyncSession(self.engine) as session:
            found = await session.scalars(select(kind).where(*conditions).order_by("id"))
            return list(found.all())

    async def alert(self) -> Alert:
        (alert,) = await self.rows(Alert)
        return alert

    async def events(self) -> list[str]:
        return [entry.event for entry in await self.rows(AlertLogEntry)]

    async def chat(self, person: Patient | Provider) -> list[Shown]:
        """What stands in a person's chat, oldest first, edits applied."""
        shown: dict[int, Shown] = {}
        for row in await self.rows(OutboxMessage, OutboxMessage.chat_id == person.chat_id):
            tokens = {each["label"]: each["token"] for line in row.buttons for each in line}
            if row.edits_outbox_id is None:
                shown[row.id] = Shown(row.text, list(tokens), tokens, row)
                continue
            edited = shown[row.edits_outbox_id]
            edited.text, edited.labels, edited.tokens = row.text, list(tokens), tokens
        return list(shown.values())

    async def texts(self, person: Patient | Provider) -> list[str]:
        return [shown.text for shown in await self.chat(person)]

    async def press(self, person: Patient | Provider, label: str) -> str | None:
        """Press the newest button with this label, as the chat would pass it on."""
        token = next(
            shown.tokens[label]
            for shown in reversed(await self.chat(person))
            if label in shown.tokens
        )
        return await self.press_token(person, token)

    async def press_token(self, person: Patient | Provider, token: str) -> str | None:
        async with self.work(update_id=2) as work:
            button = await work.uow.buttons.get(token)
            assert isinstance(button, Button)
            press = Press(
                button=button,
                label="",
                patient=await work.uow.patients.by_chat(person.chat_id),
                provider=await work.uow.providers.by_chat(person.chat_id),
            )
            return await PRESSES[button.verb](work, press)

    def at(self, moment: datetime) -> None:
        self.clock.at = moment
