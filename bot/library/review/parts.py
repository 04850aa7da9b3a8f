"""The pieces that every file of the page is made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from bot.library.markup import Markup, element, joined

_SHORT_ROWS = 8
_SLOT = re.compile(r"(\{[^{}\s]+\})")


def row(label: str, *parts: str, hint: str = "", class_: str = "row") -> Markup:
    """Return a line: what it is on the left, what is said on the right."""
    name = element("div", label, *([element("small", hint)] if hint else []), class_="label")
    return element("div", name, element("div", *parts, class_="body"), class_=class_)


def said(text: str) -> Markup:
    """Return words as a person reads them; placeholders stand out."""
    parts = [
        element("span", part, class_="slot") if _SLOT.fullmatch(part) else part
        for part in _SLOT.split(text)
    ]
    return element("p", *parts, class_="said", dir="auto")


def buttons(labels: Iterable[str]) -> Markup:
    """Return buttons below a text."""
    shown = [element("span", label, class_="button") for label in labels]
    return element("p", joined(shown), class_="buttons")


def note(*parts: str) -> Markup:
    """Return words of the page's own, beside what the coach says."""
    return element("p", *parts, class_="note")


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Markup:
    """Return a table."""
    head = element("tr", *(element("th", name, scope="col") for name in heads))
    body = [
        # On a phone each cell stands alone, so it repeats its column's name.
        element(
            "tr",
            *(
                element("td", cell, data_label=name)
                for name, cell in zip(heads, cells, strict=True)
            ),
        )
        for cells in rows
    ]
    length = "short" if len(body) <= _SHORT_ROWS else "long"  # a short one is kept on one page
    return element("table", element("thead", head), element("tbody", *body), class_=length)


def sign_box(what: str, which: str = "") -> Markup:
    """Return room for a name, a date and a signature."""
    answers = [
        element("span", element("i", class_="tick"), words, class_="answer")
        for words in ("as it stands", "with the changes I have noted")
    ]
    fields = [element("div", name, class_="field") for name in ("Reviewed by", "Date", "Signature")]
    return element(
        "div",
        element("p", element("b", what), *([which] if which else []), *answers),
        element("div", *fields, class_="fields"),
        class_="sign",
    )


def in_words(name: str) -> str:
    """Return an id or a kind as people write it."""
    spaced = name.replace("-", " ").replace("_", " ")
    return spaced.replace("check in", "check-in").replace("self harm", "self-harm")


def day(value: date | None) -> str:
    """Return a date as people write it."""
    return f"{value.day} {value:%B %Y}" if value else "-"


def counted(count: int, one: str, many: str = "") -> str:
    """Return a number with its word."""
    return f"{count} {one if count == 1 else many or one + 's'}"
