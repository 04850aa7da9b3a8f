"""Column types for what people wrote: plain in Python, sealed in the database.

The sealer of a database travels on its engine's dialect, which SQLAlchemy hands to every type;
its own JSON type finds its serializer there, too. So two databases never share their keys.
"""

from __future__ import annotations

import json
from abc import abstractmethod
from collections.abc import Sequence
from typing import Any, NoReturn, TypeVar

from sqlalchemy import Column, ColumnElement, Dialect, Table, Text, type_coerce
from sqlalchemy.sql import operators
from sqlalchemy.types import TypeDecorator, TypeEngine

from bot.storage.sealer import Sealer

_PLACE = "lindra_sealer"  # the name under which a dialect carries it
_ALLOWED = (operators.is_, operators.is_not)
# A lone half of a surrogate pair is no text for UTF-8, and can stand in Telegram's JSON.
_LOSSLESS = "surrogatepass"
Value = TypeVar("Value")


def carry_sealer(dialect: Dialect, sealer: Sealer) -> None:
    """Let the sealed columns of one database find its sealer."""
    setattr(dialect, _PLACE, sealer)


def sealer_of(dialect: Dialect) -> Sealer:
    """Return the sealer of the database that is reached through this dialect."""
    sealer: Sealer = getattr(dialect, _PLACE)
    return sealer


class _Incomparable(TypeEngine.Comparator[Any]):
    """Refuses to compare and to sort: equal words are sealed differently each time."""

    def operate(self, op: Any, *other: Any, **kwargs: Any) -> ColumnElement[Any]:
        if op not in _ALLOWED:
            self._refuse()
        return super().operate(op, *other, **kwargs)

    def reverse_operate(self, op: Any, other: Any, **kwargs: Any) -> ColumnElement[Any]:
        self._refuse()

    def _refuse(self) -> NoReturn:
        raise TypeError("a sealed column can be read and written, and nothing else")


class Sealed(TypeDecorator[Value]):
    """A value that is sealed before it reaches the database; nothing stays nothing."""

    impl = Text
    cache_ok = True
    comparator_factory = _Incomparable

    @abstractmethod
    def pack(self, value: Value) -> bytes:
        """Return a value as bytes."""

    @abstractmethod
    def unpack(self, packed: bytes) -> Value:
        """Return the value that was packed."""

    def process_bind_param(self, value: Value | None, dialect: Dialect) -> str | None:
        """Seal it."""
        return None if value is None else sealer_of(dialect).seal(self.pack(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Value | None:
        """Unseal it."""
        return None if value is None else self.unpack(sealer_of(dialect).unseal(value))


class SealedText(Sealed[str]):
    """A text that a person wrote, or that may quote one."""

    cache_ok = True

    def pack(self, value: str) -> bytes:
        """Return the text as bytes."""
        return value.encode(errors=_LOSSLESS)

    def unpack(self, packed: bytes) -> str:
        """Return the text."""
        return packed.decode(errors=_LOSSLESS)


class SealedJson(Sealed[Any]):
    """Lists and mappings with a person's words among them."""

    cache_ok = True
    hashable = False

    def pack(self, value: Any) -> bytes:
        """Return the JSON as bytes."""
        written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return written.encode(errors=_LOSSLESS)

    def unpack(self, packed: bytes) -> Any:
        """Return what the JSON says."""
        return json.loads(packed.decode(errors=_LOSSLESS))


class SealedBytes(Sealed[bytes]):
    """A picture or a file of a person's own."""

    cache_ok = True

    def pack(self, value: bytes) -> bytes:
        """Return the bytes as they are."""
        return value

    def unpack(self, packed: bytes) -> bytes:
        """Return the bytes as they are."""
        return packed


def sealed_columns(table: Table) -> Sequence[Column[Any]]:
    """Return the columns of a table that are sealed."""
    return [column for column in table.c if isinstance(column.type, Sealed)]


def as_stored(column: Column[Any]) -> ColumnElement[str]:
    """Return a sealed column as it stands in the database."""
    return type_coerce(column, Text)
