"""A stretch of formatted text, counted in UTF-16 units as Telegram counts."""

from __future__ import annotations

from dataclasses import dataclass, field

from sandbox.errors import BotApiError, bad_request
from sandbox.state import Json


@dataclass(frozen=True, slots=True)
class Span:
    """One entity: its kind, where it begins, how long it is, and a link's address."""

    kind: str
    offset: int
    length: int
    extra: Json = field(default_factory=dict)

    def as_json(self) -> Json:
        """Return Telegram's MessageEntity."""
        return {"type": self.kind, "offset": self.offset, "length": self.length} | self.extra


@dataclass(frozen=True, slots=True)
class ParsedText:
    """Plain text and its spans."""

    text: str
    spans: list[Span]


def utf16_length(text: str) -> int:
    """Return the length of a text in UTF-16 units."""
    return len(text) + sum(1 for letter in text if ord(letter) > 0xFFFF)


def cannot_parse(problem: str) -> BotApiError:
    """Return Telegram's answer to broken formatting."""
    return bad_request(f"can't parse entities: {problem}")


def byte_offset(text: str, position: int) -> int:
    """Return where a position lies in UTF-8 bytes, as Telegram reports it."""
    return len(text[:position].encode("utf-8", "surrogatepass"))
