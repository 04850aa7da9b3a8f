"""A patient's chat on a terminal: messages as plain text, buttons as choices to type."""

from __future__ import annotations

import string
import textwrap
from collections.abc import Callable, Mapping
from itertools import count

from bot.domain.messages import Attachment, OutboxMessage
from bot.services import sending
from bot.services.ports import SendResult, SendState
from bot.services.work import Desk

Buttons = list[tuple[str, str]]  # label and token
BATCH = 100


class PlayedChat:
    """Takes what the coach sends, as Telegram would, and keeps the newest buttons."""

    def __init__(self, write: Callable[[str], None], width: int) -> None:
        self._write = write
        self._width = width
        self._numbers = count(1)
        self._texts: dict[int, str] = {}  # as they stand in the chat, by message
        self._live: dict[int, Buttons] = {}  # of the messages since the last answer
        self._is_answered = False
        self._added = ""  # below a message that was seen before, such as what was chosen
        self._keys: Mapping[str, str] = {}  # what to type, and the token that it presses

    @property
    def has_buttons(self) -> bool:
        """Whether anything can be pressed."""
        return bool(self._live)

    async def receive(self, desk: Desk) -> None:
        """Let everything that is due arrive, through the send gate."""
        while True:
            async with desk.uow_factory() as uow:
                due = await uow.outbox.due(desk.read_clock(), BATCH)
            if not due:
                return
            for message in due:
                assert message.id is not None
                await self._receive_one(desk, message.id)

    async def _receive_one(self, desk: Desk, outbox_id: int) -> None:
        async with desk.uow_factory() as uow:
            work = desk.work(uow)
            cleared = await sending.clear(work, outbox_id)
            if cleared is not None:
                parts = cleared.message, cleared.edited_message_id, cleared.attachment
                await sending.settle(work, outbox_id, await self.send(*parts))
            await uow.commit()

    async def send(
        self,
        message: OutboxMessage,
        edited_message_id: int | None,
        attachment: Attachment | None = None,
        *,
        is_plain: bool = False,
    ) -> SendResult:
        """Show a message, its change, or the words of a toast."""
        if message.press_id is not None:
            if message.text:
                self.note(message.text)
            return SendResult(SendState.SENT)
        buttons = [(each["label"], each["token"]) for row in message.buttons for each in row]
        if edited_message_id is not None:
            self._change(edited_message_id, message.text, buttons)
            return SendResult(SendState.SENT, edited_message_id)
        number = next(self._numbers)
        self._texts[number] = message.text
        if buttons:
            self._keep(number, buttons)
        self._say(f"{message.text}\n[{attachment.name}]" if attachment else message.text)
        return SendResult(SendState.SENT, number)

    def _keep(self, number: int, buttons: Buttons) -> None:
        if self._is_answered:  # what stood there before is far up the chat now
            self._live.clear()
            self._is_answered = False
        self._live[number] = buttons

    def _change(self, number: int, text: str, buttons: Buttons) -> None:
        before, self._texts[number] = self._texts[number], text
        self._live.pop(number, None)
        if buttons:
            self._live[number] = buttons
        added = text.removeprefix(before).strip("\n")
        if added and added != self._added:  # one press may close several messages
            self._write(self._wrapped(added))
        self._added = added

    def offer(self, *, takes_number: bool) -> None:
        """Show the buttons, each with what to type for it.

        Where the answer is a number, a number is never short for a button: these get letters.
        """
        buttons = [each for group in self._live.values() for each in group]
        points = {label: token for label, token in buttons if label.isdigit()}
        others = [each for each in buttons if each[0] not in points]
        is_lettered = takes_number or bool(points)
        names = string.ascii_lowercase if is_lettered else map(str, range(1, len(others) + 1))
        named = dict(zip(names, others, strict=False))
        if points:
            self._write(f"  {' '.join(points)}")
        for name, (label, _) in named.items():
            self._write(f"  [{name}] {label}")
        self._keys = {**points, **{name: token for name, (_, token) in named.items()}}
        self._is_answered, self._added = True, ""

    def token(self, typed: str) -> str | None:
        """Return the button that a typed line presses; None when it is words."""
        return self._keys.get(typed.strip().lower())

    def note(self, words: str) -> None:
        """Say something that is not in the chat."""
        self._write(self._wrapped(f"({words})"))

    def _say(self, text: str) -> None:
        self._write(f"\n{self._wrapped(text)}")

    def _wrapped(self, text: str) -> str:
        return "\n".join(textwrap.fill(line, self._width) for line in text.splitlines())
