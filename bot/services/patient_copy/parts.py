"""The parts of the page: sections, entries with a heading, and plain lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.library.markup import Markup, element, joined
from bot.services.patient_copy.teller import Teller


@dataclass(frozen=True)
class Section:
    """One kind of thing, as it stands on the page."""

    name: str  # a key of the content: section_<name>
    count: int | None  # None where a number would say nothing
    body: Sequence[Markup]


def entry(title: str, about: str, *body: Markup) -> Markup:
    """Return a thing with a heading and a word about it."""
    heading = element("h3", title, " ", element("small", about))
    return element("article", heading, *body)


def lines(said: Iterable[Sequence[str]]) -> Markup:
    """Return short things, a line for each: when, and what."""
    return element("ul", *(element("li", _line(parts)) for parts in said), class_="lines")


def _line(parts: Sequence[str]) -> Markup:
    when, *rest = parts
    return joined([element("b", when), element("span", " · ".join(filter(None, rest)))])


def listed(name: str, said: Sequence[Sequence[str]]) -> Section:
    """Return a section of short things."""
    return Section(name, len(said), [lines(said)] if said else [])


def pair(name: str, value: str, look: str = "words") -> Markup:
    """Return a value with its name, for a list of them; ``points`` stand side by side."""
    return element("div", element("dt", name), element("dd", value), class_=look)


def section(teller: Teller, each: Section) -> Markup:
    """Return a section with its heading, or that there is nothing in it."""
    title = element("h2", teller.text(f"section_{each.name}"))
    nothing = element("p", teller.text("nothing"), class_="soft")
    return element("section", title, *(each.body or [nothing]), id=each.name)
