"""Who wrote, and who answers: the one way that every update takes."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from datetime import timedelta

from bot.chat import presses, strangers
from bot.chat.incoming import Incoming, Kind, read_update
from bot.chat.patients import entrance
from bot.chat.providers import entrance as providers_entrance
from bot.domain.messages import InboxStatus, InboxUpdate
from bot.domain.patients import Patient
from bot.domain.providers import Provider
from bot.services import consent_anew, dialogue, safety_response
from bot.services.ports import DialogueEngine
from bot.services.work import Desk, Work

RETRY_AFTER_S = 1.0
MAX_ATTEMPTS = 3  # a fault of ours; then the person is told, and the row is kept as failed
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class BegunTurn:
    """A turn with the engine that has begun, with its text."""

    turn: dialogue.Turn
    text: str


@dataclass(frozen=True)
class Routed:
    """An update that was dealt with, and the turn that begins with it, if one does."""

    begun: BegunTurn | None = None


class Router:
    """Takes one chat's updates from the inbox, in order."""

    def __init__(self, desk: Desk, engine: DialogueEngine, window: timedelta) -> None:
        self._desk = desk
        self._engine = engine
        self._window = window

    async def route_next(self, chat_id: int, *, may_begin: bool = False) -> Routed | None:
        """Screen and route the oldest new update; None when there is none.

        Args:
            chat_id: The lane.
            may_begin: Whether no turn is under way, so that a text may begin its own at once.
        """
        async with self._desk.uow_factory() as uow:
            update = await uow.inbox.next_new(chat_id)
            if update is None:
                return None
            work = self._desk.work(uow, update.update_id)
            try:
                first_in_line = await route(work, update)
                begun = None
                if may_begin and first_in_line is not None:
                    turn = dialogue.begin_turn(update, first_in_line)
                    begun = await _begun(work, update, turn)
            except Exception as fault:
                log.exception(
                    "update failed",
                    extra={"event": "update_failed", "update_id": update.update_id},
                )
                failed = update.update_id, type(fault).__name__
            else:
                await uow.commit()
                return Routed(begun)
        if not await self._took_care(failed[0]):
            await self._note_failure(*failed)
            await asyncio.sleep(RETRY_AFTER_S)  # what failed may be over by then
        return Routed()

    async def _took_care(self, update_id: int) -> bool:
        """Fail closed: words of danger are answered and reported even when our own code fails."""
        try:
            async with self._desk.uow_factory() as uow:
                work = self._desk.work(uow, update_id)
                update = await uow.inbox.get(update_id)
                assert update is not None
                incoming = read_update(update.payload)
                patient = await uow.patients.by_chat(incoming.chat_id)
                if patient is None or not entrance.may_be_danger(work, incoming.text):
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
            work = self._desk.work(uow, update.update_id)
            turn = await dialogue.begin_waiting(work, update, self._window)
            begun = None if turn is None else await _begun(work, update, turn)
            await uow.commit()
        if begun is not None:
            await self.take_turn(begun)
        return True

    async def take_turn(self, begun: BegunTurn) -> None:
        """Take a turn that has begun to its end."""
        await dialogue.take_turn(self._desk, self._engine, begun.turn, begun.text)

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


async def _begun(work: Work, update: InboxUpdate, turn: dialogue.Turn) -> BegunTurn:
    """Say anew what the engine is to hear: only the update is kept while it waits."""
    incoming = read_update(update.payload)
    if incoming.kind is Kind.PRESS:
        return BegunTurn(turn, await presses.words_for_engine(work, incoming))
    return BegunTurn(turn, entrance.words_for_engine(incoming.text))


async def route(work: Work, update: InboxUpdate) -> Patient | None:
    """Answer one update, or put what it says in line for the engine.

    Returns:
        Whose words they are, when they are the first in line there.
    """
    incoming = read_update(update.payload)
    update.status = InboxStatus.DONE
    update.done_at = work.now
    if incoming.kind is Kind.OTHER or incoming.chat_id == 0:
        return None
    if incoming.kind is Kind.GROUP:
        await strangers.meet_group(work, incoming)
        return None
    provider = await work.uow.providers.by_chat(incoming.chat_id)
    patient = await work.uow.patients.by_chat(incoming.chat_id)
    is_met = await _meet(work, incoming, patient, provider)
    if is_met and patient is not None and incoming.kind not in (Kind.BLOCKED, Kind.UNBLOCKED):
        await consent_anew.ask_when_due(work, patient)
    if is_met or patient is None:
        return None
    return patient if await dialogue.await_turn(work, patient, update) else None


async def _meet(
    work: Work, incoming: Incoming, patient: Patient | None, provider: Provider | None
) -> bool:
    """Answer what somebody sent; return False when the engine is to hear it."""
    if incoming.kind is Kind.PRESS:
        return not await presses.meet(work, incoming, patient, provider)
    if provider is not None:
        await providers_entrance.meet(work, provider, incoming)
    elif patient is None:
        await strangers.meet(work, incoming)
    else:
        return await entrance.meet(work, patient, incoming)
    return True


async def _say_sorry(work: Work, update: InboxUpdate) -> None:
    patient = await work.uow.patients.by_chat(update.chat_id)
    if patient is not None:
        await entrance.say_sorry(work, patient)
    provider = await work.uow.providers.by_chat(update.chat_id)
    if provider is not None:
        await providers_entrance.say_sorry(work, provider)
