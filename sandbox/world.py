"""Everything the sandbox holds, in memory, for as long as the server runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from secrets import token_hex

from sandbox.calls import CallLog
from sandbox.clock import SandboxClock
from sandbox.errors import SimError
from sandbox.faults import Faults
from sandbox.files import FileShelf
from sandbox.limits import RateLimits
from sandbox.signal import Signal
from sandbox.state import Chat, Json, Message, Person, Press, Role
from sandbox.updates import UpdateQueue
from sandbox.webhook import Webhook

# Beyond 32 bits, as Telegram's newer ids are.
FIRST_PERSON_ID = 7_000_000_001
FIRST_MESSAGE_ID = 101
FIRST_QUERY_ID = 4_390_000_000_000_001
DEFAULT_TOKEN = "1000000001:sandbox-token-for-no-real-bot"  # noqa: S105 - opens nothing real


@dataclass(slots=True)
class BotProfile:
    """The bot as Telegram knows it."""

    token: str = DEFAULT_TOKEN
    username: str = "lindra_sandbox_bot"
    first_name: str = "Lindra"
    description: str = ""
    short_description: str = ""
    # (scope, chat id or 0, language or "") -> commands
    commands: dict[tuple[str, int, str], list[Json]] = field(default_factory=dict)

    @property
    def id(self) -> int:
        """Return the bot's id, which is the first part of its token."""
        return int(self.token.partition(":")[0])


class World:
    """People, chats and the bot between them."""

    def __init__(self, profile: BotProfile | None = None) -> None:
        self.bot = profile or BotProfile()
        self.clock = SandboxClock()
        self.updates = UpdateQueue()
        self.webhook = Webhook()
        self.faults = Faults()
        self.limits = RateLimits()
        self.calls = CallLog()
        self.files = FileShelf()
        self.changed = Signal()
        self.closing = False
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.presses: dict[str, Press] = {}
        # Another one after each start and reset; the page then loads everything afresh.
        self.era = token_hex(4)
        self._next_person_id = FIRST_PERSON_ID
        # Message and query ids go on after a reset, as the bot may remember them.
        self._message_ids = count(FIRST_MESSAGE_ID)
        self._query_ids = count(FIRST_QUERY_ID)

    def add_person(
        self,
        first_name: str,
        language_code: str = "en",
        role: Role | None = None,
        last_name: str | None = None,
        username: str | None = None,
    ) -> Person:
        """Let somebody new into the sandbox."""
        person = Person(self._next_person_id, first_name, language_code, role, last_name, username)
        self._next_person_id += 1
        self.people[person.id] = person
        self.chats[person.id] = Chat(person.id, person.id)
        self.changed.notify()
        return person

    def person(self, person_id: int) -> Person:
        """Return a person, or say that there is none."""
        if person_id not in self.people:
            raise SimError(404, f"There is no person with id {person_id}.")
        return self.people[person_id]

    def group_of(self, person: Person) -> Chat:
        """Return the group that this person has put the bot into."""
        return self.chats.setdefault(-person.id, Chat(-person.id, person.id, is_group=True))

    def next_message_id(self) -> int:
        """Return the next message id; ids are unique over all chats of a bot."""
        return next(self._message_ids)

    def next_query_id(self) -> str:
        """Return the id of the next press."""
        return str(next(self._query_ids))

    def put(self, chat: Chat, message: Message) -> Message:
        """Add a message to a chat."""
        chat.messages[message.message_id] = message
        if message.from_bot:
            chat.typing_until = 0.0
        self.touch(chat, message)
        return message

    def touch(self, chat: Chat, message: Message | None = None) -> None:
        """Note that a chat, and perhaps one message in it, looks different now."""
        self.changed.notify()
        chat.revision = self.changed.version
        if message is not None:
            message.revision = chat.revision

    def reset(self) -> None:
        """Forget people, chats, updates, faults, calls and moves of the clock."""
        for store in (self.people, self.chats, self.presses):
            store.clear()
        for part in (self.updates, self.faults, self.calls, self.files):
            part.clear()
        self.limits = RateLimits()
        self.clock.reset()
        self.era = token_hex(4)
        self.changed.notify()

    def close(self) -> None:
        """Send everybody home who still waits for an answer."""
        self.closing = True
        for signal in (self.changed, self.updates.arrived, self.clock.moved):
            signal.wake()
