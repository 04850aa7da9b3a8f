"""A patient at the services' door: says words, presses buttons, and sees a chat with its edits."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import time
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.domain.exercises import ExerciseSession
from bot.domain.messages import OutboxMessage
from bot.domain.patients import Patient, PatientStatus
from bot.services import flows, press_desk
from bot.services.hearing import Heard, Taken
from bot.services.presses import Press
from bot.services.work import Desk, Work


@dataclass
class Seen:
    """A message as it stands in the chat, after its edits."""

    text: str
    tokens: dict[str, str] = field(default_factory=dict)
    row: OutboxMessage | None = None

    @property
    def labels(self) -> list[str]:
        return list(self.tokens)


class NoButton(AssertionError):
    """The chat shows no such button."""


@dataclass
class Visitor:
    """One patient, without a Telegram or an engine between them and the services."""

    desk: Desk
    engine: AsyncEngine
    chat_id: int = 700
    updates: int = 0

    async def enter(self, **more: Any) -> Visitor:
        """Keep the patient: invited, unless told otherwise; who takes part has agreed to all."""
        values: dict[str, Any] = {
            "ref": f"L-V{self.chat_id}",
            "conversation_id": f"conversation-{self.chat_id}",
            "status": PatientStatus.ONBOARDING,
            "chat_id": self.chat_id,
            "created_at": self.desk.read_clock(),
        }
        if more.get("status") is PatientStatus.ACTIVE:
            values["consent_version"] = self.desk.library.consent("en").version
        async with self.work() as work:
            work.uow.add(Patient(**{**values, **more}))
        return self

    async def enter_active(self) -> Visitor:
        """Keep the patient: welcomed, in Oslo, with a check-in at nine."""
        return await self.enter(
            status=PatientStatus.ACTIVE,
            country="no",
            timezone="Europe/Oslo",
            check_in_at=time(9),
            called_name="Ellen",
        )

    async def enter_step(self, step: str) -> None:
        """Stand at a step of the onboarding that was never shown."""
        async with self.work() as work:
            (await self._of(work)).onboarding_step = step

    @asynccontextmanager
    async def work(self) -> AsyncIterator[Work]:
        self.updates += 1
        async with self.desk.uow_factory() as uow:
            yield self.desk.work(uow, self.updates)
            await uow.commit()

    async def ask(self, service: Any, *args: Any) -> Any:
        """Call a service for this patient."""
        async with self.work() as work:
            return await service(work, await self._of(work), *args)

    async def says(self, text: str, intent: str = "", confidence: float = 0.0) -> Taken:
        """Say words to the open flow, as the form's action hands them over."""
        async with self.work() as work:
            patient = await self._of(work)
            assert patient.focus is not None, "nothing is open"
            heard = Heard(text, intent, confidence)
            return await flows.answer_text(work, patient, patient.focus, heard)

    async def presses(self, label: str) -> str | None:
        """Press the newest live button of this label; return the toast."""
        for seen in reversed(await self.chat()):
            if label in seen.tokens:
                return await self.press_token(seen.tokens[label])
        last = [(seen.text, seen.labels) for seen in (await self.chat())[-2:]]
        raise NoButton(f"no button {label!r} in {last}")

    async def press_token(self, token: str) -> str | None:
        labels = {own: name for seen in await self.chat() for name, own in seen.tokens.items()}
        async with self.work() as work:
            button = await work.uow.buttons.get(token)
            assert button is not None
            label = labels.get(token, "")
            press = Press(button=button, label=label, patient=await self._of(work))
            return await press_desk.handle(work, press)

    async def patient(self) -> Patient:
        async with self.work() as work:
            return await self._of(work)

    async def sessions(self) -> list[ExerciseSession]:
        async with AsyncSession(self.engine) as session:
            found = await session.scalars(select(ExerciseSession).order_by("id"))
            return list(found.all())

    async def chat(self) -> list[Seen]:
        """What stands in the chat, oldest first."""
        async with AsyncSession(self.engine) as session:
            rows = await session.scalars(
                select(OutboxMessage).where(OutboxMessage.chat_id == self.chat_id).order_by("id")
            )
            shown: dict[int, Seen] = {}
            for row in rows.all():
                tokens = {
                    choice["label"]: choice["token"] for line in row.buttons for choice in line
                }
                if row.edits_outbox_id is None:
                    shown[row.id] = Seen(row.text, tokens, row)
                else:
                    edited = shown[row.edits_outbox_id]
                    edited.text, edited.tokens = row.text, tokens
            return list(shown.values())

    async def last(self) -> Seen:
        return (await self.chat())[-1]

    async def _of(self, work: Work) -> Patient:
        patient = await work.uow.patients.by_chat(self.chat_id)
        assert patient is not None
        return patient
