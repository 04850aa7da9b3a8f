"""Holds the engine's own replies against the languages that the content speaks.

A reply in another language stands beside the English one, under the condition that the slot
``language`` has that language; the coach sets the slot with every turn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from bot.actions.domain_files import domain_files
from bot.library.kinds import BASE_LANGUAGE

LANGUAGE_SLOT = "language"


def reply_faults(dialogues: Path, content: Path) -> list[str]:
    """Return a line for each reply of the engine that lacks its text in a language."""
    languages = content_languages(content)
    return [
        f"{path}: responses.{name}: has no text in {language} - {_remedy(language)}"
        for path, name, replies in _replies(dialogues)
        for language in languages
        if not _speaks(replies, language)
    ]


def content_languages(content: Path) -> list[str]:
    """Return the languages that messages are written in, English first."""
    found = {path.name for path in (content / "messages").glob("*") if path.is_dir()}
    return [BASE_LANGUAGE, *sorted(found - {BASE_LANGUAGE})]


def _remedy(language: str) -> str:
    if language == BASE_LANGUAGE:
        return "add a line that begins with - text:"
    return f"add a text with the condition that the slot {LANGUAGE_SLOT} is {language}"


def _replies(dialogues: Path) -> Iterator[tuple[str, str, Sequence[Any]]]:
    for path, domain in domain_files(dialogues):
        for name, replies in (domain.get("responses") or {}).items():
            yield path, name, replies or ()


def _speaks(replies: Iterable[Any], language: str) -> bool:
    """Whether one of the replies has a text, and is said in a language."""
    return any(
        str(reply.get("text") or "").strip() and _language_of(reply) == language
        for reply in replies
    )


def _language_of(reply: dict[str, Any]) -> str:
    for condition in reply.get("condition") or []:
        if condition.get("name") == LANGUAGE_SLOT:
            return str(condition.get("value"))
    return BASE_LANGUAGE
