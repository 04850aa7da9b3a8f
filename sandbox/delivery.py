"""Sends queued updates to the webhook, one chat in order, chats side by side."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import httpx

from sandbox.clock import monotonic
from sandbox.updates import Pending
from sandbox.webhook import ANSWER_WITHIN_S, LONGEST_RETRY_S, Webhook, retry_delay_s
from sandbox.world import World

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
IDLE_S = 600.0


class WebhookDelivery:
    """Works off the queue while a webhook is set; a refused update is sent again later."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._client: httpx.AsyncClient | None = None
        self._busy: dict[int, asyncio.Task[None]] = {}
        self._failures: dict[int, int] = {}
        self._not_before: dict[int, float] = {}

    async def run(self) -> None:
        """Deliver until cancelled."""
        try:
            while True:
                self._start_deliveries()
                await self._world.updates.arrived.wait(self._pause_s())
        finally:
            await self._stop()

    def _start_deliveries(self) -> None:
        hook = self._world.webhook
        if not hook.url:
            # A new webhook starts afresh, whatever the last one did.
            self._failures.clear()
            self._not_before.clear()
            return
        for entry in self._world.updates.pending():
            if len(self._busy) >= hook.max_connections:
                return
            self._start(entry, hook)

    def _start(self, entry: Pending, hook: Webhook) -> None:
        waits = self._not_before.get(entry.lane, 0.0) > monotonic()
        # A lane that is busy or waits keeps its later updates behind the first one.
        if entry.lane in self._busy or waits:
            return
        self._busy[entry.lane] = asyncio.create_task(self._deliver(entry, hook))

    async def _deliver(self, entry: Pending, hook: Webhook) -> None:
        try:
            failure = await self._post(entry, hook)
            if failure is None:
                self._world.updates.remove(entry)
                self._failures.pop(entry.lane, None)
                self._not_before.pop(entry.lane, None)
            else:
                self._note_failure(entry, hook, failure)
        finally:
            self._busy.pop(entry.lane, None)
            self._world.updates.arrived.wake()

    async def _post(self, entry: Pending, hook: Webhook) -> str | None:
        headers = {SECRET_HEADER: hook.secret_token} if hook.secret_token else {}
        try:
            answer = await self._line().post(hook.url, json=entry.update, headers=headers)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return f"{type(error).__name__}: the bot did not answer"
        if answer.status_code == 200:
            return None
        return f"Wrong response from the webhook: {answer.status_code} {answer.reason_phrase}"

    def _note_failure(self, entry: Pending, hook: Webhook, failure: str) -> None:
        failures = self._failures.get(entry.lane, 0) + 1
        self._failures[entry.lane] = failures
        self._not_before[entry.lane] = monotonic() + retry_delay_s(failures)
        hook.last_error_date = self._world.clock.unix()
        hook.last_error_message = failure

    def _pause_s(self) -> float:
        now = monotonic()
        waits = [at - now for at in self._not_before.values() if at > now]
        return min([*waits, LONGEST_RETRY_S if self._failures else IDLE_S])

    async def _stop(self) -> None:
        tasks = list(self._busy.values())
        for task in tasks:
            task.cancel()
        for task in tasks:
            with suppress(asyncio.CancelledError):
                await task
        if self._client is not None:
            await self._client.aclose()

    def _line(self) -> httpx.AsyncClient:
        # Most sandboxes never see a webhook, and reading all certificates takes its time.
        if self._client is None:
            self._client = httpx.AsyncClient(timeout=ANSWER_WITHIN_S, trust_env=False)
        return self._client
