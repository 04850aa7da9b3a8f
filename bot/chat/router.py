"""Who wrote, and who answers: the one way that every update takes."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

from bot.chat import presses, strangers
from bot.chat.incoming import Incoming, Kind, read_update
from bot.chat.patients import entrance
from bot.chat.providers import entrance as providers_entrance
from bot.domain.messages import InboxStatus, InboxUpdate
from bot.domain.patients import Patient
from bot.services import dialogue, safety_response
from bot.services.ports import DialogueEngine
from bot.services.work import Desk, Work

RETRY_AFTER_S = 1.0
MAX_ATTEMPTS = 3  # a fault of ours; then the person is told, and the row is kept as failed
log = logging.getLogger(__name__)


class Router:
    """Takes one chat's updates from the inbox, in order."""

    def __init__(self, desk: Desk, engine: DialogueEngine, window: timedelta) -> None:
        self._desk = desk
        self._engine = engine
        self._window = window

    async def route_next(self, chat_id: int) -> bool:
        """Screen and route the oldest new update; return whether there was one."""
        async with self._desk.uow_factory() as uow:
            update = await uow.inbox.next_new(chat_id)
            if update is None:
                return False
            work = self._desk.work(uow, update.update_id)
            try:
                await route(work, update)
            except Exception as fault:
                log.exception(
                    "update failed",
                    extra={"event": "update_failed", "update_id": update.update_id},
                )
                failed = update.update_id, type(fault).__name__
            else:
                await uow.commit()
                return True
        if not await self._took_care(failed[0]):
            await self._note_failure(*failed)
            await asyncio.sleep(RETRY_AFTER_S)  # what failed may be over by then
        return True

    async def _took_care(self, update_id: int) -> bool:
        """Fail closed: words of danger are answered and reported even when our own code fails."""
        try:
            async with self._desk.uow_factory() as uow:
                work = self._desk.work(uow, update_id)
                update = await uow.inbox.get(update_id)
                assert update is not None
                incoming = read_update(update.payload)
                patient = await uow.patients.by_chat(incoming.chat_id)
                if patient is None or not entrance.may_be_danger(incoming.text):
                    return False
                await safety_response.respond_fail_closed(work, patient)
                update.status = InboxStatus.DONE
                update.done_at = work.now
                await uow.commit()
        except Exception:
            log.critical(
                "danger not answered",
                exc_info=True,
                extra={"event": "danger_not_answered", "update_id": update_id},
            )
            return False
        return True

    async def take_next_turn(self, chat_id: int) -> bool:
        """Give the oldest waiting text its turn; return whether there was one."""
        async with self._desk.uow_factory() as uow:
            update = await uow.inbox.next_waiting(chat_id, self._desk.read_clock())
            if update is None:
                return False
            text = entrance.words_for_engine(read_update(update.payload).text)
            update_id = update.update_id
        await dialogue.take_turn(self._desk, self._engine, update_id, text, self._window)
        return True

    async def _note_failure(self, update_id: int, fault: str) -> None:
        async with self._desk.uow_factory() as uow:
            work = self._desk.work(uow, update_id)
            update = await uow.inbox.get(update_id)
            assert update is not None
            update.attempts += 1
            if update.attempts >= MAX_ATTEMPTS:
                update.status = InboxStatus.FAILED
                await _say_sorry(work, update)
            await uow.commit()
        log.error("update put back", extra={"event": "update_put_back", "fault": fault})


async def route(work: Work, update: InboxUpdate) -> None:
    """Answer one update, or put its text in line for the engine."""
    incoming = read_update(update.payload)
    update.status = InboxStatus.DONE
    update.done_at = work.now
    if incoming.kind is Kind.OTHER or incoming.chat_id == 0:
        return
    if incoming.kind is Kind.GROUP:
        await strangers.meet_group(work, incoming)
        return
    provider = await work.uow.providers.by_chat(incoming.chat_id)
    patient = await work.uow.patients.by_chat(incoming.chat_id)
    if incoming.kind is Kind.PRESS:
        await presses.meet(work, incoming, patient, provider)
    elif provider is not None:
        await providers_entrance.meet(work, provider, incoming)
    elif patient is not None:
        await _meet_patient(work, patient, incoming, update)
    else:
        await strangers.meet(work, incoming)


async def _meet_patient(
    work: Work, patient: Patient, incoming: Incoming, update: InboxUpdate
) -> None:
    if await entrance.meet(work, patient, incoming):
        return
    await dialogue.await_turn(work, patient, update)


async def _say_sorry(work: Work, update: InboxUpdate) -> None:
    patient = await work.uow.patients.by_chat(update.chat_id)
    if patient is not None:
        await entrance.say_sorry(work, patient)
    provider = await work.uow.providers.by_chat(update.chat_id)
    if provider is not None:
        await providers_entrance.say_sorry(work, provider)
