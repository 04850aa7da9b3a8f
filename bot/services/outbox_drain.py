"""Drains the outbox: most urgent first, in order within a chat, within Telegram's rates."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from functools import partial

from bot.domain.messages import Lane, OutboxMessage, OutboxStatus
from bot.services import sending
from bot.services.ports import MessageSender, SendResult, SendState
from bot.services.rates import Rates
from bot.services.work import Desk, Work

POLL_S = 1.0
BATCH = 100
AT_ONCE = 20  # sends side by side
SAFETY_AT_ONCE = 8  # as many again for safety alone, however long the others hang
LAST_SENDS_S = 3.0  # for sends under way when the coach stops
ORPHANED_AFTER = timedelta(seconds=90)  # longer than any send may take
log = logging.getLogger(__name__)

NOT_SENT = SendResult(SendState.RETRY, detail="not sent")
CUT_OFF = SendResult(SendState.UNKNOWN, detail="cut off")

Queue = tuple[int, bool]  # a chat, and whether it is its safety messages or all others


class OutboxDrain:
    """Sends what is due until it is cancelled."""

    def __init__(self, desk: Desk, sender: MessageSender, rates: Rates | None = None) -> None:
        self._desk = desk
        self._sender = sender
        self._rates = rates or Rates()
        self._wake = asyncio.Event()
        self._is_running = False
        self._places = asyncio.Semaphore(AT_ONCE)
        self._safety_places = asyncio.Semaphore(SAFETY_AT_ONCE)
        self._busy: dict[Queue, asyncio.Task[bool]] = {}
        self._in_hand: set[int] = set()  # rows this process is sending
        self._unsettled: dict[int, SendResult] = {}  # how those ended, until it is written down

    def wake(self) -> None:
        """Look for messages now."""
        self._wake.set()

    def offer(self, queued: Sequence[OutboxMessage]) -> None:
        """Send what was queued a moment ago, without looking for it, where nothing is before it."""
        now = self._desk.read_clock()
        queues = _by_queue(message for message in queued if message.due_at <= now)
        for queue, messages in sorted(queues.items(), key=lambda each: not each[0][1]):
            if self._must_wait(queue) or not self._is_running:
                self._wake.set()
            else:
                self._start(queue, messages)

    async def run(self) -> None:
        """Send until cancelled."""
        self._is_running = True
        try:
            while True:
                self._wake.clear()
                await self._start_due()
                # Not wait_for: before Python 3.12 it loses a cancel that comes with the wake.
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(POLL_S):
                        await self._wake.wait()
        finally:
            self._is_running = False
            if self._busy:  # a send that is cut off is one whose outcome nobody knows
                await asyncio.wait(self._busy.values(), timeout=LAST_SENDS_S)
            for task in self._busy.values():
                task.cancel()
            await asyncio.gather(*self._busy.values(), return_exceptions=True)

    async def settle_orphans(self, work: Work, *, is_only_coach: bool) -> int:
        """Settle what a dead coach left in mid-send."""
        older_than = timedelta(0) if is_only_coach else ORPHANED_AFTER
        return await sending.settle_orphans(work, older_than, self._unsettled.keys())

    async def _settle_left_over(self) -> None:
        """Write down how sends ended whose end could not be: the database was away."""
        for outbox_id in self._unsettled.keys() - self._in_hand:
            await self._settle(outbox_id)

    async def _start_due(self) -> None:
        await self._settle_left_over()
        busy = set(self._busy)  # what these do while we look is not in what we see
        async with self._desk.uow_factory() as uow:
            due = await uow.outbox.due(self._desk.read_clock(), BATCH)
        for queue, messages in _by_queue(due).items():  # the safety lane comes first
            if queue not in busy and not self._must_wait(queue):
                self._start(queue, messages)

    def _start(self, queue: Queue, messages: list[OutboxMessage]) -> None:
        sending = self._send_in_order(messages)
        task = asyncio.create_task(sending, name=f"send-{queue[0]}")
        self._busy[queue] = task
        task.add_done_callback(partial(self._forget, queue))

    def _must_wait(self, queue: Queue) -> bool:
        """Others wait for the safety messages of their chat, which wait for no others."""
        chat_id, is_safety = queue
        return queue in self._busy or (not is_safety and (chat_id, True) in self._busy)

    def _forget(self, queue: Queue, task: asyncio.Task[bool]) -> None:
        self._busy.pop(queue, None)
        # Only after progress: a lane that was told to wait must not be asked in a loop.
        if not task.cancelled() and task.result():
            self._wake.set()

    async def _send_in_order(self, messages: list[OutboxMessage]) -> bool:
        try:
            for message in messages:
                if not await self._send_one(message):
                    return False  # later ones of this chat keep their order and wait
        except Exception:
            log.exception("drain failed", extra={"event": "drain_failed"})
            await asyncio.sleep(POLL_S)
            return False
        return True

    async def _send_one(self, message: OutboxMessage) -> bool:
        assert message.id is not None
        if self._rates.is_paused(message.lane):
            return False
        if message.press_id is None and message.edits_outbox_id is None:
            # Only new messages count towards a chat's rate.
            await self._rates.wait(message.lane, message.chat_id)
        async with self._safety_places if message.lane is Lane.SAFETY else self._places:
            self._in_hand.add(message.id)
            try:
                return await self._claim_and_send(message)
            finally:
                self._in_hand.discard(message.id)

    async def _claim_and_send(self, message: OutboxMessage) -> bool:
        outbox_id, lane = message.id, message.lane
        assert outbox_id is not None
        self._unsettled[outbox_id] = NOT_SENT
        async with self._desk.uow_factory() as uow:
            # Another coach may be about to send what comes before it.
            work = self._desk.work(uow)
            if lane is not Lane.SAFETY and await uow.outbox.has_earlier(message, work.now):
                del self._unsettled[outbox_id]
                return False
            cleared = await sending.clear(work, outbox_id)
            await uow.commit()
        if cleared is None:
            del self._unsettled[outbox_id]
            return True
        self._unsettled[outbox_id] = CUT_OFF
        self._unsettled[outbox_id] = result = await self._send(cleared)
        if result.retry_after_s:
            self._rates.pause(lane, result.retry_after_s)
        await self._settle(outbox_id)
        return result.state != SendState.RETRY

    async def _settle(self, outbox_id: int) -> None:
        async with self._desk.uow_factory() as uow:
            message = await uow.outbox.get(outbox_id)
            # A commit that seemed to fail may have gone through all the same.
            if message is not None and message.status is OutboxStatus.SENDING:
                await sending.settle(self._desk.work(uow), outbox_id, self._unsettled[outbox_id])
            await uow.commit()
        del self._unsettled[outbox_id]

    async def _send(self, cleared: sending.Cleared) -> SendResult:
        parts = cleared.message, cleared.edited_message_id, cleared.attachment
        result = await self._sender.send(*parts)
        if result.state == SendState.FORMAT:
            # The words matter more than how they look.
            result = await self._sender.send(*parts, is_plain=True)
        return result


def _by_queue(messages: Iterable[OutboxMessage]) -> dict[Queue, list[OutboxMessage]]:
    queues: dict[Queue, list[OutboxMessage]] = defaultdict(list)
    for message in messages:
        queues[message.chat_id, message.lane is Lane.SAFETY].append(message)
    return queues
