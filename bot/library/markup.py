"""A small builder of HTML: whatever is not markup already is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape


class Markup(str):
    """HTML that is safe to stand in a page; joined to plain text it is plain text again."""

    __slots__ = ()


def element(name: str, /, *parts: str, **attributes: str) -> Markup:
    """Return an element around its parts; ``class_`` becomes ``class``."""
    return Markup(f"{lone(name, **attributes)}{joined(parts)}</{name}>")


def lone(name: str, /, **attributes: str) -> Markup:
    """Return an element that has nothing inside and no end, such as ``img``."""
    shown = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
    )
    return Markup(f"<{name}{shown}>")


def joined(parts: Iterable[str]) -> Markup:
    """Return the parts one after another."""
    return Markup("".join(p if isinstance(p, Markup) else escape(p) for p in parts))
