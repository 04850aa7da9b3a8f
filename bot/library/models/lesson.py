"""Modules and their lessons: one idea each, an example, a small question, something to try."""

from __future__ import annotations

from typing import Annotated

from bot.library.models.exercise import Fit
from bot.library.models.fields import Id, NotEmpty, Text, Title
from bot.library.models.header import Header
from bot.library.models.script import Script


class Lesson(Script):
    """A few messages with one idea."""

    about: Text  # said before it begins: what it is about, and that it takes two minutes
    practice: Id | None = None  # an exercise that goes with it, offered at the end

    def introduction(self) -> str:
        """Return the title and what the lesson is about."""
        return f"{self.title}\n\n{self.about}"

    def reason(self) -> str:
        """Return what the lesson is about."""
        return self.about


class Module(Header):
    """Some lessons that belong together; they may be taken in any order."""

    title: Title
    number: int  # its place in the list; the order is only a suggestion
    about: Text
    finished: Text  # said once, when every lesson has been seen
    lessons: Annotated[tuple[Id, ...], NotEmpty]
    fits: tuple[Fit, ...] = ()  # when it suits a check-in
