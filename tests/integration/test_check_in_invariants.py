"""Whatever is said in whatever order: each answer stands once, none is invented, none is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.domain.check_ins import Answer, CheckIn, CheckInStatus
from bot.domain.patients import Flow
from bot.services import check_in, check_in_corrections
from bot.services.hearing import Heard
from bot.services.work import Desk
from tests.auxil.visitor import Visitor
from tests.integration.test_check_in import ACTIVE

NAMES = {"pain": "pain", "interference": "in the way", "mood": "mood", "sleep": "sleep"}
ITEMS = [*NAMES, "good-thing"]
SKIPPED = "skipped"
Value = int | str
chats = count(2000)


@dataclass
class Said:
    """A standing answer, and the message that gave it."""

    item: str
    value: Value
    message: int


@dataclass
class Book:
    """What should be kept: every answer ever given, by item, and the order of those that stand."""

    history: dict[str, list[Value]] = field(default_factory=dict)
    standing: list[Said] = field(default_factory=list)

    def value(self, item: str) -> Value | None:
        return next((said.value for said in self.standing if said.item == item), None)

    def give(self, message: int, **values: Value) -> None:
        """Keep answers of one message; a number that stands already is no new answer."""
        for item, value in values.items():
            self.history.setdefault(item, []).append(value)
            self.standing = [said for said in self.standing if said.item != item]
            self.standing.append(Said(item, value, message))

    def give_new(self, message: int, **values: int) -> None:
        self.give(message, **{i: value for i, value in values.items() if self.value(i) != value})

    def meant_by(self, wrong: int | None) -> str | None:
        """Return whose answer a number without a name corrects."""
        if not self.standing:
            return None
        last = self.standing[-1]
        if wrong is not None:
            were = [said.item for said in self.standing if said.value == wrong]
            return last.item if last.item in were else were[0] if len(were) == 1 else None
        alone = sum(said.message == last.message for said in self.standing) == 1
        return last.item if alone and isinstance(last.value, int) else None


class Talk:
    """A patient in a check-in, and the book that is kept beside it."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.book = Book()
        self.old_tokens: list[tuple[str, str]] = []  # (item, token) of questions that were shown

    async def open_item(self) -> str | None:
        patient = await self.visitor.patient()
        if patient.focus is not Flow.CHECK_IN:
            return None
        async with self.visitor.work() as work:
            found = await work.uow.check_ins.open_of(patient.id or 0)
        return None if found is None else found.item_id

    async def says(self, words: str) -> int:
        await self.visitor.says(words)
        return self.visitor.updates

    async def do(self, act: str, item: str, value: int, order: list[str]) -> None:
        open_item = await self.open_item()
        if open_item is None and act not in ("correct_item", "correct_last", "press_old"):
            await self.visitor.ask(check_in.start)
            return
        await getattr(self, act)(open_item, item, value, order)

    async def number(self, open_item: str, item: str, value: int, order: list[str]) -> None:
        words = f"about a {value} today"
        message = await self.says(words)
        self.book.give(message, **{open_item: words if open_item == "good-thing" else value})

    async def several(self, open_item: str, item: str, value: int, order: list[str]) -> None:
        values = {name: (value + place) % 11 for place, name in enumerate(order)}
        words = ", ".join(f"{NAMES[name]} {points}" for name, points in values.items())
        message = await self.says(words)
        if open_item == "good-thing":
            self.book.give(message, **{open_item: words})
        elif set(values) == {open_item}:
            self.book.give(message, **values)
        else:
            self.book.give_new(message, **values)

    async def twice(self, open_item: str, item: str, value: int, order: list[str]) -> None:
        """The same words again, as a patient taps send twice."""
        await self.several(open_item, item, value, order)
        again = await self.open_item()
        if again is not None:
            await self.several(again, item, value, order)

    async def correct_item(
        self, open_item: str | None, item: str, value: int, order: list[str]
    ) -> None:
        words = f"{NAMES[item]} should be {value}"
        if open_item is None:
            took = await self.visitor.ask(check_in_corrections.take_plain_words, words)
            assert took == (self.book.value(item) is not None)
            if took:
                self.book.give_new(self.visitor.updates, **{item: value})
            return
        message = await self.says(words)
        if item == open_item:
            self.book.give(message, **{item: value})
        else:
            self.book.give_new(message, **{item: value})

    async def correct_last(
        self, open_item: str | None, item: str, value: int, order: list[str]
    ) -> None:
        wrong = (value + 1) % 11 if len(order) > 2 else None
        words = f"no, I meant {value}" if wrong is None else f"I meant {value} not {wrong}"
        meant = self.book.meant_by(wrong)
        if open_item is None:
            heard = Heard(words, "correct_answer", 0.95)
            took = await self.visitor.ask(check_in.correct_at_once, heard)
            assert took == (meant is not None)
        else:
            if (await self.visitor.patient()).misses:
                meant = open_item if open_item != "good-thing" else meant
            if not self.book.standing and wrong is None:
                meant = open_item  # nothing to correct: it is the answer
            await self.says(words)
        if meant is not None and meant == open_item:
            self.book.give(self.visitor.updates, **{meant: value})
        elif meant is not None:
            self.book.give_new(self.visitor.updates, **{meant: value})

    async def unclear(self, open_item: str, item: str, value: int, order: list[str]) -> None:
        message = await self.says("purple")
        if open_item == "good-thing":
            self.book.give(message, **{open_item: "purple"})

    async def skip(self, open_item: str, item: str, value: int, order: list[str]) -> None:
        await self.visitor.ask(check_in.skip)
        self.book.give(self.visitor.updates, **{open_item: SKIPPED})

    async def later(self, open_item: str, item: str, value: int, order: list[str]) -> None:
        await self.visitor.ask(check_in.leave)

    async def press(self, open_item: str, item: str, value: int, order: list[str]) -> None:
        seen = [each for each in await self.visitor.chat() if str(value) in each.tokens]
        if open_item == "good-thing" or not seen:
            return
        token = seen[-1].tokens[str(value)]
        self.old_tokens.append((open_item, token))
        await self.visitor.press_token(token)
        self.book.give(self.visitor.updates, **{open_item: value})

    async def press_old(
        self, open_item: str | None, item: str, value: int, order: list[str]
    ) -> None:
        """A button of a question that was answered; Telegram shows it a while longer."""
        patient = await self.visitor.patient()
        async with self.visitor.work() as work:
            found = await work.uow.check_ins.open_of(patient.id or 0)
        for old_item, token in self.old_tokens[-1:]:
            if found is None or old_item != found.item_id:  # else the door refuses the button
                await self.visitor.press_token(token)

    async def check(self) -> None:
        """Compare the tables with the book."""
        patient = await self.visitor.patient()
        async with AsyncSession(self.visitor.engine) as session:
            query = select(CheckIn).where(CheckIn.patient_id == patient.id)  # type: ignore[arg-type]
            found = list(await session.scalars(query))
            answers = list(await session.scalars(select(Answer).order_by("id")))
        assert len(found) <= 1
        kept: dict[str, list[Value]] = {}
        for answer in answers:
            if not found or answer.check_in_id != found[0].id:
                continue
            value = SKIPPED if answer.is_skipped else answer.value_nrs
            kept.setdefault(answer.item_id, []).append(
                answer.value_text if value is None else value  # type: ignore[arg-type]
            )
        assert kept == self.book.history
        standing = [
            answer
            for answer in answers
            if found and answer.check_in_id == found[0].id and answer.superseded_at is None
        ]
        assert {answer.item_id for answer in standing} == set(self.book.history)
        assert len(standing) == len(self.book.history)
        if found:
            is_complete = found[0].status is CheckInStatus.COMPLETE
            assert is_complete == (set(self.book.history) == set(ITEMS))


ACTS = st.tuples(
    st.sampled_from(
        ["number", "number", "several", "several", "twice", "correct_item", "correct_last"]
        + ["unclear", "skip", "later", "press", "press", "press_old"]
    ),
    st.sampled_from(sorted(NAMES)),
    st.integers(0, 10),
    st.lists(st.sampled_from(sorted(NAMES)), min_size=2, max_size=4, unique=True),
)


@pytest.fixture
def enter(desk: Desk, database: AsyncEngine) -> Callable[[], Visitor]:
    return lambda: Visitor(desk, database, chat_id=next(chats))


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=st.lists(ACTS, min_size=1, max_size=14))
async def test_every_given_answer_stands_once_and_none_is_invented(
    enter: Callable[[], Visitor], acts: list[tuple[str, str, int, list[str]]]
) -> None:
    talk = Talk(await enter().enter(**ACTIVE))
    await talk.visitor.ask(check_in.start)
    for act, item, value, order in acts:
        await talk.do(act, item, value, order)
        await talk.check()
