"""What one step of the onboarding is made of."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.domain.patients import Patient
from bot.services.hearing import Heard
from bot.services.speech import Rows
from bot.services.work import Work

Option = tuple[str, str]  # what stands on the button, and the value it gives


@dataclass(frozen=True, kw_only=True)
class Asking:
    """A question with its buttons."""

    text: str
    options: Sequence[Sequence[Option]] = ()
    request_location: str | None = None


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What follows from an answer: the next step, or the end with some words."""

    next_step: str | None
    asking: Asking | None = None  # the next question, where the step alone cannot know it
    lead: str = ""  # said before the next question
    farewell: str = ""  # said at the end
    rows: Rows = ()  # under the farewell
    is_unsuitable: bool = False  # clear, but not possible: the question stays open


Ask = Callable[[Work, Patient], Awaitable[Asking]]
Read = Callable[[Work, Patient, Heard], Awaitable[str | None]]
Take = Callable[[Work, Patient, str], Awaitable[Outcome]]


@dataclass(frozen=True, kw_only=True)
class Step:
    """One question: how it is asked, which words answer it, and what an answer does."""

    name: str  # its texts are "onboarding.hint_<name>" and so on
    ask: Ask
    read: Read  # the value of words that can only be an answer
    take: Take
    read_any: Read | None = None  # the value of any other words, once they are no wish
    value_to_skip: str | None = None  # None: it cannot be skipped


def text(work: Work, patient: Patient, key: str, **params: object) -> str:
    """Return one of the onboarding's texts."""
    return work.library.text(f"onboarding.{key}", patient.language, **params)


def question_name(patient: Patient) -> str:
    """Name the open question, so that one answer closes all its buttons."""
    return f"onboarding:{patient.onboarding_step}"


async def open_options(work: Work, patient: Patient) -> list[Option]:
    """Return what the buttons of the open question offer, as they were shown last."""
    assert patient.chat_id is not None
    shown = await work.uow.outbox.showing_question(patient.chat_id, question_name(patient))
    tokens = next((message.buttons for message in reversed(shown) if message.buttons), [])
    found = []
    for choice in (choice for row in tokens for choice in row):
        button = await work.uow.buttons.get(choice["token"])
        if button is not None and "value" in button.payload:
            found.append((choice["label"], str(button.payload["value"])))
    return found
