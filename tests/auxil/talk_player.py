"""Plays one conversation with the coach, and sees whether it goes as the script says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from bot.domain.patients import Flow, PatientStatus
from tests.auxil.house import Person
from tests.auxil.talk_ends import check_ends
from tests.auxil.talk_room import TalkRoom
from tests.auxil.talk_script import Conversation, Turn

_BEFORE_COUNTRY = ("consent", "age", "country")


class NotAsScripted(AssertionError):
    """The coach said something else; holds the talk so far."""


async def play(room: TalkRoom, conversation: Conversation) -> None:
    """Play a conversation to its end."""
    complaints = len(room.house.complaints())
    person, conversation_id = await _come_in(room, conversation)
    talk = Talk(room, person, conversation_id)
    try:
        await talk.open(conversation)
        for turn in conversation.talk:
            await talk.take(turn)
        await check_ends(room, person, conversation.ends)
        talk.check_nothing_was_said_twice_running()
        new = room.house.complaints()[complaints:]
        assert not new, f"the coach's log complains: {new}"
    except AssertionError as fault:
        raise NotAsScripted(f"{fault}\n\n{talk.transcript()}") from fault
    finally:
        room.door.open()
        await room.farewell(person)


async def _come_in(room: TalkRoom, conversation: Conversation) -> tuple[Person, str]:
    changes: dict[str, Any] = {}
    if conversation.begins in ("newcomer", "onboarding"):
        changes = {"status": PatientStatus.ONBOARDING, "onboarded_at": None, "called_name": None}
        changes |= {"check_in_at": None, "focus": Flow.ONBOARDING}
        changes |= {"onboarding_step": conversation.at or None}
    if conversation.begins == "newcomer":
        changes |= {"consent_version": None, "consented_at": None, "timezone": None}
    if changes and (conversation.at or "consent").partition(":")[0] in _BEFORE_COUNTRY:
        changes |= {"country": None}
    return await room.welcome("Ellen", **changes)


@dataclass
class Talk:
    """A talk under way."""

    room: TalkRoom
    person: Person
    conversation_id: str
    reply: list[str] = field(default_factory=list)  # what the coach said to the last deed
    offered: list[str] = field(default_factory=list)  # the buttons below that
    lines: list[str] = field(default_factory=list)  # all that was said and done, to be shown
    forbidden: list[str] = field(default_factory=list)
    last_own: int = 0  # the patient's last message
    heard: int = 0  # the coach's last message
    tokens: dict[str, list[str]] = field(default_factory=dict)  # of every button shown, by label

    async def open(self, conversation: Conversation) -> None:
        """Bring about what the conversation begins with."""
        if conversation.begins in ("newcomer", "onboarding"):
            await self._do(Turn("patient", "/start"))
        elif conversation.begins == "check-in":
            await self._do(Turn("patient", "/checkin"))
        elif conversation.begins == "exercise":
            await self._do(Turn("patient", conversation.at))  # a title opens what it names

    async def take(self, turn: Turn) -> None:
        """Do what a turn says, or see whether it holds."""
        if turn.kind == "coach":
            self._demand_in_order(turn.value)
        elif turn.kind == "offers":
            missing = [label for label in turn.value if label not in self.offered]
            assert not missing, f"no button {missing} was offered, only {self.offered}"
        elif turn.kind == "count":
            assert len(self.reply) == turn.value, f"{len(self.reply)} answers came: {self.reply}"
        elif turn.kind == "never":
            self.forbidden += turn.value
            self._check_forbidden()
        elif turn.kind == "toast":
            await self._see_toast(turn.value)
        elif turn.kind == "presses":
            for label in turn.value:
                await self._do(Turn("presses", [label]))
        else:
            await self._do(turn)

    async def _do(self, turn: Turn) -> None:
        self.lines.append(f"> {turn}")
        self.reply, self.offered = [], []
        if turn.kind == "waits":
            self.person.seen = self.heard
            await self.room.wait(self.person, timedelta(**turn.value))
        elif turn.kind == "engine":
            await self.room.steer_engine(turn.value, self.conversation_id)
        else:
            for deed in turn.value if turn.kind == "sends_at_once" else [turn]:
                await self._send(deed)
        await self.room.settle(self.person)
        await self._hear()

    async def _send(self, turn: Turn) -> None:
        person = self.person
        if turn.kind == "patient":
            self.last_own = (await person.says(turn.value))["message_id"]
        elif turn.kind == "edits":
            await person.sends(edit_of=self.last_own, text=turn.value)
        elif turn.kind == "presses":
            await person.presses(turn.value[0])
        else:  # a button of the past, as a phone that was offline may still show it
            token = self.tokens[turn.value][0]
            await person.sandbox.post(f"/sim/users/{person.id}/presses", {"token": token})

    async def _hear(self) -> None:
        new = [m for m in await self.person.told() if m["message_id"] > self.heard]
        for message in new:
            self.heard = message["message_id"]
            self.reply.append(message["text"])
            self.lines.append(f"< {message['text']}  {message.get('buttons') or ''}")
            for button in (one for row in message["keyboard"] for one in row):
                self.offered.append(button["text"])
                shown = self.tokens.setdefault(button["text"], [])
                shown.append(button.get("callback_data", ""))
        self._check_forbidden()

    def _demand_in_order(self, parts: Sequence[str]) -> None:
        said, place = _plain(" ".join(self.reply)), 0
        for part in parts:
            found = said.find(_plain(part), place)
            assert found >= 0, f"the coach did not say {part!r} (in this order: {list(parts)})"
            place = found + len(_plain(part))

    def _check_forbidden(self) -> None:
        said = _plain(" ".join(self.reply))
        for words in self.forbidden:
            assert _plain(words) not in said, f"the coach said {words!r}"

    async def _see_toast(self, words: str) -> None:
        chat = await self.person.sandbox.get(f"/sim/users/{self.person.id}/chat")
        shown = str((chat["last_callback_answer"] or {}).get("text"))
        assert _plain(words) in _plain(shown), f"over the chat stood {shown!r}, not {words!r}"

    def check_nothing_was_said_twice_running(self) -> None:
        said = [line for line in self.lines if line.startswith("< ")]
        twice = [line for line, before in zip(said[1:], said, strict=False) if line == before]
        assert not twice, f"the coach repeated itself: {twice}"

    def transcript(self) -> str:
        """Return all that was said and done."""
        return "\n".join(self.lines)


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()
