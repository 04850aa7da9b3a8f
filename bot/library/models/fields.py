"""The kinds of field that content files share, and what to say when one is wrong."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict
from pydantic_core import PydanticCustomError

LABEL_LENGTH = 30  # characters; longer labels are cut off on a narrow phone
MESSAGE_LENGTH = 1000  # characters; about one screen of a phone
TITLE_LENGTH = 60  # characters


class ContentModel(BaseModel):
    """Part of a content file: nothing unknown, nothing converted, nothing changed later."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


def complaint(problem: str, remedy: str) -> PydanticCustomError:
    """Return the error that a validator raises: what is wrong, and what to do."""
    return PydanticCustomError("content", "{problem}", {"problem": problem, "remedy": remedy})


def between(low: int, high: int, remedy: str) -> AfterValidator:
    """Return a check that a whole number lies between ``low`` and ``high``."""

    def check(value: int) -> int:
        if value < low:
            raise complaint(f"is below {low}", remedy)
        if value > high:
            raise complaint(f"is above {high}", remedy)
        return value

    return AfterValidator(check)


def among(*allowed: int) -> AfterValidator:
    """Return a check that a whole number is one of a few."""

    def check(value: int) -> int:
        if value not in allowed:
            *most, last = map(str, allowed)
            raise complaint("is not known here", f"use {', '.join(most)} or {last}")
        return value

    return AfterValidator(check)


def shaped(pattern: str, problem: str, remedy: str) -> AfterValidator:
    """Return a check that a text has a certain shape."""

    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise complaint(problem, remedy)
        return value

    return AfterValidator(check)


def filled(length: int, remedy: str) -> AfterValidator:
    """Return a check that a text is there and has at most ``length`` characters."""

    def check(value: str) -> str:
        if not value:
            raise complaint("is empty", "write the text after the colon")
        if len(value) > length:
            raise complaint(f"is {len(value)} characters long, above {length}", remedy)
        return value

    return AfterValidator(check)


def _check_not_empty(value: tuple[object, ...]) -> tuple[object, ...]:
    if not value:
        raise complaint("has no entry", "add at least one, each beginning with a dash")
    return value


NotEmpty = AfterValidator(_check_not_empty)

Text = Annotated[
    str, filled(MESSAGE_LENGTH, f"keep a message to {MESSAGE_LENGTH} characters, or split it")
]
Label = Annotated[str, filled(LABEL_LENGTH, f"keep a label to {LABEL_LENGTH} characters")]
Title = Annotated[str, filled(TITLE_LENGTH, f"keep a title to {TITLE_LENGTH} characters")]
Id = Annotated[
    str,
    shaped(
        r"[a-z0-9]+(-[a-z0-9]+)*",
        "is not an id",
        "use small letters, digits and single hyphens, such as body-scan",
    ),
]
Measure = Annotated[
    str,
    shaped(
        r"[a-z][a-z0-9]*(_[a-z0-9]+)*",
        "is not the name of a measure",
        "use small letters, digits and underscores, such as pain_nrs",
    ),
]
Language = Annotated[
    str,
    shaped(r"[a-z]{2,3}", "is not a language code", "use its short code, such as en or nb"),
]
Version = Annotated[int, between(1, 100_000, "begin at 1 and add 1 at each change")]
Days = Annotated[int, between(1, 365, "use 1 to 365 days")]
NrsPoints = Annotated[int, between(0, 10, "use 0 to 10 points")]
