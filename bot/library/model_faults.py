"""What pydantic found wrong, in words for a person who writes content."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.library.faults import Fault
from bot.library.kinds import known_keys
from bot.library.models import Header
from bot.library.yaml_source import Document

_Words = tuple[str, str]  # the problem and the remedy


def validate(document: Document, model: type[Header]) -> tuple[Header | None, list[Fault]]:
    """Return the item that a document holds, or everything that is wrong with its shape."""
    try:
        return model.model_validate(document.data), []
    except ValidationError as error:
        return None, [_fault(document, model, details) for details in error.errors()]


def _fault(document: Document, model: type[Header], details: ErrorDetails) -> Fault:
    path = details["loc"]
    kind, value = details["type"], details["input"]
    if kind == "missing":
        return document.fault(path, "is missing", f"add a line that begins with {path[-1]}:")
    if kind == "extra_forbidden":
        return document.fault(path, "is not a known key", _spelling(str(path[-1]), model))
    if value is None and kind != "content":
        return document.fault(path, "is empty", "write a value after the colon, or take it out")
    words = _WORDS.get(kind)
    problem, remedy = (
        words(details.get("ctx", {})) if words else (f"is wrong ({kind})", "look here")
    )
    return document.fault(path, problem, remedy, value)


def _spelling(key: str, model: type[Header]) -> str:
    near = difflib.get_close_matches(key, sorted(known_keys(model)), n=1)
    return f"did you mean {near[0]}? If not, take the line out" if near else "take the line out"


def _own(context: dict[str, Any]) -> _Words:
    return context["problem"], context["remedy"]


def _one_of(context: dict[str, Any]) -> _Words:
    return "is not known here", "use " + context["expected"].replace("'", "")


def _always(problem: str, remedy: str) -> Callable[[dict[str, Any]], _Words]:
    return lambda context: (problem, remedy)


_WORDS: dict[str, Callable[[dict[str, Any]], _Words]] = {
    "content": _own,
    "literal_error": _one_of,
    "string_type": _always("is not text", "put it in quotes"),
    "int_type": _always("is not a whole number", "write a whole number without quotes"),
    "bool_type": _always("is not true or false", "write true or false, without quotes"),
    "date_type": _always("is not a date", "write it like 2027-03-31, without quotes"),
    "tuple_type": _always("is not a list", "write each entry on its own line after a dash"),
    "mapping_type": _always("is not a group of keys", "write key: text on lines of their own"),
    "dict_type": _always("is not a group of keys", "write key: text on lines of their own"),
    "model_type": _always("is not a group of keys", "write key: value on lines of their own"),
}
