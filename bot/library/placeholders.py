"""Placeholders such as {clinic} in texts: which are there, and filling them."""

from __future__ import annotations

import re
from collections.abc import Mapping

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9]*(?:[-_][a-z0-9]+)*)\}")


def names_in(text: str) -> set[str]:
    """Return the names of the placeholders of a text."""
    return set(_PLACEHOLDER.findall(text))


def has_stray_brace(text: str) -> bool:
    """Return whether a text has a brace that belongs to no placeholder."""
    rest = _PLACEHOLDER.sub("", text)
    return "{" in rest or "}" in rest


def fill(text: str, values: Mapping[str, object]) -> str:
    """Return the text with its placeholders filled.

    What is filled in is never read as a placeholder again, so a person's own words are safe.

    Raises:
        KeyError: A placeholder has no value.
    """
    return _PLACEHOLDER.sub(lambda found: str(values[found[1]]), text)
